/// A dense vector of half-precision numbers (IEEE 754 binary16, at most 65,504): pgvector's `halfvec`.
///
/// It takes half the room of a ``Vector`` and has about three significant decimal digits. It has 1 to 16,000 elements,
/// all finite, and is ordered like a ``Vector``.
/// ```swift
/// let v = try HalfVector([1, 2.5, 0.1])
/// v.text                          // "[1,2.5,0.099975586]"
/// ```
public struct HalfVector: Sendable {
    /// The elements' IEEE 754 binary16 bit patterns, all of finite numbers.
    public let bitPatterns: [UInt16]

    /// A vector of elements that are known to satisfy the rules.
    init(unchecked bitPatterns: [UInt16]) { self.bitPatterns = bitPatterns }

    /// A vector of `elements`, each rounded to half precision (to nearest, ties to even).
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared (`halfvec(3)`).
    /// - Throws: `22000` for no elements, another number of them than declared, a NaN or an infinite value; `22003` for
    ///   a number that rounds to more than 65,504; `54000` for more than 16,000 elements.
    public init(_ elements: [Float], dimensions: Int? = nil) throws {
        try VectorType.halfvec.requireDimensions(elements.count, expected: dimensions)
        let bitPatterns = try Half.checkedBitPatterns(elements)
        for bits in bitPatterns where !Half.isFinite(bits) {
            throw VectorType.halfvec.notFinite(Half.float(bits))
        }
        self.bitPatterns = bitPatterns
    }

    /// A vector of `numbers`, each rounded to single and then to half precision, as PostgreSQL's cast does.
    ///
    /// - Throws: as ``init(_:dimensions:)``; a number beyond single precision counts as infinite.
    public init(converting numbers: [Double], dimensions: Int? = nil) throws {
        try VectorType.halfvec.requireDimensions(numbers.count, expected: dimensions)
        try self.init(numbers.map { Float($0) })
    }

    /// A vector of `numbers`, each rounded to half precision.
    ///
    /// - Throws: as ``init(_:dimensions:)``.
    public init(converting numbers: [Int32], dimensions: Int? = nil) throws {
        try VectorType.halfvec.requireDimensions(numbers.count, expected: dimensions)
        try self.init(numbers.map { Float($0) })
    }

    /// The number of elements.
    public var dimensions: Int { bitPatterns.count }

    /// The elements, widened to single precision (exactly).
    public var floats: [Float] { Half.floats(bitPatterns) }

    #if !(os(macOS) && arch(x86_64))
        /// The elements.
        public var elements: [Float16] { bitPatterns.map { Float16(bitPattern: $0) } }

        /// A vector of `elements` that are halves already.
        ///
        /// - Throws: `22000` for no elements, a NaN or an infinite value; `54000` for more than 16,000 elements.
        public init(halves elements: [Float16], dimensions: Int? = nil) throws {
            try self.init(elements.map { Float($0) }, dimensions: dimensions)
        }
    #endif

    /// Refuses the vector unless it has the declared number of dimensions.
    ///
    /// - Throws: `22000` `expected 3 dimensions, not 2`.
    public func requireDimensions(_ expected: Int) throws {
        try VectorType.halfvec.requireExpected(expected, dimensions)
    }
}
