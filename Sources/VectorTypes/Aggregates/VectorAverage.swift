/// The running state of `avg` over `vector` or `halfvec`: a count and one double-precision sum for each dimension.
///
/// SQL sees it as `double precision[]`: the count, then the sums, `{0}` at the start (`vector_accum`, `vector_combine`,
/// `vector_avg`).
/// ```swift
/// var average = VectorAverage()
/// try average.add(Vector([1, 2, 3]))
/// try average.add(Vector([3, 5, 7]))
/// try average.result()?.text      // "[2,3.5,5]"
/// ```
public struct VectorAverage: Hashable, Sendable {
    /// The number of vectors, as SQL sees it.
    public private(set) var count: Double = 0
    /// The sums, one for each dimension; none before the first vector.
    public private(set) var sums: [Double] = []

    /// The state before any vector.
    public init() {}

    /// The state in the form of SQL's array.
    ///
    /// - Parameter function: the SQL function that was given the array, for the message.
    /// - Throws: `XX000` for an empty array.
    public init(state: [Double], function: String) throws {
        guard let count = state.first else { throw VectorAverage.invalidState(function) }
        self.count = count
        sums = Array(state.dropFirst())
    }

    /// The state in the form of SQL's array.
    public var state: [Double] { [count] + sums }

    /// The error for an array that cannot be a state: an empty one, one with nulls, or one of several dimensions.
    public static func invalidState(_ function: String) -> VecDBError {
        VecDBError(.internalError, "\(function): expected state array")
    }

    /// Takes in one more vector.
    ///
    /// - Throws: `22000` for another number of dimensions than before, `22003` when a sum overflows.
    public mutating func add(_ vector: Vector) throws {
        try add(count: vector.dimensions) { Double(vector.elements[$0]) }
    }

    /// Takes in one more vector.
    ///
    /// - Throws: `22000` for another number of dimensions than before, `22003` when a sum overflows.
    public mutating func add(_ vector: HalfVector) throws {
        try add(count: vector.dimensions) { Double(Half.float(vector.bitPatterns[$0])) }
    }

    /// Takes in one more `vector` in storage form.
    package mutating func add(vector bytes: UnsafeRawBufferPointer) throws {
        let vector = try StoredVector(bytes)
        try add(count: vector.dimensions) { Double(vector[$0]) }
    }

    /// Takes in one more `halfvec` in storage form.
    package mutating func add(halfvec bytes: UnsafeRawBufferPointer) throws {
        let vector = try StoredHalfVector(bytes)
        try add(count: vector.dimensions) { Double(vector[$0]) }
    }

    /// Takes in all that another state has seen.
    ///
    /// - Throws: `22000` for another number of dimensions, `54000` for more than 16,000, `22003` when a sum overflows.
    public mutating func combine(_ other: VectorAverage) throws {
        if sums.isEmpty || other.sums.isEmpty {
            if sums.isEmpty { sums = other.sums }
            if !sums.isEmpty { try VectorType.vector.requireDimensions(sums.count) }
        } else {
            try VectorType.vector.requireDimensions(sums.count)
            try accumulate(count: other.sums.count) { other.sums[$0] }
        }
        count += other.count
    }

    /// The average, or `nil` when there was no vector.
    ///
    /// - Throws: `22000` for a state without dimensions or an average that is not finite; `54000` for too many
    ///   dimensions.
    public func result() throws -> Vector? {
        if count == 0 { return nil }
        try VectorType.vector.requireDimensions(sums.count)
        return try Vector(sums.map { Float($0 / count) })
    }

    /// The average in half precision, or `nil` when there was no vector.
    ///
    /// - Throws: as ``result()``, and `22003` for an average that rounds to more than 65,504.
    public func halfResult() throws -> HalfVector? {
        if count == 0 { return nil }
        try VectorType.halfvec.requireDimensions(sums.count)
        return try HalfVector(sums.map { Float($0 / count) })
    }

    @inline(__always)
    private mutating func add(count dimensions: Int, _ element: (Int) -> Double) throws {
        if sums.isEmpty {
            sums = (0..<dimensions).map(element)
        } else {
            try accumulate(count: dimensions, element)
        }
        count += 1
    }

    @inline(__always)
    private mutating func accumulate(count dimensions: Int, _ element: (Int) -> Double) throws {
        try VectorType.vector.requireExpected(sums.count, dimensions)
        for index in sums.indices {
            sums[index] += element(index)
            if sums[index].isInfinite { throw VecDBError.overflow }
        }
    }
}
