// Distances between two values of `halfvec` in storage form, straight from SQLite's memory: nothing is copied, and the
// bytes need no alignment. They throw `22000` for different dimensions and `XX001` for bytes that cannot be a
// `halfvec`.
//
// A sum that overflows gives an infinite distance, not an error.

/// The Euclidean distance of two `halfvec` values.
package func l2Distance(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in Double(x.squaredL2(y)).squareRoot() }
}

/// The squared Euclidean distance of two `halfvec` values.
package func l2SquaredDistance(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in Double(x.squaredL2(y)) }
}

/// The inner product of two `halfvec` values.
package func innerProduct(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in Double(x.innerProduct(y)) }
}

/// The negated inner product of two `halfvec` values.
package func negativeInnerProduct(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in Double(-x.innerProduct(y)) }
}

/// The cosine distance; NaN when a norm is zero or overflows of two `halfvec` values.
package func cosineDistance(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in x.cosine(y) }
}

/// The taxicab distance of two `halfvec` values.
package func l1Distance(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in Double(x.l1(y)) }
}

/// The angle between two unit vectors as a share of π of two `halfvec` values.
package func sphericalDistance(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredHalfVector.pair(a, b) { x, y in DistanceFormula.spherical(innerProduct: x.innerProduct(y)) }
}
