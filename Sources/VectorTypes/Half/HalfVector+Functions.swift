extension HalfVector {
    /// The Euclidean norm, accumulated in double precision: `l2_norm` in SQL.
    public var norm: Double {
        var sum = 0.0
        for bits in bitPatterns {
            let value = Double(Half.float(bits))
            sum += value * value
        }
        return sum.squareRoot()
    }

    /// The vector divided by its norm; a zero vector stays as it is.
    ///
    /// - Throws: `22003` for an overflow.
    public func l2Normalized() throws -> HalfVector {
        let norm = self.norm
        if norm == 0 { return HalfVector(unchecked: [UInt16](repeating: 0, count: dimensions)) }
        let result = bitPatterns.map { Half.bitPattern(Float(Double(Half.float($0)) / norm)) }
        if result.contains(where: { Half.isInfinite($0) }) { throw VecDBError.overflow }
        return HalfVector(unchecked: result)
    }

    /// One bit for each element: whether it is greater than zero.
    public func binaryQuantized() -> BitVector {
        BitVector(count: dimensions) { Half.float(bitPatterns[$0]) > 0 }
    }

    /// The `count` elements from `start` on, counted from 1 as SQL's `substring` counts.
    ///
    /// A start before the first element uses up the count, and a count beyond the last is cut off.
    /// - Throws: `22000` when nothing is left.
    public func subvector(start: Int, count: Int) throws -> HalfVector {
        let range = try VectorType.halfvec.subvectorRange(start: start, count: count, dimensions: dimensions)
        return HalfVector(unchecked: Array(bitPatterns[range]))
    }
}
