import VectorTypes

/// How far a copy is.
public struct BackupProgress: Hashable, Sendable {
    /// The pages that have been copied.
    public var copiedPages: Int
    /// All pages.
    public var pageCount: Int
    /// The part that has been copied, from 0 to 1.
    public var fraction: Double { pageCount > 0 ? Double(copiedPages) / Double(pageCount) : 1 }
}

extension Database {
    /// Copies the database, as it is now, to a new file, while others go on reading and writing.
    ///
    /// ```swift
    /// try database.backup(to: "notes-copy.vecdb")
    /// ```
    /// The copy is consistent, has its indexes, and is a database like any other. There is no file of this name before it is complete.
    /// - Parameters:
    ///   - path: Where the copy is to be; there must be no file yet.
    ///   - progress: Called now and then; false ends the work.
    /// - Throws: 58P02 when there is such a file, 53100 when the disk is full, 57014 when `progress` ended it.
    /// - Complexity: O(size of the file).
    public func backup(to path: String, progress: ((BackupProgress) -> Bool)? = nil) throws {
        try requireOpen()
        try core.withConnection(as: options) { connection in
            try connection.working { try connection.backup(to: path, progress: progress) }
        }
    }

    /// Copies the database, as the blocking form does, on a thread of its own; a cancelled task's copy is given up.
    public func backup(to path: String, progress: (@Sendable (BackupProgress) -> Bool)? = nil) async throws {
        try requireOpen()
        try await BlockingWork.run { [core, options] work in
            try core.withConnection(as: options) { connection in
                try work.watch(connection) {
                    try connection.working { try connection.backup(to: path, progress: progress) }
                }
            }
        }
    }
}
