import VecDB

/// What a statement may take: time, waits for locks, memory.
struct StatementLimits {
    /// Nil is any amount.
    let time: Duration?
    /// Nil is any amount.
    let lockTime: Duration?
    /// Bytes.
    let memory: Int
    /// Whether what is deleted is to be overwritten.
    let deletesSecurely: Bool
    /// The version of the settings that they were read from.
    let version: Int

    init(_ settings: SessionSettings) {
        func limit(_ name: String) -> Duration? {
            let milliseconds = settings.integer(name)
            return milliseconds > 0 ? .milliseconds(milliseconds) : nil
        }
        time = limit("statement_timeout")
        lockTime = limit("lock_timeout")
        memory = settings.integer("vecdb.statement_memory") * 1024
        deletesSecurely = settings.isOn("vecdb.secure_delete")
        version = settings.version
    }
}

extension SessionSettings {
    /// The defaults of limits that a database's options give.
    static func limits(_ options: DatabaseOptions) -> [String: String] {
        let (seconds, attoseconds) = options.lockTimeout.components
        // At least 1: 0 would be no limit at all.
        let milliseconds = min(max(seconds, 0), 2_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        return [
            "lock_timeout": String(max(milliseconds, 1)),
            "vecdb.secure_delete": options.secureDelete ? "on" : "off",
            "vecdb.statement_memory": String(min(max(options.statementMemory / 1024, 1024), 2_147_483_647)),
        ]
    }
}
