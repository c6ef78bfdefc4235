import PostgresSyntax
import VecDB
import VectorTypes

/// What system functions ask of the catalog and the session, answered for one session.
final class CatalogAnswers: SystemCatalog {
    weak var session: Session?

    private func current() throws -> Session {
        guard let session else { throw VecDBError(.internalError, "the session is gone") }
        return session
    }

    func setting(_ name: String) throws -> String? {
        let session = try current()
        return session.settings.isKnown(name) ? try session.settings.show(name) : nil
    }

    func setSetting(_ name: String, to value: String?, isLocal: Bool) throws -> String {
        let session = try current()
        if let value {
            return try session.assign(name, value, isLocal: isLocal)
        }
        try session.settings.set(name, to: nil, isLocal: isLocal)
        return try session.settings.show(name)
    }

    private func relation(_ text: String) throws -> String? {
        var names: [String] = []
        for part in ObjectNames.split(text) { names.append(part) }
        guard let last = names.last else { return nil }
        if names.count > 1, !["public", "pg_catalog", "information_schema"].contains(names[names.count - 2]) {
            return nil
        }
        return last
    }

    func relationOID(_ name: String) throws -> Int64? {
        guard let plain = try relation(name) else { return nil }
        let catalog = try current().connection.catalog()
        return catalog.table(plain)?.oid ?? catalog.index(plain)?.oid ?? catalog.views[plain]?.oid
            ?? catalog.sequence(plain)?.oid ?? CatalogTables.oid(plain)
    }

    func relationName(_ oid: Int64) throws -> String? {
        let catalog = try current().connection.catalog()
        if let table = catalog.table(oid: oid) { return table.name }
        for table in catalog.tables.values {
            if let index = table.indexes.first(where: { $0.oid == oid }) { return index.name }
        }
        return catalog.views.values.first { $0.oid == oid }?.name
            ?? catalog.sequences.values.first { $0.oid == oid }?.name ?? CatalogTables.name(oid: oid)
    }

    func relationSize(_ oid: Int64, _ fork: String) throws -> Int64? {
        let session = try current()
        let catalog = try session.connection.catalog()
        func size(_ names: [String]) -> Int64 {
            names.reduce(0) { sum, name in
                let sql = "SELECT sum(pgsize) FROM dbstat WHERE name = ?1 AND aggregate = 1"
                return sum + ((try? session.connection.sqlite.value(sql, [.text(name)])?.integer) ?? 0)
            }
        }
        if let table = catalog.table(oid: oid) {
            let indexes = table.indexes.filter(\.isStored).map(\.name)
            func approximate() throws -> Int64 {
                try table.indexes.filter(\.isApproximate).reduce(0) { $0 + (try self.size(of: $1, session)) }
            }
            switch fork {
            case "indexes": return size(indexes) + (try approximate())
            case "total": return size([table.name] + indexes) + (try approximate())
            default: return size([table.name])
            }
        }
        for table in catalog.tables.values {
            if let index = table.indexes.first(where: { $0.oid == oid && $0.isApproximate }) {
                return try self.size(of: index, session)
            }
        }
        if let name = try relationName(oid) { return size([name]) }
        return nil
    }

    func databaseSize() throws -> Int64 {
        let sqlite = try current().connection.sqlite
        let pages = try sqlite.value("PRAGMA page_count")?.integer ?? 0
        let size = try sqlite.value("PRAGMA page_size")?.integer ?? 0
        return pages &* size
    }

    // MARK: Sequences

    private func sequence(_ name: String) throws -> String {
        let plain = try relation(name) ?? name
        let catalog = try current().connection.catalog()
        if catalog.sequence(plain) != nil { return plain }
        if catalog.hasRelation(plain) {
            throw VecDBError(.wrongObjectType, "\"\(plain)\" is not a sequence")
        }
        throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
    }

    func nextValue(_ sequence: String) throws -> Int64 {
        let session = try current()
        let name = try self.sequence(sequence)
        try session.connection.prepareToWrite()
        let value = try session.connection.nextValue(of: name)
        session.lastSequence = name
        session.sequenceValues[name] = value
        return value
    }

    func currentValue(_ sequence: String) throws -> Int64 {
        let session = try current()
        let name = try self.sequence(sequence)
        guard let value = session.sequenceValues[name] else {
            throw VecDBError(
                .objectNotInPrerequisiteState, "currval of sequence \"\(name)\" is not yet defined in this session")
        }
        return value
    }

