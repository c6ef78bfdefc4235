// Distances between two values of `vector` in storage form, straight from SQLite's memory: nothing is copied, and the
// bytes need no alignment. They throw `22000` for different dimensions and `XX001` for bytes that cannot be a `vector`.
//
// A sum that overflows gives an infinite distance, not an error.

/// The Euclidean distance of two `vector` values.
package func l2Distance(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in Double(x.squaredL2(y)).squareRoot() }
}

/// The squared Euclidean distance of two `vector` values.
package func l2SquaredDistance(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in Double(x.squaredL2(y)) }
}

/// The inner product of two `vector` values.
package func innerProduct(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in Double(x.innerProduct(y)) }
}

/// The negated inner product of two `vector` values.
package func negativeInnerProduct(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in Double(-x.innerProduct(y)) }
}

/// The cosine distance; NaN when a norm is zero or overflows of two `vector` values.
package func cosineDistance(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in x.cosine(y) }
}

/// The taxicab distance of two `vector` values.
package func l1Distance(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in Double(x.l1(y)) }
}

/// The angle between two unit vectors as a share of π of two `vector` values.
package func sphericalDistance(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredVector.pair(a, b) { x, y in DistanceFormula.spherical(innerProduct: x.innerProduct(y)) }
}
