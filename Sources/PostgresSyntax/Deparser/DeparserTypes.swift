extension Deparser {
    /// A type's name: as SQL spells it in the catalog's style, as it was parsed in the faithful one.
    package func text(of type: TypeName) -> String {
        let bounds = type.arrayBounds.map { "[\(isFaithful ? $0.map(String.init) ?? "" : "")]" }.joined()
        let set = type.isSet ? "SETOF " : ""
        if isFaithful || type.names.first != "pg_catalog" || type.names.count != 2 {
            let name = type.names.map(quoted).joined(separator: ".")
            let modifiers = type.modifiers.isEmpty ? "" : "(\(list(type.modifiers)))"
            return set + name + modifiers + bounds + (type.isColumnType ? "%TYPE" : "")
        }
        return set + systemType(type) + bounds
    }

    private func systemType(_ type: TypeName) -> String {
        let modifiers = type.modifiers.isEmpty ? "" : "(\(type.modifiers.map(text).joined(separator: ",")))"
        switch type.names[1] {
        case "int2": return "smallint"
        case "int4": return "integer"
        case "int8": return "bigint"
        case "float4": return "real"
        case "float8": return "double precision"
        case "bool": return "boolean"
        case "bit", "numeric": return type.names[1] + modifiers
        case "varchar": return "character varying" + modifiers
        case "bpchar": return modifiers.isEmpty ? "bpchar" : "character" + modifiers
        case "varbit": return "bit varying" + modifiers
        case "timestamp": return "timestamp\(modifiers) without time zone"
        case "timestamptz": return "timestamp\(modifiers) with time zone"
        case "time": return "time\(modifiers) without time zone"
        case "timetz": return "time\(modifiers) with time zone"
        case "interval": return "interval" + intervalFields(type.modifiers)
        default: return quoted(type.names[1]) + modifiers
        }
    }

    private func intervalFields(_ modifiers: [Expression]) -> String {
        guard case .literal(let mask)? = modifiers.first, case .integer(let bits) = mask.value else { return "" }
        let precision = modifiers.count > 1 ? "(\(text(of: modifiers[1])))" : ""
        let names: [Int32: String] = [
            4: " year", 2: " month", 8: " day", 1024: " hour", 2048: " minute", 4096: " second", 6: " year to month",
            1032: " day to hour", 3080: " day to minute", 7176: " day to second", 3072: " hour to minute",
            7168: " hour to second", 6144: " minute to second",
        ]
        return (names[bits] ?? "") + precision
    }
}
