/// Distances between sparse vectors: one pass over both ascending lists of positions.
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
        var sum: Float = 0
        merge(other) { a, b in
            let difference = a - b
            sum += difference * difference
        }
        return sum
    }

    func l1(_ other: StoredSparseVector) -> Float {
        var sum: Float = 0
        merge(other) { a, b in sum += (a - b).magnitude }
        return sum
    }

    func innerProduct(_ other: StoredSparseVector) -> Float {
        var sum: Float = 0
        merge(other) { a, b in sum += a * b }
        return sum
    }

    func cosine(_ other: StoredSparseVector) -> Double {
        DistanceFormula.cosine(
            innerProduct: innerProduct(other), squaredNormA: squaredNorm, squaredNormB: other.squaredNorm)
    }

    private var squaredNorm: Float {
        var sum: Float = 0
        for place in 0..<count { sum += value(place) * value(place) }
        return sum
    }

    /// Calls `body` with the two values at each position that either vector stores, zero standing for one that is not.
    @inline(__always)
    private func merge(_ other: StoredSparseVector, _ body: (Float, Float) -> Void) {
        var (i, j) = (0, 0)
        while i < count, j < other.count {
            let (a, b) = (index(i), other.index(j))
            body(a <= b ? value(i) : 0, b <= a ? other.value(j) : 0)
            if a <= b { i += 1 }
            if b <= a { j += 1 }
        }
        while i < count {
            body(value(i), 0)
            i += 1
        }
        while j < other.count {
            body(0, other.value(j))
            j += 1
        }
    }
}
