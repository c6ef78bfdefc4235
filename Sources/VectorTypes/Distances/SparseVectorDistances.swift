// Distances between two values of `sparsevec` in storage form, straight from SQLite's memory: nothing is copied, and
// the bytes need no alignment. They throw `22000` for different dimensions and `XX001` for bytes that cannot be a
// `sparsevec`.
//
// A sum that overflows gives an infinite distance, not an error.

/// The Euclidean distance of two `sparsevec` values.
package func l2Distance(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredSparseVector.pair(a, b) { x, y in Double(x.squaredL2(y)).squareRoot() }
}

/// The squared Euclidean distance of two `sparsevec` values.
package func l2SquaredDistance(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredSparseVector.pair(a, b) { x, y in Double(x.squaredL2(y)) }
}

/// The inner product of two `sparsevec` values.
package func innerProduct(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredSparseVector.pair(a, b) { x, y in Double(x.innerProduct(y)) }
}

/// The negated inner product of two `sparsevec` values.
package func negativeInnerProduct(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredSparseVector.pair(a, b) { x, y in Double(-x.innerProduct(y)) }
}

/// The cosine distance; NaN when a norm is zero or overflows of two `sparsevec` values.
package func cosineDistance(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredSparseVector.pair(a, b) { x, y in x.cosine(y) }
}

/// The taxicab distance of two `sparsevec` values.
package func l1Distance(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    try StoredSparseVector.pair(a, b) { x, y in Double(x.l1(y)) }
}
