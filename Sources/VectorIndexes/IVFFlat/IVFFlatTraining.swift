import VectorKernels
import VectorTypes

/// Finds the centres of lists of float vectors: k-means on a sample.
///
/// 1. *Seeds* (k-means++: Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007): each new
///    centre is a sampled vector, drawn with a probability that grows with the square of its distance from the centres
///    there are. Where one at a time would take long, a quarter as many as there are already are drawn at once
///    (Bahmani et al., "Scalable k-means++", VLDB 2012, arXiv:1203.6402).
/// 2. *Iterations* (Lloyd): each vector goes to its nearest centre, by a matrix product (see ``IVFFlatAssigner``); each
///    centre moves to the mean of its vectors. Where lists go by angles, vectors and centres are of unit length. A
///    centre without vectors moves to a vector that is far from its own. The end is when hardly a vector changes its
///    list.
///
/// Vectors are summed up list by list in the order of the sample, so that the outcome depends on the seed alone and
/// not on the threads. Equal vectors are one: when there are fewer different vectors than lists, the rest of the centres
/// are random, as pgvector's are.
final class IVFFlatTraining: @unchecked Sendable {
    // Safe because threads write to parts of the arrays that are their own.
    static let iterations = 12
    /// What one k-means++ draw at a time may cost, in multiplications.
    private static let greatestSeedingCost = 4e9

    let dimensions: Int
    let isSpherical: Bool
    let lists: Int
    private let count: Int
    private let rows: UnsafeMutablePointer<Float>
    private let norms: UnsafeMutablePointer<Float>
    private let labels: UnsafeMutablePointer<UInt16>
    private let scores: UnsafeMutablePointer<Float>
    private var centers: [Float]
    private var random: IVFFlatRandom
    private let control: ScanControl
    private let kernels = Kernels.current
    /// The mean squared distance of the vectors from their centres at the end.
    private(set) var distortion = 0.0

    /// - Parameters:
    ///   - rows: `count` vectors one after another; they are brought to unit length where lists go by angles.
    init(
        rows: UnsafeMutablePointer<Float>, count: Int, dimensions: Int, isSpherical: Bool, lists: Int, seed: UInt64,
        control: ScanControl
    ) {
        self.rows = rows
        self.dimensions = dimensions
        self.isSpherical = isSpherical
        self.lists = lists
        self.control = control
        random = IVFFlatRandom(seed: seed)
        centers = []
        var kept = 0
        for i in 0..<count {
            let from = rows + i * dimensions
            let to = rows + kept * dimensions
            if isSpherical {
                // A zero vector has no direction.
                let norm = kernels.float32.dot(from, from, dimensions).squareRoot()
                guard norm > 0, norm.isFinite else { continue }
                for j in 0..<dimensions { to[j] = from[j] / norm }
            } else if kept < i {
                to.update(from: from, count: dimensions)
            }
            kept += 1
        }
        self.count = kept
        norms = .allocate(capacity: max(1, kept))
        for i in 0..<kept {
            norms[i] = kernels.float32.dot(rows + i * dimensions, rows + i * dimensions, dimensions)
        }
        labels = .allocate(capacity: max(1, kept))
        labels.initialize(repeating: 0, count: max(1, kept))
        scores = .allocate(capacity: max(1, kept))
        scores.initialize(repeating: 0, count: max(1, kept))
    }

    deinit {
        norms.deallocate()
        labels.deallocate()
        scores.deallocate()
    }

    /// The centres, `lists` × `dimensions` numbers.
    /// - Parameter progress: Called with steps done and their number.
    /// - Throws: 57014 when the control ends it.
    func run(progress: ((Int, Int) -> Void)? = nil) throws -> [Float] {
        let steps = Self.iterations + 1
        try seed()
        progress?(1, steps)
        for iteration in 1...Self.iterations {
            try control.check()
            let changed = try assign(first: iteration == 1)
            move()
            progress?(iteration + 1, steps)
            if changed * 500 < count { break }
        }
        _ = try assign(first: false)
        measure()
        progress?(steps, steps)
        return centers
    }

    private func row(_ i: Int) -> UnsafePointer<Float> { UnsafePointer(rows + i * dimensions) }

    // MARK: Seeds

