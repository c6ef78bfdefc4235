/// A dense vector of single-precision numbers: pgvector's `vector`.
///
/// A vector has 1 to 16,000 elements, all finite. It is ordered and compared as pgvector does it: element by element
/// (`-0` equals `0`), and then a shorter vector comes before a longer one.
/// ```swift
/// let v = try Vector([1, 2, 3])
/// let w = try Vector(text: "[4,5,6]")
/// try (v + w).text                // "[5,7,9]"
/// try v.l2Distance(to: w)         // 5.196152422706632
/// ```
public struct Vector: Hashable, Sendable {
    /// The elements, all of them finite.
    public let elements: [Float]

    /// A vector of elements that are known to satisfy the rules.
    init(unchecked elements: [Float]) { self.elements = elements }

    /// A vector of `elements`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared (`vector(3)`).
    /// - Throws: `22000` for no elements, another number of them than declared, a NaN or an infinite value; `54000` for
    ///   more than 16,000 elements.
    public init(_ elements: [Float], dimensions: Int? = nil) throws {
        try VectorType.vector.requireDimensions(elements.count, expected: dimensions)
        try VectorType.vector.requireAllFinite(elements)
        self.elements = elements
    }

    /// A vector of `numbers`, each rounded to single precision.
    ///
    /// - Throws: as ``init(_:dimensions:)``; a number beyond single precision counts as infinite.
    public init(converting numbers: [Double], dimensions: Int? = nil) throws {
        try VectorType.vector.requireDimensions(numbers.count, expected: dimensions)
        try self.init(numbers.map { Float($0) })
    }

    /// A vector of `numbers`, each rounded to single precision.
    ///
    /// - Throws: as ``init(_:dimensions:)``.
    public init(converting numbers: [Int32], dimensions: Int? = nil) throws {
        try VectorType.vector.requireDimensions(numbers.count, expected: dimensions)
        self.init(unchecked: numbers.map { Float($0) })
    }

    /// The number of elements.
    public var dimensions: Int { elements.count }

    /// Refuses the vector unless it has the declared number of dimensions.
    ///
    /// - Throws: `22000` `expected 3 dimensions, not 2`.
    public func requireDimensions(_ expected: Int) throws {
        try VectorType.vector.requireExpected(expected, dimensions)
    }
}

extension VectorType {
    /// Refuses a NaN or an infinite value among the elements.
    func requireAllFinite(_ elements: [Float]) throws {
        if !elements.areFinite {
            for value in elements { try requireFinite(value) }
        }
    }
}

extension [Float] {
    /// Whether no element is a NaN or infinite, in one pass that the compiler can vectorise.
    var areFinite: Bool {
        var largestExponent: UInt32 = 0
        for value in self { largestExponent = Swift.max(largestExponent, value.bitPattern & 0x7F80_0000) }
        return largestExponent != 0x7F80_0000
    }
}
