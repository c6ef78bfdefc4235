import CBenchBLAS
import Foundation

/// The true nearest neighbours of each query, computed in float64, and how many of them a search found.
///
/// A row counts as found when it is no farther than the last true neighbour, so that of several rows at the same
/// distance any may be returned.
struct Truth {
    /// For each query the ids of its nearest rows, ascending by distance, then by id.
    private(set) var ids: [[Int64]]
    private let base: Matrix<Float>
    private let queries: Matrix<Float>
    private let metric: Metric
    /// The distance of each query's last true neighbour.
    private var limits: [Double]
    /// Whether each row is among those asked for; nil: all are.
    private var isMember: [Bool]?

    /// Computes the neighbours among all rows, or among those whose numbers `rows` gives.
    init(base: Matrix<Float>, queries: Matrix<Float>, metric: Metric, k: Int, among rows: [Int]? = nil) {
        self.base = base
        self.queries = queries
        self.metric = metric
        ids = ExactSearch(base: base, metric: metric, rows: rows)
            .nearest(to: queries, numbers: Array(0..<queries.rows), k: k)
        limits = zip(ids.indices, ids).map { number, ids in
            ids.last.map { metric.distance(queries[number], base[Int($0)]) } ?? -.infinity
        }
        isMember = rows.map { rows in
            rows.reduce(into: [Bool](repeating: false, count: base.rows)) { $0[$1] = true }
        }
    }

    /// Reads the neighbours from a file of ids, or computes them where there is none or it is about other rows.
    ///
    /// A file is compared with the rows: with every query where that takes seconds, else with a sample. Recall against
    /// a wrong file would be a wrong figure, so a wrong file is refused.
    init(file: String?, base: Matrix<Float>, queries: Matrix<Float>, metric: Metric, k: Int, isWhole: Bool) throws {
        guard let file, isWhole else {
            progress("computing the truth in float64 …")
            self.init(base: base, queries: queries, metric: metric, k: k)
            return
        }
        let matrix = try Matrix<Int32>(file: file)
        guard matrix.rows >= queries.rows, matrix.columns >= min(k, base.rows) else {
            throw BenchmarkError("\(file): expected at least \(queries.rows) rows of \(k) ids")
        }
        self.init(
            ids: (0..<queries.rows).map { matrix[$0].prefix(k).map(Int64.init) }, base: base, queries: queries,
            metric: metric)
        try check(file, k: k)
        limits = ids.indices.map { number in
            ids[number].map { metric.distance(queries[number], base[Int($0)]) }.max() ?? -.infinity
        }
    }

    private init(ids: [[Int64]], base: Matrix<Float>, queries: Matrix<Float>, metric: Metric) {
        self.ids = ids
        self.base = base
        self.queries = queries
        self.metric = metric
        limits = []
    }

    private func check(_ file: String, k: Int) throws {
        let products = base.rows * base.columns
        let affordable = max(20, 60_000_000_000 / max(1, products))
        let step = max(1, queries.rows / affordable)
        let sample = Array(stride(from: 0, to: queries.rows, by: step))
        progress("comparing the truth of \(sample.count) of \(queries.rows) queries with distances in float64 …")
        for (number, row) in ids.enumerated() {
            guard Set(row).count == row.count, row.allSatisfy({ 0 <= $0 && $0 < base.rows }) else {
                throw BenchmarkError("\(file): query \(number) has ids twice, or ids of no row (0…\(base.rows - 1))")
            }
        }
        let right = ExactSearch(base: base, metric: metric, rows: nil).nearest(to: queries, numbers: sample, k: k)
        var wrong = 0
        var wrongQueries = 0
        for (number, nearest) in zip(sample, right) {
            guard let last = nearest.last else { continue }
            let limit = metric.distance(queries[number], base[Int(last)])
            let slack = metric.tolerance(queries[number], base[Int(last)])
            let misses = ids[number].count { metric.distance(queries[number], base[Int($0)]) > limit + slack }
            wrong += misses
            wrongQueries += misses > 0 ? 1 : 0
        }
        guard wrong == 0 else {
            throw BenchmarkError(
                """
                \(file) is not the truth for metric \(metric.rawValue): in \(wrongQueries) of \(sample.count) queries \
                that were computed again, \(wrong) of \(sample.count * k) ids are not among the \(k) nearest rows. \
                Leave --truth out to have it computed
                """)
        }
    }

