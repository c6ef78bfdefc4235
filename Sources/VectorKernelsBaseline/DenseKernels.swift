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
    _ tailB: LoadTail, _ step: (Lanes, Lanes, Lanes) -> Lanes
) -> Float {
    var s0 = Lanes(repeating: 0)
    var s1 = s0
    var s2 = s0
    var s3 = s0
    var i = 0
    while i &+ 64 <= count {
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

/// a·b, a·a and b·b in one pass.
@inline(__always)
private func accumulatePieces(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int, _ loadA: Load, _ tailA: LoadTail, _ loadB: Load,
    _ tailB: LoadTail
) -> (Float, Float, Float) {
    var dot0 = Lanes(repeating: 0)
    var a0 = dot0
    var b0 = dot0
    var dot1 = dot0
    var a1 = dot0
    var b1 = dot0
    var i = 0
    while i &+ 32 <= count {
        let x = loadA(a, i)
        let y = loadB(b, i)
        dot0 = dotStep(dot0, x, y)
        a0 = dotStep(a0, x, x)
        b0 = dotStep(b0, y, y)
        let z = loadA(a, i &+ 16)
        let w = loadB(b, i &+ 16)
        dot1 = dotStep(dot1, z, w)
        a1 = dotStep(a1, z, z)
        b1 = dotStep(b1, w, w)
        i &+= 32
    }
    while i < count {
        let left = count &- i
        let x = left >= 16 ? loadA(a, i) : tailA(a, i, left)
        let y = left >= 16 ? loadB(b, i) : tailB(b, i, left)
        dot0 = dotStep(dot0, x, y)
        a0 = dotStep(a0, x, x)
        b0 = dotStep(b0, y, y)
        i &+= 16
    }
    return (vecdb_sum(dot0 + dot1), vecdb_sum(a0 + a1), vecdb_sum(b0 + b1))
}

/// One value a row; the query is float32 whatever the rows are.
@inline(__always)
private func scan(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>, _ load: Load, _ tail: LoadTail, _ step: (Lanes, Lanes, Lanes) -> Lanes
) {
    var row = rows
    var i = 0
    while i < count {
        out[i] = accumulate(query, row, dimensions, loadSingle, loadSingleTail, load, tail, step)
        row += stride
        i &+= 1
    }
}

@inline(__always)
private func scanCosine(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>, _ load: Load, _ tail: LoadTail
) {
    let queryNorm = Double(dotSingle(query, query, dimensions))
    var row = rows
    var i = 0
    while i < count {
        let (dot, norm) = accumulateDotAndNorm(query, row, dimensions, load, tail)
        let cosine = Double(dot) / (queryNorm * Double(norm)).squareRoot()
        // As pgvector does: rounding may carry the quotient a little past ±1.
        out[i] = Float(1 - (cosine > 1 ? 1 : cosine < -1 ? -1 : cosine))
        row += stride
        i &+= 1
    }
}

/// query·row and row·row; the query's own norm is known.
@inline(__always)
private func accumulateDotAndNorm(
    _ query: UnsafeRawPointer, _ row: UnsafeRawPointer, _ count: Int, _ load: Load, _ tail: LoadTail
) -> (Float, Float) {
    var dot0 = Lanes(repeating: 0)
    var dot1 = dot0
    var norm0 = dot0
    var norm1 = dot0
    var i = 0
    while i &+ 32 <= count {
        let x = load(row, i)
        let y = load(row, i &+ 16)
        dot0 = dotStep(dot0, x, loadSingle(query, i))
        norm0 = dotStep(norm0, x, x)
        dot1 = dotStep(dot1, y, loadSingle(query, i &+ 16))
        norm1 = dotStep(norm1, y, y)
        i &+= 32
    }
    while i < count {
        let left = count &- i
        let x = left >= 16 ? load(row, i) : tail(row, i, left)
        dot0 = dotStep(dot0, x, left >= 16 ? loadSingle(query, i) : loadSingleTail(query, i, left))
        norm0 = dotStep(norm0, x, x)
        i &+= 16
    }
    return (vecdb_sum(dot0 + dot1), vecdb_sum(norm0 + norm1))
}

// MARK: Float32 against float32

func squaredL2Single(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail, squaredL2Step)
}

func dotSingle(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail, dotStep)
}

func l1Single(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadSingle, loadSingleTail, loadSingle, loadSingleTail, l1Step)
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
    scan(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, squaredL2Step)
}

func dotRowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, dotStep)
}

func l1RowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail, l1Step)
}

func cosineRowsSingle(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scanCosine(query, rows, stride, count, dimensions, out, loadSingle, loadSingleTail)
}

// MARK: Float16 against float16 for pairs, a float32 query against float16 rows for scans.

func squaredL2Half(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail, squaredL2Step)
}

func dotHalf(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail, dotStep)
}

func l1Half(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Float {
    accumulate(a, b, count, loadHalf, loadHalfTail, loadHalf, loadHalfTail, l1Step)
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
    scan(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, squaredL2Step)
}

func dotRowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, dotStep)
}

func l1RowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scan(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail, l1Step)
}

func cosineRowsHalf(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    scanCosine(query, rows, stride, count, dimensions, out, loadHalf, loadHalfTail)
}
