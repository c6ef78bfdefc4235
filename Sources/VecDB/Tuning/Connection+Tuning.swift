import VectorIndexes
import VectorTypes

/// Finding an index's parameters for the rows that there are.
///
/// 1. *Sample*: rows are drawn at random from one snapshot; some are kept out of the indexes and serve as queries, so that
///    no search finds the query itself.
/// 2. *Truth*: the k nearest of each query by comparing all rows of the sample. Rows as near as the last of them count too.
/// 3. *Curves*: for each `m` an index is built in memory, as CREATE INDEX would, and searched with rising `ef_search` until
///    the recall asked for is reached; bisection then finds the least `ef_search` that reaches it. Speeds are medians of
///    several passes of one thread, by its processor time.
/// 4. *Precision*: with the best `m` the same for float16 vectors and for vectors left in the rows, which take less memory.
///
/// Nothing is written. Only the index is measured: what SQL adds to a search (parsing, reading rows) stays out.
extension Connection {
    /// - Parameter progress: Called now and then from any thread.
    /// - Throws: 22023 for a request out of range, 42P01, 42703, 42702 and 42804 for a column that is not there or not meant,
    ///   55000 for too few rows, 57014 when it is cancelled.
    /// - Complexity: O(indexes × rows × log rows + sample × rows).
    package func tune(
        _ request: TuningRequest, progress: @escaping @Sendable (TuningProgress) -> Void = { _ in }
    ) throws -> Tuning {
        try request.check()
        return try atomically(write: false) {
            let subject = try TuningSubject(request, in: catalog())
            let sample = try TuningSample(request, subject, self, progress: progress)
            return try TuningRun(request, subject, sample, self, progress).run()
        }
    }
}

/// One tuning under way.
private struct TuningRun {
    private let request: TuningRequest
    private let subject: TuningSubject
    private let sample: TuningSample
    private let connection: Connection
    private let progress: @Sendable (TuningProgress) -> Void
    private let control: ScanControl

    init(
        _ request: TuningRequest, _ subject: TuningSubject, _ sample: TuningSample, _ connection: Connection,
        _ progress: @escaping @Sendable (TuningProgress) -> Void
    ) {
        self.request = request
        self.subject = subject
        self.sample = sample
        self.connection = connection
        self.progress = progress
        let interrupt = connection.interrupt
        control = ScanControl(threads: connection.buildThreads) { interrupt.isCancelled }
    }

    func run() throws -> Tuning {
        var result = Tuning(
            subject: subject, request: request, tableRows: sample.tableRows, indexedRows: 0, queries: 0,
            threads: control.threads, exactMilliseconds: 0, points: [])
        var truth: TuningTruth?
        var full: Built?
        func measure(_ m: Int, _ efConstruction: Int, _ precision: TuningPrecision) throws -> Built? {
            guard let built = try build(m, efConstruction, precision) else { return nil }
            let known = try truth ?? self.truth(by: built.index)
            if truth == nil {
                truth = known
                result.indexedRows = built.index.count
                result.queries = known.neighbors.count
                result.exactMilliseconds = known.milliseconds
            }
            result.points += try curve(built, known)
            return built
        }
        func measureFull(_ m: Int, _ efConstruction: Int) throws {
            guard let built = try measure(m, efConstruction, .full) else { return }
            // Only the best is kept: indexes are large.
            if full == nil || result.bestOfFull.map(built.isOf) ?? false { full = built }
        }
        for m in Set(request.ms).sorted() { try measureFull(m, Self.efConstruction(m)) }
        if result.solutions.isEmpty, let m = request.ms.max() { try measureFull(m, max(400, 2 * m)) }
        guard let full, let best = result.bestOfFull else { return result }
        // What a smaller form does to the best of these. Without codes an index cannot do without its vectors.
        var others: [TuningPrecision] = []
        if subject.element == .float32 { others.append(.half) }
        if full.index.usesCodes { others.append(.compact) }
        for precision in others {
            guard let other = try measure(best.m, best.efConstruction, precision) else { continue }
            if let solution = result.solutions.first(where: other.isOf) {
                // The least `ef_search` that reaches a recall is partly chance; as many steps cost both the same.
                result.gains[precision] = try gain(
                    of: other, at: max(solution.efSearch, best.efSearch), over: full, at: best.efSearch)
            }
        }
        return result
    }

