import Foundation
import VecDB
import VectorTypes

// A process for tests to kill, to race with and to run out of room in. It writes batches whose content follows from their number, and says each number on
// stdout after its commit.
//
//   crash-writer write PATH FIRST COUNT     batches FIRST… of table t, checkpointing often
//   crash-writer index PATH FIRST           the same, and between batches builds, drops, rebuilds and stores approximate indexes
//   crash-writer fill PATH BYTES            batches until a file would be larger than BYTES; says the SQLSTATE

/// How many rows a batch has: 1…40.
func rowCount(_ batch: Int64) -> Int64 { (batch &* 2_654_435_761 >> 7 & 0xffff) % 40 + 1 }

func writeBatch(_ number: Int64, _ connection: Connection) throws {
    let statement = try connection.sqlite.cached("INSERT INTO t(batch, n, payload, embedding) VALUES (?1, ?2, ?3, ?4)")
    for row in 0..<rowCount(number) {
        let payload = String(repeating: "\(number):\(row);", count: Int(row % 7) * 60 + 1)
        let elements = (0..<8).map { Float(number) + Float(row) + Float($0) }
        try statement.bind(all: [
            .integer(number), .integer(row), .text(payload), .blob(elements.withUnsafeBytes { [UInt8]($0) }),
        ])
        try statement.run()
    }
    // Every fifth batch takes an older one away.
    if number % 5 == 0 { try connection.sqlite.execute("DELETE FROM t WHERE batch = ?1", [.integer(number - 3)]) }
}

/// Something about the indexes of t that can be interrupted.
func changeIndexes(_ number: Int64, _ database: Database) throws {
    func definition(_ name: String) -> IndexDefinition {
        var element = IndexElement(column: "embedding")
        element.operatorClass = "vector_l2_ops"
        var index = IndexDefinition(name, on: "t", method: "hnsw", elements: [element])
        index.options = [IndexOption("m", "6"), IndexOption("ef_construction", "32")]
        return index
    }
    try database.core.withConnection { connection in
        let names = try connection.catalog().table("t")?.vectorIndexes.map(\.index.name) ?? []
        switch number % 6 {
        case 1, 4: try connection.maintainIndexes(of: Set(connection.catalog().tables.values.map(\.oid)))
        case 2:
            if names.contains("second") {
                try connection.dropIndexes(["second"])
            } else {
                try connection.createIndex(definition("second"))
            }
        case 3: if let first = names.first { try connection.rebuildIndex(first) }
        default: break
        }
    }
}

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

func run(_ arguments: [String]) throws {
    guard arguments.count >= 4 else {
        throw VecDBError(.invalidParameterValue, "usage: crash-writer write|index|fill PATH …")
    }
    var options = DatabaseOptions()
    options.checkpointPages = 40
    if arguments[1] == "fill" {
        signal(SIGXFSZ, SIG_IGN)
        let bytes = rlim_t(arguments[3]) ?? 0
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        #if canImport(Glibc)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #else
            setrlimit(RLIMIT_FSIZE, &limit)
        #endif
        options.checkpointPages = 400
    }
    let database = try Database(path: arguments[2], options: options)
    let first = arguments[1] == "fill" ? 1 : Int64(arguments[3]) ?? 1
    let count = arguments.count > 4 ? Int64(arguments[4]) ?? .max : .max
    var number = first
    while number - first < count {
        do {
            try database.core.write { try writeBatch(number, $0) }
            if arguments[1] == "index" { try changeIndexes(number, database) }
        } catch let error as VecDBError where arguments[1] == "fill" {
            say("failed \(error.sqlState) \(error.message)")
            let rows = try database.core.read {
                try $0.sqlite.value("SELECT count(DISTINCT batch) FROM t")?.integer ?? 0
            }
            say("readable \(rows)")
            return
        }
        say("\(number)")
        number += 1
    }
}

do {
    try run(CommandLine.arguments)
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
