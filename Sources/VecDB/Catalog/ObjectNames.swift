import VectorTypes

// PostgreSQL's choice of names for constraints, indexes and sequences that were not given one.

extension Catalog {
    /// `table_column_suffix`, cut to 63 bytes, with a number after it when a relation or constraint already has the name.
    func freeName(table: String, columns: [String], suffix: String, besides taken: Set<String> = []) -> String {
        let middle = columns.joined(separator: "_")
        var number = 0
        while true {
            let name = objectName(table, middle, number == 0 ? suffix : suffix + String(number))
            if !taken.contains(name), !hasRelation(name), !tables.hasConstraint(name) { return name }
            number += 1
        }
    }
}

/// Cuts the longer of the two names until all fits into 63 bytes (`makeObjectName` in PostgreSQL's indexcmds.c).
private func objectName(_ table: String, _ middle: String, _ suffix: String) -> String {
    let room = 63 - suffix.utf8.count - 1 - (middle.isEmpty ? 0 : 1)
    var first = table.utf8.count
    var second = middle.utf8.count
    while first + second > room {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let parts = [prefix(table, first), prefix(middle, second), suffix].filter { !$0.isEmpty }
    return parts.joined(separator: "_")
}

/// The longest prefix of whole characters within so many bytes.
private func prefix(_ name: String, _ bytes: Int) -> String {
    var cut = Substring(name)
    while cut.utf8.count > bytes { cut = cut.dropLast() }
    return String(cut)
}

extension IndexDefinition {
    /// The columns as they stand in the name of an index (`expr` for an expression).
    var nameParts: [String] {
        var parts: [String] = []
        for element in elements {
            let base = element.column ?? "expr"
            var part = base
            var number = 1
            while parts.contains(part) {
                part = base + String(number)
                number += 1
            }
            parts.append(part)
        }
        return parts
    }
}

/// Refuses names that SQLite or we need for ourselves.
func checkNewName(_ name: String, in catalog: Catalog) throws {
    let lowered = name.lowercased()
    if lowered.hasPrefix("vecdb_") || lowered.hasPrefix("sqlite_") {
        throw VecDBError(
            SQLState("42939"), "unacceptable relation name \"\(name)\"",
            detail: "Names that begin with \"vecdb_\" and \"sqlite_\" are reserved for the database itself.")
    }
    if catalog.hasRelation(name) { throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists") }
    if let other = catalog.tables.relation(likeIgnoringCase: lowered) {
        throw VecDBError(
            .featureNotSupported,
            "relation names \"\(name)\" and \"\(other)\" that differ only in case are not supported")
    }
}

/// Refuses columns that stand twice, as far as SQLite can tell them apart.
func checkColumnNames(_ names: [String]) throws {
    var seen: [String: String] = [:]
    for name in names {
        guard let other = seen.updateValue(name, forKey: name.lowercased()) else { continue }
        if other == name {
            throw VecDBError(.duplicateColumn, "column \"\(name)\" specified more than once")
        }
        throw VecDBError(
            .featureNotSupported, "column names \"\(other)\" and \"\(name)\" that differ only in case are not supported"
        )
    }
}
