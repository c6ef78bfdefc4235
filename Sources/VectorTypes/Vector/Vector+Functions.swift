extension Vector {
    /// The Euclidean norm, accumulated in double precision: `vector_norm` in SQL.
    public var norm: Double {
        elements.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    /// The vector divided by its norm; a zero vector stays as it is.
    ///
    /// - Throws: `22003` for an overflow.
    public func l2Normalized() throws -> Vector {
        let norm = self.norm
        if norm == 0 { return Vector(unchecked: [Float](repeating: 0, count: dimensions)) }
        let result = elements.map { Float(Double($0) / norm) }
        if result.contains(where: { $0.isInfinite }) { throw VecDBError.overflow }
        return Vector(unchecked: result)
    }

    /// One bit for each element: whether it is greater than zero.
    public func binaryQuantized() -> BitVector {
        BitVector(count: dimensions) { elements[$0] > 0 }
    }

    /// The `count` elements from `start` on, counted from 1 as SQL's `substring` counts.
    ///
    /// A start before the first element uses up the count, and a count beyond the last is cut off.
    /// - Throws: `22000` when nothing is left.
    public func subvector(start: Int, count: Int) throws -> Vector {
        let range = try VectorType.vector.subvectorRange(start: start, count: count, dimensions: dimensions)
        return Vector(unchecked: Array(elements[range]))
    }
}

extension VectorType {
    /// The elements, counted from 0, that a subvector has; `start` counts from 1.
    func subvectorRange(start: Int, count: Int, dimensions: Int) throws -> Range<Int> {
        if count < 1 { try requireDimensions(0) }
        // Both sides of the comparison stay in range, where start + count might not.
        let end = start > dimensions - count ? dimensions + 1 : start + count
        let first = max(start, 1)
        if first > dimensions { try requireDimensions(0) }
        try requireDimensions(end - first)
        return (first - 1)..<(end - 1)
    }
}
