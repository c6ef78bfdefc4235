// Parser of PostgreSQL's "advanced" regular expressions: branches, quantifiers (greedy and not), bounds, bracket
// expressions with classes, escapes, word and line constraints, lookaround, embedded options. Back references are not
// supported: without them a match is found in time proportional to text × pattern.
//
// Preferences follow PostgreSQL: a quantifier decides for its atom ({m} does not), a branch takes the preference of its
// first quantified atom that has one, several branches together prefer the longest match.
import VectorTypes

struct RegexOptions: Sendable, Hashable {
    var ignoresCase = false
    /// `.` and negated brackets do not match a line break.
    var stopsAtNewline = false
    /// `^` and `$` match at line breaks.
    var anchorsAtLines = false
    var isExpanded = false
    var isLiteral = false
    var isGlobal = false

    /// Applies a letter of a flags argument or of `(?…)`; false when it is none.
    mutating func apply(_ letter: Unicode.Scalar) -> Bool {
        switch letter {
        case "i": ignoresCase = true
        case "c": ignoresCase = false
        case "n", "m":
            stopsAtNewline = true
            anchorsAtLines = true
        case "s":
            stopsAtNewline = false
            anchorsAtLines = false
        case "p":
            stopsAtNewline = true
            anchorsAtLines = false
        case "w":
            stopsAtNewline = false
            anchorsAtLines = true
        case "x": isExpanded = true
        case "t": isExpanded = false
        case "q": isLiteral = true
        case "e", "a": break
        default: return false
        }
        return true
    }
}

struct RegexParser {
    static let maximumDepth = 200
    private let pattern: [Unicode.Scalar]
    private var position = 0
    private var options: RegexOptions
    private var depth = 0
    /// Parts so far, of which each makes an instruction.
    private var nodes = 0
    private var meter = WorkMeter(every: 1_000)
    private(set) var groupCount = 0

    init(_ pattern: String, _ options: RegexOptions) throws {
        // Each character makes an instruction, but for comments and white space.
        if pattern.utf8.count > 40 * RegexProgram.maximumLength { throw Self.tooComplex }
        self.pattern = Array(pattern.unicodeScalars)
        self.options = options
    }

    static func invalid(_ message: String) -> VecDBError {
        VecDBError(SQLState("2201B"), "invalid regular expression: \(message)")
    }

    static var tooComplex: VecDBError { invalid("regular expression is too complex") }

    private var current: Unicode.Scalar? { position < pattern.count ? pattern[position] : nil }
    private func at(_ offset: Int) -> Unicode.Scalar? {
        position + offset < pattern.count ? pattern[position + offset] : nil
    }
    private func looking(at text: String) -> Bool {
        pattern[position...].starts(with: text.unicodeScalars)
    }

