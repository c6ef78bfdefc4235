/// Splits what is typed into statements and backslash commands, line by line, as psql's scanner does.
///
/// It knows quotes, dollar quotes, nested comments and parentheses: a semicolon ends a statement only outside all of
/// them. `:name`, `:'name'` and `:"name"` are replaced by the shell's variables on the way, and white space and `--`
/// comments before a statement are dropped.
struct StatementScanner {
    /// Why a scan stopped.
    enum Stop {
        /// The line is used up; the statement may go on in the next.
        case endOfLine
        /// A statement is complete.
        case semicolon
        /// A backslash command begins: the position stands behind the backslash.
        case backslash
    }

    private enum Mode: Equatable {
        case normal
        case quote(escapes: Bool)
        case identifier
        case comment(depth: Int)
        case dollar(tag: [UInt8])
    }

    private var mode = Mode.normal
    private var parentheses = 0

    /// The text of the statement so far, as it goes to the engine.
    private(set) var statement: [UInt8] = []

    var isEmpty: Bool { statement.isEmpty }
    /// Inside a quote or a dollar quote, where even an empty line counts.
    var isInsideQuote: Bool {
        switch mode {
        case .normal, .comment: false
        default: true
        }
    }

    /// The character that the prompt shows (`%R`): `=` at the start of a statement, otherwise what is open.
    var promptMark: String {
        switch mode {
        case .quote: "'"
        case .identifier: "\""
        case .comment: "*"
        case .dollar: "$"
        case .normal: parentheses > 0 ? "(" : statement.isEmpty ? "=" : "-"
        }
    }

    /// Forgets the statement and every open quote.
    mutating func reset() {
        statement = []
        mode = .normal
        parentheses = 0
    }

    /// Takes the statement out, with the semicolon that ended it.
    mutating func takeStatement() -> String {
        let text = String(decoding: statement, as: UTF8.self)
        statement = []
        parentheses = 0
        return text
    }

    /// Puts a text in the place of the statement so far (`\e`).
    mutating func replace(with text: String) {
        reset()
        statement = Array(text.utf8)
    }

    /// Scans on in `line` from `position`.
    ///
    /// - Parameter variable: the value of a shell variable, nil when there is none of that name.
    mutating func scan(_ line: inout [UInt8], _ position: inout Int, variable: (String) -> String?) -> Stop {
        var protected = 0
        while position < line.count {
            let byte = line[position]
            switch mode {
            case .comment(let depth):
                scanComment(line, &position, depth: depth)
            case .quote(let escapes):
                statement.append(byte)
                position += 1
                if escapes, byte == UInt8(ascii: "\\"), position < line.count {
                    statement.append(line[position])
                    position += 1
                } else if byte == UInt8(ascii: "'") {
                    mode = .normal
                }
            case .identifier:
                statement.append(byte)
                position += 1
                if byte == UInt8(ascii: "\"") { mode = .normal }
            case .dollar(let tag):
                if byte == UInt8(ascii: "$"), line[position...].starts(with: tag) {
                    statement += tag
                    position += tag.count
                    mode = .normal
                } else {
                    statement.append(byte)
                    position += 1
                }
            case .normal:
                if let stop = scanNormal(&line, &position, protected: &protected, variable: variable) { return stop }
            }
        }
        return .endOfLine
    }

    /// Joins the next line to an unfinished statement.
    mutating func addLineFeed() {
        if !statement.isEmpty { statement.append(UInt8(ascii: "\n")) }
    }

    private mutating func scanComment(_ line: [UInt8], _ position: inout Int, depth: Int) {
        let pair = line[position...].prefix(2)
        if pair.elementsEqual("*/".utf8) {
            statement += pair
            position += 2
            mode = depth == 1 ? .normal : .comment(depth: depth - 1)
        } else if pair.elementsEqual("/*".utf8) {
            statement += pair
            position += 2
            mode = .comment(depth: depth + 1)
        } else {
            statement.append(line[position])
            position += 1
        }
    }

    private mutating func scanNormal(
        _ line: inout [UInt8], _ position: inout Int, protected: inout Int, variable: (String) -> String?
    ) -> Stop? {
        let byte = line[position]
        let next = position + 1 < line.count ? line[position + 1] : 0
        switch byte {
        case UInt8(ascii: "'"):
            let escapes = statement.last.map { $0 | 0x20 == UInt8(ascii: "e") } ?? false
            let isWord = statement.dropLast().last.map(Self.continuesIdentifier) ?? false
            statement.append(byte)
            position += 1
            mode = .quote(escapes: escapes && !isWord)
        case UInt8(ascii: "\""):
            statement.append(byte)
            position += 1
            mode = .identifier
        case UInt8(ascii: "$"):
            scanDollar(line, &position)
        case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
            // A comment up to the line's end: dropped before a statement, kept inside one.
            if !statement.isEmpty { statement += line[position...] }
            position = line.count
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
            statement += [byte, next]
            position += 2
            mode = .comment(depth: 1)
        case UInt8(ascii: "("), UInt8(ascii: "["):
            parentheses += 1
            statement.append(byte)
            position += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"):
            parentheses = max(0, parentheses - 1)
            statement.append(byte)
            position += 1
        case UInt8(ascii: ";"):
            statement.append(byte)
            position += 1
            if parentheses == 0 { return .semicolon }
        case UInt8(ascii: "\\"):
            if next == UInt8(ascii: ";") || next == UInt8(ascii: ":") {
                statement.append(next)
                position += 2
            } else {
                position += 1
                return .backslash
            }
        case UInt8(ascii: ":"):
            scanVariable(&line, &position, protected: &protected, variable: variable)
        case 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D:
            if !statement.isEmpty { statement.append(byte) }
            position += 1
        default:
            statement.append(byte)
            position += 1
        }
        return nil
    }

    private mutating func scanDollar(_ line: [UInt8], _ position: inout Int) {
        let follows = statement.last.map(Self.continuesIdentifier) ?? false
        var end = position + 1
        while end < line.count, Self.continuesIdentifier(line[end]), line[end] != UInt8(ascii: "$") { end += 1 }
        let startsWithDigit = position + 1 < line.count && (0x30...0x39).contains(line[position + 1])
        if !follows, !startsWithDigit, end < line.count, line[end] == UInt8(ascii: "$") {
            let tag = Array(line[position...end])
            statement += tag
            position = end + 1
            mode = .dollar(tag: tag)
        } else {
            statement.append(line[position])
            position += 1
        }
    }

    /// `:name`, `:'name'`, `:"name"`, `:{?name}`; a name that is not set stays as it stands.
    private mutating func scanVariable(
        _ line: inout [UInt8], _ position: inout Int, protected: inout Int, variable: (String) -> String?
    ) {
        if position + 1 < line.count, line[position + 1] == UInt8(ascii: ":") || line[position + 1] == UInt8(ascii: "=")
        {
            statement += line[position...position + 1]
            position += 2
            return
        }
        guard position >= protected, let reference = VariableReference(line, at: position) else {
            statement.append(line[position])
            position += 1
            return
        }
        guard let replacement = reference.replacement(variable) else {
            statement += line[position..<reference.end]
            position = reference.end
            return
        }
        line.replaceSubrange(position..<reference.end, with: replacement)
        if reference.form == .plain {
            // The value is scanned like text that was typed, but its own colons are left alone.
            protected = position + replacement.count
        } else {
            statement += replacement
            position += replacement.count
        }
    }

    static func continuesIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...0xFF:
            true
        default: false
        }
    }
}
