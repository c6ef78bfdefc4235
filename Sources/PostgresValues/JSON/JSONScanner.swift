// Finding parts of a valid JSON text without building a tree: values are skipped by counting brackets outside strings.
import VectorTypes

/// A cursor over valid JSON. Invalid text gives wrong parts, never a trap.
struct JSONScanner {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func skipSpace(_ position: Int) -> Int {
        var position = position
        while position < bytes.count, ASCII.isSpace(bytes[position]) { position += 1 }
        return position
    }

    /// The whole text's value.
    var root: Range<Int> {
        let start = skipSpace(0)
        return start..<endOfValue(start)
    }

    func byte(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// The position after the closing quote of the string that opens at `start`.
    func endOfString(_ start: Int) -> Int {
        var position = start + 1
        while position < bytes.count {
            if bytes[position] == ASCII.backslash {
                position += 2
            } else if bytes[position] == ASCII.quote {
                return position + 1
            } else {
                position += 1
            }
        }
        return bytes.count
    }

    func endOfValue(_ start: Int) -> Int {
        var position = start
        switch byte(start) {
        case ASCII.quote: return endOfString(start)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            var depth = 0
            while position < bytes.count {
                switch bytes[position] {
                case ASCII.quote:
                    position = endOfString(position)
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 { return position + 1 }
                default: break
                }
                position += 1
            }
            return bytes.count
        default:
            while position < bytes.count {
                let byte = bytes[position]
                if byte == ASCII.comma || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { break }
                if ASCII.isSpace(byte) { break }
                position += 1
            }
            return position
        }
    }

    /// Calls `body` with the ranges of key (quotes included; empty in an array) and value until it returns false.
    func forEachEntry(
        of container: Range<Int>, _ body: (_ key: Range<Int>, _ value: Range<Int>) throws -> Bool
    ) throws {
        var meter = WorkMeter(every: 1 << 18)
        let isObject = byte(container.lowerBound) == UInt8(ascii: "{")
        var position = skipSpace(container.lowerBound + 1)
        while position < container.upperBound - 1 {
            var key = position..<position
            if isObject {
                key = position..<endOfString(position)
                position = skipSpace(skipSpace(key.upperBound) + 1)
            }
            let end = endOfValue(position)
            try meter.count(8 + end - key.lowerBound)
            if try end <= position || !body(key, position..<end) { return }
            position = skipSpace(skipSpace(end) + 1)
        }
    }

    /// The string that the quoted `range` stands for.
    func decoded(_ range: Range<Int>) -> [UInt8] {
        guard range.count >= 2 else { return [] }
        let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        guard inner.contains(ASCII.backslash) else { return Array(inner) }
        var result: [UInt8] = []
        result.reserveCapacity(inner.count)
        var position = inner.startIndex
        while position < inner.endIndex {
            guard inner[position] == ASCII.backslash, position + 1 < inner.endIndex else {
                result.append(inner[position])
                position += 1
                continue
            }
            let escape = inner[position + 1]
            position += 2
            switch escape {
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "u"):
                var unit = hexUnit(inner, position)
                position = min(position + 4, inner.endIndex)
                if 0xD800...0xDBFF ~= unit, position + 1 < inner.endIndex, inner[position] == ASCII.backslash,
                    inner[position + 1] == UInt8(ascii: "u")
                {
                    let low = hexUnit(inner, position + 2)
                    if 0xDC00...0xDFFF ~= low {
                        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                        position = min(position + 6, inner.endIndex)
                    }
                }
                let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
                result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            default: result.append(escape)
            }
        }
        return result
    }

    private func hexUnit(_ bytes: ArraySlice<UInt8>, _ start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<(start + 4) where index < bytes.endIndex {
            value = value << 4 | UInt32(ASCII.hexValue(bytes[index]) ?? 0)
        }
        return value
    }

