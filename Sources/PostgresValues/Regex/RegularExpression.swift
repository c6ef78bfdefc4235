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
        var parser = RegexParser(pattern, options)
        root = try parser.parse()
        groupCount = parser.groupCount
        program = try RegexProgram(root)
        isGlobal = options.isGlobal
    }

    /// The `~` and `~*` operators.
    package func matches(_ text: String) -> Bool { program.matchesAnywhere(Array(text.unicodeScalars)) }

    /// The first match at or after `from`.
    package func firstMatch(_ text: [Unicode.Scalar], from: Int = 0, groups: Bool = true) -> Match? {
        guard from <= text.count,
            let range = program.firstMatch(text, from: from, prefersShortest: root.preference == .shortest)
        else { return nil }
        var match = Match(range: range, groups: Array(repeating: nil, count: groupCount))
        if groups, groupCount > 0 {
            var dissection = RegexDissection(text: text, groups: match.groups)
            dissection.dissect(root, range.lowerBound, range.upperBound)
            match.groups = dissection.groups
        }
        return match
    }

    /// All matches that do not overlap, from the left; an empty match moves on by a character.
    package func allMatches(_ text: [Unicode.Scalar], from: Int = 0, groups: Bool = true) -> [Match] {
        var matches: [Match] = []
        var at = from
        while at <= text.count, let match = firstMatch(text, from: at, groups: groups) {
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

    private mutating func ends(_ node: RegexNode, _ start: Int, _ limit: Int) -> [Int] {
        let key = ObjectIdentifier(node)
        if programs[key] == nil { programs[key] = try? RegexProgram(node) }
        return programs[key]?.ends(text, from: start, until: limit) ?? []
    }

    /// `node` is known to match start..<end.
    mutating func dissect(_ node: RegexNode, _ start: Int, _ end: Int) {
        guard node.captures else { return }
        switch node.kind {
        case .group(let number, let inner):
            groups[number - 1] = start..<end
            dissect(inner, start, end)
        case .alternation(let branches):
            for branch in branches where ends(branch, start, end).last == end {
                dissect(branch, start, end)
                return
            }
        case .concatenation(let parts): divide(parts, start, end)
        case .repetition(let inner, let minimum, let maximum):
            repeatedly(inner, minimum, maximum ?? .max, start, end, shortest: node.preference == .shortest)
        default: return
        }
    }

    private mutating func divide(_ parts: [RegexNode], _ start: Int, _ end: Int) {
        // reachable[i] holds the positions from which the parts after the first i can reach the end.
        var reachable: [Set<Int>] = Array(repeating: [], count: parts.count + 1)
        reachable[parts.count] = [end]
        var endsOf: [[Int: [Int]]] = Array(repeating: [:], count: parts.count)
        var frontier: Set<Int> = [start]
        for (index, part) in parts.enumerated() {
            var next: Set<Int> = []
            for position in frontier {
                let found = ends(part, position, end)
                endsOf[index][position] = found
                next.formUnion(found)
            }
            frontier = next
        }
        for index in stride(from: parts.count - 1, through: 0, by: -1) {
            for (position, found) in endsOf[index] where found.contains(where: { reachable[index + 1].contains($0) }) {
                reachable[index].insert(position)
            }
        }
        var at = start
        for (index, part) in parts.enumerated() {
            let choices = (endsOf[index][at] ?? []).filter { reachable[index + 1].contains($0) }
            guard let choice = part.preference == .shortest ? choices.first : choices.last else { return }
            dissect(part, at, choice)
            at = choice
        }
    }

    private mutating func repeatedly(
        _ inner: RegexNode, _ minimum: Int, _ maximum: Int, _ start: Int, _ end: Int, shortest: Bool
    ) {
        if minimum == 0, maximum == 1, !shortest {
            if ends(inner, start, end).last == end { dissect(inner, start, end) }
            return
        }
        if start == end && minimum == 0 { return }
        // steps[p] is the least number of repetitions that lead from p to the end.
        var endsOf: [Int: [Int]] = [:]
        var steps: [Int: Int] = [end: 0]
        for position in stride(from: end - 1, through: start, by: -1) {
            let found = ends(inner, position, end)
            endsOf[position] = found
            if let best = found.compactMap({ $0 > position ? steps[$0] : nil }).min() { steps[position] = best + 1 }
        }
        var at = start
        var count = 0
        while at < end {
            let left = maximum == .max ? Int.max : maximum - count - 1
            let choices = (endsOf[at] ?? []).filter { $0 > at && steps[$0].map { $0 <= left } ?? false }
            let prefersShort = inner.preference == .shortest
            guard let choice = prefersShort ? choices.first : choices.last else { return }
            dissect(inner, at, choice)
            at = choice
            count += 1
        }
        if count < minimum { dissect(inner, end, end) }
    }
}
