/// A statement without its literals, for the plan cache: statements that differ only in literals, letter case of words,
/// white space and comments have the same fingerprint.
///
/// This is the lexer's work alone, so that a cached plan is found without parsing. Not every literal may become a
/// parameter of the plan (`LIMIT 5` may, `vector(3)` and `ORDER BY 1` may not): whoever makes the plan finds the literal
/// of a syntax tree's node by its location, and keeps the values of those that the plan depends on next to the plan.
package struct NormalizedStatement: Hashable, Sendable {
    package struct Literal: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case string, integer, numeric, bitString }

        package var kind: Kind
        /// The value as the syntax tree has it (without a sign).
        package var text: String
        /// Where the literal stands. The syntax tree has a negative number's place at its sign.
        package var location: Int
    }

    /// The tokens, separated by spaces, with `'?`, `0?`, `0.?` and `b?` for literals.
    package var fingerprint: String
    package var literals: [Literal]
}

/// The statements of `sql` as one normalized text; none if it has a lexical error.
///
/// - Complexity: Linear in the length of the text.
package func normalize(_ sql: String) -> NormalizedStatement? {
    var lexer = Lexer(sql)
    var result = NormalizedStatement(fingerprint: "", literals: [])
    func lift(_ token: Token, _ kind: NormalizedStatement.Literal.Kind, _ mark: String) {
        result.fingerprint += mark
        result.literals.append(
            NormalizedStatement.Literal(kind: kind, text: token.text, location: token.location))
    }
    while true {
        let token = lexer.next()
        switch token.kind {
        case .end: return result
        case .failure: return nil
        case .string: lift(token, .string, "'?")
        case .integer: lift(token, .integer, "0?")
        case .numeric: lift(token, .numeric, "0.?")
        case .bitString: lift(token, .bitString, "b?")
        case .keyword, .operator, .knownOperator: result.fingerprint += token.text
        case .parameter: result.fingerprint += "$" + token.text
        case .identifier:
            // A quoted word of the grammar is not that word.
            let isQuoted =
                lexer.bytes[token.end - 1] == .doubleQuote || token.text.utf8.count != token.end - token.start
            result.fingerprint += isQuoted ? quotedIdentifier(token.text) : token.text
        case .typecast: result.fingerprint += "::"
        case .dotDot: result.fingerprint += ".."
        case .colonEquals: result.fingerprint += ":="
        case .equalsGreater: result.fingerprint += "=>"
        case .punctuation: result.fingerprint.unicodeScalars.append(Unicode.Scalar(token.byte))
        }
        result.fingerprint += " "
    }
}

/// A name in double quotes.
func quotedIdentifier(_ name: String) -> String {
    var text = "\""
    for character in name.unicodeScalars {
        if character == "\"" { text += "\"" }
        text.unicodeScalars.append(character)
    }
    return text + "\""
}
