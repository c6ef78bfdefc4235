import CSQLite

/// The numbers by which one state of the database is told from another.
struct DatabaseCounters {
    /// SQLite's own count of changes of the content, as this connection counts them.
    let dataVersion: UInt32
    let schemaVersion: Int64
    /// See ``Connection/logPosition()``.
    let position: Int64
    /// See ``Connection/schemaDrift()``.
    let drift: Int64
}

extension Connection {
    /// The counters of the current snapshot. Every search asks for them, so they are read again only when the content has
    /// changed since they were read last.
    func currentCounters() throws -> DatabaseCounters {
        // What a transaction has written and not committed is not counted.
        let isCounted = progress.state == .reading && !sqlite.hasWriteTransaction && sqlite.hasReadTransaction
        let dataVersion = sqlite.dataVersion
        if isCounted, let counters, counters.dataVersion == dataVersion { return counters }
        let fresh = DatabaseCounters(
            dataVersion: dataVersion, schemaVersion: try schemaVersion(), position: try logPosition(),
            drift: try schemaDrift())
        counters = isCounted ? fresh : nil
        return fresh
    }

    /// The approximate indexes of a table of the current catalog.
    package func vectorIndexes(of table: CatalogTable) -> [VectorIndexDefinition] {
        guard let version = cachedCatalog?.catalog.version else { return table.vectorIndexes }
        if definitions.version != version { definitions = (version, [:]) }
        if let known = definitions.byTable[table.oid] { return known }
        let found = table.vectorIndexes
        definitions.byTable[table.oid] = found
        return found
    }
}

extension SQLiteConnection {
    /// Moves with every change of the content, by whichever connection. Right inside a transaction that has read.
    var dataVersion: UInt32 {
        var version: UInt32 = 0
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_DATA_VERSION, &version)
        return version
    }
}
