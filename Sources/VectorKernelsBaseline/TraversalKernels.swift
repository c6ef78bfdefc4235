import CIntrinsics
import VectorKernelTable

// The inner step of a graph search: one query against the codes of a node's neighbours, four rows at a time so that the
// query is loaded once for them, the loads of four rows wait for memory together, and their sums are folded together.

func gatherDotsCodes(
    _ query: UnsafeRawPointer, _ rows: UnsafePointer<UnsafeRawPointer>, _ count: Int, _ paddedDimensions: Int,
    _ out: UnsafeMutablePointer<Int32>
) {
    let zero = SIMD16<Int32>(repeating: 0)
    var i = 0
    while i &+ 4 <= count {
        let (a, b, c, d) = (rows[i], rows[i &+ 1], rows[i &+ 2], rows[i &+ 3])
        var (s0, s1, s2, s3) = (zero, zero, zero, zero)
        var j = 0
        while j < paddedDimensions {
            s0 = vecdb_mixed_step(s0, a + j, query + j)
            s1 = vecdb_mixed_step(s1, b + j, query + j)
            s2 = vecdb_mixed_step(s2, c + j, query + j)
            s3 = vecdb_mixed_step(s3, d + j, query + j)
            j &+= 64
        }
        vecdb_store_four_sums(out + i, s0, s1, s2, s3)
        i &+= 4
    }
    while i < count {
        let row = rows[i]
        var (s0, s1) = (zero, zero)
        var j = 0
        while j &+ 128 <= paddedDimensions {
            s0 = vecdb_mixed_step(s0, row + j, query + j)
            s1 = vecdb_mixed_step(s1, row + (j &+ 64), query + (j &+ 64))
            j &+= 128
        }
        if j < paddedDimensions { s0 = vecdb_mixed_step(s0, row + j, query + j) }
        out[i] = vecdb_sum_integers(s0 &+ s1)
        i &+= 1
    }
}

/// Rows one after another, announced a page ahead; the dot products become scores where they stand.
func scanScoresCodes(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ count: Int, _ paddedDimensions: Int,
    _ terms: UnsafePointer<Float>, _ base: Float, _ factor: Float, _ bias: Int32, _ out: UnsafeMutablePointer<Float>
) {
    let zero = SIMD16<Int32>(repeating: 0)
    let raw = UnsafeMutableRawPointer(out)
    var row = rows
    var i = 0
    while i &+ 4 <= count {
        let (b, c, d) = (row + paddedDimensions, row + 2 &* paddedDimensions, row + 3 &* paddedDimensions)
        var (s0, s1, s2, s3) = (zero, zero, zero, zero)
        var j = 0
        while j < paddedDimensions {
            vecdb_prefetch_page(row + j)
            vecdb_prefetch_page(b + j)
            vecdb_prefetch_page(c + j)
            vecdb_prefetch_page(d + j)
            s0 = vecdb_mixed_step(s0, row + j, query + j)
            s1 = vecdb_mixed_step(s1, b + j, query + j)
            s2 = vecdb_mixed_step(s2, c + j, query + j)
            s3 = vecdb_mixed_step(s3, d + j, query + j)
            j &+= 64
        }
        vecdb_store_four_sums((raw + i &* 4).assumingMemoryBound(to: Int32.self), s0, s1, s2, s3)
        row += 4 &* paddedDimensions
        i &+= 4
    }
    while i < count {
        var sum = zero
        var j = 0
        while j < paddedDimensions {
            sum = vecdb_mixed_step(sum, row + j, query + j)
            j &+= 64
        }
        raw.storeBytes(of: vecdb_sum_integers(sum), toByteOffset: i &* 4, as: Int32.self)
        row += paddedDimensions
        i &+= 1
    }
    i = 0
    while i &+ 16 <= count {
        vecdb_scores(raw + i &* 4, terms + i, base, factor, bias)
        i &+= 16
    }
    while i < count {
        let dot = raw.load(fromByteOffset: i &* 4, as: Int32.self) &- bias
        out[i] = (terms[i] + base) - factor * Float(dot)
        i &+= 1
    }
}

func quantizeSingles(
    _ values: UnsafePointer<Float>, _ offsets: UnsafePointer<Float>, _ factor: Float, _ scale: Float, _ count: Int,
    _ flip: UInt8, _ codes: UnsafeMutableRawPointer, _ sums: UnsafeMutablePointer<Int32>
) {
    let factors = SIMD16<Float>(repeating: factor)
    let scales = SIMD16<Float>(repeating: scale)
    var sum = SIMD16<Int32>(repeating: 0)
    var squares = sum
    var i = 0
    while i &+ 16 <= count {
        let rounded = vecdb_round_codes((vecdb_load(values + i) * factors - vecdb_load(offsets + i)) * scales)
        sum &+= rounded
        squares &+= rounded &* rounded
        vecdb_store_codes(codes + i, rounded, flip)
        i &+= 16
    }
    if i < count {
        // Lanes past the end are zero in both loads, and zero is the code of zero.
        let left = count &- i
        let rounded = vecdb_round_codes(
            (vecdb_load_tail(values + i, left) * factors - vecdb_load_tail(offsets + i, left)) * scales)
        sum &+= rounded
        squares &+= rounded &* rounded
        var lane = 0
        while lane < left {
            let code = UInt8(truncatingIfNeeded: rounded[lane]) ^ flip
            codes.storeBytes(of: code, toByteOffset: i &+ lane, as: UInt8.self)
            lane &+= 1
        }
    }
    sums[0] = vecdb_sum_integers(sum)
    sums[1] = vecdb_sum_integers(squares)
}

func rangeSingles(
    _ values: UnsafePointer<Float>, _ offsets: UnsafePointer<Float>, _ factor: Float, _ count: Int
) -> Float {
    let factors = SIMD16<Float>(repeating: factor)
    var most = SIMD16<Float>(repeating: 0)
    var i = 0
    while i &+ 16 <= count {
        let magnitude = vecdb_absolute(vecdb_load(values + i) * factors - vecdb_load(offsets + i))
        most = vecdb_maximum(most, magnitude)
        i &+= 16
    }
    if i < count {
        let left = count &- i
        let magnitude = vecdb_absolute(
            vecdb_load_tail(values + i, left) * factors - vecdb_load_tail(offsets + i, left))
        most = vecdb_maximum(most, magnitude)
    }
    return vecdb_greatest(most)
}

func makeSignedCodes(
    _ row: UnsafeRawPointer, _ paddedDimensions: Int, _ query: UnsafeMutableRawPointer
) -> Int32 {
    var sum = SIMD16<Int32>(repeating: 0)
    var i = 0
    while i < paddedDimensions {
        sum = vecdb_make_signed(sum, row + i, query + i)
        i &+= 64
    }
    return vecdb_sum_integers(sum)
}
