import CIntrinsics
import VectorKernelTable

// Threshold scans: nearly every group of 16 fails as a whole and costs one comparison.

func selectBelow(
    _ values: UnsafePointer<Float>, _ count: Int, _ threshold: Float, _ indices: UnsafeMutablePointer<Int32>
) -> Int {
    var found = 0
    var i = 0
    while i &+ 16 <= count {
        found &+= vecdb_select_below(vecdb_load(values + i), threshold, Int32(truncatingIfNeeded: i), indices + found)
        i &+= 16
    }
    while i < count {
        if values[i] < threshold {
            indices[found] = Int32(truncatingIfNeeded: i)
            found &+= 1
        }
        i &+= 1
    }
    return found
}

func selectAbove(
    _ values: UnsafePointer<Float>, _ count: Int, _ threshold: Float, _ indices: UnsafeMutablePointer<Int32>
) -> Int {
    var found = 0
    var i = 0
    while i &+ 16 <= count {
        found &+= vecdb_select_above(vecdb_load(values + i), threshold, Int32(truncatingIfNeeded: i), indices + found)
        i &+= 16
    }
    while i < count {
        if values[i] > threshold {
            indices[found] = Int32(truncatingIfNeeded: i)
            found &+= 1
        }
        i &+= 1
    }
    return found
}

func selectSumAbove(
    _ values: UnsafePointer<Float>, _ terms: UnsafePointer<Float>, _ count: Int, _ threshold: Float,
    _ indices: UnsafeMutablePointer<Int32>
) -> Int {
    var found = 0
    var i = 0
    while i &+ 16 <= count {
        let sums = vecdb_load(values + i) + vecdb_load(terms + i)
        found &+= vecdb_select_above(sums, threshold, Int32(truncatingIfNeeded: i), indices + found)
        i &+= 16
    }
    while i < count {
        if values[i] + terms[i] > threshold {
            indices[found] = Int32(truncatingIfNeeded: i)
            found &+= 1
        }
        i &+= 1
    }
    return found
}
