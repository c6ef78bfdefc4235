import VectorKernelsBaseline

/// Squared Euclidean distance of two float32 vectors of `count` elements.
public func squaredL2(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    VectorKernelsBaseline.squaredL2(a, b, count)
}