    /// The share of the true neighbours that were found.
    func recall(_ found: [[Int64]]) -> Double {
        var (hits, wanted) = (0, 0)
        for (number, row) in found.enumerated() where number < ids.count {
            let truth = Set(ids[number])
            let limit = limits[number]
            let right = Set(row).count { id in
                if truth.contains(id) { return true }
                guard id >= 0, id < base.rows, isMember?[Int(id)] ?? true else { return false }
                return metric.distance(queries[number], base[Int(id)]) <= limit
            }
            hits += min(right, truth.count)
            wanted += truth.count
        }
        return Double(hits) / Double(max(1, wanted))
    }
}

/// Exact search in float64 by blocks of matrix products, for the truth only.
struct ExactSearch {
    let base: Matrix<Float>
    let metric: Metric
    /// The numbers of the rows to look at; nil: all.
    let rows: [Int]?

    private static let block = 1024
    /// So many more than wanted are kept, and compared again one by one: a product's rounding must not decide.
    private static let spare = 16

    func nearest(to queries: Matrix<Float>, numbers: [Int], k: Int) -> [[Int64]] {
        let count = rows?.count ?? base.rows
        let dimensions = base.columns
        let wanted = min(k, count)
        guard wanted > 0, !numbers.isEmpty else { return numbers.map { _ in [] } }
        var best = numbers.map { _ in Nearest(capacity: min(count, wanted + Self.spare)) }
        guard metric != .l1 else { return numbers.map { plainNearest(queries[$0], wanted) } }
        let left = numbers.flatMap { queries[$0].map(Double.init) }
        let factors = numbers.map { metric == .cosine ? 1 / squaredLength(queries[$0]).squareRoot() : 1 }
        var right = [Double](repeating: 0, count: Self.block * dimensions)
        var products = [Double](repeating: 0, count: numbers.count * Self.block)
        for start in stride(from: 0, to: count, by: Self.block) {
            let size = min(Self.block, count - start)
            var lengths = [Double](repeating: 0, count: size)
            for i in 0..<size {
                let row = base[number(start + i)]
                for (j, element) in row.enumerated() { right[i * dimensions + j] = Double(element) }
                lengths[i] = squaredLength(row)
            }
            cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, Int32(numbers.count), Int32(size), Int32(dimensions), 1, left,
                Int32(dimensions), right, Int32(dimensions), 0, &products, Int32(Self.block))
            for query in numbers.indices {
                for i in 0..<size {
                    let product = products[query * Self.block + i]
                    let distance =
                        switch metric {
                        case .cosine: 1 - product * factors[query] / lengths[i].squareRoot()
                        case .l2: lengths[i] - 2 * product
                        case .ip, .l1: -product
                        }
                    best[query].offer(distance, Int64(number(start + i)))
                }
            }
        }
        return zip(numbers, best).map { query, best in
            let exact = best.entries.map { (metric.distance(queries[query], base[Int($0.id)]), $0.id) }
            return exact.sorted { $0 < $1 }.prefix(wanted).map(\.1)
        }
    }

    private func number(_ place: Int) -> Int { rows?[place] ?? place }

    private func plainNearest(_ query: ArraySlice<Float>, _ wanted: Int) -> [Int64] {
        var best = Nearest(capacity: wanted)
        for place in 0..<(rows?.count ?? base.rows) {
            best.offer(metric.distance(query, base[number(place)]), Int64(number(place)))
        }
        return best.entries.map(\.id)
    }

    private func squaredLength(_ row: ArraySlice<Float>) -> Double {
        row.reduce(0) { $0 + Double($1) * Double($1) }
    }
}

/// The nearest rows met so far, ascending by distance, then by id.
private struct Nearest {
    private(set) var entries: [(distance: Double, id: Int64)] = []
    private let capacity: Int
    private var limit = Double.infinity

    init(capacity: Int) {
        self.capacity = capacity
        entries.reserveCapacity(capacity + 1)
    }

    mutating func offer(_ distance: Double, _ id: Int64) {
        // Ids come in ascending order: one at the limit's distance comes too late. NaN (a zero vector's cosine) never
        // comes in.
        guard distance < limit || (entries.count < capacity && !distance.isNaN) else { return }
        var place = entries.count
        while place > 0, (distance, id) < (entries[place - 1].distance, entries[place - 1].id) { place -= 1 }
        entries.insert((distance, id), at: place)
        if entries.count > capacity { entries.removeLast() }
        if entries.count == capacity { limit = entries[capacity - 1].distance }
    }
}