    /// The value of `key`; of several the last, as type `json` has it.
    func field(_ key: [UInt8], of container: Range<Int>) throws -> Range<Int>? {
        guard byte(container.lowerBound) == UInt8(ascii: "{") else { return nil }
        var found: Range<Int>?
        try forEachEntry(of: container) { name, value in
            let inner = name.count >= 2 ? bytes[(name.lowerBound + 1)..<(name.upperBound - 1)] : []
            if inner.contains(ASCII.backslash) ? decoded(name) == key : inner.elementsEqual(key) { found = value }
            return true
        }
        return found
    }

    /// The element at `index`; a negative one counts from the end.
    func element(_ index: Int, of container: Range<Int>) throws -> Range<Int>? {
        guard byte(container.lowerBound) == UInt8(ascii: "[") else { return nil }
        var wanted = index
        if index < 0 {
            let count = try self.count(of: container)
            wanted = count + index
            if wanted < 0 { return nil }
        }
        var found: Range<Int>?
        try forEachEntry(of: container) { _, value in
            if wanted == 0 { found = value }
            wanted -= 1
            return wanted >= 0
        }
        return found
    }

    func element(_ index: Int, isBinary: Bool) throws -> Range<Int>? {
        let root = self.root
        switch byte(root.lowerBound) {
        case UInt8(ascii: "["): return try element(index, of: root)
        case UInt8(ascii: "{"): return nil
        default: return isBinary && (index == 0 || index == -1) ? root : nil
        }
    }

    func count(of container: Range<Int>) throws -> Int {
        var count = 0
        try forEachEntry(of: container) { _, _ in
            count += 1
            return true
        }
        return count
    }

    func value(at path: [String]) throws -> Range<Int>? {
        var current = root
        for step in path {
            switch byte(current.lowerBound) {
            case UInt8(ascii: "{"):
                guard let next = try field(Array(step.utf8), of: current) else { return nil }
                current = next
            case UInt8(ascii: "["):
                guard let index = JSON.arrayIndex(step), let next = try element(index, of: current) else { return nil }
                current = next
            default: return nil
            }
        }
        return current
    }

    /// What `->>` returns: the string without its quotes, nil for null, the text of anything else.
    func scalarText(_ range: Range<Int>) -> String? {
        switch byte(range.lowerBound) {
        case ASCII.quote: String(decoding: decoded(range), as: UTF8.self)
        case UInt8(ascii: "n"): nil
        default: text(range)
        }
    }
}

extension JSON {
    /// A path step as an array index: an integer with white space before it, nothing behind it.
    static func arrayIndex(_ step: String) -> Int? {
        var bytes = Array(step.utf8)[...]
        while let first = bytes.first, ASCII.isSpace(first) { bytes.removeFirst() }
        return Int32(String(decoding: bytes, as: UTF8.self)).map(Int.init)
    }

    /// `json -> key`.
    package static func field(_ json: String, _ key: String) throws -> String? {
        let scanner = JSONScanner(json)
        return try scanner.field(Array(key.utf8), of: scanner.root).map(scanner.text)
    }

    /// `json ->> key`.
    package static func fieldText(_ json: String, _ key: String) throws -> String? {
        let scanner = JSONScanner(json)
        return try scanner.field(Array(key.utf8), of: scanner.root).flatMap(scanner.scalarText)
    }

    /// `json -> index`; negative counts from the end. To `jsonb`, not to `json`, a scalar is an array of one.
    package static func element(_ json: String, _ index: Int, isBinary: Bool = true) throws -> String? {
        let scanner = JSONScanner(json)
        return try scanner.element(index, isBinary: isBinary).map(scanner.text)
    }

    /// `json ->> index`.
    package static func elementText(_ json: String, _ index: Int, isBinary: Bool = true) throws -> String? {
        let scanner = JSONScanner(json)
        return try scanner.element(index, isBinary: isBinary).flatMap(scanner.scalarText)
    }

    /// `json #> path`.
    package static func path(_ json: String, _ path: [String]) throws -> String? {
        let scanner = JSONScanner(json)
        return try scanner.value(at: path).map(scanner.text)
    }

    /// `json #>> path`.
    package static func pathText(_ json: String, _ path: [String]) throws -> String? {
        let scanner = JSONScanner(json)
        return try scanner.value(at: path).flatMap(scanner.scalarText)
    }
}
