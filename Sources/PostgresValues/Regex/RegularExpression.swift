// A match is found in two steps, as PostgreSQL's engine does: first its bounds (leftmost, then longest or shortest as the
// expression prefers), then, only if groups were asked for, the expression is taken apart over exactly those bounds: of
// the ways to divide the text among the parts, each part in turn, from the left, gets the length it prefers.
import Synchronization
import VectorTypes

/// A compiled regular expression of PostgreSQL's "advanced" kind.
///
/// Every search takes time O(n·m) for n characters and an expression of size m. Taking a match apart into groups is
/// O(k²·m) in its length k. Back references are refused with 0A000.
package struct RegularExpression: Sendable {
    /// A match: character (Unicode scalar) positions in the text, of the whole and of each group (nil: took no part).
    package struct Match: Sendable, Equatable {
        package var range: Range<Int>
        package var groups: [Range<Int>?]
    }

    private let root: RegexNode
    private let program: RegexProgram
    package let groupCount: Int
    /// Whether the flags said `g`.
    package let isGlobal: Bool

    /// Compiles `pattern`.
    ///
    /// - Parameter flags: Letters as in `regexp_replace`: i, c, n, m, s, p, w, x, t, q, e and g.
    /// - Throws: 2201B `invalid regular expression: …`, 22023 `invalid regular expression option: "x"`.
    package init(_ pattern: String, flags: String = "") throws {
        var options = RegexOptions()
        for letter in flags.unicodeScalars {
            if letter == "g" {
                options.isGlobal = true
            } else if letter == "b" {
                throw VecDBError(.featureNotSupported, "basic regular expressions are not supported")
            } else if !options.apply(letter) {
                throw VecDBError(.invalidParameterValue, "invalid regular expression option: \"\(letter)\"")
            }
        }
        try self.init(pattern, options)
    }

    private init(_ pattern: String, _ options: RegexOptions) throws {
        var parser = try RegexParser(pattern, options)
        root = try parser.parse()
        groupCount = parser.groupCount
        program = try RegexProgram(root)
        isGlobal = options.isGlobal
    }

    /// The `~` and `~*` operators.
    package func matches(_ text: String) throws -> Bool { try program.matchesAnywhere(Self.scalars(of: text)) }

    /// The characters of a text, which take up to four times its room.
    static func scalars(of text: String) throws -> [Unicode.Scalar] {
        let count = text.utf8.count
        if count < 100_000 { return Array(text.unicodeScalars) }
        try StatementWork.current?.checkMemory(4 * count)
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(count)
        var meter = WorkMeter(every: 1 << 18)
        for scalar in text.unicodeScalars {
            try meter.count()
            scalars.append(scalar)
        }
        return scalars
    }

    /// How large the compiled form is.
    var length: Int { program.instructions.count }

    /// The first match at or after `from`.
    package func firstMatch(_ text: [Unicode.Scalar], from: Int = 0, groups: Bool = true) throws -> Match? {
        guard from <= text.count,
            let range = try program.firstMatch(text, from: from, prefersShortest: root.preference == .shortest)
        else { return nil }
        var match = Match(range: range, groups: Array(repeating: nil, count: groupCount))
        if groups, groupCount > 0 {
            var dissection = RegexDissection(text: text, groups: match.groups)
            try dissection.dissect(root, range.lowerBound, range.upperBound)
            match.groups = dissection.groups
        }
        return match
    }

    /// All matches that do not overlap, from the left; an empty match moves on by a character.
    package func allMatches(_ text: [Unicode.Scalar], from: Int = 0, groups: Bool = true) throws -> [Match] {
        var matches: [Match] = []
        let memory = MemoryCharge()
        let size =
            MemoryLayout<Match>.stride + (groupCount > 0 ? 32 + groupCount * MemoryLayout<Range<Int>?>.stride : 0)
        var meter = WorkMeter(every: 500)
        var at = from
        while at <= text.count, let match = try firstMatch(text, from: at, groups: groups) {
            try meter.count()
            try memory.add(size)
            matches.append(match)
            at = match.range.upperBound > match.range.lowerBound ? match.range.upperBound : match.range.upperBound + 1
        }
        return matches
    }
}