    /// More neighbours are worth nothing when few candidates are looked at for them.
    private static func efConstruction(_ m: Int) -> Int { max(HNSWParameters.efConstruction.standard, 4 * m) }

    // MARK: Building

    private struct Built {
        var index: HNSWIndex
        var efConstruction: Int
        var precision: TuningPrecision
        var seconds: Double
        var vectors: VectorFetch?

        var name: String { "m = \(index.m), ef_construction = \(efConstruction), \(precision.rawValue) precision" }

        func isOf(_ point: TuningPoint) -> Bool {
            (point.m, point.efConstruction, point.precision) == (index.m, efConstruction, precision)
        }
    }

    /// nil when the vectors do not have this form: numbers beyond float16.
    private func build(_ m: Int, _ efConstruction: Int, _ precision: TuningPrecision) throws -> Built? {
        let element: VectorElement = precision == .half ? .float16 : subject.element
        let index = try HNSWIndex(
            dimensions: subject.dimensions, metric: subject.metric, m: m, efConstruction: efConstruction,
            element: element, keepsVectors: precision != .compact)
        var built = Built(index: index, efConstruction: efConstruction, precision: precision, seconds: 0)
        if precision == .compact { built.vectors = fetch }
        let (subject, progress, total) = (built.name, progress, sample.rows.count)
        do {
            built.seconds =
                try ContinuousClock().measure {
                    try put(sample.rows, into: index, precision)
                    try index.settle(control, limit: nil, vectors: built.vectors) { done in
                        progress(TuningProgress(subject: subject, phase: "building index", done: done, total: total))
                    }
                }.milliseconds / 1e3
        } catch let error as VecDBError where precision == .half && error.sqlState == .numericValueOutOfRange {
            return nil
        }
        try control.check()
        return built
    }

    private func put(_ rows: TuningSample.Vectors, into index: HNSWIndex, _ precision: TuningPrecision) throws {
        var count = 0
        try rows.forEach { id, payload in
            count += 1
            if count & 0x3FF == 0 { try control.check() }
            if precision == .half {
                try TuningForms.half(payload).withUnsafeBytes { try index.put($0, id: id) }
                return
            }
            do {
                try index.put(payload, id: id)
            } catch let error as VecDBError where error.isAboutValue {
                // NaN, for example, which only a foreign tool writes.
            }
        }
    }

    private var fetch: VectorFetch {
        let (element, dimensions) = (subject.element, subject.dimensions)
        let prepared = Result { try connection.sqlite.prepare(subject.selectOne) }
        return { id, body in
            let statement = try prepared.get()
            statement.reset()
            defer { statement.reset() }
            try statement.bind(id, at: 1)
            guard try statement.step(),
                case .vector(let payload) = RowVector(statement, 0, element: element, dimensions: dimensions)
            else { return false }
            body(payload)
            return true
        }
    }

    // MARK: Truth

    private func truth(by index: HNSWIndex) throws -> TuningTruth {
        var truth = TuningTruth()
        var single = ScanControl(threads: 1, shouldStop: control.shouldStop)
        var timed = 0
        let queries = sample.queries
        try queries.forEach { _, query in
            try control.check()
            // Some on one thread, as searches are timed; the others as fast as may be.
            single.threads = timed < 10 ? 1 : control.threads
            var near: [Neighbor] = []
            let time = try ThreadTime.measure {
                near = try index.exact(
                    stored: query, limit: request.k + TuningTruth.spare, among: nil, vectors: nil, control: single)
            }
            if timed < 10 { truth.milliseconds += time.milliseconds }
            timed += 1
            truth.append(near, request.k)
            progress(TuningProgress(subject: "truth", phase: "comparing all rows", done: timed, total: queries.count))
        }
        truth.milliseconds /= Double(max(1, min(10, timed)))
        return truth
    }

