/// Reads the arguments of a backslash command, as psql does: words apart by white space, up to the line's end or the
/// next backslash; quotes `'…'` (with `''` and C escapes), identifiers `"…"`, `` `command` `` and variables.
struct CommandArguments {
    /// How a word is to be read.
    enum Kind {
        /// A plain word: single quotes are taken off, double quotes stay.
        case word
        /// An SQL name: double quotes are taken off, what stands outside them is folded to lower case.
        case name
    }

    private let line: [UInt8]
    private(set) var position: Int
    private let variable: (String) -> String?
    private let runCommand: (String) -> String?

    init(
        _ line: [UInt8], from position: Int, variable: @escaping (String) -> String?,
        runCommand: @escaping (String) -> String? = { _ in nil }
    ) {
        self.line = line
        self.position = position
        self.variable = variable
        self.runCommand = runCommand
    }

    /// The rest of the line, white space around it taken off; a following command is part of it.
    mutating func rest() -> String {
        skipSpace()
        var end = line.count
        while end > position, Self.isSpace(line[end - 1]) { end -= 1 }
        let text = String(decoding: line[position..<end], as: UTF8.self)
        position = line.count
        return text
    }

    /// All arguments that are left.
    mutating func all(_ kind: Kind = .word) -> [String] {
        var words: [String] = []
        while let word = next(kind) { words.append(word) }
        return words
    }

    /// The next argument, nil when there is none.
    mutating func next(_ kind: Kind = .word) -> String? {
        skipSpace()
        guard position < line.count, line[position] != UInt8(ascii: "\\") else { return nil }
        var word: [UInt8] = []
        while position < line.count {
            let byte = line[position]
            if Self.isSpace(byte) || byte == UInt8(ascii: "\\") { break }
            switch byte {
            case UInt8(ascii: "'"): quoted(into: &word)
            case UInt8(ascii: "\""): identifier(kind, into: &word)
            case UInt8(ascii: "`"): command(into: &word)
            case UInt8(ascii: ":"):
                if let reference = VariableReference(line, at: position), let text = reference.replacement(variable) {
                    word += text
                    position = reference.end
                } else {
                    word.append(byte)
                    position += 1
                }
            default:
                word.append(kind == .name && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
                position += 1
            }
        }
        return String(decoding: word, as: UTF8.self)
    }

    /// Goes behind what ends a command: `\\` or nothing.
    mutating func finish() {
        while position < line.count, line[position] != UInt8(ascii: "\\") { position += 1 }
        if line[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "\\")]) { position += 2 }
    }

    private mutating func skipSpace() {
        while position < line.count, Self.isSpace(line[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func quoted(into word: inout [UInt8]) {
        position += 1
        while position < line.count {
            let byte = line[position]
            position += 1
            if byte == UInt8(ascii: "'") {
                guard position < line.count, line[position] == byte else { return }
                word.append(byte)
                position += 1
            } else if byte == UInt8(ascii: "\\"), position < line.count {
                escape(into: &word)
            } else {
                word.append(byte)
            }
        }
    }

    private mutating func escape(into word: inout [UInt8]) {
        let byte = line[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): word.append(0x0A)
        case UInt8(ascii: "t"): word.append(0x09)
        case UInt8(ascii: "b"): word.append(0x08)
        case UInt8(ascii: "r"): word.append(0x0D)
        case UInt8(ascii: "f"): word.append(0x0C)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position -= 1
            word.append(number(radix: 8, digits: 3))
        case UInt8(ascii: "x"): word.append(number(radix: 16, digits: 2))
        default: word.append(byte)
        }
    }

    private mutating func number(radix: Int, digits: Int) -> UInt8 {
        var value = 0
        var count = 0
        while count < digits, position < line.count,
            let digit = Character(Unicode.Scalar(line[position])).hexDigitValue, digit < radix
        {
            value = value * radix + digit
            position += 1
            count += 1
        }
        return UInt8(truncatingIfNeeded: value)
    }

    private mutating func identifier(_ kind: Kind, into word: inout [UInt8]) {
        if kind == .word { word.append(UInt8(ascii: "\"")) }
        position += 1
        while position < line.count {
            let byte = line[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                if kind == .word {
                    word.append(byte)
                    return
                }
                guard position < line.count, line[position] == byte else { return }
                position += 1
            }
            word.append(byte)
        }
    }

    private mutating func command(into word: inout [UInt8]) {
        position += 1
        let start = position
        while position < line.count, line[position] != UInt8(ascii: "`") { position += 1 }
        let text = String(decoding: line[start..<position], as: UTF8.self)
        if position < line.count { position += 1 }
        word += Array((runCommand(text) ?? "").utf8)
    }
}
