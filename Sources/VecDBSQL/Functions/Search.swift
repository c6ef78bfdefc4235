import PostgresValues
import VecDB
import VectorTypes

/// Full text search: documents, queries, the match between them and its rank.
func declareSearch(in c: inout CatalogBuilder) {
    declareDocuments(in: &c)
    declareQueries(in: &c)
    declareMatches(in: &c)
    declareRanks(in: &c)
}

extension Arguments {
    fileprivate func document(_ index: Int) throws -> TextSearchVector { try TextSearchVector(text: text(index)) }
    fileprivate func query(_ index: Int) throws -> TextSearchQuery { try TextSearchQuery(text: text(index)) }

    /// The configuration with this number.
    fileprivate func configuration(_ index: Int, _ context: FunctionContext) throws -> TextSearchConfiguration {
        try TextSearchConfiguration(name: ObjectName.show(int(index), .regconfig, context))
    }
}

private func standard(_ context: FunctionContext) throws -> TextSearchConfiguration {
    try TextSearchConfiguration(name: context.textSearchConfiguration)
}

private func declareDocuments(in c: inout CatalogBuilder) {
    c.scalar("to_tsvector(text) tsvector", volatility: .stable) { x, context in
        .text(try TextSearch.vector(x.text(0), standard(context)).text)
    }
    c.scalar("to_tsvector(regconfig, text) tsvector") { x, context in
        .text(try TextSearch.vector(x.text(1), x.configuration(0, context)).text)
    }
    c.scalar("setweight(tsvector, char) tsvector") { x, _ in .text(try x.document(0).settingWeight(x.text(1)).text) }
    c.scalar("strip(tsvector) tsvector") { x, _ in .text(try x.document(0).stripped.text) }
    c.scalar("length(tsvector) int4") { x, _ in .int(try x.document(0).count) }
    c.scalar("tsvector_concat(tsvector, tsvector) tsvector", operator: "||") { x, _ in
        .text(try x.document(0).concatenated(x.document(1)).text)
    }
}

private func declareQueries(in c: inout CatalogBuilder) {
    typealias Make = @Sendable (String, TextSearchConfiguration) throws -> TextSearchQuery
    let makers: [(String, Make)] = [
        ("to_tsquery", { try TextSearch.query($0, $1) }), ("plainto_tsquery", { try TextSearch.plainQuery($0, $1) }),
        ("phraseto_tsquery", { try TextSearch.phraseQuery($0, $1) }),
        ("websearch_to_tsquery", { try TextSearch.webSearchQuery($0, $1) }),
    ]
    for (name, make) in makers {
        c.scalar("\(name)(text) tsquery", volatility: .stable) { x, context in
            .text(try make(x.text(0), standard(context)).text)
        }
        c.scalar("\(name)(regconfig, text) tsquery") { x, context in
            .text(try make(x.text(1), x.configuration(0, context)).text)
        }
    }
    c.scalar("tsquery_and(tsquery, tsquery) tsquery", operator: "&&") { x, _ in
        .text(try x.query(0).and(x.query(1)).text)
    }
    c.scalar("tsquery_or(tsquery, tsquery) tsquery", operator: "||") { x, _ in .text(try x.query(0).or(x.query(1)).text)
    }
    c.scalar("tsquery_not(tsquery) tsquery", operator: "!!") { x, _ in .text(try x.query(0).negated.text) }
    c.scalar("tsquery_phrase(tsquery, tsquery) tsquery", operator: "<->") { x, _ in
        .text(try x.query(0).followed(by: x.query(1)).text)
    }
    c.scalar("tsquery_phrase(tsquery, tsquery, int4) tsquery") { x, _ in
        let distance = x.int(2)
        guard (0...16_384).contains(distance) else {
            throw VecDBError(
                .invalidParameterValue,
                "distance in phrase operator must be an integer value between zero and 16384 inclusive")
        }
        return .text(try x.query(0).followed(by: x.query(1), distance: Int(distance)).text)
    }
    c.scalar("numnode(tsquery) int4") { x, _ in .int(try x.query(0).nodeCount) }
}

/// A parsed query between the rows of a statement.
private final class ParsedQuery {
    let query: TextSearchQuery
    init(_ query: TextSearchQuery) { self.query = query }
}

private func declareMatches(in c: inout CatalogBuilder) {
    for symbol in ["@@", "@@@"] {
        let suffix = symbol == "@@" ? "" : "_old"
        c.scalar("ts_match_vq\(suffix)(tsvector, tsquery) bool", operator: symbol) { x, _ in
            let parsed = try x.memo(1) { ParsedQuery(try x.query(1)) }
            return .bool(try TextSearch.matches(try x.document(0), parsed.query))
        }
        c.scalar("ts_match_qv\(suffix)(tsquery, tsvector) bool", operator: symbol) { x, _ in
            .bool(try TextSearch.matches(try x.document(1), try x.query(0)))
        }
    }
    c.scalar("ts_match_tq(text, tsquery) bool", operator: "@@", volatility: .stable) { x, context in
        .bool(try TextSearch.matches(TextSearch.vector(x.text(0), try standard(context)), try x.query(1)))
    }
    c.scalar("ts_match_tt(text, text) bool", operator: "@@", volatility: .stable) { x, context in
        let configuration = try standard(context)
        return .bool(
            try TextSearch.matches(
                TextSearch.vector(x.text(0), configuration), TextSearch.plainQuery(x.text(1), configuration)))
    }
}

private func declareRanks(in c: inout CatalogBuilder) {
    for more in ["", ", int4"] {
        c.scalar("ts_rank(tsvector, tsquery\(more)) float4") { x, _ in
            let normalization = x.count > 2 ? Int(x.int(2)) : 0
            return .float(Double(try TextSearch.rank(try x.document(0), try x.query(1), normalization: normalization)))
        }
        c.scalar("ts_rank(float4[], tsvector, tsquery\(more)) float4") { x, _ in
            let weights = try x.array(0).elements.compactMap { $0 }.map { try ScalarText.parseFloat4($0) }
            guard weights.count >= 4 else { throw VecDBError(.init("2202E"), "array of weight is too short") }
            let normalization = x.count > 3 ? Int(x.int(3)) : 0
            return .float(
                Double(
                    try TextSearch.rank(
                        try x.document(1), try x.query(2), weights: Array(weights.prefix(4)),
                        normalization: normalization)))
        }
    }
}