    private mutating func accept(_ text: String) -> Bool {
        guard looking(at: text) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    mutating func parse() throws -> RegexNode {
        if !options.isLiteral {
            if accept("***=") {
                options.isLiteral = true
            } else if accept("***:") {
                options.isLiteral = false
            } else if looking(at: "***") {
                throw Self.invalid("quantifier operand invalid")
            }
        }
        if options.isLiteral {
            if pattern.count > RegexProgram.maximumLength { throw Self.tooComplex }
            let rest = pattern[position...].map { RegexNode(.set(.character($0, ignoresCase: options.ignoresCase))) }
            return RegexNode(.concatenation(rest))
        }
        if looking(at: "(?"), let letter = at(2), ASCIILetter.contains(letter) { try parseEmbeddedOptions() }
        let node = try parseAlternation()
        if current == ")" { throw Self.invalid("parentheses () not balanced") }
        return node
    }

    private let ASCIILetter: ClosedRange<Unicode.Scalar> = "a"..."z"

    private mutating func parseEmbeddedOptions() throws {
        position += 2
        while let letter = current, letter != ")" {
            if letter == "b" {
                throw VecDBError(.featureNotSupported, "basic regular expressions are not supported")
            }
            if !options.apply(letter) { throw Self.invalid("invalid embedded option") }
            position += 1
        }
        guard current == ")" else { throw Self.invalid("invalid embedded option") }
        position += 1
    }

    private mutating func skipExpandedSpace() {
        if options.isExpanded {
            while let scalar = current {
                if scalar.properties.isWhitespace {
                    position += 1
                } else if scalar == "#" {
                    while let comment = current, comment != "\n" { position += comment == "\n" ? 0 : 1 }
                } else {
                    break
                }
            }
        }
        while looking(at: "(?#") {
            while let scalar = current, scalar != ")" { position += scalar == ")" ? 0 : 1 }
            position = min(position + 1, pattern.count)
        }
    }

    private mutating func parseAlternation() throws -> RegexNode {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.maximumDepth { throw Self.tooComplex }
        var branches = [try parseBranch()]
        while current == "|" {
            position += 1
            nodes += 1
            if nodes > RegexProgram.maximumLength { throw Self.tooComplex }
            branches.append(try parseBranch())
        }
        return branches.count == 1 ? branches[0] : RegexNode(.alternation(branches), preference: .longest)
    }

    private mutating func parseBranch() throws -> RegexNode {
        var parts: [RegexNode] = []
        while true {
            skipExpandedSpace()
            guard let scalar = current, scalar != "|", scalar != ")" else { break }
            nodes += 1
            if nodes > RegexProgram.maximumLength { throw Self.tooComplex }
            try meter.count()
            parts.append(try parseQuantified())
        }
        if parts.isEmpty { return RegexNode(.empty) }
        if parts.count == 1 { return parts[0] }
        return RegexNode(.concatenation(parts), preference: parts.lazy.compactMap(\.preference).first)
    }

    private mutating func parseQuantified() throws -> RegexNode {
        let (atom, isConstraint) = try parseAtom()
        skipExpandedSpace()
        guard let bounds = try parseQuantifier() else { return atom }
        if isConstraint { throw Self.invalid("quantifier operand invalid") }
        let lazy = current == "?"
        if lazy { position += 1 }
        let preference: RegexNode.Preference? = bounds.isFixed ? atom.preference : lazy ? .shortest : .longest
        let node = RegexNode(
            .repetition(atom, minimum: bounds.minimum, maximum: bounds.maximum), preference: preference)
        skipExpandedSpace()
        if let next = current, next == "*" || next == "+" || next == "?" || (next == "{" && isBound) {
            throw Self.invalid("quantifier operand invalid")
        }
        return node
    }

    private var isBound: Bool { at(1).map { ("0"..."9").contains($0) } ?? false }

    private mutating func parseQuantifier() throws -> (minimum: Int, maximum: Int?, isFixed: Bool)? {
        switch current {
        case "*":
            position += 1
            return (0, nil, false)
        case "+":
            position += 1
            return (1, nil, false)
        case "?":
            position += 1
            return (0, 1, false)
        case "{" where isBound:
            position += 1
            guard let minimum = try number() else { throw Self.invalid("invalid repetition count(s)") }
            var maximum: Int? = minimum
            var isFixed = true
            if current == "," {
                position += 1
                isFixed = false
                maximum = try number()
            }
            guard current == "}" else {
                throw Self.invalid(current == nil ? "braces {} not balanced" : "invalid repetition count(s)")
            }
            position += 1
            if let maximum, maximum < minimum { throw Self.invalid("invalid repetition count(s)") }
            return (minimum, maximum, isFixed)
        default: return nil
        }
    }

    private mutating func number() throws -> Int? {
        var value: Int?
        while let scalar = current, ("0"..."9").contains(scalar) {
            value = (value ?? 0) * 10 + Int(scalar.value - 48)
            if value ?? 0 > 255 { throw Self.invalid("invalid repetition count(s)") }
            position += 1
        }
        return value
    }

    // MARK: Atoms

    private mutating func parseAtom() throws -> (RegexNode, isConstraint: Bool) {
        guard let scalar = current else { return (RegexNode(.empty), false) }
        position += 1
        switch scalar {
        case "(": return try parseParenthesis()
        case "[": return try parseBracket()
        case ".": return (RegexNode(.set(RegexSet(negated: true, excludesNewline: options.stopsAtNewline))), false)
        case "^": return (RegexNode(.assertion(options.anchorsAtLines ? .lineStart : .textStart)), true)
        case "$": return (RegexNode(.assertion(options.anchorsAtLines ? .lineEnd : .textEnd)), true)
        case "*", "+", "?": throw Self.invalid("quantifier operand invalid")
        case "{" where current.map { ("0"..."9").contains($0) } ?? false:
            throw Self.invalid("quantifier operand invalid")
        case "\\": return try parseEscape()
        default: return (literal(scalar), false)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> RegexNode {
        RegexNode(.set(.character(scalar, ignoresCase: options.ignoresCase)))
    }

    private mutating func parseParenthesis() throws -> (RegexNode, isConstraint: Bool) {
        func closing(_ node: RegexNode) throws -> RegexNode {
            guard current == ")" else { throw Self.invalid("parentheses () not balanced") }
            return node
        }
        for (opening, ahead, negative) in [
            ("?=", true, false), ("?!", true, true), ("?<=", false, false), ("?<!", false, true),
        ] where accept(opening) {
            let groups = groupCount
            let inner = try closing(try parseAlternation())
            groupCount = groups
            position += 1
            return (RegexNode(.lookaround(inner, ahead: ahead, negative: negative)), true)
        }
        if accept("?:") {
            let inner = try closing(try parseAlternation())
            position += 1
            return (inner, false)
        }
        if current == "?" { throw Self.invalid("quantifier operand invalid") }
        groupCount += 1
        let number = groupCount
        let inner = try closing(try parseAlternation())
        position += 1
        return (RegexNode(.group(number, inner), preference: inner.preference), false)
    }

    private mutating func parseEscape() throws -> (RegexNode, isConstraint: Bool) {
        guard let scalar = current else { throw Self.invalid("invalid escape \\ sequence") }
        switch scalar {
        case "A": return assertion(.textStart)
        case "Z": return assertion(.textEnd)
        case "m": return assertion(.wordStart)
        case "M": return assertion(.wordEnd)
        case "y": return assertion(.wordBoundary)
        case "Y": return assertion(.notWordBoundary)
        default: break
        }
        if let named = Self.classEscape(scalar) {
            position += 1
            return (RegexNode(.set(RegexSet(classes: [named]))), false)
        }
        if ("1"..."9").contains(scalar) {
            throw VecDBError(.featureNotSupported, "back references in regular expressions are not supported")
        }
        return (literal(try parseCharacterEscape()), false)
    }

    private mutating func assertion(_ kind: RegexAssertion) -> (RegexNode, isConstraint: Bool) {
        position += 1
        return (RegexNode(.assertion(kind)), true)
    }

    private static func classEscape(_ scalar: Unicode.Scalar) -> (kind: RegexClass, negated: Bool)? {
        switch scalar {
        case "d": (.digit, false)
        case "D": (.digit, true)
        case "s": (.space, false)
        case "S": (.space, true)
        case "w": (.word, false)
        case "W": (.word, true)
        default: nil
        }
    }

    /// A character after a backslash, which has been read.
    private mutating func parseCharacterEscape() throws -> Unicode.Scalar {
        guard let scalar = current else { throw Self.invalid("invalid escape \\ sequence") }
        position += 1
        switch scalar {
        case "a": return "\u{07}"
        case "b": return "\u{08}"
        case "B": return "\\"
        case "e": return "\u{1B}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "c":
            guard let letter = current else { throw Self.invalid("invalid escape \\ sequence") }
            position += 1
            return Unicode.Scalar(UInt8(letter.value & 0x1F))
        case "u": return try hexadecimal(count: 4)
        case "U": return try hexadecimal(count: 8)
        case "x": return try hexadecimal(count: nil)
        case "0":
            var value: UInt32 = 0
            var digits = 0
            while digits < 2, let digit = current, ("0"..."7").contains(digit) {
                value = value << 3 | (digit.value - 48)
                position += 1
                digits += 1
            }
            return Unicode.Scalar(value) ?? "\0"
        default:
            if scalar.isASCII, RegexClass.alnum.contains(scalar) { throw Self.invalid("invalid escape \\ sequence") }
            return scalar
        }
    }

    private mutating func hexadecimal(count: Int?) throws -> Unicode.Scalar {
        var value: UInt32 = 0
        var digits = 0
        while digits < count ?? 255, let scalar = current, scalar.isASCII,
            let digit = ASCII.hexValue(UInt8(scalar.value))
        {
            value = value << 4 | UInt32(digit)
            position += 1
            digits += 1
        }
        guard count.map({ digits == $0 }) ?? (digits > 0), let scalar = Unicode.Scalar(value) else {
            throw Self.invalid("invalid escape \\ sequence")
        }
        return scalar
    }

    // MARK: Brackets

    private mutating func parseBracket() throws -> (RegexNode, isConstraint: Bool) {
        if accept("[:<:]]") { return (RegexNode(.assertion(.wordStart)), true) }
        if accept("[:>:]]") { return (RegexNode(.assertion(.wordEnd)), true) }
        let negated = accept("^")
        var ranges: [ClosedRange<UInt32>] = []
        var classes: [(kind: RegexClass, negated: Bool)] = []
        var isFirst = true
        while true {
            guard let scalar = current else { throw Self.invalid("brackets [] not balanced") }
            if scalar == "]", !isFirst { break }
            isFirst = false
            if accept("[:") {
                classes.append((try namedClass(), false))
                continue
            }
            if scalar == "\\", let next = at(1), let named = Self.classEscape(next) {
                position += 2
                classes.append(named)
                continue
            }
            let start = try bracketCharacter()
            if current == "-", let next = at(1), next != "]" {
                position += 1
                if looking(at: "[:") { throw Self.invalid("invalid character range") }
                let end = try bracketCharacter()
                guard start.value <= end.value else { throw Self.invalid("invalid character range") }
                ranges.append(start.value...end.value)
            } else {
                ranges.append(start.value...start.value)
            }
        }
        position += 1
        let set = RegexSet(
            ranges: ranges, classes: classes, negated: negated, ignoresCase: options.ignoresCase,
            excludesNewline: negated && options.stopsAtNewline)
        return (RegexNode(.set(set)), false)
    }

    private mutating func bracketCharacter() throws -> Unicode.Scalar {
        for (opening, closing) in [("[.", ".]"), ("[=", "=]")] where accept(opening) {
            guard let scalar = current else { throw Self.invalid("brackets [] not balanced") }
            position += 1
            guard accept(closing) else { throw Self.invalid("invalid collating element") }
            return scalar
        }
        guard let scalar = current else { throw Self.invalid("brackets [] not balanced") }
        position += 1
        return scalar == "\\" ? try parseCharacterEscape() : scalar
    }

    private mutating func namedClass() throws -> RegexClass {
        var name = ""
        while let scalar = current, scalar != ":" {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard accept(":]") else { throw Self.invalid("brackets [] not balanced") }
        guard let kind = RegexClass(rawValue: name) else { throw Self.invalid("invalid character class") }
        // Case does not matter where it is ignored.
        return options.ignoresCase && (kind == .lower || kind == .upper) ? .alpha : kind
    }
}
