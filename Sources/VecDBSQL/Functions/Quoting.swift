import PostgresSyntax
import PostgresValues
import VecDB
import VectorTypes

/// Text made fit to stand in a statement.
func declareQuoting(in c: inout CatalogBuilder) {
    c.scalar("quote_ident(text) text") { x, _ in .text(Quoting.identifier(x.text(0))) }
    c.scalar("quote_literal(text) text") { x, _ in .text(Quoting.literal(x.text(0))) }
    c.scalar("quote_literal(anyelement) text", volatility: .stable, tag: .firstArgument) { x, context in
        .text(Quoting.literal(try ValueText.textValue(of: x.value(0), as: x.tag(), context).text ?? ""))
    }
    c.scalar("quote_nullable(text) text", strict: false) { x, _ in
        x.isNull(0) ? "NULL" : .text(Quoting.literal(x.text(0)))
    }
    c.scalar("quote_nullable(anyelement) text", strict: false, volatility: .stable, tag: .firstArgument) { x, context in
        if x.isNull(0) { return "NULL" }
        return .text(Quoting.literal(try ValueText.textValue(of: x.value(0), as: x.tag(), context).text ?? ""))
    }
}

/// SQL's two kinds of quotes.
package enum Quoting {
    /// The name as it must be written: quoted where it is no plain lower-case word or a reserved one.
    package static func identifier(_ name: String) -> String {
        let isPlain =
            name.utf8.first.map { $0 == 95 || (97...122).contains($0) } ?? false
            && name.utf8.allSatisfy { $0 == 95 || (97...122).contains($0) || (48...57).contains($0) }
        if isPlain, !isReservedWord(name) { return name }
        return "\"" + Characters.replacing(name, "\"", "\"\"") + "\""
    }

    package static func literal(_ text: String) -> String {
        let doubled = Characters.replacing(text, "'", "''")
        guard doubled.utf8.contains(UInt8(ascii: "\\")) else { return "'" + doubled + "'" }
        return "E'" + Characters.replacing(doubled, "\\", "\\\\") + "'"
    }
}