    private func seed() throws {
        centers.reserveCapacity(lists * dimensions)
        if count > 0 {
            var distances = [Float](repeating: .infinity, count: count)
            append(Int(random.below(UInt64(count))))
            try update(&distances, from: 0)
            // A part of the sample tells where the seeds should be.
            let oneByOne = Double(count) * Double(lists) * Double(dimensions) <= Self.greatestSeedingCost
            while centers.count < lists * dimensions {
                try control.check()
                let have = centers.count / dimensions
                let wanted = oneByOne ? 1 : min(lists - have, max(1, have / 4))
                let drawn = draw(wanted, distances)
                guard !drawn.isEmpty else { break }
                for i in drawn { append(i) }
                try update(&distances, from: have)
            }
        }
        while centers.count < lists * dimensions { appendRandom() }
    }

    private func append(_ i: Int) { centers.append(contentsOf: UnsafeBufferPointer(start: row(i), count: dimensions)) }

    private func appendRandom() {
        var center = (0..<dimensions).map { _ in random.unit() }
        if isSpherical {
            let norm = center.reduce(0) { $0 + $1 * $1 }.squareRoot()
            if norm > 0 { for j in 0..<dimensions { center[j] /= norm } }
        }
        centers += center
    }

    /// Different vectors, each with a probability that is proportional to its squared distance.
    private func draw(_ wanted: Int, _ distances: [Float]) -> [Int] {
        var sums = [Double](repeating: 0, count: count)
        var sum = 0.0
        for i in 0..<count {
            sum += distances[i].isFinite ? Double(distances[i]) : 0
            sums[i] = sum
        }
        guard sum > 0, sum.isFinite else { return [] }
        var drawn: [Int] = []
        for _ in 0..<wanted {
            let target = Double(random.unit()) * sum
            var (low, high) = (0, count - 1)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > target { high = middle } else { low = middle + 1 }
            }
            if distances[low] > 0, !drawn.contains(low) { drawn.append(low) }
        }
        return drawn
    }

    /// Lowers each vector's squared distance from its nearest centre by the centres from `first` on.
    private func update(_ distances: inout [Float], from first: Int) throws {
        let new = centers.count / dimensions - first
        let block = 240
        let (count, dimensions, norms) = (count, dimensions, norms)
        try centers.withUnsafeBufferPointer { centers in
            try distances.withUnsafeMutableBufferPointer { distances in
                guard let base = centers.baseAddress, let out = distances.baseAddress else { return }
                let centers = base + first * dimensions
                let centerNorms = (0..<new).map {
                    self.kernels.float32.dot(centers + $0 * dimensions, centers + $0 * dimensions, dimensions)
                }
                let rows = UnsafePointer(self.rows)
                let (kernels, control) = (kernels, control)
                let finished = parallelBlocks(
                    control.threads, count, block,
                    worker: { SeedWorker(centers: centers, count: new, dimensions: dimensions, block: block) }
                ) { worker, start, end in
                    for c in 0..<new where new < 8 {
                        kernels.float32.dotRows(
                            centers + c * dimensions, rows + start * dimensions, dimensions * 4, end - start,
                            dimensions,
                            worker.products + c * (end - start))
                    }
                    if new >= 8 {
                        worker.product.dot(
                            rows: rows + start * dimensions, rowCount: end - start, out: worker.products)
                    }
                    for c in 0..<new {
                        let line = worker.products + c * (end - start)
                        for i in start..<end {
                            let scale = norms[i] + centerNorms[c]
                            var squared = scale - 2 * line[i - start]
                            // Nothing is left of the digits: equal.
                            if !(squared > scale * 1e-6) { squared = 0 }
                            if squared < out[i] { out[i] = squared }
                        }
                    }
                    return control.shouldStop?() != true
                }
                if !finished { throw ScanControl.cancelled }
            }
        }
    }

    private final class SeedWorker {
        let product = BatchProduct()
        let products: UnsafeMutablePointer<Float>
        init(centers: UnsafePointer<Float>, count: Int, dimensions: Int, block: Int) {
            products = .allocate(capacity: count * block)
            if count >= 8 { product.prepare(queries: centers, count: count, dimensions: dimensions) }
        }
        deinit { products.deallocate() }
    }

    // MARK: Iterations

    /// Gives each vector to its nearest centre; returns how many changed.
    private func assign(first: Bool) throws -> Int {
        let terms = centerTerms()
        let (dimensions, lists, rows) = (dimensions, lists, UnsafePointer(rows))
        let (labels, scores, control) = (labels, scores, control)
        let changes = ConditionLock(0)
        try centers.withUnsafeBufferPointer { centers in
            try terms.withUnsafeBufferPointer { terms in
                guard let centers = centers.baseAddress, let terms = terms.baseAddress else { return }
                let finished = parallelBlocks(
                    control.threads, count, IVFFlatAssigner.blockRows(dimensions: dimensions),
                    worker: { IVFFlatAssigner(dimensions: dimensions) }
                ) { assigner, start, end in
                    let old = Array(UnsafeBufferPointer(start: labels + start, count: end - start))
                    assigner.assign(
                        rows + start * dimensions, end - start, centers: centers, terms: terms, centerCount: lists,
                        labels: labels + start, scores: scores + start)
                    let changed = (start..<end).count { labels[$0] != old[$0 - start] }
                    changes.withLock { $0 += changed }
                    return control.shouldStop?() != true
                }
                if !finished { throw ScanControl.cancelled }
            }
        }
        return first ? count : changes.withLock { $0 }
    }

    /// −|c|²/2 of each centre for L2, zero where lists go by angles.
    private func centerTerms() -> [Float] {
        var terms = [Float](repeating: 0, count: lists + 16)
        guard !isSpherical else { return terms }
        centers.withUnsafeBufferPointer { centers in
            guard let base = centers.baseAddress else { return }
            for i in 0..<lists {
                terms[i] = -kernels.float32.dot(base + i * dimensions, base + i * dimensions, dimensions) / 2
            }
        }
        return terms
    }

    /// Moves each centre to the mean of its vectors.
    private func move() {
        let members = bucketed()
        let (dimensions, rows, isSpherical, kernels) = (dimensions, rows, isSpherical, kernels)
        centers.withUnsafeMutableBufferPointer { centers in
            guard let base = centers.baseAddress else { return }
            parallelBlocks(control.threads, lists, 8, worker: { () }) { _, start, end in
                for list in start..<end {
                    let range = members.range(list)
                    guard !range.isEmpty else { continue }
                    let center = base + list * dimensions
                    center.update(repeating: 0, count: dimensions)
                    for place in range {
                        let row = rows + Int(members.rows[place]) * dimensions
                        for j in 0..<dimensions { center[j] += row[j] }
                    }
                    var factor = 1 / Float(range.count)
                    if isSpherical {
                        let squared = kernels.float32.dot(center, center, dimensions)
                        factor = squared > 0 ? 1 / squared.squareRoot() : 0
                    }
                    for j in 0..<dimensions { center[j] *= factor }
                }
                return true
            }
        }
        fillEmpty(members)
    }

    /// Centres without vectors move to the vectors farthest from theirs.
    private func fillEmpty(_ members: IVFFlatBuckets) {
        let empty = (0..<lists).filter { members.range($0).isEmpty }
        guard !empty.isEmpty, count > 0 else { return }
        let farthest = (0..<count).map { (row: $0, distance: squaredDistance($0)) }
            .filter { $0.distance > norms[$0.row] * 1e-6 }
            .sorted { $0.distance > $1.distance }
        for (list, far) in zip(empty, farthest) {
            centers.replaceSubrange(
                (list * dimensions)..<((list + 1) * dimensions),
                with: UnsafeBufferPointer(start: row(far.row), count: dimensions))
        }
    }

    /// The squared distance of a vector from its centre, by its score.
    private func squaredDistance(_ i: Int) -> Float {
        max(0, isSpherical ? 2 - 2 * scores[i] : norms[i] - 2 * scores[i])
    }

    private func bucketed() -> IVFFlatBuckets {
        IVFFlatBuckets(labels: UnsafeBufferPointer(start: labels, count: count), lists: lists)
    }

    private func measure() {
        guard count > 0 else { return }
        distortion = (0..<count).reduce(0.0) { $0 + Double(squaredDistance($1)) } / Double(count)
    }
}

/// The rows of each list, in ascending order.
struct IVFFlatBuckets: Sendable {
    private var starts: [Int]
    private(set) var rows: [UInt32]

    init(labels: UnsafeBufferPointer<UInt16>, lists: Int) {
        var counts = [Int](repeating: 0, count: lists + 1)
        for label in labels { counts[Int(label) + 1] += 1 }
        for list in 0..<lists { counts[list + 1] += counts[list] }
        starts = counts
        var next = counts
        rows = Array(repeating: 0, count: labels.count)
        for (row, label) in labels.enumerated() {
            rows[next[Int(label)]] = UInt32(row)
            next[Int(label)] += 1
        }
    }

    func range(_ list: Int) -> Range<Int> { starts[list]..<starts[list + 1] }
}

/// A repeatable random generator (SplitMix64).
struct IVFFlatRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ end: UInt64) -> UInt64 { next(upperBound: end) }

    /// A number in [0, 1).
    mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }
}
