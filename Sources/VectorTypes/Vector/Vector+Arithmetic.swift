extension Vector {
    /// The sum, element by element.
    ///
    /// - Throws: `22000` for different dimensions, `22003` for an overflow.
    public static func + (a: Vector, b: Vector) throws -> Vector {
        try elementwise(a, b, +)
    }

    /// The difference, element by element.
    ///
    /// - Throws: `22000` for different dimensions, `22003` for an overflow.
    public static func - (a: Vector, b: Vector) throws -> Vector {
        try elementwise(a, b, -)
    }

    /// The product, element by element.
    ///
    /// - Throws: `22000` for different dimensions, `22003` for an overflow or an underflow to zero.
    public static func * (a: Vector, b: Vector) throws -> Vector {
        let product = try elementwise(a, b, *)
        for (index, value) in product.elements.enumerated() where value == 0 {
            if a.elements[index] != 0 && b.elements[index] != 0 { throw VecDBError.underflow }
        }
        return product
    }

    /// The elements of this vector and then the other's: `||` in SQL.
    ///
    /// - Throws: `54000` when they are more than 16,000.
    public func concatenated(with other: Vector) throws -> Vector {
        try VectorType.vector.requireDimensions(dimensions + other.dimensions)
        return Vector(unchecked: elements + other.elements)
    }

    @inline(__always)
    private static func elementwise(
        _ a: Vector, _ b: Vector, _ operation: (Float, Float) -> Float
    ) throws -> Vector {
        try VectorType.vector.requireSameDimensions(a.dimensions, b.dimensions)
        let result = zip(a.elements, b.elements).map { operation($0, $1) }
        if result.contains(where: { $0.isInfinite }) { throw VecDBError.overflow }
        return Vector(unchecked: result)
    }
}
