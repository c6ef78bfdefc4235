import VectorKernels

/// Distances between dense vectors where they lie: the kernels' sums, then pgvector's formulas.
extension StoredDense {
    /// Calls `body` with two vectors in storage form.
    @inline(__always)
    static func pair(
        _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ body: (Self, Self) -> Double
    ) throws -> Double {
        let (x, y) = (try Self(a), try Self(b))
        try type.requireSameDimensions(x.dimensions, y.dimensions)
        return body(x, y)
    }

    @inline(__always)
    func squaredL2(_ other: Self) -> Float { Self.kernels.squaredL2(start, other.start, dimensions) }

    @inline(__always)
    func innerProduct(_ other: Self) -> Float { Self.kernels.dot(start, other.start, dimensions) }

    @inline(__always)
    func l1(_ other: Self) -> Float { Self.kernels.l1(start, other.start, dimensions) }

    @inline(__always)
    func cosine(_ other: Self) -> Double {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3) { pieces in
            guard let start = pieces.baseAddress else { return .nan }
            Self.kernels.cosinePieces(self.start, other.start, dimensions, start)
            return DistanceFormula.cosine(
                innerProduct: start[0], squaredNormA: start[1], squaredNormB: start[2])
        }
    }
}
