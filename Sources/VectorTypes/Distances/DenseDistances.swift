extension DenseOperand {
    /// Calls `body` with two vectors in storage form.
    @inline(__always)
    static func pair(
        _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ body: (Self, Self) -> Double
    ) throws -> Double {
        let (x, y) = (try Self(a), try Self(b))
        try type.requireSameDimensions(x.dimensions, y.dimensions)
        return body(x, y)
    }

    @inline(__always)
    func cosine(_ other: Self) -> Double {
        DistanceFormula.cosine(
            innerProduct: innerProduct(other), squaredNormA: innerProduct(self),
            squaredNormB: other.innerProduct(other))
    }
}
