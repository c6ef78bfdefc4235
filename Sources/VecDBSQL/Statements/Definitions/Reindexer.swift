import PostgresSyntax
import VecDB
import VectorTypes

/// REINDEX: makes indexes anew from the rows.
struct Reindexer {
    let session: Session

    init(_ session: Session) { self.session = session }

    func reindex(_ reindex: ReindexStatement) throws -> StatementOutcome {
        let options = try Options(reindex)
        if options.isConcurrent { try session.requireNoBlock("REINDEX CONCURRENTLY") }
        let catalog = try session.connection.catalog()
        let indexes: [CatalogIndex]
        switch reindex.target {
        case .index(let name):
            guard let index = catalog.index(name.name) else {
                if catalog.hasRelation(name.name) {
                    throw VecDBError(.wrongObjectType, "\"\(name.name)\" is not an index")
                }
                throw VecDBError(.undefinedTable, "relation \"\(name.name)\" does not exist")
            }
            indexes = [index]
        case .table(let name):
            guard let table = catalog.table(name.name) else {
                if catalog.hasRelation(name.name) {
                    throw VecDBError(.wrongObjectType, "\"\(name.name)\" is not a table or materialized view")
                }
                throw VecDBError(.undefinedTable, "relation \"\(name.name)\" does not exist")
            }
            indexes = table.indexes
        case .schema(let name):
            try session.requireNoBlock("REINDEX SCHEMA")
            guard name == "public" else { throw session.unknownSchema(name) }
            indexes = all(catalog)
        case .database(let name), .system(let name):
            let isDatabase: Bool = { if case .database = reindex.target { true } else { false } }()
            try session.requireNoBlock(isDatabase ? "REINDEX DATABASE" : "REINDEX SYSTEM")
            guard name == session.context.database else {
                throw VecDBError(.featureNotSupported, "can only reindex the currently open database")
            }
            indexes = isDatabase ? all(catalog) : []
        }
        for index in indexes {
            try rebuild(index, catalog)
            if options.isVerbose {
                session.notice(Notice(.info, "index \"\(index.name)\" was reindexed"))
            }
        }
        return StatementOutcome("REINDEX")
    }

    private func all(_ catalog: Catalog) -> [CatalogIndex] {
        catalog.tables.values.sorted { $0.oid < $1.oid }.flatMap(\.indexes)
    }

    private func rebuild(_ index: CatalogIndex, _ catalog: Catalog) throws {
        if index.isStored {
            try session.connection.sqlite.execute("REINDEX \(quoted(identifier: index.name))")
            return
        }
        guard let table = catalog.table(index.table), index.isApproximate else { return }
        try VectorIndexRules(session).check(index.definition, table)
        try session.connection.rebuildIndex(index.name, observer: session.buildObserver())
        try VectorIndexRules(session).noteLittleData(index.definition)
    }

    /// `REINDEX (VERBOSE, CONCURRENTLY)`.
    private struct Options {
        var isConcurrent: Bool
        var isVerbose = false

        init(_ reindex: ReindexStatement) throws {
            isConcurrent = reindex.isConcurrent
            for option in reindex.options {
                let isOn = option.value.map { SettingDefinition.boolean(from: $0.text) ?? true } ?? true
                switch option.name.lowercased() {
                case "verbose": isVerbose = isOn
                case "concurrently": isConcurrent = isOn
                case "tablespace": break
                default:
                    throw VecDBError(
                        .syntaxError, "unrecognized REINDEX option \"\(option.name)\"",
                        position: option.location < 0 ? nil : option.location + 1)
                }
            }
        }
    }
}

extension CatalogIndex {
    /// What would make the index again.
    var definition: IndexDefinition {
        var made = IndexDefinition(name, on: table, method: method, elements: elements, isUnique: isUnique)
        made.included = included
        made.predicate = predicate
        made.options = options
        made.nullsNotDistinct = nullsNotDistinct
        return made
    }
}
