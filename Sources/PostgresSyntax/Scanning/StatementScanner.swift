/// Splits what is typed at a shell into statements by psql's rules (its psqlscan.l), line by line.
///
/// A semicolon ends a statement outside quotes, comments, parentheses, and the BEGIN … END body of a function. A
/// backslash outside quotes begins a command of the shell. Variables (`:name`, `:'name'`, `:"name"`, `:{?name}`) are
/// replaced on the way. The parser is not asked: what is wrong is found when the statement runs.
/// ```swift
/// var scanner = StatementScanner()
/// var offset = 0
/// let line = Array("SELECT 1; SELECT 2".utf8)
/// scanner.scan(line, from: &offset)   // .semicolon; scanner.statement is "SELECT 1;"
/// ```
package struct StatementScanner: Sendable {
    /// What the prompt shows: psql's `=`, `-`, `(`, `'`, `"`, `$`, `*`.
    package enum State: Character, Sendable {
        case ready = "="
        case continuing = "-"
        case parenthesis = "("
        case singleQuote = "'"
        case doubleQuote = "\""
        case dollarQuote = "$"
        case comment = "*"
    }

    package enum Event: Sendable {
        /// A statement is complete; the rest of the line follows.
        case semicolon
        /// A backslash command begins at the offset, which stands behind the backslash.
        case backslash
        case endOfLine
    }

    private enum Mode: Equatable {
        case plain
        /// `'…'`; with backslash escapes for E''.
        case string(hasEscapes: Bool)
        case identifier
        case dollar([UInt8])
        case comment(depth: Int)
    }

    private var buffer: [UInt8] = []
    private var mode = Mode.plain
    private var parentheses = 0
    /// BEGINs of a function's body that are open.
    private var begins = 0
    /// The first letters of the statement's first words, enough to know CREATE OR REPLACE FUNCTION.
    private var firstWords: [String] = []
    /// Looks up a variable; none if there is no such variable.
    package var variable: @Sendable (String) -> String? = { _ in nil }

    package init() {}

    /// What was collected since the last statement, the semicolon included.
    package var statement: String { String(decoding: buffer, as: UTF8.self) }

    package var isEmpty: Bool { buffer.isEmpty }

    package var state: State {
        switch mode {
        case .string: .singleQuote
        case .identifier: .doubleQuote
        case .dollar: .dollarQuote
        case .comment: .comment
        case .plain: parentheses > 0 ? .parenthesis : buffer.isEmpty ? .ready : .continuing
        }
    }

    /// Forgets what was collected, after a statement was taken or `\r`.
    package mutating func reset() {
        buffer = []
        mode = .plain
        parentheses = 0
        begins = 0
        firstWords = []
    }

    /// Reads on in a line until something happens. At its end a newline is collected if a statement is under way.
    package mutating func scan(_ line: [UInt8], from offset: inout Int) -> Event {
        while offset < line.count {
            if let event = step(line, &offset, depth: 0) { return event }
        }
        if !buffer.isEmpty { buffer.append(.newline) }
        return .endOfLine
    }

    private mutating func step(_ line: [UInt8], _ offset: inout Int, depth: Int) -> Event? {
        switch mode {
        case .plain: return plain(line, &offset, depth)
        case .string(let hasEscapes):
            let byte = line[offset]
            take(line, &offset, hasEscapes && byte == .backslash ? 2 : 1)
            if byte == .quote { mode = .plain }
        case .identifier:
            let byte = line[offset]
            take(line, &offset, 1)
            if byte == .doubleQuote { mode = .plain }
        case .dollar(let tag):
            if line[offset] == .dollar, line[offset...].starts(with: tag) {
                take(line, &offset, tag.count)
                mode = .plain
            } else {
                take(line, &offset, 1)
            }
        case .comment(let level): comment(line, &offset, level)
        }
        return nil
    }

    private mutating func take(_ line: [UInt8], _ offset: inout Int, _ count: Int) {
        let end = min(offset + count, line.count)
        buffer.append(contentsOf: line[offset..<end])
        offset = end
    }

    private mutating func comment(_ line: [UInt8], _ offset: inout Int, _ level: Int) {
        let rest = line[offset...].prefix(2)
        if rest.elementsEqual([.star, .slash]) {
            take(line, &offset, 2)
            mode = level == 1 ? .plain : .comment(depth: level - 1)
        } else if rest.elementsEqual([.slash, .star]) {
            take(line, &offset, 2)
            mode = .comment(depth: level + 1)
        } else {
            take(line, &offset, 1)
        }
    }

    private mutating func plain(_ line: [UInt8], _ offset: inout Int, _ depth: Int) -> Event? {
        let byte = line[offset]
        let next = offset + 1 < line.count ? line[offset + 1] : 0
        switch byte {
        case .semicolon:
            take(line, &offset, 1)
            guard parentheses == 0, begins == 0 else { return nil }
            firstWords = []
            return .semicolon
        case .backslash:
            if next == .semicolon || next == .colon {
                offset += 1
                take(line, &offset, 1)
                if next == .semicolon { firstWords = [] }
                return nil
            }
            offset += 1
            return .backslash
        case .openParenthesis:
            parentheses += 1
            take(line, &offset, 1)
        case .closeParenthesis:
            parentheses = max(0, parentheses - 1)
            take(line, &offset, 1)
        case .quote:
            mode = .string(hasEscapes: false)
            take(line, &offset, 1)
        case .doubleQuote:
            mode = .identifier
            take(line, &offset, 1)
        case .slash where next == .star:
            mode = .comment(depth: 1)
            take(line, &offset, 2)
        case .minus where next == .minus:
            // A comment is dropped before the statement and kept within it.
            if buffer.isEmpty { offset = line.count } else { take(line, &offset, line.count - offset) }
        case .dollar: dollar(line, &offset)
        case .colon: return colon(line, &offset, depth)
        default:
            if byte.isIdentifierStart {
                word(line, &offset)
            } else if byte.isDigit {
                var end = offset
                while end < line.count, line[end].isIdentifierPart { end += 1 }
                take(line, &offset, end - offset)
            } else if byte.isSQLSpace, buffer.isEmpty {
                offset += 1
            } else {
                take(line, &offset, 1)
            }
        }
        return nil
    }

    private mutating func dollar(_ line: [UInt8], _ offset: inout Int) {
        var end = offset + 1
        if end < line.count, line[end].isIdentifierStart {
            while end < line.count, line[end].isIdentifierPart, line[end] != .dollar { end += 1 }
        }
        guard end < line.count, line[end] == .dollar else {
            take(line, &offset, 1)
            return
        }
        mode = .dollar(Array(line[offset...end]))
        take(line, &offset, end + 1 - offset)
    }

    /// A word, which may be a string's prefix, or open or close a function's body.
    private mutating func word(_ line: [UInt8], _ offset: inout Int) {
        var end = offset
        while end < line.count, line[end].isIdentifierPart { end += 1 }
        let word = String(decoding: line[offset..<end], as: UTF8.self).lowercased()
        take(line, &offset, end - offset)
        if word == "e", offset < line.count, line[offset] == .quote {
            mode = .string(hasEscapes: true)
            take(line, &offset, 1)
            return
        }
        if firstWords.count < 4 { firstWords.append(word) }
        guard parentheses == 0, createsFunction else { return }
        switch word {
        case "begin": begins += 1
        case "case" where begins > 0: begins += 1
        case "end" where begins > 0: begins -= 1
        default: break
        }
    }

    private var createsFunction: Bool {
        guard firstWords.first == "create" else { return false }
        let rest = firstWords.dropFirst()
        let kind = rest.starts(with: ["or", "replace"]) ? rest.dropFirst(2).first : rest.first
        return kind == "function" || kind == "procedure"
    }

    // MARK: Variables

    /// `:name` and its forms; `::` and `:=` are operators.
    private mutating func colon(_ line: [UInt8], _ offset: inout Int, _ depth: Int) -> Event? {
        let next = offset + 1 < line.count ? line[offset + 1] : 0
        switch next {
        case .colon, UInt8(ascii: "="): take(line, &offset, 2)
        case .quote, .doubleQuote:
            guard let (name, end) = name(line, offset + 2, closing: next), let value = variable(name) else {
                take(line, &offset, 1)
                return nil
            }
            buffer.append(contentsOf: quoted(value, next).utf8)
            offset = end
        case UInt8(ascii: "{"):
            guard offset + 2 < line.count, line[offset + 2] == UInt8(ascii: "?"),
                let (name, end) = name(line, offset + 3, closing: UInt8(ascii: "}"))
            else {
                take(line, &offset, 1)
                return nil
            }
            buffer.append(contentsOf: (variable(name) == nil ? "FALSE" : "TRUE").utf8)
            offset = end
        default:
            guard let (name, end) = name(line, offset + 1, closing: nil), let value = variable(name), depth < 16 else {
                take(line, &offset, 1)
                return nil
            }
            offset = end
            // The value is read like the line itself.
            let text = Array(value.utf8)
            var inner = 0
            while inner < text.count {
                if let event = step(text, &inner, depth: depth + 1), event == .semicolon { return .semicolon }
            }
        }
        return nil
    }

    private func name(_ line: [UInt8], _ start: Int, closing: UInt8?) -> (String, Int)? {
        var end = start
        while end < line.count, line[end].isIdentifierStart || line[end].isDigit { end += 1 }
        guard end > start else { return nil }
        let name = String(decoding: line[start..<end], as: UTF8.self)
        guard let closing else { return (name, end) }
        return end < line.count && line[end] == closing ? (name, end + 1) : nil
    }

    private func quoted(_ value: String, _ quote: UInt8) -> String {
        if quote == .doubleQuote { return quotedIdentifier(value) }
        let doubled = value.unicodeScalars.map { $0 == "'" ? "''" : $0 == "\\" ? "\\\\" : String($0) }.joined()
        return value.contains("\\") ? " E'\(doubled)'" : "'\(doubled)'"
    }
}
