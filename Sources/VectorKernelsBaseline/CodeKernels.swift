import CIntrinsics
import VectorKernelTable

// Dot products of 8-bit codes, 64 codes a step in 16 lanes of 32 bits. Two accumulators: the step itself already holds
// several instructions.

private typealias CodeStep = (SIMD16<Int32>, UnsafeRawPointer, UnsafeRawPointer) -> SIMD16<Int32>
private typealias CodeTail = (SIMD16<Int32>, UnsafeRawPointer, UnsafeRawPointer, Int) -> SIMD16<Int32>

@inline(__always)
private func signedStep(_ sum: SIMD16<Int32>, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> SIMD16<Int32> {
    vecdb_signed_step(sum, a, b)
}

@inline(__always)
private func signedTail(_ sum: SIMD16<Int32>, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ n: Int) -> SIMD16<Int32> {
    vecdb_signed_tail(sum, a, b, n)
}

@inline(__always)
private func mixedStep(_ sum: SIMD16<Int32>, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> SIMD16<Int32> {
    vecdb_mixed_step(sum, a, b)
}

@inline(__always)
private func mixedTail(_ sum: SIMD16<Int32>, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ n: Int) -> SIMD16<Int32> {
    vecdb_mixed_tail(sum, a, b, n)
}

@inline(__always)
private func accumulateCodes(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int, _ step: CodeStep, _ tail: CodeTail,
    _ announces: Bool
) -> Int32 {
    var s0 = SIMD16<Int32>(repeating: 0)
    var s1 = s0
    var i = 0
    while i &+ 128 <= count {
        if announces { vecdb_prefetch_page(b + i) }
        s0 = step(s0, a + i, b + i)
        s1 = step(s1, a + (i &+ 64), b + (i &+ 64))
        i &+= 128
    }
    if i &+ 64 <= count {
        s0 = step(s0, a + i, b + i)
        i &+= 64
    }
    if i < count { s1 = tail(s1, a + i, b + i, count &- i) }
    return vecdb_sum_integers(s0 &+ s1)
}

@inline(__always)
private func scanCodes(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Int32>, _ step: CodeStep, _ tail: CodeTail
) {
    var row = rows
    var i = 0
    while i < count {
        out[i] = accumulateCodes(query, row, dimensions, step, tail, true)
        row += stride
        i &+= 1
    }
}

func dotCodes(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Int32 {
    accumulateCodes(a, b, count, signedStep, signedTail, false)
}

func mixedDotCodes(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Int32 {
    accumulateCodes(a, b, count, mixedStep, mixedTail, false)
}

func dotRowsCodes(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Int32>
) {
    scanCodes(query, rows, stride, count, dimensions, out, signedStep, signedTail)
}

func mixedDotRowsCodes(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Int32>
) {
    scanCodes(query, rows, stride, count, dimensions, out, mixedStep, mixedTail)
}
