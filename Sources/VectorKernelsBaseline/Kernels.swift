import CIntrinsics

/// Squared Euclidean distance of two float32 vectors.
public func squaredL2(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    var sum: Float = 0
    for i in 0..<count {
        let difference = a[i] - b[i]
        sum += difference * difference
    }
    return sum
}
