extension SparseVector {
    /// The elements that are not zero: a cast from `vector`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `22000` for another number of dimensions than declared.
    public init(_ vector: Vector, dimensions: Int? = nil) throws {
        try self.init(vector.elements, dimensions: dimensions)
    }

    /// The elements that are not zero, in single precision: a cast from `halfvec`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `22000` for another number of dimensions than declared.
    public init(_ vector: HalfVector, dimensions: Int? = nil) throws {
        try self.init(vector.floats, dimensions: dimensions)
    }
}
