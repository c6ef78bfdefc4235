import VectorTypes

/// A `tsquery`: lexemes combined with `&`, `|`, `!` and `<n>` (followed by, n positions later).
package struct TextSearchQuery: Sendable, Hashable {
    indirect enum Node: Sendable, Hashable {
        case operand(Operand)
        case and(Node, Node)
        case or(Node, Node)
        case not(Node)
        case phrase(Node, Node, distance: Int)

        var priority: Int {
            switch self {
            case .or: 1
            case .and: 2
            case .phrase: 3
            case .not: 4
            case .operand: 5
            }
        }
    }

    struct Operand: Sendable, Hashable {
        var lexeme: [UInt8]
        var isPrefix = false
        /// The weights that count; empty for all.
        var weights: Set<TextSearchVector.Weight> = []
    }

    static let maximumDepth = 500
    static let maximumDistance = 16_384

    /// Nil for the query without lexemes, which matches nothing.
    let root: Node?

    init(_ root: Node?) { self.root = root }

    /// Reads the text form, whose lexemes are taken as they are.
    ///
    /// - Throws: 42601 `syntax error in tsquery: "x"`.
    package init(text: String) throws {
        var parser = TextSearchQueryParser(text) { lexeme, operand in
            var operand = operand
            operand.lexeme = lexeme
            return .operand(operand)
        }
        root = try parser.parse()
    }

    /// The text form.
    package var text: String { root.map { Self.text($0, parent: 0, rightOfPhrase: false) } ?? "" }

    private static func text(_ node: Node, parent: Int, rightOfPhrase: Bool) -> String {
        switch node {
        case .operand(let operand):
            var result = LexemeScanner.quoted(operand.lexeme)
            if operand.isPrefix || !operand.weights.isEmpty {
                result += ":" + (operand.isPrefix ? "*" : "")
                for weight in [TextSearchVector.Weight.a, .b, .c, .d] where operand.weights.contains(weight) {
                    result += weight == .d ? "D" : weight.letter
                }
            }
            return result
        case .not(let inner): return "!" + text(inner, parent: 4, rightOfPhrase: false)
        case .and(let a, let b): return binary(node, a, b, " & ", parent, rightOfPhrase)
        case .or(let a, let b): return binary(node, a, b, " | ", parent, rightOfPhrase)
        case .phrase(let a, let b, let distance):
            return binary(node, a, b, distance == 1 ? " <-> " : " <\(distance)> ", parent, rightOfPhrase)
        }
    }

    private static func binary(
        _ node: Node, _ a: Node, _ b: Node, _ symbol: String, _ parent: Int, _ rightOfPhrase: Bool
    ) -> String {
        let priority = node.priority
        let isPhrase = priority == 3
        let inner =
            text(a, parent: priority, rightOfPhrase: false) + symbol
            + text(b, parent: priority, rightOfPhrase: isPhrase)
        return priority < parent || rightOfPhrase ? "( \(inner) )" : inner
    }

    /// `numnode`: lexemes and operators.
    package var nodeCount: Int { root.map(Self.count) ?? 0 }

    private static func count(_ node: Node) -> Int {
        switch node {
        case .operand: 1
        case .not(let inner): 1 + count(inner)
        case .and(let a, let b), .or(let a, let b), .phrase(let a, let b, _): 1 + count(a) + count(b)
        }
    }

    /// `a && b`, `a || b`, `!!a`, `a <-> b`.
    package func and(_ other: TextSearchQuery) -> TextSearchQuery { combined(other) { .and($0, $1) } }
    package func or(_ other: TextSearchQuery) -> TextSearchQuery { combined(other) { .or($0, $1) } }
    package func followed(by other: TextSearchQuery, distance: Int = 1) -> TextSearchQuery {
        combined(other) { .phrase($0, $1, distance: distance) }
    }
    package var negated: TextSearchQuery { TextSearchQuery(root.map { .not($0) }) }

    private func combined(_ other: TextSearchQuery, _ make: (Node, Node) -> Node) -> TextSearchQuery {
        guard let root else { return other }
        guard let second = other.root else { return self }
        return TextSearchQuery(make(root, second))
    }
}

/// Recursive descent over `|`, `&`, `<n>`, `!` and parentheses, from the loosest to the tightest.
struct TextSearchQueryParser {
    private var scanner: LexemeScanner
    private let operand: ([UInt8], TextSearchQuery.Operand) -> TextSearchQuery.Node?
    private var depth = 0

    /// - Parameter operand: Makes a node of a lexeme and its prefix mark and weights; nil drops it (a stop word).
    init(_ text: String, operand: @escaping ([UInt8], TextSearchQuery.Operand) -> TextSearchQuery.Node?) {
        scanner = LexemeScanner(text: text, bytes: Array(text.utf8), type: "tsquery")
        self.operand = operand
    }

