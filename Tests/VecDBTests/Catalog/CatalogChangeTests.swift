import TestSupport
import Testing
import VectorTypes

@testable import VecDB

@Suite("changes of the catalog")
struct CatalogChangeTests {
    /// All that can be asked of a catalog, in words.
    private func description(_ catalog: Catalog) -> [String] {
        let tables = catalog.tables.values.sorted { $0.oid < $1.oid }
        var lines = tables.map { "\($0)" }
        lines += tables.flatMap { table in
            [catalog.table(oid: table.oid)?.name ?? "-"]
                + table.indexes.map { "\(String(describing: catalog.index($0.name)))" }
                + table.constraints.map { "\(catalog.tables.hasConstraint($0.name))" }
        }
        lines += catalog.sequences.values.sorted { $0.oid < $1.oid }.map { "\($0)" }
        lines += catalog.views.values.sorted { $0.oid < $1.oid }.map { "\($0)" }
        lines += catalog.schemas.sorted() + catalog.extensions.keys.sorted()
        return lines
    }

    @Test("a catalog brought up to date after changes is the one that is read from the file")
    func incremental() throws {
        let seed = testSeed(47)
        var random = SeededGenerator(seed: seed)
        let database = try Database.inMemory()
        let connection = try database.connect()
        let other = try database.connect()
        var names: [String] = []
        var next = 0
        func fresh() -> String {
            next += 1
            return "o\(next)"
        }
        for step in 0..<250 {
            let isBlock = Bool.random(using: &random)
            if isBlock { try connection.begin() }
            for _ in 0..<Int.random(in: 1...(isBlock ? 4 : 1), using: &random) {
                let table = names.randomElement(using: &random)
                if isBlock, Int.random(in: 0..<5, using: &random) == 0 {
                    try connection.savepoint("s")
                    _ = try connection.createTable(.init(fresh(), columns: [.init("a", .int4)]))
                    try connection.rollback(to: "s")
                }
                switch (Int.random(in: 0..<13, using: &random), table) {
                case (0...2, _), (_, nil):
                    let name = fresh()
                    var key = ColumnDefinition("id", .int8, isNotNull: true)
                    if Bool.random(using: &random) { key.sequence = SequenceDefinition() }
                    var constraints = [ConstraintDefinition(nil, .primaryKey(columns: ["id"]))]
                    if let table, Bool.random(using: &random) {
                        constraints.append(
                            ConstraintDefinition(nil, .foreignKey(ForeignKey(columns: ["id"], table: table))))
                    }
                    try connection.createTable(
                        .init(
                            name, columns: [key, .init("v", .vector(3)), .init("t", .text)], constraints: constraints))
                    names.append(name)
                case (3, let table?):
                    var element = IndexElement(column: "v")
                    element.operatorClass = "vector_l2_ops"
                    try connection.createIndex(IndexDefinition(nil, on: table, method: "hnsw", elements: [element]))
                case (4, let table?):
                    try connection.createIndex(
                        IndexDefinition(nil, on: table, method: "btree", elements: [IndexElement(column: "t")]))
                case (5, let table?):
                    let name = fresh()
                    try connection.renameTable(table, to: name)
                    names = names.map { $0 == table ? name : $0 }
                case (6, let table?):
                    try connection.dropTables([table], cascade: true)
                    names.removeAll { $0 == table }
                case (7, let table?): try connection.truncate([table], cascade: true)
                case (8, let table?): try connection.setComment("step \(step)", on: .table(table))
                case (9, _):
                    _ = try connection.createView(fresh(), text: "SELECT 1", columns: [.init(name: "a", type: .int4)])
                case (11, let table?):
                    let index = try connection.catalog().tables[table]?.vectorIndexes.first?.index.name
                    if let index { try connection.rebuildIndex(index) }
                case (10, _): _ = try connection.createSequence(SequenceDefinition(name: fresh()))
                default: try connection.createSchema(fresh())
                }
            }
            if isBlock {
                if Int.random(in: 0..<4, using: &random) == 0 {
                    connection.rollback()
                    names = try connection.catalog().tables.keys.sorted()
                } else {
                    try connection.commit()
                }
            }
            let known = try connection.catalog()
            let shared = try other.catalog()
            let read = try other.atomically(write: false) { () -> Catalog in
                var reader = CatalogReader(sqlite: other.sqlite)
                return try reader.read()
            }
            let expected = description(read)
            #expect(description(known) == expected, "seed \(seed), step \(step)")
            #expect(description(shared) == expected, "seed \(seed), step \(step)")
            guard description(known) == expected else { return }
        }
    }
}
