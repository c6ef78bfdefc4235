import CIntrinsics
import VectorKernelTable

// Float16 to float32 and back. On x86-64 below v3 this is bit arithmetic in vectors, not a library call an element.

func widenHalves(_ source: UnsafeRawPointer, _ count: Int, _ destination: UnsafeMutableRawPointer) {
    var i = 0
    while i &+ 16 <= count {
        destination.storeBytes(of: vecdb_load_half(source + i &* 2), toByteOffset: i &* 4, as: SIMD16<Float>.self)
        i &+= 16
    }
    if i < count {
        vecdb_store_tail(destination + i &* 4, vecdb_load_half_tail(source + i &* 2, count &- i), count &- i)
    }
}

func narrowSingles(_ source: UnsafeRawPointer, _ count: Int, _ destination: UnsafeMutableRawPointer) {
    var i = 0
    while i &+ 16 <= count {
        vecdb_store_half(destination + i &* 2, vecdb_load(source + i &* 4))
        i &+= 16
    }
    if i < count {
        vecdb_store_half_tail(destination + i &* 2, vecdb_load_tail(source + i &* 4, count &- i), count &- i)
    }
}
