import VectorTypes

/// The statements of `sql`, which are separated by semicolons.
///
/// - Parameter onNotice: Called with each notice, such as that of a truncated identifier (SQLSTATE 42622).
/// - Throws: `VecDBError` with PostgreSQL's message and position for text that PostgreSQL 15 refuses as well.
/// - Complexity: Linear in the length of the text.
package func parseStatements(
    _ sql: String, onNotice: (VecDBError) -> Void = { _ in }
) throws -> [ParsedStatement] {
    var parser = Parser(sql)
    defer { parser.lexer.notices.forEach(onNotice) }
    return try parser.statements()
}

/// One expression that is the whole of `text`, such as the stored text of a default.
package func parseExpression(_ text: String) throws -> Expression {
    var parser = Parser(text)
    let expression = try parser.expression()
    guard parser.token.kind == .end else { throw parser.unexpected() }
    return expression
}

/// A type's name that is the whole of `text`, as `regtype` and catalogs hold it.
package func parseTypeName(_ text: String) throws -> TypeName {
    var parser = Parser(text)
    let type = try parser.typeName()
    guard parser.token.kind == .end else { throw parser.unexpected() }
    return type
}

extension Parser {
    mutating func statements() throws -> [ParsedStatement] {
        var result: [ParsedStatement] = []
        while true {
            while accept(";") {}
            if token.kind == .end { return result }
            let start = token.start
            let location = token.location
            let statement = try topLevelStatement()
            guard token.kind == .end || at(";") else { throw unexpected() }
            if let analysisError { throw analysisError }
            var end = token.start
            while end > start, lexer.bytes[end - 1].isSQLSpace { end -= 1 }
            result.append(
                ParsedStatement(statement: statement, location: location, text: lexer.text(start, end)))
        }
    }

    /// BEGIN and END are statements only where no function's body could end.
    private mutating func topLevelStatement() throws -> Statement {
        at(.begin) || at(.end) ? try transaction() : try statement()
    }

    mutating func statement() throws -> Statement {
        try depth.enter()
        defer { depth.leave() }
        switch token.keyword {
        case .select, .values, .table, .with, .withLookahead, .insert, .update, .delete, .merge:
            return try preparableStatement()
        case .create: return try create()
        case .alter: return try alter()
        case .drop: return try drop()
        case .truncate: return try truncate()
        case .copy: return try copy()
        case .comment: return try comment()
        case .grant, .revoke: return try grant()
        case .set: return try set()
        case .reset:
            advance()
            return .reset(ResetStatement(name: try resetTarget()))
        case .show: return try show()
        case .start, .commit, .rollback, .abort, .savepoint, .release: return try transaction()
        case .prepare: return nextIs(.transaction) ? try transaction() : try prepare()
        case .reindex: return try reindex()
        case .cluster: return try cluster()
        case .refresh: return try refresh()
        case .do: return try doBlock()
        case .call: return try call()
        case .security: return try securityLabel()
        case .import: return try importForeignSchema()
        case .reassign: return try reassignOwned()
        case .notAKeyword where atWord("verify") && nextIs(.index): return try verify()
        default: return try utility()
        }
    }
}
