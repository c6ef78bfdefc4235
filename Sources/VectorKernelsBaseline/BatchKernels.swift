import CIntrinsics
import VectorKernelTable

// The blocked matrix product for batches, where BLAS is missing or slow (Goto and van de Geijn, "Anatomy of
// high-performance matrix multiplication", ACM TOMS 2008, doi:10.1145/1356052.1356053).
//
// Both operands are packed transposed: a panel holds element k of all its rows side by side, a group element k of all
// its queries. The inner step multiplies one vector of panel elements with each query's element, broadcast, into an
// accumulator a query: no horizontal sums, one load of the panel for a whole group. With 32 registers of 512 bits
// there are 8 queries × 3 vectors of accumulators, elsewhere 4 queries × 1 vector of 16 lanes (8 registers of 256 bits).

private typealias Lanes = SIMD16<Float>
private typealias Four = (Lanes, Lanes, Lanes, Lanes)

@inline(__always)
private func zeroes() -> Four {
    let zero = Lanes(repeating: 0)
    return (zero, zero, zero, zero)
}

@inline(__always)
private func addProducts(_ sums: inout Four, _ panel: Lanes, _ elements: UnsafePointer<Float>) {
    sums.0 = vecdb_multiply_add(sums.0, panel, Lanes(repeating: elements[0]))
    sums.1 = vecdb_multiply_add(sums.1, panel, Lanes(repeating: elements[1]))
    sums.2 = vecdb_multiply_add(sums.2, panel, Lanes(repeating: elements[2]))
    sums.3 = vecdb_multiply_add(sums.3, panel, Lanes(repeating: elements[3]))
}

@inline(__always)
private func store(_ sums: Four, _ out: UnsafeMutablePointer<Float>, _ outStride: Int) {
    let raw = UnsafeMutableRawPointer(out)
    raw.storeBytes(of: sums.0, as: Lanes.self)
    raw.storeBytes(of: sums.1, toByteOffset: outStride &* 4, as: Lanes.self)
    raw.storeBytes(of: sums.2, toByteOffset: outStride &* 8, as: Lanes.self)
    raw.storeBytes(of: sums.3, toByteOffset: outStride &* 12, as: Lanes.self)
}

#if WIDE_TILES
    let panelWidth = 48
    let groupSize = 8

    func multiplyTile(
        _ group: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ dimensions: Int,
        _ out: UnsafeMutablePointer<Float>, _ outStride: Int
    ) {
        var (a0, a1, b0, b1, c0, c1) = (zeroes(), zeroes(), zeroes(), zeroes(), zeroes(), zeroes())
        var elements = group
        var rows = panel
        var k = 0
        while k < dimensions {
            let a = vecdb_load(rows)
            let b = vecdb_load(rows + 16)
            let c = vecdb_load(rows + 32)
            addProducts(&a0, a, elements)
            addProducts(&b0, b, elements)
            addProducts(&c0, c, elements)
            addProducts(&a1, a, elements + 4)
            addProducts(&b1, b, elements + 4)
            addProducts(&c1, c, elements + 4)
            elements += 8
            rows += 48
            k &+= 1
        }
        store(a0, out, outStride)
        store(b0, out + 16, outStride)
        store(c0, out + 32, outStride)
        let second = out + 4 &* outStride
        store(a1, second, outStride)
        store(b1, second + 16, outStride)
        store(c1, second + 32, outStride)
    }
#else
    let panelWidth = 16
    let groupSize = 4

    func multiplyTile(
        _ group: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ dimensions: Int,
        _ out: UnsafeMutablePointer<Float>, _ outStride: Int
    ) {
        var sums = zeroes()
        var k = 0
        while k < dimensions {
            addProducts(&sums, vecdb_load(panel + k &* 16), group + k &* 4)
            k &+= 1
        }
        store(sums, out, outStride)
    }
#endif

@inline(__always)
private func loadSingle(_ p: UnsafeRawPointer) -> Lanes { vecdb_load(p) }

@inline(__always)
private func loadSingleTail(_ p: UnsafeRawPointer, _ count: Int) -> Lanes { vecdb_load_tail(p, count) }

@inline(__always)
private func loadHalf(_ p: UnsafeRawPointer) -> Lanes { vecdb_load_half(p) }

@inline(__always)
private func loadHalfTail(_ p: UnsafeRawPointer, _ count: Int) -> Lanes { vecdb_load_half_tail(p, count) }

@inline(__always)
private func pack(
    _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int, _ width: Int,
    _ out: UnsafeMutablePointer<Float>, _ elementSize: Int, _ load: (UnsafeRawPointer) -> Lanes,
    _ tail: (UnsafeRawPointer, Int) -> Lanes
) {
    var i = 0
    // Four rows at a time are transposed in registers.
    while i &+ 4 <= count {
        let row = rows + i &* stride
        var k = 0
        while k &+ 16 <= dimensions {
            let elements = row + k &* elementSize
            vecdb_transpose16(
                out + (k &* width &+ i), width, load(elements), load(elements + stride), load(elements + 2 &* stride),
                load(elements + 3 &* stride))
            k &+= 16
        }
        if k < dimensions {
            var line = 0
            while line < 4 {
                let elements = row + (line &* stride &+ k &* elementSize)
                vecdb_scatter(
                    out + (k &* width &+ i &+ line), width, tail(elements, dimensions &- k), dimensions &- k)
                line &+= 1
            }
        }
        i &+= 4
    }
    while i < width {
        var k = 0
        while k < dimensions {
            let left = dimensions &- k
            var lanes = Lanes(repeating: 0)
            if i < count {
                let elements = rows + (i &* stride &+ k &* elementSize)
                lanes = left >= 16 ? load(elements) : tail(elements, left)
            }
            vecdb_scatter(out + (k &* width &+ i), width, lanes, left < 16 ? left : 16)
            k &+= 16
        }
        i &+= 1
    }
}

func packPanelSingle(
    _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int, _ out: UnsafeMutablePointer<Float>
) {
    pack(rows, stride, count, dimensions, panelWidth, out, 4, loadSingle, loadSingleTail)
}

func packPanelHalf(
    _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int, _ out: UnsafeMutablePointer<Float>
) {
    pack(rows, stride, count, dimensions, panelWidth, out, 2, loadHalf, loadHalfTail)
}

func packGroupSingle(
    _ rows: UnsafeRawPointer, _ stride: Int, _ count: Int, _ dimensions: Int, _ out: UnsafeMutablePointer<Float>
) {
    pack(rows, stride, count, dimensions, groupSize, out, 4, loadSingle, loadSingleTail)
}
