import VectorKernels

/// Distances between sparse vectors where they lie: one pass over both ascending lists of positions.
extension StoredSparseVector {
    /// Calls `body` with two vectors in storage form.
    @inline(__always)
    static func pair(
        _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer,
        _ body: (StoredSparseVector, StoredSparseVector) -> Double
    ) throws -> Double {
        let (x, y) = (try StoredSparseVector(a), try StoredSparseVector(b))
        try VectorType.sparsevec.requireSameDimensions(x.dimensions, y.dimensions)
        return body(x, y)
    }

    func squaredL2(_ other: StoredSparseVector) -> Float {
        Kernels.current.sparse.squaredL2(indices, values, count, other.indices, other.values, other.count)
    }

    func innerProduct(_ other: StoredSparseVector) -> Float {
        Kernels.current.sparse.dot(indices, values, count, other.indices, other.values, other.count)
    }

    func l1(_ other: StoredSparseVector) -> Float {
        Kernels.current.sparse.l1(indices, values, count, other.indices, other.values, other.count)
    }

    func cosine(_ other: StoredSparseVector) -> Double {
        DistanceFormula.cosine(
            innerProduct: innerProduct(other), squaredNormA: squaredNorm, squaredNormB: other.squaredNorm)
    }

    /// The values alone are a dense vector, which is also how exact scans keep norms: both give the same bits.
    private var squaredNorm: Float { Kernels.current.float32.dot(values, values, count) }
}
