import VecDB
import VectorTypes

/// The comparison operators of all types. Where SQLite's own comparison (perhaps with a collation or over sort keys) is
/// PostgreSQL's, SQLite does it, and its planner can use indexes.
func declareComparisons(in c: inout CatalogBuilder) {
    let symbols = ["=", "<>", "<", "<=", ">", ">="]
    let short = ["eq", "ne", "lt", "le", "gt", "ge"]
    /// The functions behind the operators are called `prefix` + `eq` … in PostgreSQL, with `_` for some types.
    func declare(_ prefix: String, _ left: SQLType, _ right: SQLType, suffix: String = "", underlined: Bool = false) {
        for (symbol, word) in zip(symbols, short) {
            let joint = underlined || prefix == "text" && word != "eq" && word != "ne" ? "_" : ""
            c.native(
                "\(prefix)\(joint)\(word)\(suffix)(\(left.internalName), \(right.internalName)) bool", operator: symbol,
                comparisonTemplate(symbol, left))
        }
    }
    declare("bool", .bool, .bool)
    let integers: [(String, SQLType)] = [("2", .int2), ("4", .int4), ("8", .int8)]
    for (a, left) in integers {
        for (b, right) in integers { declare(a == b ? "int\(a)" : "int\(a)\(b)", left, right) }
    }
    declare("float4", .float4, .float4)
    declare("float8", .float8, .float8)
    declare("float48", .float4, .float8)
    declare("float84", .float8, .float4)
    declare("text", .text, .text)
    declare("name", .name, .name)
    declare("name", .name, .text, suffix: "text")
    declare("textname", .text, .name)
    declare("bpchar", .bpchar, .bpchar)
    declare("bytea", .bytea, .bytea)
    declare("char", SQLType(.internalChar), SQLType(.internalChar))
    declare("oid", .oid, .oid)
    for type in [
        SQLType.numeric, .uuid, .date, .time, .timestamp, .timestamptz, .interval, .vector, .halfvec, .sparsevec,
        .jsonb,
        SQLType(.tsvector), SQLType(.tsquery), SQLType(.timetz),
    ] {
        declare(type.internalName, type, type, underlined: true)
    }
    declare("bit", .bit, .bit)
    declare("varbit", .varbit, .varbit)
    c.native("xideq(xid, xid) bool", operator: "=", "($1 = $2)")
    c.native("xidneq(xid, xid) bool", operator: "<>", "($1 <> $2)")
    for (symbol, word) in zip(symbols, short) {
        c.scalar("array_\(word)(anyarray, anyarray) bool", operator: symbol, tag: .element) { a, context in
            let order = try ArraySortKey.compare(a.text(0), a.text(1), element: a.tag(), context)
            return .bool(holds(symbol, order))
        }
    }
    declareOrders(in: &c)
}

/// `(a = b)` as SQLite has to compute it for the type.
func comparisonTemplate(_ symbol: String, _ type: SQLType) -> String {
    switch type.sortKey {
    case .native: "($1 \(symbol) $2)"
    case .collation(let name): "($1 \(symbol) $2 COLLATE \(name))"
    case .function(let name): "(\(name)($1) \(symbol) \(name)($2))"
    }
}

/// Whether a comparison holds for values in this order.
func holds(_ symbol: String, _ order: Int) -> Bool {
    switch symbol {
    case "=": order == 0
    case "<>": order != 0
    case "<": order < 0
    case "<=": order <= 0
    case ">": order > 0
    default: order >= 0
    }
}

/// The three-way comparison functions.
private func declareOrders(in c: inout CatalogBuilder) {
    for type in [
        SQLType.vector, .halfvec, .sparsevec, .numeric, .uuid, .date, .timestamp, .timestamptz, .interval, .jsonb,
    ] {
        let name = type.internalName
        let less = comparisonTemplate("<", type)
        let greater = comparisonTemplate(">", type)
        c.native("\(name)_cmp(\(name), \(name)) int4", "(\(greater) - \(less))")
    }
    for (name, type) in [
        ("btint2cmp", "int2"), ("btint4cmp", "int4"), ("btint8cmp", "int8"), ("btfloat4cmp", "float4"),
        ("btfloat8cmp", "float8"), ("bttextcmp", "text"), ("btboolcmp", "bool"), ("byteacmp", "bytea"),
        ("btoidcmp", "oid"),
    ] {
        c.native("\(name)(\(type), \(type)) int4", "(($1 > $2) - ($1 < $2))")
    }
}