/// Divides a match among the parts of its expression.
private struct RegexDissection {
    let text: [Unicode.Scalar]
    var groups: [Range<Int>?]
    private var programs: [ObjectIdentifier: RegexProgram] = [:]

    init(text: [Unicode.Scalar], groups: [Range<Int>?]) {
        self.text = text
        self.groups = groups
    }

    private mutating func ends(_ node: RegexNode, _ start: Int, _ limit: Int) throws -> [Int] {
        let key = ObjectIdentifier(node)
        let program: RegexProgram
        if let known = programs[key] {
            program = known
        } else {
            program = try RegexProgram(node)
            programs[key] = program
        }
        return try program.ends(text, from: start, until: limit)
    }

    /// `node` is known to match start..<end.
    mutating func dissect(_ node: RegexNode, _ start: Int, _ end: Int) throws {
        guard node.captures else { return }
        switch node.kind {
        case .group(let number, let inner):
            groups[number - 1] = start..<end
            try dissect(inner, start, end)
        case .alternation(let branches):
            for branch in branches where try ends(branch, start, end).last == end {
                return try dissect(branch, start, end)
            }
        case .concatenation(let parts): try divide(parts, start, end)
        case .repetition(let inner, let minimum, let maximum):
            if minimum == 0, maximum == 1, node.preference != .shortest {
                // An optional part takes all or nothing.
                if try ends(inner, start, end).last == end { try dissect(inner, start, end) }
                return
            }
            try repeatedly(inner, minimum, maximum ?? .max, start, end)
        default: return
        }
    }

    // The ends that a part reaches from each position are computed again where they are needed a second time: kept, they
    // would take the square of the match's length.

    private mutating func divide(_ parts: [RegexNode], _ start: Int, _ end: Int) throws {
        // The positions at which each part may begin, then those of them that lead to the end.
        var reachable: [Set<Int>] = [[start]]
        for part in parts.dropLast() {
            var next: Set<Int> = []
            for position in reachable[reachable.count - 1] { next.formUnion(try ends(part, position, end)) }
            reachable.append(next)
        }
        reachable.append([end])
        for (index, part) in parts.enumerated().reversed() {
            let targets = reachable[index + 1]
            reachable[index] = try reachable[index].filter { position in
                try ends(part, position, end).contains { targets.contains($0) }
            }
        }
        var at = start
        for (index, part) in parts.enumerated() {
            let choices = try ends(part, at, end).filter { reachable[index + 1].contains($0) }
            guard let choice = part.preference == .shortest ? choices.first : choices.last else { return }
            try dissect(part, at, choice)
            at = choice
        }
    }

    private mutating func repeatedly(
        _ inner: RegexNode, _ minimum: Int, _ maximum: Int, _ start: Int, _ end: Int
    ) throws {
        if start == end && minimum == 0 { return }
        // steps[p] is the least number of repetitions that lead from p to the end.
        var steps: [Int: Int] = [end: 0]
        for position in stride(from: end - 1, through: start, by: -1) {
            let found = try ends(inner, position, end)
            if let best = found.compactMap({ $0 > position ? steps[$0] : nil }).min() { steps[position] = best + 1 }
        }
        var at = start
        var count = 0
        while at < end {
            let left = maximum == .max ? Int.max : maximum - count - 1
            let choices = try ends(inner, at, end).filter { $0 > at && steps[$0].map { $0 <= left } ?? false }
            guard let choice = inner.preference == .shortest ? choices.first : choices.last else { return }
            try dissect(inner, at, choice)
            at = choice
            count += 1
        }
        if count < minimum { try dissect(inner, end, end) }
    }
}