    // MARK: Searching

    /// The points of an index: `ef_search` rising until the recall is reached, the steps between the last two halved.
    private func curve(_ built: Built, _ truth: TuningTruth) throws -> [TuningPoint] {
        let most = HNSWParameters.efSearch.range.upperBound
        let queries = try forms(built.precision)
        var points: [TuningPoint] = []
        func measure(_ ef: Int) throws -> Bool {
            progress(
                TuningProgress(subject: built.name, phase: "searching with ef_search = \(ef)", done: 0, total: 0))
            let point = try point(built, ef, queries, truth)
            points.append(point)
            return point.recall >= request.recall
        }
        var (low, high) = (0, request.k)
        while try !measure(high), high < most {
            low = high
            high = min(most, max(high + 1, (high * 7 + 4) / 5))
        }
        if let last = points.last, last.recall >= request.recall {
            let end = high
            while low > 0, high - low > max(1, high / 12) {
                let middle = (low + high) / 2
                if try measure(middle) { high = middle } else { low = middle }
            }
            // One point beyond, so that it can be seen what more recall would cost.
            if end < most { _ = try measure(min(most, 2 * end)) }
        }
        return points.sorted { $0.efSearch < $1.efSearch }
    }

    private func forms(_ precision: TuningPrecision) throws -> [[UInt8]] {
        var forms: [[UInt8]] = []
        try sample.queries.forEach { _, payload in
            forms.append(precision == .half ? try TuningForms.half(payload) : [UInt8](payload))
        }
        return forms
    }

    private func point(_ built: Built, _ ef: Int, _ queries: [[UInt8]], _ truth: TuningTruth) throws -> TuningPoint {
        var found: [[Int64]] = []
        var passes: [Double] = []
        // At least three passes unless they take long; enough of them to mean something where they are short.
        while passes.isEmpty || passes.reduce(0, +) < (passes.count < 3 ? 2_000 : 200), passes.count < 15 {
            let pass = try pass(built, ef, queries)
            found = pass.found
            passes.append(pass.milliseconds)
        }
        let (recall, error) = truth.recall(found, request.k)
        let rows = Double(max(1, built.index.count))
        return TuningPoint(
            m: built.index.m, efConstruction: built.efConstruction, precision: built.precision, efSearch: ef,
            recall: recall, error: error,
            queriesPerSecond: Double(queries.count) / max(1e-9, passes.sorted()[passes.count / 2] / 1e3),
            buildSeconds: built.seconds,
            memory: Int(Double(built.index.memoryUse) / rows * Double(sample.tableRows)))
    }

    /// All queries once.
    private func pass(
        _ built: Built, _ ef: Int, _ queries: [[UInt8]]
    ) throws -> (found: [[Int64]], milliseconds: Double) {
        try control.check()
        var found: [[Int64]] = []
        let time = try ThreadTime.measure {
            for query in queries {
                let near = try query.withUnsafeBytes {
                    try built.index.search(
                        stored: $0, limit: request.k, efSearch: ef, filter: nil, vectors: built.vectors)
                }
                found.append(near.map(\.id))
                if built.vectors != nil { try control.check() }
            }
        }
        return (found, time.milliseconds)
    }

    /// How many times faster one index is than another: the median of passes in turn, because a processor shared with
    /// others is slower at one time than at another.
    private func gain(of new: Built, at newEf: Int, over old: Built, at oldEf: Int) throws -> Double {
        progress(TuningProgress(subject: new.name, phase: "comparing", done: 0, total: 0))
        let (newQueries, oldQueries) = (try forms(new.precision), try forms(old.precision))
        var ratios: [Double] = []
        var spent = 0.0
        while ratios.count < 3 || spent < 200, ratios.count < 101 {
            let (before, after) = (try pass(old, oldEf, oldQueries), try pass(new, newEf, newQueries))
            ratios.append(before.milliseconds / max(1e-6, after.milliseconds))
            spent += before.milliseconds + after.milliseconds
        }
        return ratios.sorted()[ratios.count / 2]
    }
}
