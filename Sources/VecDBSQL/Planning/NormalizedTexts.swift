import PostgresSyntax

/// Normal forms of the texts that come again and again: a program's statements with parameters. A text with literals is
/// likely to be another one each time, and is not kept.
struct NormalizedTexts {
    /// A statement's normal form, and what is asked of it each time.
    struct Entry {
        var statement: NormalizedStatement
        /// The largest n of the text's `$n`; 0 without any.
        var largestParameter: Int
        /// Whether its plan may be kept.
        var isHeld: Bool

        init(_ statement: NormalizedStatement) {
            self.statement = statement
            largestParameter = 0
            for word in statement.fingerprint.split(separator: " ") where word.first == "$" {
                largestParameter = max(largestParameter, Int(word.dropFirst()) ?? 0)
            }
            isHeld =
                statement.literals.count <= LiftedLiteral.limit && PlanCache.canHold(statement.fingerprint)
        }
    }

    private var entries: [String: Entry] = [:]

    /// The normal form of a text; nil when it is not one statement that the lexer understands.
    mutating func normalized(_ sql: String) -> Entry? {
        if let entry = entries[sql] { return entry }
        guard let statement = normalize(sql) else { return nil }
        let entry = Entry(statement)
        if statement.literals.isEmpty, entry.isHeld {
            if entries.count >= 256 { entries.removeAll(keepingCapacity: true) }
            entries[sql] = entry
        }
        return entry
    }
}
