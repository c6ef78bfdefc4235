import TestSupport
import Testing
import VectorTypes

@testable import PostgresValues

/// Answers a line of ``searchGolden``.
func searchAnswer(_ f: [String]) throws -> String? {
    func c(_ i: Int) throws -> TextSearchConfiguration { try TextSearchConfiguration(name: f[i]) }
    switch f[0] {
    case "tsv": return try TextSearchVector(text: f[1]).text
    case "tsq": return try TextSearchQuery(text: f[1]).text
    case "tov": return try TextSearch.vector(f[2], c(1)).text
    case "toq": return try TextSearch.query(f[2], c(1)).text
    case "plain": return try TextSearch.plainQuery(f[2], c(1)).text
    case "phrase": return try TextSearch.phraseQuery(f[2], c(1)).text
    case "web": return try TextSearch.webSearchQuery(f[2], c(1)).text
    case "@@":
        return try TextSearch.matches(TextSearch.vector(f[2], c(1)), TextSearch.query(f[3], c(1))) ? "true" : "false"
    case "rank":
        return try ScalarText.text(
            TextSearch.rank(TextSearch.vector(f[2], c(1)), TextSearch.query(f[3], c(1)), normalization: Int(f[4]) ?? 0))
    case "stem": return EnglishStemmer.stem(f[1])
    case "vcat": return try TextSearchVector(text: f[1]).concatenated(TextSearchVector(text: f[2])).text
    default: return "unknown function"
    }
}

@Suite struct TextSearchTests {
    @Test("full text search answers as PostgreSQL does")
    func golden() { expectGolden(searchGolden, searchAnswer) }

    @Test("random texts never trap, and vectors and queries read back as themselves")
    func fuzz() throws {
        let seed = testSeed(61)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", "running", "'", "\\", ":", "1", "A", ",", "&", "|", "!", "(", ")", "<->", "<2>", " ", "é", "-",
            "@x.org", "<b>", "*",
        ]
        for _ in 0..<4000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let vector = try TextSearch.vector(text, .english)
            #expect(try TextSearchVector(text: vector.text) == vector, "seed \(seed): \(text)")
            let web = try TextSearch.webSearchQuery(text, .english)
            #expect(try TextSearchQuery(text: web.text) == web, "seed \(seed): \(text)")
            _ = try TextSearch.matches(vector, web)
            _ = try TextSearch.rank(vector, web)
            _ = try? TextSearchVector(text: text)
            if let query = try? TextSearchQuery(text: text) { _ = try TextSearch.matches(vector, query) }
            _ = try? TextSearch.query(text, .simple)
        }
    }

    @Test("a text matches the words it is made of")
    func words() throws {
        let vector = try TextSearch.vector("The quick brown foxes were running", .english)
        #expect(try vector.text == "'brown':3 'fox':4 'quick':2 'run':6")
        #expect(try TextSearch.matches(vector, TextSearch.plainQuery("a fox runs", .english)))
        #expect(try TextSearch.matches(vector, TextSearch.query("quick <-> brown", .english)))
        #expect(try !TextSearch.matches(vector, TextSearch.plainQuery("dog", .english)))
        #expect(try !TextSearch.matches(vector, TextSearch.plainQuery("the", .english)))
    }
}
