import VectorTypes

/// The statements of `sql`, which are separated by semicolons.
///
/// - Parameter onNotice: Called with each notice, such as that of a truncated identifier (SQLSTATE 42622).
/// - Throws: `VecDBError` with PostgreSQL's message and position for text that PostgreSQL 15 refuses as well.
/// - Complexity: Linear in the length of the text.
package func parseStatements(
    _ sql: String, onNotice: (VecDBError) -> Void = { _ in }
) throws -> [ParsedStatement] {
    throw VecDBError(.featureNotSupported, "the parser is not there yet")
}

/// One expression that is the whole of `text`, such as the stored text of a default.
package func parseExpression(_ text: String) throws -> Expression {
    throw VecDBError(.featureNotSupported, "the parser is not there yet")
}
