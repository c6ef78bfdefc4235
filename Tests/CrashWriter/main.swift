import Foundation
import VecDB
import VectorTypes

// A process for tests to kill, to race with and to run out of room in. It writes batches whose content follows from their number, and says each number on
// stdout after its commit.
//
//   crash-writer write PATH FIRST COUNT     batches FIRST… of table t, checkpointing often
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

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

func run(_ arguments: [String]) throws {
    guard arguments.count >= 4 else {
        throw VecDBError(.invalidParameterValue, "usage: crash-writer write|fill PATH …")
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
