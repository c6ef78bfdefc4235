import Testing
import VectorTypes

@testable import PostgresValues

/// Compares the answers of `answer` with a table of PostgreSQL's own.
func expectGolden(_ table: String, _ answer: ([String]) throws -> String?) {
    for line in table.split(separator: "\n") {
        let sides = line.split(separator: " ⇒ ", maxSplits: 1, omittingEmptySubsequences: false)
        let question = sides[0].split(separator: " ¦ ", omittingEmptySubsequences: false).map { unescaped(String($0)) }
        let expected = unescaped(String(sides[1]))
        #expect(outcome { try answer(question) } == expected, "\(line)")
    }
}

/// The text of a result, `NULL`, or `ERR state message DETAIL … HINT …`.
func outcome(_ body: () throws -> String?) -> String {
    do {
        return try body() ?? "NULL"
    } catch let error as VecDBError {
        var text = "ERR \(error.sqlState) \(error.message)"
        if let detail = error.detail { text += " DETAIL \(detail)" }
        if let hint = error.hint { text += " HINT \(hint)" }
        return text
    } catch {
        return "unexpected \(error)"
    }
}

private func unescaped(_ text: String) -> String {
    var result = ""
    var escaped = false
    for character in text.unicodeScalars {
        if escaped {
            result.unicodeScalars.append(
                character == "n" ? "\n" : character == "t" ? "\t" : character == "r" ? "\r" : character)
            escaped = false
        } else if character == "\\" {
            escaped = true
        } else {
            result.unicodeScalars.append(character)
        }
    }
    return result
}
