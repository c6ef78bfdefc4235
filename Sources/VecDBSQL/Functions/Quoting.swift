import PostgresSyntax
import PostgresValues
import VecDB
import VectorTypes

/// Text made fit to stand in a statement.
func declareQuoting(in c: inout CatalogBuilder) {
    c.scalar("quote_ident(text) text") { x, _ in .text(try Quoting.checkedIdentifier(x.text(0))) }
    c.scalar("quote_literal(text) text") { x, _ in .text(try Quoting.literal(x.text(0))) }
    c.scalar("quote_literal(anyelement) text", volatility: .stable, tag: .firstArgument) { x, context in
        .text(try Quoting.literal(try ValueText.textValue(of: x.value(0), as: x.tag(), context).text ?? ""))
    }
    c.scalar("quote_nullable(text) text", strict: false) { x, _ in
        x.isNull(0) ? "NULL" : .text(try Quoting.literal(x.text(0)))
    }
    c.scalar("quote_nullable(anyelement) text", strict: false, volatility: .stable, tag: .firstArgument) { x, context in
        if x.isNull(0) { return "NULL" }
        return .text(try Quoting.literal(try ValueText.textValue(of: x.value(0), as: x.tag(), context).text ?? ""))
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
        var quoted = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// The same of a text of any length.
    static func checkedIdentifier(_ name: String) throws -> String {
        try ValueSize.check(name.utf8.count, times: 2, plus: 2)
        try StatementWork.check()
        return identifier(name)
    }

    static func literal(_ text: String) throws -> String {
        var quoted = ValueWriter()
        try quoted.append(text.utf8.contains(UInt8(ascii: "\\")) ? "E'" : "'")
        for byte in text.utf8 {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") { try quoted.append(byte) }
            try quoted.append(byte)
        }
        try quoted.append(UInt8(ascii: "'"))
        return quoted.text
    }
}
