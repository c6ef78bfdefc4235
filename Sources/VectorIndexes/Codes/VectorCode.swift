/// A vector as 8-bit codes: element i is about `scale` × code i, and `error` says how far that is off.
///
/// The scale is the vector's own (greatest magnitude / 127), so that one outlier among the rows spoils no other row.
struct VectorCode {
    var scale: Float = 0
    /// At least the Euclidean length of what the codes leave out.
    var error: Float = 0
    /// The Euclidean length of the vector.
    var norm: Float = 0

    /// Above this, sums of squares may overflow in single precision and `error` would mean nothing.
    static let greatestNorm: Float = 1e15
    /// Below this a scale's reciprocal might overflow; so small a vector is all error.
    private static let smallestMagnitude: Float = 1e-30

    /// Writes the codes of `count` elements.
    /// - Parameter factor: What every element is multiplied with first.
    init(_ elements: UnsafePointer<Float>, count: Int, factor: Float, codes: UnsafeMutablePointer<Int8>) {
        var greatest: Float = 0
        for i in 0..<count { greatest = max(greatest, (elements[i] * factor).magnitude) }
        let isCoded = greatest >= Self.smallestMagnitude && greatest.isFinite
        scale = isCoded ? greatest / 127 : 0
        let reciprocal = isCoded ? 127 / greatest : 0
        var squaredError: Float = 0
        var squaredNorm: Float = 0
        for i in 0..<count {
            let element = elements[i] * factor
            let code = isCoded ? max(-127, min(127, (element * reciprocal).rounded(.toNearestOrEven))) : 0
            codes[i] = Int8(code)
            let missing = element - scale * code
            squaredError += missing * missing
            squaredNorm += element * element
        }
        // The sums are rounded too: at most one part in 2^23 a term, generously made up for.
        let slack = 1 + Float(count + 64) * 0x1p-22
        error = squaredError.squareRoot() * slack + greatest * 0x1p-20
        norm = squaredNorm.squareRoot() * slack
    }
}
