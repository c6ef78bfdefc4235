extension Vector {
    /// The same elements in single precision: a cast from `halfvec`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `22000` for another number of dimensions than declared.
    public init(_ vector: HalfVector, dimensions: Int? = nil) throws {
        try VectorType.vector.requireDimensions(vector.dimensions, expected: dimensions)
        self.init(unchecked: vector.floats)
    }

    /// The same elements, zeros written out: a cast from `sparsevec`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `54000` for more than 16,000 dimensions, `22000` for another number of them than declared.
    public init(_ vector: SparseVector, dimensions: Int? = nil) throws {
        try VectorType.vector.requireDimensions(vector.dimensions, expected: dimensions)
        var elements = [Float](repeating: 0, count: vector.dimensions)
        for (index, value) in zip(vector.indices, vector.values) { elements[Int(index)] = value }
        self.init(unchecked: elements)
    }
}
