extension SparseVector {
    /// The Euclidean norm, accumulated in double precision: `l2_norm` in SQL.
    public var norm: Double {
        values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    /// The vector divided by its norm, without the elements that become zero; a zero vector stays as it is.
    ///
    /// - Throws: `22003` for an overflow.
    public func l2Normalized() throws -> SparseVector {
        let norm = self.norm
        if norm == 0 { return self }
        var (newIndices, newValues): ([Int32], [Float]) = ([], [])
        for (index, value) in zip(indices, values) {
            let quotient = Float(Double(value) / norm)
            if quotient.isInfinite { throw VecDBError.overflow }
            if quotient == 0 { continue }
            newIndices.append(index)
            newValues.append(quotient)
        }
        return SparseVector(unchecked: dimensions, indices: newIndices, values: newValues)
    }
}
