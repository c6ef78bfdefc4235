import CReadRate
import Foundation

// vecdb-bench: measures vecdb and prints one JSON object a line. PERFORMANCE.md holds the contract; README beside this
// package shows how to call it. Exits 0 only when everything that was asked for was measured.

do {
    let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
    try fixThreads(arguments)
    switch arguments.command {
    case "flat": try FlatBenchmark(arguments).run()
    case "ingest": try IngestBenchmark(arguments).run()
    case "open": try OpenBenchmark(arguments).run()
    case "hnsw", "ivfflat", "filtered", "churn", "mixed":
        throw BenchmarkError("\(arguments.command) needs an approximate index, which vecdb does not have yet")
    case "help", "--help", "-h": print(usage)
    default: throw BenchmarkError("unknown command \"\(arguments.command)\"\n\(usage)")
    }
} catch {
    progress("vecdb-bench: \(error)")
    exit(1)
}

/// One thread means one core: pools of threads are as wide as the cores that the process may use.
///
/// OpenBLAS takes its number of threads from the environment when it is loaded, before any code of ours runs: set it
/// and start again.
func fixThreads(_ arguments: Arguments) throws {
    #if os(Linux)
        let threads = String(try arguments.number("threads", default: 1, in: 1...1024))
        guard ProcessInfo.processInfo.environment["OPENBLAS_NUM_THREADS"] != threads else { return }
        keep_cores(Int32(threads) ?? 1)
        setenv("OPENBLAS_NUM_THREADS", threads, 1)
        var words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
        words.append(nil)
        execv("/proc/self/exe", words)
        throw BenchmarkError("cannot start again: \(String(cString: strerror(errno)))")
    #endif
}
