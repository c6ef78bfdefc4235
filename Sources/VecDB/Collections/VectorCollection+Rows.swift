import VectorTypes

/// A record ready to be bound.
struct EncodedRecord: Sendable {
    var id: String
    var content: String?
    var metadata: String?
    var embedding: [UInt8]
}

/// What an update changes; nil stays.
struct RecordChange: Sendable {
    var content: String?
    var metadata: SQLiteValue?
    var embedding: [UInt8]?
}

// The work of the public calls, on a connection inside a transaction.
extension VectorCollection {
    func encode(_ record: Record) throws -> EncodedRecord {
        EncodedRecord(
            id: record.id, content: record.content,
            metadata: record.metadata.isNull ? nil : try record.metadata.text, embedding: try encode(record.embedding))
    }

    /// A vector in storage form, checked as pgvector checks.
    func encode(_ vector: [Float]) throws -> [UInt8] {
        try Vector(vector, dimensions: dimensions).storageBytes
    }

    func encodeChange(content: String?, metadata: JSONValue?, embedding: [Float]?) throws -> RecordChange {
        RecordChange(
            content: content, metadata: try metadata.map { $0.isNull ? .null : .text(try $0.text) },
            embedding: try embedding.map(encode))
    }

    func insert(
        _ rows: [EncodedRecord], replacing: Bool, _ connection: Connection, _ table: CatalogTable
    ) throws {
        var sql =
            "INSERT INTO \(quoted(identifier: table.name)) (id, content, metadata, embedding) VALUES (?1, ?2, ?3, ?4)"
        if replacing {
            sql +=
                " ON CONFLICT (id) DO UPDATE SET content = excluded.content, metadata = excluded.metadata, embedding = excluded.embedding"
        }
        let statement = try connection.sqlite.cached(sql)
        defer {
            statement.reset()
            statement.clearBindings()
        }
        for row in rows {
            statement.reset()
            try statement.bind(row.id, at: 1)
            try statement.bind(row.content.map { .text($0) } ?? .null, at: 2)
            try statement.bind(row.metadata.map { .text($0) } ?? .null, at: 3)
            try statement.bind(blob: row.embedding, at: 4)
            try statement.run()
        }
    }

    func update(_ id: String, _ change: RecordChange, _ connection: Connection, _ table: CatalogTable) throws -> Bool {
        var assignments: [String] = []
        var values: [SQLiteValue] = [.text(id)]
        func assign(_ column: String, _ value: SQLiteValue?) {
            guard let value else { return }
            values.append(value)
            assignments.append("\(column) = ?\(values.count)")
        }
        assign("content", change.content.map { .text($0) })
        assign("metadata", change.metadata)
        assign("embedding", change.embedding.map { .blob($0) })
        let name = quoted(identifier: table.name)
        guard !assignments.isEmpty else {
            return try connection.sqlite.value("SELECT 1 FROM \(name) WHERE id = ?1", values) != nil
        }
        try connection.sqlite.execute("UPDATE \(name) SET \(assignments.joined(separator: ", ")) WHERE id = ?1", values)
        return connection.sqlite.changes > 0
    }

    func delete(_ ids: [String], _ connection: Connection, _ table: CatalogTable) throws -> Int {
        var count = 0
        for id in ids {
            try connection.sqlite.execute("DELETE FROM \(quoted(identifier: table.name)) WHERE id = ?1", [.text(id)])
            count += connection.sqlite.changes
        }
        return count
    }

    func delete(_ filter: Filter, _ connection: Connection, _ table: CatalogTable) throws -> Int {
        let compiled = try CompiledFilter(filter, table: table)
        let statement = try connection.sqlite.prepare(
            "DELETE FROM \(quoted(identifier: table.name)) WHERE \(compiled.sql)")
        try compiled.bind(to: statement, from: 1)
        try statement.run()
        return connection.sqlite.changes
    }

    func fetch(_ ids: [String], _ connection: Connection, _ table: CatalogTable) throws -> [Record] {
        let statement = try connection.sqlite.cached(
            "SELECT id, content, metadata, embedding FROM \(quoted(identifier: table.name)) WHERE id = ?1")
        defer { statement.reset() }
        var records: [Record] = []
        for id in ids {
            statement.reset()
            try statement.bind(id, at: 1)
            if try statement.step() { records.append(try record(statement)) }
        }
        return records
    }

    func fetch(
        _ filter: Filter, _ limit: Int?, _ connection: Connection, _ table: CatalogTable
    ) throws -> [Record] {
        let compiled = try CompiledFilter(filter, table: table)
        let statement = try connection.sqlite.prepare(
            """
            SELECT id, content, metadata, embedding FROM \(quoted(identifier: table.name)) WHERE \(compiled.sql) \
            ORDER BY \(quoted(identifier: table.rowidName)) LIMIT \(max(limit ?? -1, -1))
            """)
        try compiled.bind(to: statement, from: 1)
        var records: [Record] = []
        while try statement.step() { records.append(try record(statement)) }
        return records
    }

    func count(_ filter: Filter?, _ connection: Connection, _ table: CatalogTable) throws -> Int {
        let compiled = try CompiledFilter(filter ?? .all, table: table)
        let statement = try connection.sqlite.prepare(
            "SELECT count(*) FROM \(quoted(identifier: table.name)) WHERE \(compiled.sql)")
        try compiled.bind(to: statement, from: 1)
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    private func record(_ statement: SQLiteStatement) throws -> Record {
        Record(
            id: statement.text(0), content: statement.textOrNil(1),
            metadata: try statement.textOrNil(2).map { try JSONValue(text: $0) } ?? .null,
            embedding: statement.isNull(3) ? [] : try Vector(storage: statement.bytes(3)).elements)
    }
}
