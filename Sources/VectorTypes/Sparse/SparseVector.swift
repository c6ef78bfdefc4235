/// A vector that stores only its elements that are not zero: pgvector's `sparsevec`.
///
/// It has up to 1,000,000,000 dimensions and at most 16,000 elements that are not zero. Positions count from 0 here and
/// in the binary forms, and from 1 in text, as pgvector does it. It is ordered as if it were dense.
/// ```swift
/// let v = try SparseVector(text: "{1:1.5,3:2}/5")
/// v.indices                       // [0, 2]
/// v.values                        // [1.5, 2.0]
/// try SparseVector([2: 1, 0: 3], dimensions: 5).text      // "{1:3,3:1}/5"
/// ```
public struct SparseVector: Hashable, Sendable {
    /// The number of dimensions.
    public let dimensions: Int
    /// The positions of the stored elements, from 0, ascending.
    public let indices: [Int32]
    /// The stored elements, finite and not zero, in the order of ``indices``.
    public let values: [Float]

    /// A vector of parts that are known to satisfy the rules.
    init(unchecked dimensions: Int, indices: [Int32], values: [Float]) {
        self.dimensions = dimensions
        self.indices = indices
        self.values = values
    }

    /// A vector of `dimensions` dimensions with the given elements by position, counted from 0. Zeros are not stored.
    ///
    /// - Throws: `22000` for no dimensions, a position outside of the dimensions, a NaN or an infinite value; `54000`
    ///   for more than 1,000,000,000 dimensions or 16,000 elements that are not zero.
    public init(_ elements: [Int: Float], dimensions: Int) throws {
        try VectorType.sparsevec.requireDimensions(dimensions)
        let stored = elements.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        try VectorType.sparsevec.requireNonZeroElements(stored.count, dimensions: dimensions)
        for (index, value) in stored {
            guard (0..<dimensions).contains(index) else { throw SparseVector.indexOutOfBounds }
            try VectorType.sparsevec.requireFinite(value)
        }
        self.init(
            unchecked: dimensions, indices: stored.map { Int32($0.key) }, values: stored.map { $0.value })
    }

    /// A vector of a dense array's elements that are not zero.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared (`sparsevec(3)`).
    /// - Throws: `22000` for an empty array, another number of elements than declared, a NaN or an infinite value;
    ///   `54000` for more than 1,000,000,000 elements or 16,000 that are not zero.
    public init(_ elements: [Float], dimensions: Int? = nil) throws {
        try VectorType.sparsevec.requireDimensions(elements.count, expected: dimensions)
        var indices: [Int32] = []
        var values: [Float] = []
        for (index, value) in elements.enumerated() where value != 0 {
            indices.append(Int32(index))
            values.append(value)
        }
        try VectorType.sparsevec.requireNonZeroElements(values.count, dimensions: elements.count)
        try VectorType.sparsevec.requireAllFinite(values)
        self.init(unchecked: elements.count, indices: indices, values: values)
    }

    /// A vector of a dense array's elements that are not zero, each rounded to single precision first.
    ///
    /// - Throws: as ``init(_:dimensions:)-([Float],_)``; a number beyond single precision counts as infinite.
    public init(converting numbers: [Double], dimensions: Int? = nil) throws {
        try self.init(numbers.map { Float($0) }, dimensions: dimensions)
    }

    /// A vector of a dense array's elements that are not zero, each rounded to single precision.
    ///
    /// - Throws: as ``init(_:dimensions:)-([Float],_)``.
    public init(converting numbers: [Int32], dimensions: Int? = nil) throws {
        try self.init(numbers.map { Float($0) }, dimensions: dimensions)
    }

    /// Refuses the vector unless it has the declared number of dimensions.
    ///
    /// - Throws: `22000` `expected 3 dimensions, not 2`.
    public func requireDimensions(_ expected: Int) throws {
        try VectorType.sparsevec.requireExpected(expected, dimensions)
    }

    static var indexOutOfBounds: VecDBError { VecDBError(.dataException, "sparsevec index out of bounds") }
}
