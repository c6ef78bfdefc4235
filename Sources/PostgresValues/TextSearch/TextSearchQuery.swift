import VectorTypes

/// A `tsquery`: lexemes combined with `&`, `|`, `!` and `<n>` (followed by, n positions later).
package struct TextSearchQuery: Sendable, Hashable {
    indirect enum Node: Sendable, Hashable {
        case operand(Operand)
        case and(Node, Node)
        case or(Node, Node)
        case not(Node)
        case phrase(Node, Node, distance: Int)

        /// The nodes joined two by two, so that the tree is as low as can be; its text is that of a chain.
        static func balanced(_ nodes: [Node], _ join: (Node, Node) -> Node) -> Node? {
            var level = nodes
            while level.count > 1 {
                level = stride(from: 0, to: level.count, by: 2).map { index in
                    index + 1 < level.count ? join(level[index], level[index + 1]) : level[index]
                }
            }
            return level.first
        }

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

    static var tooDeep: VecDBError { VecDBError(.statementTooComplex, "stack depth limit exceeded") }

    /// Nil for the query without lexemes, which matches nothing.
    let root: Node?

    init(_ root: Node?) { self.root = root }

    /// Reads the text form, whose lexemes are taken as they are.
    ///
    /// - Throws: 42601 `syntax error in tsquery: "x"`.
    package init(text: String) throws {
        var parser = TextSearchQueryParser(text) { lexeme, operand in
            if lexeme.count > TextSearchVector.maximumLexeme {
                throw VecDBError(.programLimitExceeded, "word is too long in tsquery: \"\(text.prefix(100))\"")
            }
            var operand = operand
            operand.lexeme = lexeme
            return .operand(operand)
        }
        root = try parser.parse()
    }

    /// The text form.
    package var text: String {
        get throws {
            guard let root else { return "" }
            var writer = ValueWriter()
            try Self.write(root, parent: 0, rightOfPhrase: false, to: &writer)
            return writer.text
        }
    }

    private static func write(
        _ node: Node, parent: Int, rightOfPhrase: Bool, to writer: inout ValueWriter
    ) throws {
        switch node {
        case .operand(let operand):
            try writer.append(LexemeScanner.quoted(operand.lexeme))
            if operand.isPrefix || !operand.weights.isEmpty {
                try writer.append(operand.isPrefix ? ":*" : ":")
                for weight in [TextSearchVector.Weight.a, .b, .c, .d] where operand.weights.contains(weight) {
                    try writer.append(weight == .d ? "D" : weight.letter)
                }
            }
        case .not(let inner):
            try writer.append("!")
            try write(inner, parent: 4, rightOfPhrase: false, to: &writer)
        case .and(let a, let b): try binary(node, (a, " & ", b), parent, rightOfPhrase, to: &writer)
        case .or(let a, let b): try binary(node, (a, " | ", b), parent, rightOfPhrase, to: &writer)
        case .phrase(let a, let b, let distance):
            try binary(node, (a, distance == 1 ? " <-> " : " <\(distance)> ", b), parent, rightOfPhrase, to: &writer)
        }
    }

    private static func binary(
        _ node: Node, _ parts: (a: Node, symbol: String, b: Node), _ parent: Int, _ rightOfPhrase: Bool,
        to writer: inout ValueWriter
    ) throws {
        let priority = node.priority
        let isBracketed = priority < parent || rightOfPhrase
        if isBracketed { try writer.append("( ") }
        try write(parts.a, parent: priority, rightOfPhrase: false, to: &writer)
        try writer.append(parts.symbol)
        try write(parts.b, parent: priority, rightOfPhrase: priority == 3, to: &writer)
        if isBracketed { try writer.append(" )") }
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

    /// `a && b`, `a || b`, `!!a`, `a <-> b`. The tree may become too deep to be read again, which its text's reader says.
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
    private let operand: ([UInt8], TextSearchQuery.Operand) throws -> TextSearchQuery.Node?
    private var depth = 0
    private var meter = WorkMeter(every: 2_000)

    /// - Parameter operand: Makes a node of a lexeme and its prefix mark and weights; nil drops it (a stop word).
    init(_ text: String, operand: @escaping ([UInt8], TextSearchQuery.Operand) throws -> TextSearchQuery.Node?) {
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
            throw TextSearchQuery.tooDeep
        }
        return try chain(UInt8(ascii: "|"), { try $0.parseAnd() }) { .or($0, $1) }
    }

    /// Parts between equal operators: a long chain becomes a tree of little depth.
    private mutating func chain(
        _ symbol: UInt8, _ parse: (inout Self) throws -> Part,
        _ join: (TextSearchQuery.Node, TextSearchQuery.Node) -> TextSearchQuery.Node
    ) throws -> Part {
        let first = try parse(&self)
        scanner.skipSpace()
        guard scanner.accept(symbol) else { return first }
        var nodes = first.node.map { [$0] } ?? []
        repeat {
            try meter.count()
            if let node = try parse(&self).node { nodes.append(node) }
            scanner.skipSpace()
        } while scanner.accept(symbol)
        return Part(node: TextSearchQuery.Node.balanced(nodes, join))
    }

    private mutating func parseAnd() throws -> Part {
        try chain(UInt8(ascii: "&"), { try $0.parsePhrase() }) { .and($0, $1) }
    }

    private mutating func parsePhrase() throws -> Part {
        var left = try parseNot()
        var links = 0
        while true {
            links += 1
            if links > TextSearchQuery.maximumDepth { throw TextSearchQuery.tooDeep }
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
            if depth + negations > TextSearchQuery.maximumDepth { throw TextSearchQuery.tooDeep }
            for _ in 0..<negations { wrapped = .not(wrapped) }
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
        return Part(node: try self.operand(lexeme, operand))
    }
}
