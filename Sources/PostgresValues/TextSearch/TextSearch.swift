// The functions of full text search: texts to vectors, words to queries, matching and ranking.
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

package enum TextSearch {
    /// `to_tsvector(configuration, text)`. Stop words take up positions too.
    package static func vector(_ text: String, _ configuration: TextSearchConfiguration) throws -> TextSearchVector {
        var entries: [TextSearchVector.Entry] = []
        var meter = WorkMeter(every: 1_000)
        let memory = MemoryCharge()
        for (index, token) in try TextSearchParser.tokens(text).enumerated() {
            try meter.count(1 + token.text.utf8.count / 16)
            guard let lexeme = configuration.lexeme(token) else { continue }
            // PostgreSQL leaves such words out with a notice.
            if lexeme.utf8.count > TextSearchVector.maximumLexeme { continue }
            try memory.add(128 + lexeme.utf8.count)
            let position = min(index + 1, TextSearchVector.maximumPosition)
            entries.append(
                .init(lexeme: Array(lexeme.utf8), positions: [.init(position: position, weight: .d)]))
        }
        return try TextSearchVector(unsorted: entries)
    }

    private typealias Node = TextSearchQuery.Node

    /// The words of a text as one node: a phrase that knows how many positions lie between them, or all of them wherever
    /// they stand.
    private static func node(
        _ text: String, _ configuration: TextSearchConfiguration, _ template: TextSearchQuery.Operand,
        _ isPhrase: Bool
    ) throws -> TextSearchQuery.Node? {
        var words: [TextSearchQuery.Node] = []
        var distances: [Int] = []
        var last = 0
        var meter = WorkMeter(every: 1_000)
        for (index, token) in try TextSearchParser.tokens(text).enumerated() {
            try meter.count(1 + token.text.utf8.count / 16)
            guard let lexeme = configuration.lexeme(token) else { continue }
            if lexeme.utf8.count > TextSearchVector.maximumLexeme {
                throw VecDBError(
                    .programLimitExceeded, "word is too long in tsquery: \"\(lexeme.prefix(100))…\"")
            }
            var operand = template
            operand.lexeme = Array(lexeme.utf8)
            if !words.isEmpty { distances.append(min(index - last, TextSearchQuery.maximumDistance)) }
            words.append(.operand(operand))
            last = index
        }
        guard isPhrase else { return Node.balanced(words) { .and($0, $1) } }
        if words.count > TextSearchQuery.maximumDepth { throw TextSearchQuery.tooDeep }
        guard var phrase = words.first else { return nil }
        for (word, distance) in zip(words.dropFirst(), distances) { phrase = .phrase(phrase, word, distance: distance) }
        return phrase
    }

    /// `to_tsquery(configuration, text)`: with operators between the words.
    ///
    /// - Throws: 42601 `syntax error in tsquery: "x"`.
    package static func query(_ text: String, _ configuration: TextSearchConfiguration) throws -> TextSearchQuery {
        var parser = TextSearchQueryParser(text) { lexeme, operand in
            try node(String(decoding: lexeme, as: UTF8.self), configuration, operand, true)
        }
        return TextSearchQuery(try parser.parse())
    }

    /// `plainto_tsquery`: all the words.
    package static func plainQuery(_ text: String, _ configuration: TextSearchConfiguration) throws -> TextSearchQuery {
        TextSearchQuery(try node(text, configuration, .init(lexeme: []), false))
    }

    /// `phraseto_tsquery`: the words one after the other.
    package static func phraseQuery(_ text: String, _ configuration: TextSearchConfiguration) throws -> TextSearchQuery
    {
        TextSearchQuery(try node(text, configuration, .init(lexeme: []), true))
    }

    /// `websearch_to_tsquery`: words, "phrases", `or`, and `-` for not; never an error.
    package static func webSearchQuery(
        _ text: String, _ configuration: TextSearchConfiguration
    ) throws -> TextSearchQuery {
        var alternatives: [Node] = []
        var current: [Node] = []
        var scalars = try RegularExpression.scalars(of: text)[...]
        var meter = WorkMeter()
        var pendingOr = false
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        while let first = scalars.first {
            try meter.count()
            if isSpace(first) {
                scalars.removeFirst()
                continue
            }
            var negated = false
            if first == "-", scalars.count > 1 {
                negated = true
                scalars.removeFirst()
            }
            var word = String.UnicodeScalarView()
            var isPhrase = false
            if scalars.first == "\"" {
                isPhrase = true
                scalars.removeFirst()
                while let next = scalars.popFirst(), next != "\"" {
                    try meter.count()
                    word.append(next)
                }
            } else {
                while let next = scalars.first, !isSpace(next), next != "\"" {
                    try meter.count()
                    word.append(next)
                    scalars.removeFirst()
                }
            }
            if !isPhrase, !negated, word.count == 2, String(word).lowercased() == "or",
                !current.isEmpty || !alternatives.isEmpty,
                scalars.contains(where: { !isSpace($0) })
            {
                pendingOr = true
                continue
            }
            guard var node = try node(String(word), configuration, .init(lexeme: []), true) else { continue }
            if negated { node = .not(node) }
            if pendingOr, let done = Node.balanced(current, { .and($0, $1) }) {
                alternatives.append(done)
                current = []
            }
            current.append(node)
            pendingOr = false
        }
        if let last = Node.balanced(current, { .and($0, $1) }) { alternatives.append(last) }
        return TextSearchQuery(Node.balanced(alternatives) { .or($0, $1) })
    }

    // MARK: Matching

    /// `vector @@ query`.
    package static func matches(_ vector: TextSearchVector, _ query: TextSearchQuery) throws -> Bool {
        var meter = WorkMeter()
        return try query.root.map { try matches(vector, $0, &meter) } ?? false
    }

    private static func matches(
        _ vector: TextSearchVector, _ node: TextSearchQuery.Node, _ meter: inout WorkMeter
    ) throws -> Bool {
        try meter.count()
        switch node {
        case .operand(let operand):
            return vector.find(operand.lexeme, isPrefix: operand.isPrefix).contains { entry in
                operand.weights.isEmpty || entry.positions.isEmpty
                    || entry.positions.contains { operand.weights.contains($0.weight) }
            }
        case .and(let a, let b): return try matches(vector, a, &meter) && matches(vector, b, &meter)
        case .or(let a, let b): return try matches(vector, a, &meter) || matches(vector, b, &meter)
        case .not(let inner): return try !matches(vector, inner, &meter)
        case .phrase: return !positions(vector, node).isEmpty
        }
    }

    /// Where a part of a phrase ends: these positions, or all others.
    private struct Places {
        var positions: Set<Int>
        var isComplement = false
        /// How many positions lie between its first and its last word.
        var width = 0

        var isEmpty: Bool { positions.isEmpty && !isComplement }
    }

    private static func positions(_ vector: TextSearchVector, _ node: TextSearchQuery.Node) -> Places {
        switch node {
        case .operand(let operand):
            var found: Set<Int> = []
            for entry in vector.find(operand.lexeme, isPrefix: operand.isPrefix) {
                for position in entry.positions
                where operand.weights.isEmpty || operand.weights.contains(position.weight) {
                    found.insert(position.position)
                }
            }
            return Places(positions: found)
        case .not(let inner):
            var places = positions(vector, inner)
            places.isComplement.toggle()
            places.width = 0
            return places
        case .and(let a, let b):
            let x = positions(vector, a)
            let y = positions(vector, b)
            let width = max(x.width, y.width)
            switch (x.isComplement, y.isComplement) {
            case (false, false): return Places(positions: x.positions.intersection(y.positions), width: width)
            case (false, true): return Places(positions: x.positions.subtracting(y.positions), width: width)
            case (true, false): return Places(positions: y.positions.subtracting(x.positions), width: width)
            case (true, true):
                return Places(positions: x.positions.union(y.positions), isComplement: true, width: width)
            }
        case .or(let a, let b):
            let x = positions(vector, a)
            let y = positions(vector, b)
            let width = max(x.width, y.width)
            switch (x.isComplement, y.isComplement) {
            case (false, false): return Places(positions: x.positions.union(y.positions), width: width)
            case (false, true):
                return Places(positions: y.positions.subtracting(x.positions), isComplement: true, width: width)
            case (true, false):
                return Places(positions: x.positions.subtracting(y.positions), isComplement: true, width: width)
            case (true, true):
                return Places(positions: x.positions.intersection(y.positions), isComplement: true, width: width)
            }
        case .phrase(let a, let b, let distance):
            let x = positions(vector, a)
            let y = positions(vector, b)
            let step = distance + y.width
            let width = step + x.width
            let shifted = Set(x.positions.map { $0 + step })
            switch (x.isComplement, y.isComplement) {
            case (false, false): return Places(positions: shifted.intersection(y.positions), width: width)
            case (true, false): return Places(positions: y.positions.subtracting(shifted), width: width)
            case (false, true): return Places(positions: shifted.subtracting(y.positions), width: width)
            case (true, true): return Places(positions: shifted.union(y.positions), isComplement: true, width: width)
            }
        }
    }

    // MARK: Ranking

    /// `ts_rank(weights, vector, query, normalization)`: `weights` for D, C, B and A.
    package static func rank(
        _ vector: TextSearchVector, _ query: TextSearchQuery, weights: [Float] = [0.1, 0.2, 0.4, 1.0],
        normalization: Int = 0
    ) throws -> Float {
        guard let root = query.root, !vector.entries.isEmpty, weights.count >= 4 else { return 0 }
        var operands: [TextSearchQuery.Operand] = []
        var seen: Set<[UInt8]> = []
        collect(root, &operands, &seen)
        let isConjunction: Bool
        switch root {
        case .and, .phrase: isConjunction = true
        default: isConjunction = false
        }
        var result = isConjunction ? try rankAll(vector, operands, weights) : rankAny(vector, operands, weights)
        if result < 0 { result = 1e-20 }
        let length = vector.entries.reduce(0) { $0 + max($1.positions.count, 1) }
        if normalization & 1 != 0 { result /= Float(log(Double(length + 1)) / log(2.0)) }
        if normalization & 2 != 0, length > 0 { result /= Float(length) }
        if normalization & 8 != 0 { result /= Float(vector.entries.count) }
        if normalization & 16 != 0 { result /= Float(log(Double(vector.entries.count + 1)) / log(2.0)) }
        if normalization & 32 != 0 { result /= result + 1 }
        return result
    }

    private static func collect(
        _ node: TextSearchQuery.Node, _ operands: inout [TextSearchQuery.Operand], _ seen: inout Set<[UInt8]>
    ) {
        switch node {
        case .operand(let operand): if seen.insert(operand.lexeme).inserted { operands.append(operand) }
        case .not(let inner): collect(inner, &operands, &seen)
        case .and(let a, let b), .or(let a, let b), .phrase(let a, let b, _):
            collect(a, &operands, &seen)
            collect(b, &operands, &seen)
        }
    }

    private static func placed(_ entry: TextSearchVector.Entry) -> [TextSearchVector.Position] {
        entry.positions.isEmpty
            ? [.init(position: TextSearchVector.maximumPosition - 1, weight: .d)] : entry.positions
    }

    private static func rankAny(
        _ vector: TextSearchVector, _ operands: [TextSearchQuery.Operand], _ weights: [Float]
    ) -> Float {
        var result: Float = 0
        for operand in operands {
            for entry in vector.find(operand.lexeme, isPrefix: operand.isPrefix) {
                var sum: Float = 0
                var best: Float = -1
                var bestIndex = 0
                for (index, position) in placed(entry).enumerated() {
                    let weight = weights[position.weight.rawValue]
                    sum += weight / Float((index + 1) * (index + 1))
                    if weight > best {
                        best = weight
                        bestIndex = index
                    }
                }
                // π²/6, the sum of 1/i².
                let part = Double(best) + Double(sum) - Double(best) / Double((bestIndex + 1) * (bestIndex + 1))
                result = Float(Double(result) + part / 1.64493406685)
            }
        }
        return operands.isEmpty ? result : result / Float(operands.count)
    }

    private static func rankAll(
        _ vector: TextSearchVector, _ operands: [TextSearchQuery.Operand], _ weights: [Float]
    ) throws -> Float {
        var meter = WorkMeter()
        if operands.count < 2 { return rankAny(vector, operands, weights) }
        var result: Float = -1
        var seen: [[TextSearchVector.Position]?] = Array(repeating: nil, count: operands.count)
        for (index, operand) in operands.enumerated() {
            for entry in vector.find(operand.lexeme, isPrefix: operand.isPrefix) {
                let positions = placed(entry)
                let unplaced = entry.positions.isEmpty
                seen[index] = positions
                for other in seen[..<index] {
                    guard let other else { continue }
                    for a in positions {
                        try meter.count(other.count)
                        for b in other {
                            var distance = abs(a.position - b.position)
                            if distance == 0 {
                                guard unplaced else { continue }
                                distance = TextSearchVector.maximumPosition
                            }
                            let weight =
                                weights[a.weight.rawValue] * weights[b.weight.rawValue] * nearness(distance)
                            let part = Float(Double(weight).squareRoot())
                            result = result < 0 ? part : Float(1.0 - (1.0 - Double(result)) * (1.0 - Double(part)))
                        }
                    }
                }
            }
        }
        return result
    }

    private static func nearness(_ distance: Int) -> Float {
        distance > 100 ? 1e-30 : Float(1.0 / (1.005 + 0.05 * exp(Double(Float(distance)) / 1.5 - 2)))
    }
}
