import CIntrinsics
import VectorKernelTable

// Metrics of packed bits, 64 bytes a step; the population count is what the instruction set has for whole vectors.

func hammingBits(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ bytes: Int) -> Int {
    var counts = SIMD8<UInt64>(repeating: 0)
    var i = 0
    while i &+ 64 <= bytes {
        counts &+= vecdb_popcount(vecdb_load_bits(a + i) ^ vecdb_load_bits(b + i))
        i &+= 64
    }
    if i < bytes {
        let left = bytes &- i
        counts &+= vecdb_popcount(vecdb_load_bits_tail(a + i, left) ^ vecdb_load_bits_tail(b + i, left))
    }
    return Int(truncatingIfNeeded: vecdb_sum_counts(counts))
}

func jaccardBits(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ bytes: Int) -> Double {
    var common = SIMD8<UInt64>(repeating: 0)
    var united = common
    var i = 0
    while i &+ 64 <= bytes {
        let x = vecdb_load_bits(a + i)
        let y = vecdb_load_bits(b + i)
        common &+= vecdb_popcount(x & y)
        united &+= vecdb_popcount(x | y)
        i &+= 64
    }
    if i < bytes {
        let x = vecdb_load_bits_tail(a + i, bytes &- i)
        let y = vecdb_load_bits_tail(b + i, bytes &- i)
        common &+= vecdb_popcount(x & y)
        united &+= vecdb_popcount(x | y)
    }
    let shared = vecdb_sum_counts(common)
    return shared == 0 ? 1 : 1 - Double(shared) / Double(vecdb_sum_counts(united))
}

func hammingRowsBits(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ bytes: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    var i = 0
    while i < count {
        out[i] = Float(hammingBits(query, rows + i &* stride, bytes))
        i &+= 1
    }
}

func jaccardRowsBits(
    _ query: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ bytes: Int,
    _ out: UnsafeMutablePointer<Float>
) {
    var i = 0
    while i < count {
        out[i] = Float(jaccardBits(query, rows + i &* stride, bytes))
        i &+= 1
    }
}
