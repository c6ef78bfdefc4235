import CSQLite

extension Connection {
    /// A number that changes whenever what this connection reads changes, inside a transaction; nil while the connection
    /// itself has uncommitted changes.
    var stateNumber: Int64? {
        guard !sqlite.hasWriteTransaction else { return nil }
        var version: UInt32 = 0
        let code = sqlite3_file_control(sqlite.handle, "main", SQLITE_FCNTL_DATA_VERSION, &version)
        return code == SQLITE_OK ? Int64(version) : nil
    }
}
