extension Vector {
    /// The Euclidean distance: `<->` in SQL.
    ///
    /// - Throws: `22000` for different dimensions.
    public func l2Distance(to other: Vector) throws -> Double {
        try pair(other) { x, y in Double(x.squaredL2(y)).squareRoot() }
    }

    /// The squared Euclidean distance.
    ///
    /// - Throws: `22000` for different dimensions.
    public func l2SquaredDistance(to other: Vector) throws -> Double {
        try pair(other) { x, y in Double(x.squaredL2(y)) }
    }

    /// The inner product. SQL orders by its negation, `<#>`.
    ///
    /// - Throws: `22000` for different dimensions.
    public func innerProduct(with other: Vector) throws -> Double {
        try pair(other) { x, y in Double(x.innerProduct(y)) }
    }

    /// The negated inner product: `<#>` in SQL.
    ///
    /// - Throws: `22000` for different dimensions.
    public func negativeInnerProduct(with other: Vector) throws -> Double {
        try pair(other) { x, y in Double(-x.innerProduct(y)) }
    }

    /// The cosine distance, from 0 to 2: `<=>` in SQL. NaN when a norm is zero or overflows.
    ///
    /// - Throws: `22000` for different dimensions.
    public func cosineDistance(to other: Vector) throws -> Double {
        try pair(other) { x, y in x.cosine(y) }
    }

    /// The taxicab distance: `<+>` in SQL.
    ///
    /// - Throws: `22000` for different dimensions.
    public func l1Distance(to other: Vector) throws -> Double {
        try pair(other) { x, y in Double(x.l1(y)) }
    }

    /// The angle between two unit vectors as a share of π.
    ///
    /// - Throws: `22000` for different dimensions.
    public func sphericalDistance(to other: Vector) throws -> Double {
        try pair(other) { x, y in DistanceFormula.spherical(innerProduct: x.innerProduct(y)) }
    }

    /// Calls `body` with both vectors' elements where they lie.
    private func pair(_ other: Vector, _ body: (StoredVector, StoredVector) -> Double) throws -> Double {
        try elements.withUnsafeBytes { a in
            try other.elements.withUnsafeBytes { b in try StoredVector.pair(a, b, body) }
        }
    }
}
