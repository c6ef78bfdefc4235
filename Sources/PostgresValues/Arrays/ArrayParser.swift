// Reads array literals: optional bounds (`[2:3][0:1]=`), then nested braces whose depth must be the same everywhere.
import VectorTypes

extension ArrayLiteral {
    /// Reads an array's text.
    ///
    /// - Throws: 22P02 `malformed array literal: "x"` with a detail; 54000 beyond six dimensions.
    /// - Complexity: O(n) in the length of the text.
    package init(text: String, delimiter: UInt8 = ASCII.comma) throws {
        var parser = ArrayParser(text: text, bytes: Array(text.utf8), delimiter: delimiter)
        self = try parser.parse()
    }
}

private struct ArrayParser {
    let text: String
    let bytes: [UInt8]
    let delimiter: UInt8
    var position = 0
    var elements: [String?] = []
    /// The count of each dimension, -1 while it is still open for the first time.
    var counts: [Int] = []
    /// The depth at which elements stand, once known.
    var leafDepth: Int?
    private var meter = WorkMeter(every: 1 << 17)

    init(text: String, bytes: [UInt8], delimiter: UInt8) {
        self.text = text
        self.bytes = bytes
        self.delimiter = delimiter
    }

    func malformed(_ detail: String) -> VecDBError {
        VecDBError(.invalidTextRepresentation, "malformed array literal: \"\(text)\"", detail: detail)
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = current, ASCII.isSpace(byte) { position += 1 }
    }

    mutating func parse() throws -> ArrayLiteral {
        let bounds = try parseBounds()
        skipSpace()
        guard current == UInt8(ascii: "{") else {
            throw malformed(
                bounds.isEmpty
                    ? "Array value must start with \"{\" or dimension information."
                    : "Array contents must start with \"{\".")
        }
        try parseBraces()
        if !bounds.isEmpty, !elements.isEmpty, bounds.map(\.count) != counts {
            throw malformed("Specified array dimensions do not match array contents.")
        }
        skipSpace()
        if current != nil { throw malformed("Junk after closing right brace.") }
        if elements.isEmpty {
            if bounds.contains(where: { $0.count != 0 }) {
                throw malformed("Specified array dimensions do not match array contents.")
            }
            return ArrayLiteral([])
        }
        if bounds.isEmpty { return ArrayLiteral(dimensions: counts.map { .init(count: $0) }, elements: elements) }
        return ArrayLiteral(dimensions: bounds, elements: elements)
    }

    // MARK: Bounds

    private mutating func parseBounds() throws -> [ArrayLiteral.Dimension] {
        var bounds: [ArrayLiteral.Dimension] = []
        while true {
            skipSpace()
            guard current == UInt8(ascii: "[") else { break }
            position += 1
            if bounds.count == ArrayLiteral.maximumDimensions { throw tooManyDimensions(bounds.count + 1) }
            guard var lower = try integer() else {
                throw malformed("\"[\" must introduce explicitly-specified array dimensions.")
            }
            var upper = lower
            if current == ASCII.colon {
                position += 1
                guard let bound = try integer() else { throw malformed("Missing array dimension value.") }
                upper = bound
            } else {
                lower = 1
            }
            guard current == UInt8(ascii: "]") else { throw malformed("Missing \"]\" after array dimensions.") }
            position += 1
            if upper < lower {
                throw VecDBError(SQLState("2202E"), "upper bound cannot be less than lower bound")
            }
            if upper - lower >= ArrayLiteral.maximumElements || upper == Int(Int32.max) {
                throw VecDBError(
                    .programLimitExceeded,
                    upper == Int(Int32.max)
                        ? "array upper bound is too large: \(upper)"
                        : "array size exceeds the maximum allowed (\(ArrayLiteral.maximumElements))")
            }
            bounds.append(.init(lower: lower, count: upper - lower + 1))
        }
        if !bounds.isEmpty {
            guard current == UInt8(ascii: "=") else { throw malformed("Missing \"=\" after array dimensions.") }
            position += 1
        }
        return bounds
    }

    private mutating func integer() throws -> Int? {
        let start = position
        if current == ASCII.minus || current == ASCII.plus { position += 1 }
        let digits = position
        while let byte = current, ASCII.isDigit(byte) { position += 1 }
        if position == digits {
            position = start
            return nil
        }
        guard let value = Int32(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw VecDBError(.numericValueOutOfRange, "array bound is out of integer range")
        }
        return Int(value)
    }

