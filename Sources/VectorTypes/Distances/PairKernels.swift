/// What a distance between two dense vectors is made of, accumulated in single precision.
protocol DenseOperand {
    static var type: VectorType { get }
    var dimensions: Int { get }
    subscript(index: Int) -> Float { get }
    init(_ bytes: UnsafeRawBufferPointer) throws
}

extension StoredVector: DenseOperand {
    static var type: VectorType { .vector }
}

extension StoredHalfVector: DenseOperand {
    static var type: VectorType { .halfvec }
}

extension DenseOperand {
    func squaredL2(_ other: Self) -> Float {
        var sum: Float = 0
        for i in 0..<dimensions {
            let difference = self[i] - other[i]
            sum += difference * difference
        }
        return sum
    }

    func innerProduct(_ other: Self) -> Float {
        var sum: Float = 0
        for i in 0..<dimensions { sum += self[i] * other[i] }
        return sum
    }

    func l1(_ other: Self) -> Float {
        var sum: Float = 0
        for i in 0..<dimensions { sum += (self[i] - other[i]).magnitude }
        return sum
    }
}
