import TestSupport
import VectorTypes

@testable import VectorIndexes

/// Random vectors in clusters, an index over them, and the exact answers.
struct HNSWFixture {
    var rows: [Int64: [Float]] = [:]
    let index: HNSWIndex
    let metric: DistanceMetric
    let centers: [[Float]]
    var random: SeededGenerator

    init(
        count: Int, dimensions: Int, metric: DistanceMetric, seed: UInt64, element: VectorElement? = nil, m: Int = 8,
        spread: Float = 0.6, threads: Int = 2
    ) throws {
        var random = SeededGenerator(seed: seed)
        centers = (0..<12).map { _ in random.gaussianVector(dimensions) }
        self.metric = metric
        self.random = random
        index = try HNSWIndex(
            dimensions: dimensions, metric: metric, m: m, efConstruction: 48, element: element, seed: seed)
        let vectors = (0..<count).map { _ in vector(spread) }
        for (id, vector) in vectors.enumerated() { rows[Int64(id)] = vector }
        try index.add(vectors.flatMap { $0 }, ids: (0..<Int64(count)).map { $0 }, threads: threads)
    }

    /// A vector near one of the centres, exact in half precision.
    mutating func vector(_ spread: Float = 0.6) -> [Float] {
        let center = centers[Int.random(in: 0..<centers.count, using: &random)]
        return center.map { Float(Float16($0 + spread * Float(random.nextGaussian()))) }
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

    /// The share of the true `limit` nearest among what a search returns, over some queries; distances must be exact.
    mutating func recall(
        limit: Int = 10, efSearch: Int = 100, queries: Int = 15, filter: SearchFilter? = nil,
        among: (Int64) -> Bool = { _ in true }
    ) throws -> (recall: Double, mistake: String?) {
        var hits = 0
        var wanted = 0
        for _ in 0..<queries {
            let query = vector()
            let found = try index.search(near: query, limit: limit, efSearch: efSearch, filter: filter)
            let truth = exact(query, limit: limit, among: among)
            wanted += truth.count
            hits += Set(truth.map(\.id)).intersection(found.map(\.id)).count
            if found.count != truth.count { return (0, "\(found.count) rows, not \(truth.count)") }
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
        }
        return (Double(hits) / Double(wanted), nil)
    }
}

extension HNSWIndex {
    /// As `put` with numbers.
    func put(_ vector: [Float], id: Int64) throws { try withStorage(of: vector) { try put($0, id: id) } }
    func attach(_ vector: [Float], id: Int64) throws { try withStorage(of: vector) { try attach($0, id: id) } }
}

/// Pages in memory.
struct MemoryPages: PageSource {
    var pages: [Int: [UInt8]] = [:]
    var pageCount: Int { pages.count }

    init() {}
    init(_ index: some ApproximateIndex) throws { store(try index.capturePages(all: true)) }

    mutating func store(_ captured: CapturedPages) {
        for page in captured.pages { pages[page.number] = page.bytes }
    }

    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        guard let page = pages[number] else { throw VecDBError(.indexCorrupted, "page \(number) is missing") }
        return try page.withUnsafeBytes(body)
    }
}
