import Foundation
import Synchronization
import VecDB
import VecDBSQL

/// A whole database file with bytes changed: it opens and answers, or says what is wrong.
enum FileTarget {
    private static let directory = NSTemporaryDirectory() + "vecdb-fuzz-\(ProcessInfo.processInfo.processIdentifier)"

    /// A sound file, made once.
    private static let sound: Data = {
        let path = directory + "/sound.vecdb"
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let database = try Database(path: path)
            let session = try Session(database)
            try session.execute(
                """
                CREATE TABLE t (id serial PRIMARY KEY, b text, d jsonb, e vector(3));
                INSERT INTO t (b, d, e) SELECT 'row ' || i, jsonb_build_object('k', i), ARRAY[i, 1, 0]::vector
                    FROM generate_series(1, 40) i;
                CREATE INDEX hi ON t USING hnsw (e vector_l2_ops);
                CREATE INDEX bi ON t (b);
                CREATE VIEW v AS SELECT id, b FROM t WHERE id > 3;
                """
            ) { _ in }
            database.close()
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch { return Data() }
    }()

    private static let names = Atomic<Int>(0)

    static func run(_ input: [UInt8]) throws {
        var input = FuzzInput(input)
        var bytes = sound
        guard !bytes.isEmpty else { throw FuzzFinding("the file to begin with cannot be made") }
        while !input.isEmpty {
            // Most of what matters stands in the first pages: the header and the catalog.
            let place = input.number(below: input.byte() % 2 == 0 ? min(16_384, bytes.count) : bytes.count)
            let count = Int(input.byte() % 9)
            if count == 8 {
                bytes = bytes.prefix(max(place, 1))
                continue
            }
            for offset in 0..<count where place + offset < bytes.count { bytes[place + offset] = input.byte() }
        }
        let path = directory + "/\(names.add(1, ordering: .relaxed).newValue).vecdb"
        try bytes.write(to: URL(fileURLWithPath: path))
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        do {
            let database = try Database(path: path)
            defer { database.close() }
            let session = try Session(database, settings: ["statement_timeout": "2s"])
            for statement in [
                "SELECT count(*), max(b) FROM t", "SELECT id FROM t ORDER BY e <-> '[3,1,0]' LIMIT 5",
                "VERIFY INDEX hi",
                "INSERT INTO t (b, e) VALUES ('new', '[1,2,3]')", "SELECT * FROM v WHERE b = 'row 7'",
                "UPDATE t SET e = '[0,0,1]' WHERE id = 3", "SELECT relname FROM pg_class", "REINDEX INDEX hi",
                "ALTER TABLE t ADD COLUMN n int DEFAULT 1", "DROP TABLE t CASCADE", "VACUUM",
            ] {
                do {
                    try session.execute(statement) { _ in }
                } catch { try FuzzSession.judge(error, statement) }
            }
        } catch let finding as FuzzFinding {
            throw finding
        } catch { try FuzzSession.judge(error, "opening") }
    }
}
