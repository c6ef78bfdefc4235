/// `vecdb-bench filtered`: searches among a share of the rows, chosen at random or lying together.
struct FilteredBenchmark {
    private let workload: Workload
    private let plan: IndexPlan
    private let selectivities: [Double]
    /// nil stands for the setting that the engine has when nobody says anything.
    private let efforts: [Int?]
    private let isCorrelated: Bool
    private let leastSeconds: Double

    init(_ arguments: Arguments) throws {
        workload = try Workload(arguments)
        plan = try workload.plan()
        selectivities = try arguments.reals(
            "selectivity", default: [0.5, 0.1, 0.01, 0.001, 0.0001], in: 0.000_000_1...1)
        let given: [Int] = try arguments.list("sweep", default: [])
        efforts = given.isEmpty ? [nil] : given
        isCorrelated = arguments.has("correlated")
        leastSeconds = try arguments.real("min-seconds", default: 0.5, in: 0...3600)
    }

    func run() throws {
        let base = workload.base
        let ranks = isCorrelated ? Ranks.correlated(base, workload.metric) : Ranks.random(base.rows)
        let engine = try makeApproximateEngine(workload.way, workload.arguments, dimensions: base.columns, plan)
        progress("building …")
        try engine.insert(base, 0..<base.rows, ranks: ranks, batch: engine.hasRows ? workload.batch : 0)
        let time = try seconds { try engine.buildIndex() }
        _ = try waitUntilSettled(engine)
        try (engine as? SQLEngine)?.indexRanks()
        if engine.hasRows { workload.emit(ResultLine(["phase": "build", "seconds": .number(time)]), plan) }
        progress("computing the truth of each filter in float64 …")
        let filters = selectivities.map {
            RankFilter(below: Int(($0 * Double(base.rows)).rounded(.up)), ranks: ranks)
        }
        let truths = filters.map {
            Truth(base: base, queries: workload.queries, metric: workload.metric, k: workload.k, among: $0.rows)
        }
        let measuring = SearchMeasuring(vectors: workload.vectors, leastSeconds: leastSeconds)
        let searchers = try (0..<workload.threads).map { _ in try engine.makeSearcher() }
        let passes = try Passes(workload.arguments)
        var measured = filters.map { _ in efforts.map { _ in SearchMeasurement() } }
        for pass in passes {
            for (number, filter) in filters.enumerated() {
                for (place, effort) in efforts.enumerated() {
                    let search = SearchPlan(k: workload.k, effort: effort, filter: filter)
                    try measuring.single(searchers, search, into: &measured[number][place])
                    guard passes.isPaced else { continue }
                    emit(measured[number][place], number, effort, filter, truths[number], pass: pass)
                    measured[number][place].latencies = []
                }
            }
        }
        guard !passes.isPaced else { return }
        for (number, filter) in filters.enumerated() {
            for (effort, measurement) in zip(efforts, measured[number]) {
                emit(measurement, number, effort, filter, truths[number])
            }
        }
    }

    private func emit(
        _ measurement: SearchMeasurement, _ number: Int, _ effort: Int?, _ filter: RankFilter, _ truth: Truth,
        pass: Int? = nil
    ) {
        let returned = measurement.found.reduce(0) { $0 + $1.count }
        var line = ResultLine([
            "phase": "filtered", "selectivity": .number(selectivities[number]), "matching": .integer(filter.below),
            "correlated": .flag(isCorrelated), "mode": "single",
            "returned": .number(Double(returned) / Double(max(1, measurement.found.count))),
            "returned_least": .integer(measurement.found.map(\.count).min() ?? 0),
        ])
        line["parameter"] = effort.map { .integer($0) } ?? .text("default")
        line["pass"] = pass.map { .integer($0) }
        workload.emit(line.followed(by: measurement.members(truth, lastPassOnly: pass != nil)), plan)
    }
}
