import CIntrinsics
import VectorKernelTable

// Dense metrics of float32 and float16.
//
// One loop serves all of them: `accumulate` for a pair, called once a row by `scan`. It takes the loads and the step of
// the metric as functions that are inlined at every use, so each exported kernel is one straight loop without calls.
// They are named functions, not closures, because only those obey `@inline(__always)`; no type is declared here (see
// `Kernels`). They are private to this file, because a debug build compiles file by file and could not inline across.
// Four accumulators of 16 lanes hide the latency of the additions and keep the rounding error of 16,000
// terms below 1e-5: each lane sums at most 250 of them.

private typealias Lanes = SIMD16<Float>
private typealias Load = (UnsafeRawPointer, Int) -> Lanes
private typealias LoadTail = (UnsafeRawPointer, Int, Int) -> Lanes

// MARK: Elements

@inline(__always)
private func loadSingle(_ base: UnsafeRawPointer, _ index: Int) -> Lanes { vecdb_load(base + index &* 4) }

@inline(__always)
private func loadSingleTail(_ base: UnsafeRawPointer, _ index: Int, _ count: Int) -> Lanes {
    vecdb_load_tail(base + index &* 4, count)
}

@inline(__always)
private func loadHalf(_ base: UnsafeRawPointer, _ index: Int) -> Lanes { vecdb_load_half(base + index &* 2) }

@inline(__always)
private func loadHalfTail(_ base: UnsafeRawPointer, _ index: Int, _ count: Int) -> Lanes {
    vecdb_load_half_tail(base + index &* 2, count)
}

@inline(__always)
private func announceNothing(_ base: UnsafeRawPointer, _ index: Int) {}

@inline(__always)
private func announceSingle(_ base: UnsafeRawPointer, _ index: Int) { vecdb_prefetch_page(base + index &* 4) }

@inline(__always)
private func announceHalf(_ base: UnsafeRawPointer, _ index: Int) { vecdb_prefetch_page(base + index &* 2) }

// MARK: Metrics

@inline(__always)
private func squaredL2Step(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
    let difference = a - b
    return vecdb_multiply_add(sum, difference, difference)
}

