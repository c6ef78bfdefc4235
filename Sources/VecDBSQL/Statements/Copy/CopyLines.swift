import VectorTypes

/// Splits what `COPY … FROM` reads into lines and fields: PostgreSQL's text and CSV formats.
///
/// Bytes come in chunks from a source; a record is one line in the text format and may span lines in CSV, inside
/// quotes. Line numbers count the input's lines, as the CONTEXT of an error wants them.
struct CopyLines {
    /// One field: nil is NULL.
    typealias Field = String?

    let options: CopyOptions
    let source: () throws -> [UInt8]?
    /// The number of the line last read, from 1.
    private(set) var lineNumber = 0
    /// The text of the line last read.
    private(set) var line: [UInt8] = []

    private var buffer: [UInt8] = []
    private var offset = 0
    private var atEnd = false

    init(options: CopyOptions, source: @escaping () throws -> [UInt8]?) {
        self.options = options
        self.source = source
    }

    /// Reads the next record's line (or lines); false at the end of the data.
    mutating func next() throws -> Bool {
        line = []
        var inQuotes = false
        var sawAny = false
        while let byte = try peek() {
            sawAny = true
            if !inQuotes, byte == 10 || byte == 13 {
                offset += 1
                if byte == 13, try peek() == 10 { offset += 1 }
                lineNumber += 1
                return !isEndMarker
            }
            offset += 1
            if options.format == .csv {
                if inQuotes, options.escape != options.quote, byte == options.escape, let following = try peek() {
                    line.append(byte)
                    line.append(following)
                    offset += 1
                    continue
                }
                if byte == options.quote { inQuotes.toggle() }
                if inQuotes, byte == 10 { lineNumber += 1 }
            } else if byte == UInt8(ascii: "\\"), let following = try peek() {
                // An escaped newline belongs to the field.
                line.append(byte)
                if following == 13 || following == 10 { lineNumber += 1 }
                line.append(following)
                offset += 1
                continue
            }
            line.append(byte)
        }
        guard sawAny else { return false }
        lineNumber += 1
        if inQuotes { throw VecDBError(.badCopyFileFormat, "unterminated CSV quoted field") }
        return !isEndMarker
    }

    private var isEndMarker: Bool { line == [UInt8(ascii: "\\"), UInt8(ascii: ".")] }

    private mutating func peek() throws -> UInt8? {
        while offset >= buffer.count {
            guard !atEnd, let chunk = try source() else {
                atEnd = true
                return nil
            }
            buffer = chunk
            offset = 0
        }
        return buffer[offset]
    }

    /// The line's text for an error's CONTEXT, cut as PostgreSQL cuts it.
    var lineText: String {
        let text = String(decoding: line, as: UTF8.self)
        return text.unicodeScalars.count > 100
            ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(100))) + "..." : text
    }

    /// The fields of the line last read. `names` are the columns' names, for the FORCE options.
    func fields(names: [String]) throws -> [Field] {
        options.format == .csv ? try csvFields(names: names) : try textFields()
    }

    private func textFields() throws -> [Field] {
        var fields: [Field] = []
        let null = Array(options.null.utf8)
        var start = 0
        var position = 0
        var hasEscapes = false
        func finish(_ end: Int) throws {
            let raw = line[start..<end]
            if raw.elementsEqual(null) {
                fields.append(nil)
            } else if hasEscapes {
                fields.append(try decode(CopyLines.unescape(raw)))
            } else {
                fields.append(try decode(Array(raw)))
            }
        }
        while position < line.count {
            let byte = line[position]
            if byte == options.delimiter {
                try finish(position)
                start = position + 1
                hasEscapes = false
            } else if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                position += 1
            }
            position += 1
        }
        try finish(line.count)
        return fields
    }

    private func decode(_ bytes: [UInt8]) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw VecDBError(.characterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\"")
        }
        return text
    }

    private static func unescape(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = raw.startIndex
        func digit(_ byte: UInt8, _ radix: UInt8) -> UInt8? {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            return value < radix ? value : nil
        }
        while index < raw.endIndex {
            let byte = raw[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < raw.endIndex else {
                result.append(byte)
                continue
            }
            let escaped = raw[index]
            index += 1
            switch escaped {
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "v"): result.append(11)
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var value = escaped - UInt8(ascii: "0")
                for _ in 0..<2 where index < raw.endIndex {
                    guard let next = digit(raw[index], 8) else { break }
                    value = value &<< 3 | next
                    index += 1
                }
                result.append(value)
            case UInt8(ascii: "x"):
                guard index < raw.endIndex, let first = digit(raw[index], 16) else {
                    result.append(escaped)
                    continue
                }
                index += 1
                if index < raw.endIndex, let second = digit(raw[index], 16) {
                    index += 1
                    result.append(first << 4 | second)
                } else {
                    result.append(first)
                }
            default: result.append(escaped)
            }
        }
        return result
    }

    private func csvFields(names: [String]) throws -> [Field] {
        var fields: [Field] = []
        var position = 0
        while true {
            var bytes: [UInt8] = []
            var wasQuoted = false
            var inQuotes = false
            while position < line.count {
                let byte = line[position]
                if inQuotes {
                    if byte == options.escape, position + 1 < line.count,
                        line[position + 1] == options.quote || line[position + 1] == options.escape
                    {
                        bytes.append(line[position + 1])
                        position += 2
                        continue
                    }
                    if byte == options.quote {
                        inQuotes = false
                    } else {
                        bytes.append(byte)
                    }
                } else if byte == options.delimiter {
                    break
                } else if byte == options.quote {
                    inQuotes = true
                    wasQuoted = true
                } else {
                    bytes.append(byte)
                }
                position += 1
            }
            let text = try decode(bytes)
            let name = fields.count < names.count ? names[fields.count] : ""
            let isNull =
                text == options.null
                && (wasQuoted ? options.forceNull.contains(name) : !options.forceNotNull.contains(name))
            fields.append(isNull ? nil : text)
            guard position < line.count else { return fields }
            position += 1
        }
    }
}
