extension SparseVector {
    /// The Euclidean distance: `<->` in SQL.
    ///
    /// - Throws: `22000` for different dimensions.
    public func l2Distance(to other: SparseVector) throws -> Double {
        try pair(other) { x, y in Double(x.squaredL2(y)).squareRoot() }
    }

    /// The squared Euclidean distance.
    ///
    /// - Throws: `22000` for different dimensions.
    public func l2SquaredDistance(to other: SparseVector) throws -> Double {
        try pair(other) { x, y in Double(x.squaredL2(y)) }
    }

    /// The inner product. SQL orders by its negation, `<#>`.
    ///
    /// - Throws: `22000` for different dimensions.
    public func innerProduct(with other: SparseVector) throws -> Double {
        try pair(other) { x, y in Double(x.innerProduct(y)) }
    }

    /// The negated inner product: `<#>` in SQL.
    ///
    /// - Throws: `22000` for different dimensions.
    public func negativeInnerProduct(with other: SparseVector) throws -> Double {
        try pair(other) { x, y in Double(-x.innerProduct(y)) }
    }

    /// The cosine distance, from 0 to 2: `<=>` in SQL. NaN when a norm is zero or overflows.
    ///
    /// - Throws: `22000` for different dimensions.
    public func cosineDistance(to other: SparseVector) throws -> Double {
        try pair(other) { x, y in x.cosine(y) }
    }

    /// The taxicab distance: `<+>` in SQL.
    ///
    /// - Throws: `22000` for different dimensions.
    public func l1Distance(to other: SparseVector) throws -> Double {
        try pair(other) { x, y in Double(x.l1(y)) }
    }

    /// Calls `body` with both vectors' elements where they lie.
    private func pair(_ other: SparseVector, _ body: (StoredSparseVector, StoredSparseVector) -> Double) throws
        -> Double
    {
        try VectorType.sparsevec.requireSameDimensions(dimensions, other.dimensions)
        return withStored { x in other.withStored { y in body(x, y) } }
    }
}
