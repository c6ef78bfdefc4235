/// The three vector types of the SQL dialect, with their limits and the words they use to refuse a value.
///
/// pgvector words the same rules alike for its types; this is the one place where they are written down. Bit strings
/// are PostgreSQL's own type and have rules of their own (``BitVector``).
public enum VectorType: String, CaseIterable, Sendable {
    /// `vector`: single precision, dense. See ``Vector``.
    case vector
    /// `halfvec`: half precision, dense. See ``HalfVector``.
    case halfvec
    /// `sparsevec`: single precision, only the elements that are not zero. See ``SparseVector``.
    case sparsevec

    /// The most elements that a sparse vector stores.
    public static let maximumNonZeroElements = 16_000

    /// The most dimensions a value of the type can have.
    public var maximumDimensions: Int {
        self == .sparsevec ? 1_000_000_000 : 16_000
    }

    /// The type modifier of a declaration such as `vector(3)`: its number of dimensions.
    ///
    /// - Throws: `22023` when there is not exactly one modifier or it is out of range.
    public func typeModifier(_ modifiers: [Int32]) throws -> Int32 {
        guard modifiers.count == 1, let dimensions = modifiers.first else {
            throw VecDBError(.invalidParameterValue, "invalid type modifier")
        }
        if dimensions < 1 {
            throw VecDBError(.invalidParameterValue, "dimensions for type \(rawValue) must be at least 1")
        }
        if Int(dimensions) > maximumDimensions {
            throw VecDBError(
                .invalidParameterValue, "dimensions for type \(rawValue) cannot exceed \(maximumDimensions)")
        }
        return dimensions
    }
}

extension VectorType {
    /// Refuses a number of dimensions that the type cannot have, and then one that is not the expected one.
    func requireDimensions(_ count: Int, expected: Int? = nil) throws {
        if count < 1 { throw VecDBError(.dataException, "\(rawValue) must have at least 1 dimension") }
        if count > maximumDimensions { throw tooManyDimensions }
        try requireExpected(expected, count)
    }

    /// Refuses a value whose number of dimensions is not the declared one (`nil`: none was declared).
    func requireExpected(_ expected: Int?, _ count: Int) throws {
        if let expected, expected != count {
            throw VecDBError(.dataException, "expected \(expected) dimensions, not \(count)")
        }
    }

    /// Refuses two operands of different dimensions.
    @inline(__always)
    func requireSameDimensions(_ a: Int, _ b: Int) throws {
        if a != b { throw VecDBError(.dataException, "different \(rawValue) dimensions \(a) and \(b)") }
    }

    /// Refuses NaN and the infinities.
    @inline(__always)
    func requireFinite(_ value: Float) throws {
        if !value.isFinite { throw notFinite(value) }
    }

    /// Refuses a number of stored elements that a sparse vector cannot have.
    func requireNonZeroElements(_ count: Int, dimensions: Int) throws {
        if count < 0 { throw VecDBError(.dataException, "\(rawValue) cannot have negative number of elements") }
        if count > Self.maximumNonZeroElements { throw tooManyNonZeroElements }
        if count > dimensions {
            throw VecDBError(.programLimitExceeded, "\(rawValue) cannot have more elements than dimensions")
        }
    }

    var tooManyDimensions: VecDBError {
        VecDBError(.programLimitExceeded, "\(rawValue) cannot have more than \(maximumDimensions) dimensions")
    }

    var tooManyNonZeroElements: VecDBError {
        VecDBError(
            .programLimitExceeded,
            "\(rawValue) cannot have more than \(Self.maximumNonZeroElements) non-zero elements")
    }

    func notFinite(_ value: Float) -> VecDBError {
        value.isNaN
            ? VecDBError(.dataException, "NaN not allowed in \(rawValue)")
            : VecDBError(.dataException, "infinite value not allowed in \(rawValue)")
    }

    func outOfRange(_ number: String) -> VecDBError {
        VecDBError(.numericValueOutOfRange, "\"\(number)\" is out of range for type \(rawValue)")
    }

    func corrupt(_ what: String) -> VecDBError {
        VecDBError(.dataCorrupted, "stored \(rawValue) is damaged: \(what)")
    }
}

extension VecDBError {
    static var overflow: VecDBError { VecDBError(.numericValueOutOfRange, "value out of range: overflow") }
    static var underflow: VecDBError { VecDBError(.numericValueOutOfRange, "value out of range: underflow") }
}
