import PostgresSyntax

extension StatementScanner {
    /// Inside a quote, where even an empty line counts.
    var isInsideQuote: Bool {
        switch state {
        case .singleQuote, .doubleQuote, .dollarQuote: true
        case .ready, .continuing, .parenthesis, .comment: false
        }
    }

    /// The statement so far, without the line feed that a command on a line of its own leaves behind it.
    var text: String {
        var text = statement
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// Takes the statement out, with the semicolon that ended it.
    mutating func takeStatement() -> String {
        defer { reset() }
        return text
    }
}
