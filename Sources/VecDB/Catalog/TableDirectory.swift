/// The tables of a catalog by their names, with what else they are asked for by: each question and each change costs the same, however many tables there are.
package struct TableDirectory: Sendable {
    private var byName: [String: CatalogTable] = [:]
    private var namesByOID: [Int64: String] = [:]
    /// The tables of indexes, by the indexes' names.
    private var owners: [String: String] = [:]
    /// The names of tables and indexes, by the names in lower case.
    private var folded: [String: String] = [:]
    /// How many tables have a constraint of a name.
    private var constraints: [String: Int] = [:]
    /// How many tables another program made.
    private(set) var foreignCount = 0

    package subscript(name: String) -> CatalogTable? {
        get { byName[name] }
        set {
            if let old = byName[name] { forget(old) }
            byName[name] = newValue
            if let newValue { note(newValue, as: name) }
        }
    }

    package var values: Dictionary<String, CatalogTable>.Values { byName.values }
    package var keys: Dictionary<String, CatalogTable>.Keys { byName.keys }
    package var count: Int { byName.count }
    package var isEmpty: Bool { byName.isEmpty }

    func table(oid: Int64) -> CatalogTable? { namesByOID[oid].flatMap { byName[$0] } }
    /// The table that has an index of this name.
    func owner(ofIndex name: String) -> CatalogTable? { owners[name].flatMap { byName[$0] } }
    func hasConstraint(_ name: String) -> Bool { constraints[name] != nil }
    /// A table or index whose name is this one when case is ignored.
    func relation(likeIgnoringCase lowered: String) -> String? { folded[lowered] }

    private mutating func note(_ table: CatalogTable, as name: String) {
        if table.isForeign { foreignCount += 1 }
        namesByOID[table.oid] = name
        folded[name.lowercased()] = name
        for index in table.indexes {
            owners[index.name] = name
            folded[index.name.lowercased()] = index.name
        }
        for constraint in Set(table.constraints.map(\.name)) { constraints[constraint, default: 0] += 1 }
    }

    private mutating func forget(_ table: CatalogTable) {
        if table.isForeign { foreignCount -= 1 }
        if namesByOID[table.oid] == table.name { namesByOID[table.oid] = nil }
        forget(folded: table.name)
        for index in table.indexes where owners[index.name] == table.name {
            owners[index.name] = nil
            forget(folded: index.name)
        }
        for constraint in Set(table.constraints.map(\.name)) {
            let count = constraints[constraint] ?? 0
            constraints[constraint] = count > 1 ? count - 1 : nil
        }
    }

    private mutating func forget(folded name: String) {
        let lowered = name.lowercased()
        if folded[lowered] == name { folded[lowered] = nil }
    }
}
