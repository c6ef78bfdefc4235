import TestSupport

@testable import PostgresSyntax

/// Statements made wrong, or differently right, by moving tokens about.
struct Mutator {
    /// The text of each token, with the space before it.
    let tokens: [String]

    init(_ sql: String) {
        var lexer = Lexer(sql)
        var tokens: [String] = []
        var end = 0
        while true {
            let token = lexer.next()
            if token.kind == .end || token.kind == .failure { break }
            tokens.append(lexer.text(end, token.end))
            end = token.end
        }
        self.tokens = tokens
    }

    /// Everything up to each token.
    var truncations: [String] { tokens.indices.map { tokens[..<$0].joined() } }

    /// One random change.
    func mutation(_ random: inout SeededGenerator, words: [String]) -> String {
        guard !tokens.isEmpty else { return "" }
        var result = tokens
        let index = Int.random(in: 0..<tokens.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: result.remove(at: index)
        case 1: result.insert(" " + tokens[index], at: index)
        case 2: result.swapAt(index, Int.random(in: 0..<tokens.count, using: &random))
        case 3: result.insert(" " + words[Int.random(in: 0..<words.count, using: &random)], at: index)
        default: result[index] = " " + words[Int.random(in: 0..<words.count, using: &random)]
        }
        return result.joined()
    }

    /// All words of the grammar and a choice of everything else.
    static let keywords = Keyword.allCases.dropFirst(4).map(\.rawValue)

    static let words: [String] =
        keywords + [
            "(", ")", "[", "]", ",", ";", ".", ":", "::", ":=", "=>", "..", "+", "-", "*", "/", "%", "^", "<", ">", "=",
            "<=", ">=", "<>", "!=", "||", "<->", "@>", "~", "!", "x", "\"X y\"", "1", "1.5", "2147483648", "'s'",
            "E'a\\nb'", "$$d$$", "B'1'", "X'f'", "N'n'", "U&'\\0041'", "t.c", "f(1)", "(select 1)", "array[1]",
        ]
}
