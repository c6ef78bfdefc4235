/// The running state of `sum` over `vector`, added in single precision as pgvector does it.
///
/// ```swift
/// var sum = VectorSum()
/// try sum.add(Vector([1, 2, 3]))
/// try sum.add(Vector([3, 5, 7]))
/// sum.result?.text                // "[4,7,10]"
/// ```
public struct VectorSum: Sendable {
    /// The sum so far, or `nil` before the first vector.
    public private(set) var result: Vector?

    /// The state before any vector.
    public init() {}

    /// Adds a vector.
    ///
    /// - Throws: `22000` for another number of dimensions than before, `22003` for an overflow.
    public mutating func add(_ vector: Vector) throws {
        result = try result.map { try $0 + vector } ?? vector
    }
}

/// The running state of `sum` over `halfvec`, rounded to half precision at every step as pgvector does it.
public struct HalfVectorSum: Sendable {
    /// The sum so far, or `nil` before the first vector.
    public private(set) var result: HalfVector?

    /// The state before any vector.
    public init() {}

    /// Adds a vector.
    ///
    /// - Throws: `22000` for another number of dimensions than before, `22003` for an overflow.
    public mutating func add(_ vector: HalfVector) throws {
        result = try result.map { try $0 + vector } ?? vector
    }
}
