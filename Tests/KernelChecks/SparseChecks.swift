import TestSupport
import VectorKernels

func checkSparse(
    _ kernels: SparseKernels, _ length: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    func vector(_ keep: UInt64) -> [Int32: Float] {
        var elements: [Int32: Float] = [:]
        for i in 0..<Int32(length) where random.next() % keep == 0 { elements[i] = Float(random.nextGaussian()) }
        return elements
    }
    let (a, b) = (vector(2), vector(3))
    let (aKeys, bKeys) = (a.keys.sorted(), b.keys.sorted())
    let aIndices = Unaligned(aKeys, offset: 1)
    let bIndices = Unaligned(bKeys, offset: 2)
    let aValues = Unaligned(aKeys.map { a[$0, default: 0] }, offset: 3)
    let bValues = Unaligned(bKeys.map { b[$0, default: 0] }, offset: 5)
    var (dot, magnitude, l2, l1) = (0.0, 0.0, 0.0, 0.0)
    for i in Set(aKeys).union(bKeys) {
        let (x, y) = (Double(a[i, default: 0]), Double(b[i, default: 0]))
        dot += x * y
        magnitude += (x * y).magnitude
        l2 += (x - y) * (x - y)
        l1 += (x - y).magnitude
    }
    func run(_ kernel: SparseKernels.Merge) -> Float {
        kernel(aIndices.base, aValues.base, aKeys.count, bIndices.base, bValues.base, bKeys.count)
    }
    report.expect(run(kernels.dot), near: dot, magnitude: magnitude, terms: length, "sparse dot \(length)")
    report.expect(run(kernels.squaredL2), near: l2, magnitude: l2, terms: length, "sparse squared l2 \(length)")
    report.expect(run(kernels.l1), near: l1, magnitude: l1, terms: length, "sparse l1 \(length)")
}
