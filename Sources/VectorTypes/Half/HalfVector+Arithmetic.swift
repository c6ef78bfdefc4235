/// Arithmetic is done in single precision and rounded once: single precision has more than twice the digits of half
/// precision, so the result is the one that half-precision arithmetic would give.
extension HalfVector {
    /// The sum, element by element.
    ///
    /// - Throws: `22000` for different dimensions, `22003` for an overflow.
    public static func + (a: HalfVector, b: HalfVector) throws -> HalfVector {
        try elementwise(a, b, +)
    }

    /// The difference, element by element.
    ///
    /// - Throws: `22000` for different dimensions, `22003` for an overflow.
    public static func - (a: HalfVector, b: HalfVector) throws -> HalfVector {
        try elementwise(a, b, -)
    }

    /// The product, element by element.
    ///
    /// - Throws: `22000` for different dimensions, `22003` for an overflow or an underflow to zero.
    public static func * (a: HalfVector, b: HalfVector) throws -> HalfVector {
        let product = try elementwise(a, b, *)
        for (index, bits) in product.bitPatterns.enumerated() where Half.isZero(bits) {
            if !Half.isZero(a.bitPatterns[index]) && !Half.isZero(b.bitPatterns[index]) { throw VecDBError.underflow }
        }
        return product
    }

    /// The elements of this vector and then the other's: `||` in SQL.
    ///
    /// - Throws: `54000` when they are more than 16,000.
    public func concatenated(with other: HalfVector) throws -> HalfVector {
        try VectorType.halfvec.requireDimensions(dimensions + other.dimensions)
        return HalfVector(unchecked: bitPatterns + other.bitPatterns)
    }

    @inline(__always)
    private static func elementwise(
        _ a: HalfVector, _ b: HalfVector, _ operation: (Float, Float) -> Float
    ) throws -> HalfVector {
        try VectorType.halfvec.requireSameDimensions(a.dimensions, b.dimensions)
        let result = zip(a.bitPatterns, b.bitPatterns).map {
            Half.bitPattern(operation(Half.float($0), Half.float($1)))
        }
        if result.contains(where: { Half.isInfinite($0) }) { throw VecDBError.overflow }
        return HalfVector(unchecked: result)
    }
}
