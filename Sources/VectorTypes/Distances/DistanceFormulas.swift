#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// From the single-precision sums that the kernels give to the double-precision distances that SQL shows, as pgvector
/// defines them.
enum DistanceFormula {
    /// 1 - cos, from the inner product and the squared norms. NaN when a norm is zero or too large.
    @inline(__always)
    static func cosine(innerProduct: Float, squaredNormA: Float, squaredNormB: Float) -> Double {
        let similarity = Double(innerProduct) / (Double(squaredNormA) * Double(squaredNormB)).squareRoot()
        // Rounding may lead out of range. NaN passes both comparisons by.
        return 1 - (similarity > 1 ? 1 : similarity < -1 ? -1 : similarity)
    }

    /// The angle between two unit vectors as a share of π.
    @inline(__always)
    static func spherical(innerProduct: Float) -> Double {
        let similarity = Double(innerProduct)
        return acos(similarity > 1 ? 1 : similarity < -1 ? -1 : similarity) / Double.pi
    }
}
