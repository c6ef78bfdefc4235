import VectorKernels
import VectorTypes

/// A query made ready for one metric and element type: its aligned copy and the kernels to compare it with rows.
///
/// Two ways to compare. ``scores(rows:stride:count:into:)`` streams many rows and gives *scores*, single-precision
/// numbers that order rows as the metric does. ``distance(to:)`` gives what pgvector's operator gives for one row: the
/// value that results carry and that decides between rows whose scores are close. A search scores everything, drops
/// what cannot be near enough by ``scoreBound(for:)``, and takes the distance of the few that are left.
package final class QueryKernels: @unchecked Sendable {
    // Safe because nothing changes after `init`: the memory is written there and freed in `deinit`.
    package let metric: DistanceMetric
    package let layout: ArenaLayout
    private let query: UnsafeMutableRawPointer
    /// The query as float32, for the row scans of float16 rows.
    private let wideQuery: UnsafeMutableRawPointer
    private let kernels = Kernels.current

    /// - Parameter bytes: the query in storage form, of the arena's element type.
    /// - Throws: 22000 when the query has another number of dimensions than the arena, 42883 when the metric does not
    ///   compare such elements.
    package init(bytes: UnsafeRawBufferPointer, metric: DistanceMetric, layout: ArenaLayout) throws {
        guard metric.comparesBits == (layout.element == .bit) else {
            throw VecDBError(.undefinedFunction, "\(metric) distance is not defined for \(layout.element) vectors")
        }
        self.metric = metric
        self.layout = layout
        if layout.element == .sparse {
            guard bytes.count >= 8 else { throw VecDBError(.dataCorrupted, "sparse vector is too short") }
        } else if bytes.count != layout.rowBytes {
            throw VecDBError(.internalError, "a query of \(bytes.count) bytes for rows of \(layout.rowBytes)")
        }
        query = .allocate(byteCount: max(64, bytes.count), alignment: 64)
        if let source = bytes.baseAddress { query.copyMemory(from: source, byteCount: bytes.count) }
        if layout.element == .float16 {
            wideQuery = .allocate(byteCount: max(64, layout.dimensions * 4), alignment: 64)
            kernels.conversion.widen(query, layout.dimensions, wideQuery)
        } else {
            wideQuery = query
        }
    }

    deinit {
        if wideQuery != query { wideQuery.deallocate() }
        query.deallocate()
    }

    /// Whether a greater score means nearer (the inner product), rather than a smaller one.
    package var greaterIsNearer: Bool { metric == .innerProduct }

    /// Whether ``distance(score:)`` may be used: the score says all that the distance says.
    package var scoreDeterminesDistance: Bool {
        layout.element != .sparse && (metric == .l2 || metric == .innerProduct || metric == .l1)
    }

    /// Writes the scores of `count` rows that lie `stride` bytes apart.
    @inline(__always)
    package func scores(rows: UnsafeRawPointer, count: Int, into out: UnsafeMutablePointer<Float>) {
        switch layout.element {
        case .float32: floatScores(kernels.float32, query, rows, count, out)
        case .float16: floatScores(kernels.float16, wideQuery, rows, count, out)
        case .bit:
            let scan = metric == .jaccard ? kernels.bits.jaccardRows : kernels.bits.hammingRows
            scan(query, rows, layout.stride, count, layout.rowBytes, out)
        case .sparse:
            for index in 0..<count { out[index] = sparseScore(rows + index * layout.stride) }
        }
    }

    /// The distance to one row, as pgvector's operator gives it.
    package func distance(to row: UnsafeRawPointer) -> Double {
        let dimensions = layout.dimensions
        switch layout.element {
        case .float32, .float16:
            let kernels = layout.element == .float32 ? kernels.float32 : kernels.float16
            switch metric {
            case .l2: return Double(kernels.squaredL2(query, row, dimensions)).squareRoot()
            case .innerProduct: return -Double(kernels.dot(query, row, dimensions))
            case .l1: return Double(kernels.l1(query, row, dimensions))
            default:
                return withUnsafeTemporaryAllocation(of: Float.self, capacity: 3) { pieces in
                    guard let base = pieces.baseAddress else { return .nan }
                    kernels.cosinePieces(query, row, dimensions, base)
                    return cosineDistance(dot: base[0], base[1], base[2])
                }
            }
        case .bit:
            return metric == .jaccard
                ? kernels.bits.jaccard(query, row, layout.rowBytes)
                : Double(kernels.bits.hamming(query, row, layout.rowBytes))
        case .sparse:
            guard let vector = row.load(as: UnsafeRawPointer?.self) else { return .nan }
            return distance(toSparse: vector)
        }
    }

    /// The distance to a vector in storage form that is not in an arena and may lie unaligned.
    package func distance(toStored bytes: UnsafeRawBufferPointer) -> Double {
        guard let base = bytes.baseAddress else { return .nan }
        guard layout.element == .sparse else { return distance(to: base) }
        return distance(toSparse: base)
    }

    /// The distance that a score stands for; only where ``scoreDeterminesDistance``.
    @inline(__always)
    package func distance(score: Float) -> Double {
        switch metric {
        case .l2: Double(score).squareRoot()
        case .innerProduct: -Double(score)
        default: Double(score)
        }
    }

    /// A row whose score is not strictly on the near side of this bound is certainly farther than `limit`.
    ///
    /// Scores may differ from distances by rounding, so the bound leaves some room.
    package func scoreBound(for limit: Double) -> Float {
        switch metric {
        case .l2: (Float(limit * limit) * 1.000_02).nextUp.nextUp
        case .innerProduct: (-Float(limit)).nextDown.nextDown
        case .cosine, .jaccard: Float(limit) + 1e-5
        case .l1: (Float(limit) * (limit < 0 ? 1 : 1.000_02)).nextUp.nextUp
        case .hamming: (Float(limit) * 1.000_001).nextUp
        }
    }

    /// Writes the positions of the scores that ``scoreBound(for:)`` lets pass; returns how many.
    @inline(__always)
    func select(
        _ scores: UnsafePointer<Float>, count: Int, bound: Float, into positions: UnsafeMutablePointer<Int32>
    ) -> Int {
        greaterIsNearer
            ? kernels.selection.above(scores, count, bound, positions)
            : kernels.selection.below(scores, count, bound, positions)
    }

    /// Writes the query as float32; for dense elements only.
    func copyWide(to destination: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(destination).copyMemory(from: wideQuery, byteCount: layout.dimensions * 4)
    }

    /// Calls `body` with the query in storage form.
    @inline(__always)
    func withStored<R>(_ body: (UnsafeRawPointer) -> R) -> R { body(UnsafeRawPointer(query)) }

    private func floatScores(
        _ kernels: FloatKernels, _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ count: Int,
        _ out: UnsafeMutablePointer<Float>
    ) {
        let scan =
            switch metric {
            case .l2: kernels.squaredL2Rows
            case .innerProduct: kernels.dotRows
            case .l1: kernels.l1Rows
            default: kernels.cosineRows
            }
        scan(query, rows, layout.stride, count, layout.dimensions, out)
    }

    private func sparseScore(_ row: UnsafeRawPointer) -> Float {
        guard let vector = row.load(as: UnsafeRawPointer?.self) else { return .nan }
        switch metric {
        case .l2: return sparse(kernels.sparse.squaredL2, query, vector)
        case .innerProduct: return sparse(kernels.sparse.dot, query, vector)
        default: return Float(distance(toSparse: vector))
        }
    }

    private func distance(toSparse vector: UnsafeRawPointer) -> Double {
        switch metric {
        case .l2: return Double(sparse(kernels.sparse.squaredL2, query, vector)).squareRoot()
        case .innerProduct: return -Double(sparse(kernels.sparse.dot, query, vector))
        case .l1: return Double(sparse(kernels.sparse.l1, query, vector))
        default:
            return cosineDistance(
                dot: sparse(kernels.sparse.dot, query, vector), sparseSquaredNorm(query), sparseSquaredNorm(vector))
        }
    }

    private typealias Merge =
        (UnsafeRawPointer, UnsafeRawPointer, Int, UnsafeRawPointer, UnsafeRawPointer, Int) -> Float

    private func sparse(_ kernel: Merge, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> Float {
        let countA = Int(a.loadUnaligned(fromByteOffset: 4, as: Int32.self))
        let countB = Int(b.loadUnaligned(fromByteOffset: 4, as: Int32.self))
        return kernel(a + 8, a + 8 + 4 * countA, countA, b + 8, b + 8 + 4 * countB, countB)
    }

    private func sparseSquaredNorm(_ vector: UnsafeRawPointer) -> Float {
        let count = Int(vector.loadUnaligned(fromByteOffset: 4, as: Int32.self))
        let values = vector + 8 + 4 * count
        return kernels.float32.dot(values, values, count)
    }
}

/// One minus the cosine, from the pieces, as pgvector computes it: NaN when a norm is zero.
package func cosineDistance(dot: Float, _ squaredNormA: Float, _ squaredNormB: Float) -> Double {
    let similarity = Double(dot) / (Double(squaredNormA) * Double(squaredNormB)).squareRoot()
    return 1 - (similarity > 1 ? 1 : similarity < -1 ? -1 : similarity)
}
