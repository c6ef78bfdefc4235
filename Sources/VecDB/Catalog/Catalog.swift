/// All tables, indexes, sequences and extensions as one transaction sees them: a value, read by ``Connection/catalog()``.
package struct Catalog: Sendable {
    /// Counts catalog changes; a plan made for one version is good as long as it stays.
    package var version: Int64 = 0
    package var tables = TableDirectory()
    package var sequences: [String: CatalogSequence] = [:]
    package var views: [String: CatalogView] = [:]
    /// Schemas besides `public`: names only.
    package var schemas: Set<String> = []
    package var extensions: [String: CatalogExtension] = [:]

    package func table(_ name: String) -> CatalogTable? { tables[name] }
    package func table(oid: Int64) -> CatalogTable? { tables.table(oid: oid) }
    package func index(_ name: String) -> CatalogIndex? {
        tables.owner(ofIndex: name)?.indexes.first { $0.name == name }
    }
    package func sequence(_ name: String) -> CatalogSequence? { sequences[name] }
    /// Whether a table, index or sequence has this name: they share one name space, as in PostgreSQL.
    package func hasRelation(_ name: String) -> Bool {
        tables[name] != nil || sequences[name] != nil || views[name] != nil || index(name) != nil
    }
}