    private func tooManyDimensions(_ count: Int) -> VecDBError {
        VecDBError(
            .programLimitExceeded,
            "number of array dimensions (\(count)) exceeds the maximum allowed (\(ArrayLiteral.maximumDimensions))")
    }

    // MARK: Contents

    /// Follows the braces without recursion; `open` counts the entries of each open level.
    private mutating func parseBraces() throws {
        var open: [Int] = []
        var expectsElement = true
        let mismatch = "Multidimensional arrays must have sub-arrays with matching dimensions."
        repeat {
            try meter.count(8)
            skipSpace()
            guard let byte = current else { throw malformed("Unexpected end of input.") }
            switch byte {
            case UInt8(ascii: "{"):
                if !expectsElement { throw malformed("Unexpected \"{\" character.") }
                position += 1
                if open.count == ArrayLiteral.maximumDimensions { throw tooManyDimensions(open.count + 1) }
                if let leafDepth, open.count >= leafDepth { throw malformed(mismatch) }
                if !open.isEmpty { open[open.count - 1] += 1 }
                open.append(0)
                if counts.count < open.count { counts.append(-1) }
                skipSpace()
                if current == UInt8(ascii: "}") {
                    // An empty level is a leaf level.
                    if let leafDepth, leafDepth != open.count { throw malformed(mismatch) }
                    leafDepth = open.count
                }
            case UInt8(ascii: "}"):
                let level = open.count - 1
                if expectsElement && open[level] > 0 { throw malformed("Unexpected \"}\" character.") }
                position += 1
                if counts[level] >= 0, counts[level] != open[level] { throw malformed(mismatch) }
                counts[level] = open[level]
                open.removeLast()
                expectsElement = false
            case delimiter:
                if expectsElement {
                    throw malformed("Unexpected \"\(Character(Unicode.Scalar(delimiter)))\" character.")
                }
                position += 1
                expectsElement = true
                skipSpace()
                continue
            default:
                let value = try element()
                if current == UInt8(ascii: "{") { throw malformed("Unexpected \"{\" character.") }
                if !expectsElement { throw malformed("Unexpected array element.") }
                if let leafDepth, leafDepth != open.count { throw malformed(mismatch) }
                leafDepth = open.count
                open[open.count - 1] += 1
                if elements.count % 65_536 == 65_535 {
                    // The elements take more than their text.
                    try StatementWork.current?.checkMemory(2 * elements.count * MemoryLayout<String?>.stride)
                    if elements.count >= ArrayLiteral.maximumElements { throw ArrayLiteral.tooManyElements }
                }
                elements.append(value)
                expectsElement = false
            }
            if byte == UInt8(ascii: "{") { expectsElement = true }
        } while !open.isEmpty
    }

    private mutating func element() throws -> String? {
        if current == ASCII.quote {
            position += 1
            var value: [UInt8] = []
            while true {
                try meter.count()
                guard let byte = current else { throw malformed("Unexpected end of input.") }
                position += 1
                if byte == ASCII.quote { break }
                if byte == ASCII.backslash {
                    guard let escaped = current else { throw malformed("Unexpected end of input.") }
                    value.append(escaped)
                    position += 1
                } else {
                    value.append(byte)
                }
            }
            skipSpace()
            if let byte = current, byte != delimiter, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "{") {
                throw malformed("Incorrectly quoted array element.")
            }
            return String(decoding: value, as: UTF8.self)
        }
        var value: [UInt8] = []
        var significant = 0
        var escaped = false
        while let byte = current, byte != delimiter, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "{") {
            if byte == ASCII.quote { throw malformed("Incorrectly quoted array element.") }
            position += 1
            if byte == ASCII.backslash {
                guard let next = current else { throw malformed("Unexpected end of input.") }
                value.append(next)
                position += 1
                escaped = true
                significant = value.count
            } else {
                value.append(byte)
                if !ASCII.isSpace(byte) { significant = value.count }
            }
        }
        if current == nil { throw malformed("Unexpected end of input.") }
        value.removeSubrange(significant...)
        return !escaped && ArrayLiteral.isNull(value) ? nil : String(decoding: value, as: UTF8.self)
    }
}
