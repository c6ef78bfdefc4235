import PostgresValues
import VecDB
import VectorTypes

/// LIKE, SIMILAR TO and regular expressions. A constant pattern is compiled once a statement.
func declarePatterns(in c: inout CatalogBuilder) {
    declareLike(in: &c)
    declareRegularExpressions(in: &c)
    declareRegexFunctions(in: &c)
    declareFormat(in: &c)
}

/// Holds a compiled pattern between the rows of a statement.
private final class Compiled<Pattern> {
    let pattern: Pattern
    init(_ pattern: Pattern) { self.pattern = pattern }
}

private func declareLike(in c: inout CatalogBuilder) {
    for (name, symbol, ignoresCase, negated) in [
        ("textlike", "~~", false, false), ("textnlike", "!~~", false, true), ("texticlike", "~~*", true, false),
        ("texticnlike", "!~~*", true, true),
    ] {
        c.scalar("\(name)(text, text) bool", operator: symbol) { x, _ in
            let compiled = try x.memo(1) { Compiled(try LikePattern(x.text(1), caseInsensitive: ignoresCase)) }
            return .bool(try compiled.pattern.matches(x.text(0)) != negated)
        }
    }
    c.scalar("like(text, text) bool") { x, _ in .bool(try LikePattern(x.text(1)).matches(x.text(0))) }
    c.scalar("notlike(text, text) bool") { x, _ in .bool(!(try LikePattern(x.text(1)).matches(x.text(0)))) }
    c.scalar("bytealike(bytea, bytea) bool", operator: "~~") { x, _ in
        let pattern = String(decoding: x.bytes(1), as: UTF8.self)
        return .bool(try LikePattern(pattern).matches(String(decoding: x.bytes(0), as: UTF8.self)))
    }
    c.scalar("like_escape(text, text) text") { x, _ in .text(try likeEscape(x.text(0), x.text(1))) }
}

/// A LIKE pattern with another escape character, rewritten to the backslash.
private func likeEscape(_ pattern: String, _ escape: String) throws -> String {
    let scalars = Array(escape.unicodeScalars)
    if scalars.count > 1 {
        throw VecDBError(
            .invalidEscapeSequence, "invalid escape string", hint: "Escape string must be empty or one character.")
    }
    guard let mark = scalars.first else { return try Characters.replacing(pattern, "\\", "\\\\") }
    if mark == "\\" { return pattern }
    var result = String.UnicodeScalarView()
    var afterMark = false
    for scalar in pattern.unicodeScalars {
        if scalar == mark, !afterMark {
            result.append("\\")
            afterMark = true
            continue
        }
        if scalar == "\\", !afterMark { result.append("\\") }
        result.append(scalar)
        afterMark = false
    }
    return String(result)
}

private func declareRegularExpressions(in c: inout CatalogBuilder) {
    for (name, symbol, flags, negated) in [
        ("textregexeq", "~", "", false), ("textregexne", "!~", "", true), ("texticregexeq", "~*", "i", false),
        ("texticregexne", "!~*", "i", true),
    ] {
        c.scalar("\(name)(text, text) bool", operator: symbol) { x, _ in
            let compiled = try x.memo(1) { Compiled(try RegularExpression(x.text(1), flags: flags)) }
            return .bool(try compiled.pattern.matches(x.text(0)) != negated)
        }
    }
    c.scalar("similar_to_escape(text) text") { x, _ in .text(try RegexFunctions.similarToRegular(x.text(0))) }
    c.scalar("similar_to_escape(text, text) text") { x, _ in
        .text(try RegexFunctions.similarToRegular(x.text(0), escape: x.text(1)))
    }
    c.scalar("substring(text, text) text") { x, _ in .optional(try RegexFunctions.substring(x.text(0), x.text(1))) }
    c.scalar("substring(text, text, text) text") { x, _ in
        .optional(try RegexFunctions.substringSimilar(x.text(0), x.text(1), escape: x.text(2)))
    }
}

private func declareRegexFunctions(in c: inout CatalogBuilder) {
    @Sendable func flags(_ x: borrowing Arguments, _ index: Int) -> String { x.count > index ? x.text(index) : "" }
    @Sendable func number(_ x: borrowing Arguments, _ index: Int, _ standard: Int) -> Int {
        x.count > index ? Int(clamping: x.int(index)) : standard
    }
    for more in ["", ", text"] {
        c.scalar("regexp_match(text, text\(more)) text[]") { x, _ in
            let groups = try RegexFunctions.match(x.text(0), x.text(1), flags: flags(x, 2))
            return .optional(try groups.map { try ArrayLiteral($0).text })
        }
        c.scalar("regexp_like(text, text\(more)) bool") { x, _ in
            .bool(try RegexFunctions.matches(x.text(0), x.text(1), flags: flags(x, 2)))
        }
        c.scalar("regexp_split_to_array(text, text\(more)) text[]") { x, _ in
            .text(try ArrayLiteral(try RegexFunctions.split(x.text(0), x.text(1), flags: flags(x, 2))).text)
        }
        c.rows("regexp_split_to_table(text, text\(more)) text") { x, _ in
            RowSource(try RegexFunctions.split(x.text(0), x.text(1), flags: flags(x, 2)).map { [.text($0)] })
        }
        c.rows("regexp_matches(text, text\(more)) text[]") { x, _ in
            let flags = flags(x, 2)
            if flags.contains("g") {
                let all = try RegexFunctions.allMatches(x.text(0), x.text(1), flags: flags)
                return RowSource(try all.map { [.text(try ArrayLiteral($0).text)] })
            }
            let first = try RegexFunctions.match(x.text(0), x.text(1), flags: flags)
            return RowSource(try first.map { [[.text(try ArrayLiteral($0).text)]] } ?? [])
        }
        c.scalar("regexp_replace(text, text, text\(more)) text") { x, _ in
            .text(try RegexFunctions.replace(x.text(0), x.text(1), with: x.text(2), flags: flags(x, 3)))
        }
    }
    for more in ["", ", int4", ", int4, text"] {
        c.scalar("regexp_count(text, text\(more)) int4") { x, _ in
            .int(try RegexFunctions.count(x.text(0), x.text(1), start: number(x, 2, 1), flags: flags(x, 3)))
        }
    }
    for more in ["", ", int4", ", int4, int4", ", int4, int4, text", ", int4, int4, text, int4"] {
        c.scalar("regexp_substr(text, text\(more)) text") { x, _ in
            .optional(
                try RegexFunctions.substring(
                    x.text(0), x.text(1), start: number(x, 2, 1), occurrence: number(x, 3, 1), flags: flags(x, 4),
                    group: number(x, 5, 0)))
        }
    }
}

private func declareFormat(in c: inout CatalogBuilder) {
    c.scalar("format(text) text", strict: false) { x, _ in
        x.isNull(0) ? .null : .text(try FormatString.format(x.text(0), []))
    }
    c.scalar("format(text, variadic any) text", strict: false, volatility: .stable, tag: .allArguments) { x, context in
        if x.isNull(0) { return .null }
        let words = try (1..<x.count).map { try ValueText.text(of: x.value($0), as: x.tag($0).column(), context) }
        return .text(try FormatString.format(x.text(0), words))
    }
}
