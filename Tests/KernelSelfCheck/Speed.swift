import CIntrinsics
import VectorKernels

#if canImport(Glibc)
    import Glibc
#endif

/// Prints the rates of one core, all in the same run: memory reads, row scans as a share of them, the batch tile.
/// Absolute numbers drift with the machine; only the shares mean anything.
func measureSpeed() {
    let kernels = Kernels.current
    let (rows, dimensions) = (116_659, 384)
    let bytes = rows * dimensions * 4
    let base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 2 << 20)
    #if canImport(Glibc)
        madvise(base, bytes, Int32(MADV_HUGEPAGE))  // as the arenas do
    #endif
    let floats = base.bindMemory(to: Float.self, capacity: rows * dimensions)
    for i in 0..<rows * dimensions { floats[i] = Float(i % 255) - 127 }
    let out = UnsafeMutablePointer<Float>.allocate(capacity: rows)
    let integers = UnsafeMutablePointer<Int32>.allocate(capacity: rows)
    defer {
        base.deallocate()
        out.deallocate()
        integers.deallocate()
    }
    var sink: UInt64 = 0
    let scans: [(String, Int, () -> Void)] = [
        ("float32 squared l2", 4, { kernels.float32.squaredL2Rows(base, base, dimensions * 4, rows, dimensions, out) }),
        ("float32 dot", 4, { kernels.float32.dotRows(base, base, dimensions * 4, rows, dimensions, out) }),
        ("float32 l1", 4, { kernels.float32.l1Rows(base, base, dimensions * 4, rows, dimensions, out) }),
        ("float32 cosine", 4, { kernels.float32.cosineRows(base, base, dimensions * 4, rows, dimensions, out) }),
        ("float16 squared l2", 2, { kernels.float16.squaredL2Rows(base, base, dimensions * 2, rows, dimensions, out) }),
        ("float16 dot", 2, { kernels.float16.dotRows(base, base, dimensions * 2, rows, dimensions, out) }),
        ("int8 dot", 1, { kernels.codes.dotRows(base, base, dimensions, rows, dimensions, integers) }),
        ("uint8·int8 dot", 1, { kernels.codes.mixedDotRows(base, base, dimensions, rows, dimensions, integers) }),
        ("hamming", 1, { kernels.bits.hammingRows(base, base, dimensions, rows, dimensions, out) }),
        ("jaccard", 1, { kernels.bits.jaccardRows(base, base, dimensions, rows, dimensions, out) }),
    ]
    var best = [Double](repeating: 0, count: scans.count)
    var read = 0.0
    for _ in 0..<15 {
        read += rate(bytes) { sink &+= vecdb_read_bandwidth(base, bytes) } / 15
        for (i, scan) in scans.enumerated() { best[i] += rate(rows * dimensions * scan.1, scan.2) / 15 }
    }
    print("level \(InstructionSet.current.name), memory read \(read) GB/s\(sink == 1 ? " " : "")")
    for (scan, rate) in zip(scans, best) { print("\(scan.0): \(rate) GB/s, \(Int(100 * rate / read)) %") }
    for dimensions in [3, 16, 100] {
        let pairs = 1_000_000
        var sum: Float = 0
        let seconds =
            Double(pairs)
            / rate(pairs) {
                for _ in 0..<pairs { sum += kernels.float32.squaredL2(base, base + 4, dimensions) }
            }
        print("one pair of \(dimensions): \(seconds / Double(pairs)) ns\(sum.isNaN ? " " : "")")
    }
    let tileFlops = 2 * kernels.batch.panelWidth * kernels.batch.groupSize * dimensions * 10_000
    let tileRate = rate(tileFlops) {
        for _ in 0..<10_000 { kernels.batch.tile(floats, floats + 100_000, dimensions, out, kernels.batch.panelWidth) }
    }
    print("batch tile: \(tileRate) GFLOP/s")
}

/// Billions a second.
private func rate(_ amount: Int, _ body: () -> Void) -> Double {
    let time = ContinuousClock().measure(body)
    let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
    return (Double(amount) / seconds / 1e7).rounded() / 100
}
