import VectorTypes

/// A text search configuration: how a text's words become lexemes.
package enum TextSearchConfiguration: String, Sendable, Hashable {
    /// Stop words removed, words stemmed.
    case english
    /// Words in lower case.
    case simple

    /// The configuration called `name`, with or without `pg_catalog.`.
    ///
    /// - Throws: 42704 `text search configuration "x" does not exist`.
    package init(name: String) throws {
        let plain = name.hasPrefix("pg_catalog.") ? String(name.dropFirst(11)) : name
        guard let configuration = TextSearchConfiguration(rawValue: plain.lowercased()) else {
            throw VecDBError(.undefinedObject, "text search configuration \"\(name)\" does not exist")
        }
        self = configuration
    }

    /// The lexeme of a token; nil for a stop word.
    func lexeme(_ token: TextSearchToken) -> String? {
        var lower = ""
        for scalar in token.text.unicodeScalars { lower += scalar.properties.lowercaseMapping }
        guard self == .english, token.isWord else { return lower }
        if Self.stopWords.contains(lower) { return nil }
        return EnglishStemmer.stem(lower)
    }

    /// PostgreSQL's english.stop.
    private static let stopWords: Set<String> = Set(
        """
        i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
        its itself they them their theirs themselves what which who whom this that these those am is are was were be been
        being have has had having do does did doing a an the and but if or because as until while of at by for with about
        against between into through during before after above below to from up down in out on off over under again
        further then once here there when where why how all any both each few more most other some such no nor not only
        own same so than too very s t can will just don should now
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { String($0) })
}

/// A token of a text.
struct TextSearchToken: Equatable {
    var text: String
    /// A word of letters, which dictionaries may stem; otherwise it has digits or punctuation and is taken as it is.
    var isWord: Bool
}
