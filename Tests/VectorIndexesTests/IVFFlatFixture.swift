import TestSupport
import VectorIndexes

/// Random vectors in clusters, a trained index over them, and the exact answers.
struct IVFFlatFixture {
    var rows: [Int64: [Float]] = [:]
    let index: IVFFlatIndex
    let metric: DistanceMetric
    let centers: [[Float]]
    var random: SeededGenerator

    init(
        count: Int, dimensions: Int, metric: DistanceMetric, seed: UInt64, element: VectorElement? = nil,
        lists: Int = 12, isTrained: Bool = true
    ) throws {
        var random = SeededGenerator(seed: seed)
        centers = (0..<16).map { _ in random.gaussianVector(dimensions) }
        self.metric = metric
        self.random = random
        index = try IVFFlatIndex(dimensions: dimensions, metric: metric, lists: lists, element: element, seed: seed)
        try add(0..<Int64(count))
        if isTrained { try index.train(threads: 2) }
    }

    /// A vector near one of the centres, exact in half precision.
    mutating func vector(_ spread: Float = 0.6) -> [Float] {
        let center = centers[Int.random(in: 0..<centers.count, using: &random)]
        return center.map { Float(Float16($0 + spread * Float(random.nextGaussian()))) }
    }

    /// Adds vectors with these ids, or replaces theirs.
    mutating func add(_ ids: Range<Int64>) throws {
        let vectors = ids.map { _ in vector() }
        for (id, vector) in zip(ids, vectors) { rows[id] = vector }
        try index.add(vectors.flatMap { $0 }, ids: Array(ids), threads: 2)
    }

    mutating func remove(_ id: Int64) -> Bool {
        rows[id] = nil
        return index.remove(id: id)
    }

    func exact(_ query: [Float], limit: Int, among: (Int64) -> Bool = { _ in true }) -> [Neighbor] {
        var all: [Neighbor] = []
        for (id, row) in rows where among(id) {
            all.append(Neighbor(id: id, distance: referenceDistance(row, query, metric)))
        }
        all.sort { (a: Neighbor, b: Neighbor) -> Bool in
            a.distance == b.distance ? a.id < b.id : a.distance < b.distance
        }
        return Array(all.prefix(limit))
    }

    /// What is wrong with an answer, and which part of the true nearest it has.
    func judge(
        _ found: [Neighbor], _ query: [Float], limit: Int, among: (Int64) -> Bool = { _ in true }
    ) -> (recall: Double, mistake: String?) {
        let truth = exact(query, limit: limit, among: among)
        if found.count != truth.count { return (0, "\(found.count) rows, not \(truth.count)") }
        if Set(found.map(\.id)).count != found.count { return (0, "a row came twice") }
        for (rank, neighbor) in found.enumerated() {
            guard let row = rows[neighbor.id], among(neighbor.id) else {
                return (0, "row \(neighbor.id) should not be there")
            }
            let exact = referenceDistance(row, query, metric)
            guard abs(exact - neighbor.distance) <= 1e-4 * max(1, abs(exact)) else {
                return (0, "row \(neighbor.id) is at \(exact), not \(neighbor.distance)")
            }
            if rank > 0, found[rank - 1].distance > neighbor.distance { return (0, "rank \(rank) is out of order") }
        }
        // A row as near as the last of the truth serves as well.
        let limit = (truth.last?.distance ?? 0) + 1e-5
        let hits = found.count { $0.distance <= limit }
        return (truth.isEmpty ? 1 : Double(hits) / Double(truth.count), nil)
    }

    /// The share of the true `limit` nearest among what searches return; distances must be exact.
    mutating func recall(
        limit: Int = 10, probes: Int = 6, queries: Int = 15, filter: SearchFilter? = nil,
        among: (Int64) -> Bool = { _ in true }
    ) throws -> (recall: Double, mistake: String?) {
        var sum = 0.0
        for _ in 0..<queries {
            let query = vector()
            let found = try index.search(near: query, limit: limit, probes: probes, filter: filter)
            let (recall, mistake) = judge(found, query, limit: limit, among: among)
            if let mistake { return (0, mistake) }
            sum += recall
        }
        return (sum / Double(queries), nil)
    }
}
