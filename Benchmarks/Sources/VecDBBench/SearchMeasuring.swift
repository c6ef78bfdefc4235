import Foundation

/// The speed of searches by one plan over several passes.
struct SearchMeasurement {
    var rates: [Double] = []
    var processorRates: [Double] = []
    var latencies: [Double] = []
    var found: [[Int64]] = []

    /// The last pass alone, or the medians of all.
    func members(_ truth: Truth, lastPassOnly: Bool = false) -> ResultLine {
        let rates = lastPassOnly ? Array(self.rates.suffix(1)) : self.rates
        let processorRates = lastPassOnly ? Array(self.processorRates.suffix(1)) : self.processorRates
        var line = ResultLine([
            "recall": .number(truth.recall(found)), "qps": .number(rates.median),
            "qps_best": .number(rates.max() ?? .nan), "qps_cpu": .number(processorRates.median),
        ])
        if !latencies.isEmpty {
            line["p50_us"] = .number(latencies.median * 1e6)
            line["p99_us"] = .number(latencies.quantile(0.99) * 1e6)
        }
        return line
    }
}

/// Runs queries again and again until a pass has taken long enough to be measured.
struct SearchMeasuring {
    let vectors: [[Float]]
    /// The least seconds of a pass.
    let leastSeconds: Double

    /// One pass of one query a call, by as many threads as there are searchers.
    func single(_ searchers: [any Searcher], _ plan: SearchPlan, into measurement: inout SearchMeasurement) throws {
        for searcher in searchers { try searcher.prepare(plan) }
        guard let first = searchers.first else { return }
        // The first round answers for recall and warms the caches.
        measurement.found = try vectors.map { try first.search($0) }
        let workers = searchers.map { SearchLoop($0, vectors, leastSeconds) }
        let processor = processorSeconds()
        let time = seconds { SearchLoop.run(workers) }
        let used = processorSeconds() - processor
        if let error = workers.lazy.compactMap(\.error).first { throw error }
        let latencies = workers.flatMap(\.latencies)
        measurement.latencies += latencies
        measurement.rates.append(Double(latencies.count) / time)
        measurement.processorRates.append(Double(latencies.count) / used)
    }

    /// One pass of all queries in one call; false where there is no such call.
    func batch(
        _ engine: any ApproximateEngine, _ plan: SearchPlan, threads: Int, into measurement: inout SearchMeasurement
    ) throws -> Bool {
        guard let found = try engine.search(vectors, plan, threads: threads) else { return false }
        measurement.found = found
        let processor = processorSeconds()
        let start = now()
        var rounds = 0
        repeat {
            _ = try engine.search(vectors, plan, threads: threads)
            rounds += 1
        } while now() - start < leastSeconds
        measurement.rates.append(Double(rounds * vectors.count) / (now() - start))
        measurement.processorRates.append(Double(rounds * vectors.count) / (processorSeconds() - processor))
        return true
    }
}

/// Seconds of a clock that only moves forward.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Processor seconds that this process has used so far; with `thread`, those of the calling thread.
func processorSeconds(thread: Bool = false) -> Double {
    var time = timespec()
    clock_gettime(thread ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// One thread that searches until its time is over.
final class SearchLoop: @unchecked Sendable {
    // Safe because one thread runs it, and others read its results when that thread has ended.
    private let searcher: any Searcher
    private let vectors: [[Float]]
    private let leastSeconds: Double
    private(set) var latencies: [Double] = []
    private(set) var error: (any Error)?

    init(_ searcher: any Searcher, _ vectors: [[Float]], _ leastSeconds: Double) {
        self.searcher = searcher
        self.vectors = vectors
        self.leastSeconds = leastSeconds
        latencies.reserveCapacity(1 << 20)
    }

    /// On the calling thread if there is one loop only, otherwise each on its own.
    static func run(_ loops: [SearchLoop]) {
        guard loops.count > 1 else {
            loops.first?.run()
            return
        }
        let group = DispatchGroup()
        for loop in loops {
            group.enter()
            Thread.detachNewThread {
                loop.run()
                group.leave()
            }
        }
        group.wait()
    }

    func run() {
        do {
            let start = now()
            var last = start
            repeat {
                for vector in vectors {
                    _ = try searcher.search(vector)
                    let time = now()
                    latencies.append(time - last)
                    last = time
                }
            } while last - start < leastSeconds
        } catch {
            self.error = error
        }
    }
}
