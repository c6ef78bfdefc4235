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
    case "hnsw": try GraphBenchmark(arguments, .hnsw).run()
    case "ivfflat": try GraphBenchmark(arguments, .ivfflat).run()
    case "filtered": try FilteredBenchmark(arguments).run()
    case "churn": try ChurnBenchmark(arguments).run()
    case "mixed": try MixedBenchmark(arguments).run()
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
        let searching = try arguments.number("threads", default: 1, in: 1...1024)
        let building = try arguments.number("build-threads", default: searching, in: 1...1024)
        let threads = String(searching)
        guard ProcessInfo.processInfo.environment["VECDB_BENCH_THREADS"] != threads else { return }
        // A writer beside a reader is a second thread.
        keep_cores(Int32(max(searching, building, arguments.command == "mixed" ? 2 : 1)))
        setenv("VECDB_BENCH_THREADS", threads, 1)
        setenv("OPENBLAS_NUM_THREADS", threads, 1)
        var words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
        words.append(nil)
        execv("/proc/self/exe", words)
        throw BenchmarkError("cannot start again: \(String(cString: strerror(errno)))")
    #endif
}
