import VecDB
import VecDBSQL
import VectorTypes

// Steps that change tables and rows.

extension Runner {
    func define(_ step: Step) throws -> Bool {
        switch step {
        case .createTable(let table, let dimensions):
            if history.current.tables[table] != nil {
                try expectFailure(SQLState("42P07"), "CREATE TABLE t\(table) (id int)")
                return true
            }
            try rows("CREATE TABLE t\(table) (id int PRIMARY KEY, n int NOT NULL, tag text, v vector(\(dimensions)))")
            history.current.tables[table] = SimulatedTable(dimensions: dimensions)
        case .dropTable(let table):
            guard history.current.tables[table] != nil else { return false }
            try rows("DROP TABLE t\(table)")
            history.current.tables[table] = nil
        case .addColumn(let table):
            guard history.current.tables[table]?.hasExtraColumn == false else { return false }
            try rows("ALTER TABLE t\(table) ADD COLUMN extra int DEFAULT 7")
            history.current.tables[table]?.hasExtraColumn = true
        case .dropColumn(let table):
            guard history.current.tables[table]?.hasExtraColumn == true else { return false }
            try rows("ALTER TABLE t\(table) DROP COLUMN extra")
            history.current.tables[table]?.hasExtraColumn = false
        case .createIndex(let table, let index, let method, let compact):
            guard let found = history.current.tables[table], found.indexes[index] == nil else { return false }
            let name = "t\(table)_i\(index)"
            switch method {
            case .hnsw:
                let storage = compact ? ", storage = compact" : ""
                try rows(
                    "CREATE INDEX \(name) ON t\(table) USING hnsw (v vector_l2_ops) WITH (m = 8, ef_construction = 64\(storage))"
                )
            case .ivfflat:
                try rows("CREATE INDEX \(name) ON t\(table) USING ivfflat (v vector_l2_ops) WITH (lists = 4)")
            case .btree: try rows("CREATE INDEX \(name) ON t\(table) (tag, n)")
            }
            history.current.tables[table]?.indexes[index] = method
        case .dropIndex(let table, let index):
            guard history.current.tables[table]?.indexes[index] != nil else { return false }
            try rows("DROP INDEX t\(table)_i\(index)")
            history.current.tables[table]?.indexes[index] = nil
        case .reindex(let table):
            guard history.current.tables[table] != nil else { return false }
            try rows("REINDEX TABLE t\(table)")
        default: return false
        }
        return true
    }

    func change(_ step: Step) throws -> Bool {
        switch step {
        case .insert(let table, let first, let count, let seed):
            guard let found = history.current.tables[table] else { return false }
            let new = (first..<(first + count)).map { SimulatedRow(id: $0, seed: seed, dimensions: found.dimensions) }
            let sql = "INSERT INTO t\(table) (id, n, tag, v) VALUES \(new.map(\.sql).joined(separator: ", "))"
            if new.contains(where: { found.rows[$0.id] != nil }) {
                try expectFailure(.uniqueViolation, sql)
                return true
            }
            try rows(sql)
            for row in new { history.current.tables[table]?.rows[row.id] = row }
        case .upsert(let table, let first, let count, let seed):
            guard let found = history.current.tables[table] else { return false }
            let new = (first..<(first + count)).map { SimulatedRow(id: $0, seed: seed, dimensions: found.dimensions) }
            try rows(Self.upsertSQL(table, new))
            for row in new { history.current.tables[table]?.rows[row.id] = row }
        case .update(let table, let modulus, let rest, let seed):
            guard let found = history.current.tables[table] else { return false }
            let new = found.rows.keys.filter { $0 % modulus == rest }.sorted()
                .map { SimulatedRow(id: $0, seed: seed, dimensions: found.dimensions) }
            guard !new.isEmpty else { return false }
            let changed = try rows(
                """
                UPDATE t\(table) AS t SET n = x.n, tag = x.tag, v = x.v::vector
                FROM (VALUES \(new.map(\.sql).joined(separator: ", "))) AS x(id, n, tag, v) WHERE t.id = x.id RETURNING t.id
                """)
            guard changed.count == new.count else {
                throw SimulationFailure(
                    property: "UPDATE returns the rows it changes", detail: "\(changed.count) of \(new.count)")
            }
            for row in new { history.current.tables[table]?.rows[row.id] = row }
        case .delete(let table, let modulus, let rest):
            guard let found = history.current.tables[table] else { return false }
            let gone = found.rows.keys.filter { $0 % modulus == rest }
            let deleted = try rows("DELETE FROM t\(table) WHERE id % \(modulus) = \(rest) RETURNING id")
            guard Set(deleted.compactMap { $0.first.flatMap { $0 }.flatMap { Int($0) } }) == Set(gone) else {
                throw SimulationFailure(
                    property: "DELETE returns the rows it deletes", detail: "\(deleted.count) of \(gone.count)")
            }
            for id in gone { history.current.tables[table]?.rows[id] = nil }
        case .truncate(let table):
            guard history.current.tables[table] != nil else { return false }
            try rows("TRUNCATE t\(table)")
            history.current.tables[table]?.rows = [:]
        default: return false
        }
        return true
    }

    // MARK: The typed API: its calls are transactions of their own

    func typedUpsert(_ first: Int, _ count: Int, _ seed: UInt64) throws -> Bool {
        if history.isInTransaction { return false }
        let notes = try database.collection("notes")
        var records: [Record] = []
        for id in first..<(first + count) {
            var row = SimulatedRow(id: id, seed: seed, dimensions: Model.recordDimensions)
            row.vector = row.vector ?? SimulatedRow.query(seed: seed, dimensions: Model.recordDimensions)
            history.current.records[id] = row
            records.append(
                Record(
                    id: "r\(id)", content: row.tag, metadata: ["tag": .string(row.tag), "n": .integer(Int64(row.n))],
                    embedding: row.vector ?? []))
        }
        try notes.upsert(records)
        return true
    }

    func typedDelete(_ modulus: Int, _ rest: Int) throws -> Bool {
        if history.isInTransaction { return false }
        let gone = history.current.records.keys.filter { $0 % modulus == rest }.sorted()
        let deleted = try database.collection("notes").delete(ids: gone.map { "r\($0)" } + ["r9999"])
        guard deleted == gone.count else {
            throw SimulationFailure(
                property: "delete(ids:) counts what it deletes", detail: "\(deleted) of \(gone.count)")
        }
        for id in gone { history.current.records[id] = nil }
        return true
    }
}
