/// How far apart two vectors are. Smaller is nearer for every metric.
///
/// The values are those of pgvector's operators: `<->`, `<#>`, `<=>`, `<+>`, `<~>` and `<%>`.
public enum DistanceMetric: String, Sendable, Hashable, CaseIterable, Codable {
    /// Euclidean distance, `<->`.
    case l2
    /// The inner product with its sign turned, so that smaller is nearer, `<#>`.
    case innerProduct
    /// One minus the cosine of the angle between the vectors, `<=>`; NaN when one of them is zero.
    case cosine
    /// Taxicab distance, `<+>`.
    case l1
    /// The number of bits that differ, `<~>`; bit vectors only.
    case hamming
    /// One minus the share of common bits among the bits set in either, `<%>`; bit vectors only.
    case jaccard

    /// Whether the metric compares bit vectors; the others compare numbers.
    public var comparesBits: Bool { self == .hamming || self == .jaccard }
}

/// What a vector is made of.
public enum VectorElement: String, Sendable, Hashable, CaseIterable {
    /// 32-bit floating point: `vector`.
    case float32
    /// 16-bit floating point: `halfvec`.
    case float16
    /// Bits, packed eight to a byte, the first in the highest place: `bit`.
    case bit
    /// 32-bit floating point with only the non-zero elements stored: `sparsevec`.
    case sparse

    /// The bytes that `dimensions` elements take in a row of an arena.
    package func rowBytes(dimensions: Int) -> Int {
        switch self {
        case .float32: dimensions * 4
        case .float16: dimensions * 2
        case .bit: (dimensions + 7) / 8
        case .sparse: MemoryLayout<UnsafeMutableRawPointer?>.size
        }
    }
}
