import Foundation
import VectorIndexes

/// Rows and queries, and what is asked about them.
struct Workload {
    let arguments: Arguments
    let metric: Metric
    let type: ElementType
    let way: Way
    let k: Int
    let threads: Int
    let buildThreads: Int
    let batch: Int
    let base: Matrix<Float>
    let queries: Matrix<Float>
    /// Whether `base` is the whole file, which a truth file is about.
    let isWhole: Bool
    let common: ResultLine

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        metric = try arguments.choice("metric", default: .cosine)
        type = try arguments.choice("type", default: .vector)
        way = try arguments.choice("through", default: .index)
        k = try arguments.number("k", default: 10, in: 1...10_000)
        threads = try arguments.number("threads", default: 1, in: 1...1024)
        buildThreads = try arguments.number("build-threads", default: threads, in: 1...1024)
        batch = try arguments.number("batch", default: 1000, in: 1...1_000_000)
        let path = try arguments.required("base")
        let whole = try Matrix<Float>(file: path)
        base = whole.prefix(try arguments.number("limit", default: whole.rows, in: 1...Int.max))
        isWhole = base.rows == whole.rows
        queries = try Matrix<Float>(file: try arguments.required("queries"))
        guard queries.columns == base.columns else {
            throw BenchmarkError("queries have \(queries.columns) dimensions, the rows \(base.columns)")
        }
        common = commonMembers(arguments, dataset: path).followed(
            by: ResultLine([
                "through": .text(way.rawValue), "rows": .integer(base.rows), "dimensions": .integer(base.columns),
                "k": .integer(k), "threads": .integer(threads),
            ]))
    }

    func truth() throws -> Truth {
        try Truth(
            file: arguments.text("truth"), base: base, queries: queries, metric: metric, k: k, isWhole: isWhole)
    }

    func plan(_ method: IndexPlan.Method) throws -> IndexPlan {
        IndexPlan(
            method: method, metric: metric, type: type,
            m: try arguments.number("m", default: 16, in: 2...100),
            efConstruction: try arguments.number("ef-construction", default: 64, in: 4...1000),
            lists: try arguments.number("lists", default: 100, in: 1...32_768),
            storage: try arguments.choice("storage", default: .full), threads: buildThreads)
    }

    /// The kind of index that `--index` names.
    func plan() throws -> IndexPlan { try plan(try arguments.choice("index", default: .hnsw)) }

    var vectors: [[Float]] { (0..<queries.rows).map { Array(queries[$0]) } }

    /// Prints a line with everything that every line carries.
    func emit(_ members: ResultLine, _ plan: IndexPlan) {
        members.followed(by: plan.members).followed(by: common).print()
    }
}

/// What every line carries.
func commonMembers(_ arguments: Arguments, dataset path: String) -> ResultLine {
    var line = ResultLine([
        "engine": "vecdb", "version": "0.1.0", "isa": .text(InstructionSet.current.name),
        "dataset": .text(
            URL(filePath: path).deletingLastPathComponent().lastPathComponent + "/"
                + URL(filePath: path).lastPathComponent),
    ])
    if let label = arguments.text("label") { line["label"] = .text(label) }
    return line
}
