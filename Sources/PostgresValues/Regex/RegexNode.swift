/// A regular expression as a tree.
final class RegexNode: Sendable {
    indirect enum Kind: Sendable {
        case empty
        case set(RegexSet)
        case assertion(RegexAssertion)
        case lookaround(RegexNode, ahead: Bool, negative: Bool)
        case concatenation([RegexNode])
        case alternation([RegexNode])
        case repetition(RegexNode, minimum: Int, maximum: Int?)
        case group(Int, RegexNode)
    }

    /// Which of several possible lengths a part prefers; nil where it has no choice.
    enum Preference: Sendable { case longest, shortest }

    let kind: Kind
    let preference: Preference?
    /// Whether there is a capturing group in it.
    let captures: Bool

    init(_ kind: Kind, preference: Preference? = nil) {
        self.kind = kind
        self.preference = preference
        switch kind {
        case .group: captures = true
        case .concatenation(let nodes), .alternation(let nodes): captures = nodes.contains { $0.captures }
        case .repetition(let node, _, _): captures = node.captures
        default: captures = false
        }
    }
}

/// Where a match may be, without consuming anything.
enum RegexAssertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordStart, wordEnd, wordBoundary, notWordBoundary

    func holds(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
        let before = at > 0 && RegexClass.word.contains(text[at - 1])
        let after = at < text.count && RegexClass.word.contains(text[at])
        switch self {
        case .textStart: return at == 0
        case .textEnd: return at == text.count
        case .lineStart: return at == 0 || text[at - 1] == "\n"
        case .lineEnd: return at == text.count || text[at] == "\n"
        case .wordStart: return !before && after
        case .wordEnd: return before && !after
        case .wordBoundary: return before != after
        case .notWordBoundary: return before == after
        }
    }
}

/// A named class of characters.
enum RegexClass: String, Sendable {
    case alpha, alnum, blank, cntrl, digit, graph, lower, print, punct, space, upper, xdigit, word

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch self {
        case .alpha: return properties.isAlphabetic
        case .digit: return properties.numericType == .decimal
        case .alnum: return properties.isAlphabetic || properties.numericType == .decimal
        case .word: return scalar == "_" || RegexClass.alnum.contains(scalar)
        case .blank: return scalar == " " || scalar == "\t" || properties.generalCategory == .spaceSeparator
        case .cntrl: return properties.generalCategory == .control
        case .lower: return properties.isLowercase
        case .upper: return properties.isUppercase
        case .space: return properties.isWhitespace
        case .xdigit: return scalar.isASCII && ASCII.hexValue(UInt8(scalar.value)) != nil
        case .graph: return RegexClass.print.contains(scalar) && !properties.isWhitespace
        case .print:
            switch properties.generalCategory {
            case .control, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: return false
            default: return true
            }
        case .punct:
            if scalar.isASCII { return RegexClass.graph.contains(scalar) && !RegexClass.alnum.contains(scalar) }
            switch properties.generalCategory {
            case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
                .connectorPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
                return true
            default: return false
            }
        }
    }
}

/// A set of characters: ranges and classes, or all others. ASCII is looked up in a bit map.
struct RegexSet: Sendable {
    private let ranges: [ClosedRange<UInt32>]
    private let classes: [(kind: RegexClass, negated: Bool)]
    private let negated: Bool
    private let ignoresCase: Bool
    private let excludesNewline: Bool
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(
        ranges: [ClosedRange<UInt32>] = [], classes: [(kind: RegexClass, negated: Bool)] = [], negated: Bool = false,
        ignoresCase: Bool = false, excludesNewline: Bool = false
    ) {
        self.ranges = ranges
        self.classes = classes
        self.negated = negated
        self.ignoresCase = ignoresCase
        self.excludesNewline = excludesNewline
        if classes.isEmpty, !ignoresCase {
            // Most sets are a character or a few ranges, whose bits need no question.
            for range in ranges where range.lowerBound < 128 {
                for value in range.lowerBound...min(range.upperBound, 127) { mark(value) }
            }
            if negated { (low, high) = (~low, ~high) }
            if excludesNewline { low &= ~(1 << 10) }
            return
        }
        for value in UInt32(0)..<128 {
            if let scalar = Unicode.Scalar(value), decide(scalar) { mark(value) }
        }
    }

    private mutating func mark(_ value: UInt32) {
        if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
    }

    static func character(_ scalar: Unicode.Scalar, ignoresCase: Bool) -> RegexSet {
        RegexSet(ranges: [scalar.value...scalar.value], ignoresCase: ignoresCase)
    }

    @inline(__always) func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return low >> UInt64(value) & 1 == 1 }
        if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
        return decide(scalar)
    }

    private func decide(_ scalar: Unicode.Scalar) -> Bool {
        if excludesNewline, scalar == "\n" { return false }
        var found = listed(scalar)
        if !found, ignoresCase {
            found = Self.otherCases(scalar).contains(where: listed)
        }
        return found != negated
    }

    private func listed(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } || classes.contains { $0.kind.contains(scalar) != $0.negated }
    }

    private static func otherCases(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap {
            $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first : nil
        }
    }
}
