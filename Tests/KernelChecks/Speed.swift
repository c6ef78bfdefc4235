import CIntrinsics
import VectorIndexes
import VectorKernels

/// Rates of one core: memory reads, row scans and the batch product, all in the same run. Only ratios mean anything.
public func measureSpeed() {
    let kernels = Kernels.current
    let (rows, dimensions) = (116_659, 384)
    let bytes = rows * dimensions * 4
    let base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    defer { base.deallocate() }
    let floats = base.bindMemory(to: Float.self, capacity: rows * dimensions)
    for i in 0..<rows * dimensions { floats[i] = Float(i % 255) - 127 }
    let out = UnsafeMutablePointer<Float>.allocate(capacity: rows)
    let integers = UnsafeMutablePointer<Int32>.allocate(capacity: rows)
    print("level \(InstructionSet.current.name)")
    var sink: UInt64 = 0
    for _ in 0..<3 {
        let read = rate(bytes) { sink &+= vecdb_read_bandwidth(base, bytes) }
        print("read           \(read) GB/s")
        func line(_ name: String, _ bytes: Int, _ body: () -> Void) {
            let r = rate(bytes, body)
            print(name, r, "GB/s", Int(100 * r / read), "%")
        }
        line("f32 l2        ", bytes) {
            kernels.float32.squaredL2Rows(base, base, dimensions * 4, rows, dimensions, out)
        }
        line("f32 dot       ", bytes) { kernels.float32.dotRows(base, base, dimensions * 4, rows, dimensions, out) }
        line("f32 l1        ", bytes) { kernels.float32.l1Rows(base, base, dimensions * 4, rows, dimensions, out) }
        line("f32 cosine    ", bytes) { kernels.float32.cosineRows(base, base, dimensions * 4, rows, dimensions, out) }
        line("f16 l2        ", bytes / 2) {
            kernels.float16.squaredL2Rows(base, base, dimensions * 2, rows, dimensions, out)
        }
        line("f16 dot       ", bytes / 2) { kernels.float16.dotRows(base, base, dimensions * 2, rows, dimensions, out) }
        line("i8 dot        ", bytes / 4) { kernels.codes.dotRows(base, base, dimensions, rows, dimensions, integers) }
        line("i8 mixed      ", bytes / 4) {
            kernels.codes.mixedDotRows(base, base, dimensions, rows, dimensions, integers)
        }
        line("hamming       ", bytes / 8) {
            kernels.bits.hammingRows(base, base, dimensions / 2, rows, dimensions / 2, out)
        }
        line("jaccard       ", bytes / 8) {
            kernels.bits.jaccardRows(base, base, dimensions / 2, rows, dimensions / 2, out)
        }
        let (m, n) = (1000, 480)
        let tile = UnsafeMutablePointer<Float>.allocate(capacity: m * n)
        defer { tile.deallocate() }
        let flops = 2 * m * n * dimensions * 20
        for method in [BatchProduct.Method.blas, .kernel] {
            let product = BatchProduct(method: method)
            let r = rate(flops) {
                for block in 0..<20 {
                    product.dot(
                        queries: floats, queryCount: m, rows: floats + block * n * dimensions, rowCount: n,
                        dimensions: dimensions, out: tile)
                }
            }
            print(method, r, "GFLOP/s")
        }
        let indices = UnsafeMutablePointer<Int32>.allocate(capacity: n + 16)
        print(
            "select        ",
            rate(m * n * 4) {
                for q in 0..<m { sink &+= UInt64(kernels.selection.above(tile + q * n, n, 1e30, indices)) }
            }, "GB/s")
    }
    print(sink & 1)
}

private func rate(_ amount: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    for _ in 0..<5 { best = min(best, clock.measure(body)) }
    let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
    return (Double(amount) / seconds / 1e7).rounded() / 100
}