    mutating func parse() throws -> TextSearchQuery.Node? {
        scanner.skipSpace()
        if scanner.atEnd { return nil }
        let node = try parseOr()
        scanner.skipSpace()
        if !scanner.atEnd { throw scanner.error }
        return node.node
    }

    /// A parsed part: nil where nothing but stop words stood, `skipped` the positions that they took.
    private struct Part {
        var node: TextSearchQuery.Node?
        var skippedBefore = 0
        var skippedAfter = 0
    }

    private mutating func parseOr() throws -> Part {
        depth += 1
        defer { depth -= 1 }
        if depth > TextSearchQuery.maximumDepth {
            throw VecDBError(.statementTooComplex, "stack depth limit exceeded")
        }
        var left = try parseAnd()
        while true {
            scanner.skipSpace()
            guard scanner.accept(UInt8(ascii: "|")) else { return left }
            let right = try parseAnd()
            left = Self.join(left, right) { .or($0, $1) }
        }
    }

    private mutating func parseAnd() throws -> Part {
        var left = try parsePhrase()
        while true {
            scanner.skipSpace()
            guard scanner.accept(UInt8(ascii: "&")) else { return left }
            let right = try parsePhrase()
            left = Self.join(left, right) { .and($0, $1) }
        }
    }

    private static func join(
        _ left: Part, _ right: Part, _ make: (TextSearchQuery.Node, TextSearchQuery.Node) -> TextSearchQuery.Node
    ) -> Part {
        guard let a = left.node else { return Part(node: right.node) }
        guard let b = right.node else { return Part(node: a) }
        return Part(node: make(a, b))
    }

    private mutating func parsePhrase() throws -> Part {
        var left = try parseNot()
        while true {
            scanner.skipSpace()
            guard let distance = try phraseOperator() else { return left }
            let right = try parseNot()
            switch (left.node, right.node) {
            case (nil, nil): left = Part(node: nil, skippedBefore: left.skippedBefore + distance + right.skippedBefore)
            case (nil, let node?):
                left = Part(
                    node: node, skippedBefore: left.skippedBefore + distance + right.skippedBefore,
                    skippedAfter: right.skippedAfter)
            case (let node?, nil):
                left = Part(
                    node: node, skippedBefore: left.skippedBefore,
                    skippedAfter: left.skippedAfter + distance + right.skippedBefore)
            case (let a?, let b?):
                let total = min(left.skippedAfter + distance + right.skippedBefore, TextSearchQuery.maximumDistance)
                left = Part(
                    node: .phrase(a, b, distance: total), skippedBefore: left.skippedBefore,
                    skippedAfter: right.skippedAfter)
            }
        }
    }

    private mutating func phraseOperator() throws -> Int? {
        guard scanner.current == UInt8(ascii: "<") else { return nil }
        scanner.position += 1
        var distance = 1
        if !scanner.accept(ASCII.minus) {
            guard let number = scanner.number() else { throw scanner.error }
            if number > TextSearchQuery.maximumDistance {
                throw VecDBError(
                    .invalidParameterValue,
                    "distance in phrase operator must be an integer value between zero and "
                        + "\(TextSearchQuery.maximumDistance) inclusive")
            }
            distance = number
        }
        guard scanner.accept(UInt8(ascii: ">")) else { throw scanner.error }
        return distance
    }

    private mutating func parseNot() throws -> Part {
        scanner.skipSpace()
        var negations = 0
        while scanner.accept(UInt8(ascii: "!")) {
            negations += 1
            scanner.skipSpace()
        }
        var part: Part
        if scanner.accept(UInt8(ascii: "(")) {
            part = try parseOr()
            scanner.skipSpace()
            guard scanner.accept(UInt8(ascii: ")")) else { throw scanner.error }
        } else {
            part = try parseOperand()
        }
        if let node = part.node, negations > 0 {
            var wrapped = node
            for _ in 0..<min(negations, TextSearchQuery.maximumDepth) { wrapped = .not(wrapped) }
            part.node = wrapped
        }
        return part
    }

    private mutating func parseOperand() throws -> Part {
        guard let first = scanner.current else {
            throw VecDBError(.syntaxError, "no operand in tsquery: \"\(scanner.text)\"")
        }
        if "&|)<:".utf8.contains(first) { throw scanner.error }
        let lexeme = try scanner.lexeme { ASCII.isSpace($0) || "!&|():<".utf8.contains($0) }
        var operand = TextSearchQuery.Operand(lexeme: [])
        if scanner.accept(ASCII.colon) {
            while let byte = scanner.current {
                if byte == UInt8(ascii: "*") {
                    operand.isPrefix = true
                } else if let weight = TextSearchVector.Weight(letter: byte) {
                    operand.weights.insert(weight)
                } else {
                    break
                }
                scanner.position += 1
            }
        }
        return Part(node: self.operand(lexeme, operand))
    }
}
