extension HalfVector {
    /// The elements rounded to half precision: a cast from `vector`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `22000` for another number of dimensions than declared, `22003` for an element that rounds to more
    ///   than 65,504.
    public init(_ vector: Vector, dimensions: Int? = nil) throws {
        try VectorType.halfvec.requireDimensions(vector.dimensions, expected: dimensions)
        self.init(unchecked: try Half.checkedBitPatterns(vector.elements))
    }

    /// The elements rounded to half precision, zeros written out: a cast from `sparsevec`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `54000` for more than 16,000 dimensions, `22000` for another number of them than declared, `22003` for
    ///   an element that rounds to more than 65,504.
    public init(_ vector: SparseVector, dimensions: Int? = nil) throws {
        try VectorType.halfvec.requireDimensions(vector.dimensions, expected: dimensions)
        var bitPatterns = [UInt16](repeating: 0, count: vector.dimensions)
        for (index, value) in zip(vector.indices, vector.values) {
            bitPatterns[Int(index)] = try Half.checkedBitPattern(value)
        }
        self.init(unchecked: bitPatterns)
    }
}
