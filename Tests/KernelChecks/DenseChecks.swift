import TestSupport
import VectorKernels

func checkDense(
    _ kernels: Kernels, _ length: Int, _ kind: ElementKind, _ report: inout KernelReport,
    _ random: inout SeededGenerator
) {
    let a = (0..<length).map { _ in kind.element(&random) }
    let b = (0..<length).map { _ in kind.element(&random) }
    let offset = Int(random.next() % 16)
    checkPair(
        kernels.float32, DensePair(a: Unaligned(a, offset: offset), b: Unaligned(b, offset: offset / 3), x: a, y: b),
        "float32 \(kind) \(length)", &report)
    checkRows(
        kernels.float32, query: a, rows: (0..<3).map { r in b.map { $0 * Float(r + 1) } }, rowOf: { $0 },
        pairQuery: Unaligned(a, offset: 4), "float32 rows \(kind) \(length)", &report)

    // Halves: what a half cannot hold would make every sum infinite, so elements are brought into its range first.
    let scale: Float = kind == .extreme ? 1e-34 : kind == .subnormal ? 1e34 : kind == .mixedScale ? 1e-15 : 1
    let halfA = a.map { halfBits($0 * scale) }
    let halfB = b.map { halfBits($0 * scale) }
    let (wideA, wideB) = (halfA.map(floatOfHalf), halfB.map(floatOfHalf))
    checkPair(
        kernels.float16,
        DensePair(a: Unaligned(halfA, offset: offset), b: Unaligned(halfB, offset: offset / 3), x: wideA, y: wideB),
        "float16 \(kind) \(length)", &report)
    checkRows(
        kernels.float16, query: wideA, rows: [wideB, wideA, wideB], rowOf: { $0.map(halfBits) },
        pairQuery: Unaligned(halfA, offset: 3), "float16 rows \(kind) \(length)", &report)
}

/// Two vectors as stored, and as the numbers they hold.
struct DensePair {
    var a: Unaligned
    var b: Unaligned
    var x: [Float]
    var y: [Float]
}

private func checkPair(_ kernels: FloatKernels, _ pair: DensePair, _ name: String, _ report: inout KernelReport) {
    let n = pair.x.count
    var (l2, dot, dotMagnitude, l1, xx, yy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for i in 0..<n {
        let (x, y) = (Double(pair.x[i]), Double(pair.y[i]))
        // The difference itself is rounded to a float by every kernel, and may be infinite there.
        let difference = Double(pair.x[i] - pair.y[i])
        l2 += difference * difference
        l1 += difference.magnitude
        dot += x * y
        dotMagnitude += (x * y).magnitude
        xx += x * x
        yy += y * y
    }
    let (a, b) = (UnsafeRawPointer(pair.a.base), UnsafeRawPointer(pair.b.base))
    report.expect(kernels.squaredL2(a, b, n), near: l2, magnitude: l2, terms: n, "\(name) squared l2")
    report.expect(kernels.l1(a, b, n), near: l1, magnitude: l1, terms: n, "\(name) l1")
    report.expect(kernels.dot(a, b, n), near: dot, magnitude: dotMagnitude, terms: n, "\(name) dot")
    report.expect(kernels.dot(a, a, n), near: xx, magnitude: xx, terms: n, "\(name) norm")
    var pieces: [Float] = [0, 0, 0]
    kernels.cosinePieces(a, b, n, &pieces)
    let dots = [kernels.dot(a, b, n), kernels.dot(a, a, n), kernels.dot(b, b, n)]
    report.expect(
        pieces.map(\.bitPattern) == dots.map(\.bitPattern) || pieces.contains { $0.isNaN },
        "\(name) cosine pieces \(pieces) are not the dot products \(dots)")
    report.expect(kernels.dot(b, b, n), near: yy, magnitude: yy, terms: n, "\(name) other norm")
}

/// A row scan gives to the bit what the pair kernels give, whatever the stride.
private func checkRows<Element: BitwiseCopyable>(
    _ kernels: FloatKernels, query: [Float], rows: [[Float]], rowOf: ([Float]) -> [Element], pairQuery: Unaligned,
    _ name: String, _ report: inout KernelReport
) {
    let n = query.count
    let stride = n * MemoryLayout<Element>.stride + 10
    let block = Unaligned(count: stride * rows.count, offset: 7)
    for (r, row) in rows.enumerated() {
        for (i, element) in rowOf(row).enumerated() {
            block.base.storeBytes(
                of: element, toByteOffset: r * stride + i * MemoryLayout<Element>.stride, as: Element.self)
        }
    }
    let wide = Unaligned(query, offset: 5)
    let scans: [(String, FloatKernels.Rows, FloatKernels.Pair)] = [
        ("squared l2", kernels.squaredL2Rows, kernels.squaredL2), ("dot", kernels.dotRows, kernels.dot),
        ("l1", kernels.l1Rows, kernels.l1),
    ]
    for (metric, scan, pair) in scans {
        var out = [Float](repeating: -1, count: rows.count)
        scan(wide.base, block.base, stride, rows.count, n, &out)
        for r in 0..<rows.count {
            let expected = pair(pairQuery.base, block.base + r * stride, n)
            report.expect(
                out[r].bitPattern == expected.bitPattern || (out[r].isNaN && expected.isNaN),
                "\(name) \(metric): row \(r) is \(out[r]), the pair \(expected)")
        }
    }
    var cosines = [Float](repeating: -1, count: rows.count)
    kernels.cosineRows(wide.base, block.base, stride, rows.count, n, &cosines)
    for r in 0..<rows.count {
        let row = UnsafeRawPointer(block.base + r * stride)
        let (dot, norms) = (
            Double(kernels.dot(pairQuery.base, row, n)),
            Double(kernels.dot(pairQuery.base, pairQuery.base, n)) * Double(kernels.dot(row, row, n))
        )
        let expected = Float(1 - max(-1, min(1, dot / norms.squareRoot())))
        report.expect(
            cosines[r] == expected || (cosines[r].isNaN && (dot / norms.squareRoot()).isNaN),
            "\(name) cosine: row \(r) is \(cosines[r]), not \(expected)")
    }
}
