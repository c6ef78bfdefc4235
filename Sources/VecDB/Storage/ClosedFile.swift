import CSQLite
import VectorIndexes
import VectorTypes

// After the last connection of a process has gone. SQLite merges the WAL into the file and deletes it when a connection finds itself to be the last one, for which
// it asks for the file's exclusive lock. Two processes that close at the same moment refuse it to each other, and each believes that the other one is left: the WAL
// then stays though nobody has the file open. So who closes looks whether the WAL is still there, and if so opens the file once more to merge it.

extension DatabaseLocation {
    /// Merges a WAL that was left beside the file; says why where some of it had to stay.
    func mergeLeftWAL(_ identity: FileIdentity?, _ options: DatabaseOptions) -> VecDBError? {
        guard !isImmutable else { return nil }
        for attempt in 0..<3 {
            // The file may be gone, or another one.
            guard FileStatus.size(walPath) > 0, FileIdentity(path: uri) == identity else { return nil }
            if attempt > 0 { pause(milliseconds: Int.random(in: 1...10)) }
            do {
                if try merge(options) { return nil }
            } catch {
                let reason = (error as? VecDBError)?.message ?? "\(error)"
                return VecDBError(
                    .ioError, "the write-ahead log of \"\(name)\" could not be merged into it", detail: reason,
                    hint: "Keep the file and its -wal file together: the next opening merges them.")
            }
        }
        return VecDBError(
            .objectInUse, "the write-ahead log of \"\(name)\" still holds commits",
            detail: "Another program has the file open.",
            hint: "Keep the file and its -wal file together until that program has closed it.")
    }

    /// Whether all that was committed is in the file now, or other programs that have it open will see to that.
    private func merge(_ options: DatabaseOptions) throws -> Bool {
        let writer = try connect(options, isReadOnly: false)
        defer { writer.close() }
        let merger = try connect(options, isReadOnly: false)
        // Closed first: the writer is then the last one, and deletes the WAL if no other process has the file.
        defer { merger.close() }
        writer.setLockTimeout(.milliseconds(100))
        do {
            // The lock under which alone it is safe to checkpoint; see ``Checkpointer``.
            try writer.execute("BEGIN IMMEDIATE")
        } catch let error as VecDBError where error.sqlState == .lockNotAvailable {
            return false
        }
        defer { try? writer.execute("ROLLBACK") }
        var (frames, merged) = (Int32(0), Int32(0))
        let code = sqlite3_wal_checkpoint_v2(merger.handle, "main", SQLITE_CHECKPOINT_PASSIVE, &frames, &merged)
        if code & 0xff == SQLITE_BUSY { return false }
        guard code == SQLITE_OK else { throw merger.error(code) }
        return merged == frames
    }
}