@inline(__always)
private func dotStep(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes { vecdb_multiply_add(sum, a, b) }

@inline(__always)
private func l1Step(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes { sum + vecdb_absolute(a - b) }

// MARK: Loops

@inline(__always)
private func accumulate(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int, _ loadA: Load, _ tailA: LoadTail, _ loadB: Load,
    _ tailB: LoadTail, _ step: (Lanes, Lanes, Lanes) -> Lanes, _ announce: (UnsafeRawPointer, Int) -> Void
) -> Float {
    var s0 = Lanes(repeating: 0)
    var s1 = s0
    var s2 = s0
    var s3 = s0
    var i = 0
    while i &+ 64 <= count {
        announce(b, i)
        s0 = step(s0, loadA(a, i), loadB(b, i))
        s1 = step(s1, loadA(a, i &+ 16), loadB(b, i &+ 16))
        s2 = step(s2, loadA(a, i &+ 32), loadB(b, i &+ 32))
        s3 = step(s3, loadA(a, i &+ 48), loadB(b, i &+ 48))
        i &+= 64
    }
    while i &+ 16 <= count {
        s0 = step(s0, loadA(a, i), loadB(b, i))
        i &+= 16
    }
    if i < count { s1 = step(s1, tailA(a, i, count &- i), tailB(b, i, count &- i)) }
    return vecdb_sum((s0 + s1) + (s2 + s3))
}

/// a·b, a·a and b·b in one pass, each to the bit what `accumulate` gives with `dotStep`.
@inline(__always)
private func accumulatePieces(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int, _ loadA: Load, _ tailA: LoadTail, _ loadB: Load,
    _ tailB: LoadTail
) -> (Float, Float, Float) {
    let zero = Lanes(repeating: 0)
    var (s0, s1, s2, s3) = ((zero, zero, zero), (zero, zero, zero), (zero, zero, zero), (zero, zero, zero))
    var i = 0
    while i &+ 64 <= count {
        addPieces(&s0, loadA(a, i), loadB(b, i))
        addPieces(&s1, loadA(a, i &+ 16), loadB(b, i &+ 16))
        addPieces(&s2, loadA(a, i &+ 32), loadB(b, i &+ 32))
        addPieces(&s3, loadA(a, i &+ 48), loadB(b, i &+ 48))
        i &+= 64
    }
    while i &+ 16 <= count {
        addPieces(&s0, loadA(a, i), loadB(b, i))
        i &+= 16
    }
    if i < count { addPieces(&s1, tailA(a, i, count &- i), tailB(b, i, count &- i)) }
    return (
        vecdb_sum((s0.0 + s1.0) + (s2.0 + s3.0)), vecdb_sum((s0.1 + s1.1) + (s2.1 + s3.1)),
        vecdb_sum((s0.2 + s1.2) + (s2.2 + s3.2))
    )
}

@inline(__always)
private func addPieces(_ sums: inout (Lanes, Lanes, Lanes), _ a: Lanes, _ b: Lanes) {
    sums.0 = dotStep(sums.0, a, b)
    sums.1 = dotStep(sums.1, a, a)
    sums.2 = dotStep(sums.2, b, b)
}

/// One value a row; the query is float32 whatever the rows are.
///
/// One row after the other: the processor's own prefetcher follows a single stream best (two or four neighbouring rows
/// at a time reach half the bandwidth on Zen 4). It stops at the end of a page, so one line in four of the next page is
/// announced to the second-level cache; more of that, or into the first level, is slower again.
@inline(__always)
private func scan(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>, _ load: Load, _ tail: LoadTail, _ step: (Lanes, Lanes, Lanes) -> Lanes,
    _ announce: (UnsafeRawPointer, Int) -> Void
) {
    var row = rows
    var i = 0
    while i < count {
        out[i] = accumulate(query, row, dimensions, loadSingle, loadSingleTail, load, tail, step, announce)
        row += stride
        i &+= 1
    }
}

@inline(__always)
private func scanCosine(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>, _ load: Load, _ tail: LoadTail, _ announce: (UnsafeRawPointer, Int) -> Void
) {
    let queryNorm = Double(dotSingle(query, query, dimensions))
    var row = rows
    var i = 0
    while i < count {
        let (dot, norm) = accumulateDotAndNorm(query, row, dimensions, load, tail, announce)
        let cosine = Double(dot) / (queryNorm * Double(norm)).squareRoot()
        // As pgvector does: rounding may carry the quotient a little past ±1.
        out[i] = Float(1 - (cosine > 1 ? 1 : cosine < -1 ? -1 : cosine))
        row += stride
        i &+= 1
    }
}

/// query·row and row·row, each to the bit what `accumulate` gives with `dotStep`.
@inline(__always)
private func accumulateDotAndNorm(
    _ query: UnsafeRawPointer, _ row: UnsafeRawPointer, _ count: Int, _ load: Load, _ tail: LoadTail,
    _ announce: (UnsafeRawPointer, Int) -> Void
) -> (Float, Float) {
    let zero = Lanes(repeating: 0)
    var (s0, s1, s2, s3) = ((zero, zero), (zero, zero), (zero, zero), (zero, zero))
    var i = 0
    while i &+ 64 <= count {
        announce(row, i)
        addDotAndNorm(&s0, loadSingle(query, i), load(row, i))
        addDotAndNorm(&s1, loadSingle(query, i &+ 16), load(row, i &+ 16))
        addDotAndNorm(&s2, loadSingle(query, i &+ 32), load(row, i &+ 32))
        addDotAndNorm(&s3, loadSingle(query, i &+ 48), load(row, i &+ 48))
        i &+= 64
    }
    while i &+ 16 <= count {
        addDotAndNorm(&s0, loadSingle(query, i), load(row, i))
        i &+= 16
    }
    if i < count { addDotAndNorm(&s1, loadSingleTail(query, i, count &- i), tail(row, i, count &- i)) }
    return (vecdb_sum((s0.0 + s1.0) + (s2.0 + s3.0)), vecdb_sum((s0.1 + s1.1) + (s2.1 + s3.1)))
}

@inline(__always)
private func addDotAndNorm(_ sums: inout (Lanes, Lanes), _ query: Lanes, _ row: Lanes) {
    sums.0 = dotStep(sums.0, query, row)
    sums.1 = dotStep(sums.1, row, row)
}

// MARK: Float32 against float32

func squaredL2Single(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail, squaredL2Step, announceNothing)
}

func dotSingle(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail, dotStep, announceNothing)
}

func l1Single(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail, l1Step, announceNothing)
}

func cosinePiecesSingle(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
    (out[0], out[1], out[2]) = accumulatePieces(
        a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail)
}

func squaredL2RowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, squaredL2Step, announceSingle)
}

func dotRowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, dotStep, announceSingle)
}

func l1RowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, l1Step, announceSingle)
}

func cosineRowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scanCosine(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, announceSingle)
}

// MARK: Float16 against float16 for pairs, a float32 query against float16 rows for scans.

func squaredL2Half(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail, squaredL2Step, announceNothing)
}

func dotHalf(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail, dotStep, announceNothing)
}

func l1Half(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail, l1Step, announceNothing)
}

func cosinePiecesHalf(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
    (out[0], out[1], out[2]) = accumulatePieces(
        a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail)
}

func squaredL2RowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, squaredL2Step, announceHalf)
}

func dotRowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, dotStep, announceHalf)
}

func l1RowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, l1Step, announceHalf)
}

func cosineRowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scanCosine(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, announceHalf)
}
