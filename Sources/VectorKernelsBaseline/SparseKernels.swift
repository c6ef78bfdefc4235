import VectorKernelTable

// Sparse metrics: a merge of two ascending lists of indices. `both` takes the values of an index that both hold,
// `single` the value of an index that one holds. Four partial sums, as positions advance, would not vectorise; a Double
// keeps the rounding error of 16,000 terms far below a float's.

@inline(__always)
private func merge(
    _ aIndices: UnsafeRawPointer, _ aValues: UnsafeRawPointer, _ aCount: Int, _ bIndices: UnsafeRawPointer,
    _ bValues: UnsafeRawPointer, _ bCount: Int, _ both: (Float, Float) -> Double, _ single: (Float) -> Double
) -> Float {
    var sum = 0.0
    var i = 0
    var j = 0
    while i < aCount, j < bCount {
        let a = aIndices.loadUnaligned(fromByteOffset: i &* 4, as: Int32.self)
        let b = bIndices.loadUnaligned(fromByteOffset: j &* 4, as: Int32.self)
        if a == b {
            sum += both(value(aValues, i), value(bValues, j))
            i &+= 1
            j &+= 1
        } else if a < b {
            sum += single(value(aValues, i))
            i &+= 1
        } else {
            sum += single(value(bValues, j))
            j &+= 1
        }
    }
    while i < aCount {
        sum += single(value(aValues, i))
        i &+= 1
    }
    while j < bCount {
        sum += single(value(bValues, j))
        j &+= 1
    }
    return Float(sum)
}

@inline(__always)
private func value(_ values: UnsafeRawPointer, _ index: Int) -> Float {
    values.loadUnaligned(fromByteOffset: index &* 4, as: Float.self)
}

@inline(__always)
private func product(_ a: Float, _ b: Float) -> Double { Double(a) * Double(b) }

@inline(__always)
private func nothing(_ a: Float) -> Double { 0 }

@inline(__always)
private func squaredDifference(_ a: Float, _ b: Float) -> Double {
    let difference = Double(a) - Double(b)
    return difference * difference
}

@inline(__always)
private func square(_ a: Float) -> Double { Double(a) * Double(a) }

@inline(__always)
private func absoluteDifference(_ a: Float, _ b: Float) -> Double { (Double(a) - Double(b)).magnitude }

@inline(__always)
private func absolute(_ a: Float) -> Double { Double(a.magnitude) }

func dotSparse(
    _ aIndices: UnsafeRawPointer, _ aValues: UnsafeRawPointer, _ aCount: Int, _ bIndices: UnsafeRawPointer,
    _ bValues: UnsafeRawPointer, _ bCount: Int
) -> Float {
    merge(aIndices, aValues, aCount, bIndices, bValues, bCount, product, nothing)
}

func squaredL2Sparse(
    _ aIndices: UnsafeRawPointer, _ aValues: UnsafeRawPointer, _ aCount: Int, _ bIndices: UnsafeRawPointer,
    _ bValues: UnsafeRawPointer, _ bCount: Int
) -> Float {
    merge(aIndices, aValues, aCount, bIndices, bValues, bCount, squaredDifference, square)
}

func l1Sparse(
    _ aIndices: UnsafeRawPointer, _ aValues: UnsafeRawPointer, _ aCount: Int, _ bIndices: UnsafeRawPointer,
    _ bValues: UnsafeRawPointer, _ bCount: Int
) -> Float {
    merge(aIndices, aValues, aCount, bIndices, bValues, bCount, absoluteDifference, absolute)
}