    func setValue(_ sequence: String, _ value: Int64, isCalled: Bool) throws -> Int64 {
        let session = try current()
        let name = try self.sequence(sequence)
        try session.connection.prepareToWrite()
        try session.connection.setValue(of: name, to: value, isCalled: isCalled)
        if isCalled { session.sequenceValues[name] = value }
        return value
    }

    func lastValue() throws -> Int64 {
        let session = try current()
        guard let name = session.lastSequence, let value = session.sequenceValues[name] else {
            throw VecDBError(.objectNotInPrerequisiteState, "lastval is not yet defined in this session")
        }
        return value
    }

    func serialSequence(_ table: String, _ column: String) throws -> String? {
        let catalog = try current().connection.catalog()
        guard let plain = try relation(table), let found = catalog.table(plain) else {
            throw VecDBError(.undefinedTable, "relation \"\(table)\" does not exist")
        }
        guard let owned = found.column(column) else {
            throw VecDBError(
                .undefinedColumn, "column \"\(column)\" of relation \"\(plain)\" does not exist")
        }
        return owned.sequence.map { "public.\(ObjectNames.quotedWhereNeeded($0))" }
    }

    func definition(_ kind: String, _ arguments: [SQLiteValue]) throws -> String? {
        try CatalogDefinitions(try current().connection.catalog()).definition(kind, arguments)
    }

    // MARK: Approximate indexes

    /// The index that a text names; 42P01 and 42809 where there is none.
    private func vectorIndex(_ text: String) throws -> String {
        let name = try relation(text) ?? text
        let catalog = try current().connection.catalog()
        guard let index = catalog.index(name) else {
            if catalog.hasRelation(name) { throw VecDBError(.wrongObjectType, "\"\(name)\" is not an index") }
            throw VecDBError(.undefinedTable, "relation \"\(text)\" does not exist")
        }
        guard index.isApproximate else {
            throw VecDBError(
                .wrongObjectType, "\"\(name)\" is not a vector index",
                detail: "Its access method is \"\(index.method)\".")
        }
        return name
    }

    func measureRecall(_ index: String, k: Int, sample: Int) throws -> RecallMeasurement {
        let session = try current()
        var effort = SearchEffort()
        effort.efSearch = session.settings.integer("hnsw.ef_search")
        effort.probes = session.settings.integer("ivfflat.probes")
        return try session.connection.measureRecall(
            index: try vectorIndex(index), k: k, sample: sample, effort: effort)
    }

    func indexStatus(_ index: String) throws -> IndexStatus {
        try current().connection.indexStatus(try vectorIndex(index))
    }

    /// The bytes that an approximate index takes: in the file, or in memory where there is no file.
    private func size(of index: CatalogIndex, _ session: Session) throws -> Int64 {
        let status = try session.connection.indexStatus(index.name)
        return Int64(status.fileBytes > 0 ? status.fileBytes : status.memoryBytes)
    }

    func transactionID() throws -> Int64 { try current().connection.logPosition() + 1_000 }
    func isInRecovery() -> Bool { false }
}

/// Names in text, as `regclass` and `nextval` take them.
enum ObjectNames {
    /// The parts of `a."B".c`, folded.
    static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var inQuotes = false
        var wasQuoted = false
        func finish() {
            parts.append(wasQuoted ? current : current.lowercased().filter { $0 != " " })
            current = ""
            wasQuoted = false
        }
        for character in text {
            if character == "\"" {
                inQuotes.toggle()
                wasQuoted = true
            } else if character == ".", !inQuotes {
                finish()
            } else {
                current.append(character)
            }
        }
        finish()
        return parts
    }

    /// The identifier in quotes, if it needs them.
    static func quotedWhereNeeded(_ name: String) -> String {
        let isPlain =
            name.first.map { $0.isASCII && ($0.isLowercase || $0 == "_") } ?? false
            && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_" || $0 == "$") }
            && !reserved.contains(name)
        return isPlain ? name : quoted(identifier: name)
    }

    private static let reserved: Set<String> = [
        "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "both", "case", "cast", "check", "collate",
        "column", "constraint", "create", "current_date", "current_time", "current_timestamp", "current_user",
        "default",
        "deferrable", "desc", "distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "from",
        "grant", "group", "having", "in", "initially", "intersect", "into", "lateral", "leading", "limit", "localtime",
        "localtimestamp", "not", "null", "offset", "on", "only", "or", "order", "placing", "primary", "references",
        "returning", "select", "session_user", "some", "symmetric", "table", "then", "to", "trailing", "true", "union",
        "unique", "user", "using", "variadic", "when", "where", "window", "with",
    ]
}
