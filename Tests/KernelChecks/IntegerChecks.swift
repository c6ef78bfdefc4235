import TestSupport
import VectorKernels

func checkCodes(
    _ kernels: CodeKernels, _ length: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    let extreme = length % 3 == 0
    let a = (0..<length).map { _ in extreme ? Int8.min : Int8(truncatingIfNeeded: random.next()) }
    let b = (0..<length).map { _ in extreme ? Int8.min : Int8(truncatingIfNeeded: random.next()) }
    let u = (0..<length).map { _ in extreme ? UInt8.max : UInt8(truncatingIfNeeded: random.next()) }
    let signed = (0..<length).reduce(Int32(0)) { $0 + Int32(a[$1]) * Int32(b[$1]) }
    let mixed = (0..<length).reduce(Int32(0)) { $0 + Int32(u[$1]) * Int32(b[$1]) }
    let (pa, pb, pu) = (Unaligned(a, offset: 1), Unaligned(b, offset: 3), Unaligned(u, offset: 5))
    report.expect(kernels.dot(pa.base, pb.base, length) == signed, "int8 dot \(length)")
    report.expect(kernels.mixedDot(pu.base, pb.base, length) == mixed, "uint8·int8 dot \(length)")
    let stride = length + 3
    let rows = Unaligned(count: stride * 3, offset: 9)
    for r in 0..<3 where length > 0 { (rows.base + r * stride).copyMemory(from: pb.base, byteCount: length) }
    var out: [Int32] = [1, 1, 1]
    kernels.dotRows(pa.base, rows.base, stride, 3, length, &out)
    report.expect(out == [signed, signed, signed], "int8 rows \(length)")
    kernels.mixedDotRows(pu.base, rows.base, stride, 3, length, &out)
    report.expect(out == [mixed, mixed, mixed], "uint8·int8 rows \(length)")
}

func checkBits(_ kernels: BitKernels, _ length: Int, _ report: inout KernelReport, _ random: inout SeededGenerator) {
    let a = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let b = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next() & random.next()) }
    let zeroes = [UInt8](repeating: 0, count: length)
    func count(_ combine: (UInt8, UInt8) -> UInt8) -> Int {
        (0..<length).reduce(0) { $0 + combine(a[$1], b[$1]).nonzeroBitCount }
    }
    let distance = count(^)
    let jaccard = count(&) == 0 ? 1 : 1 - Double(count(&)) / Double(count(|))
    let (pa, pb, pz) = (Unaligned(a, offset: 1), Unaligned(b, offset: 3), Unaligned(zeroes, offset: 2))
    report.expect(kernels.hamming(pa.base, pb.base, length) == distance, "hamming \(length)")
    report.expect(kernels.jaccard(pa.base, pb.base, length) == jaccard, "jaccard \(length)")
    report.expect(kernels.jaccard(pz.base, pz.base, length) == 1, "jaccard of nothing \(length)")
    let stride = length + 1
    let rows = Unaligned(count: stride * 2, offset: 9)
    for r in 0..<2 where length > 0 { (rows.base + r * stride).copyMemory(from: pb.base, byteCount: length) }
    var out: [Float] = [-1, -1]
    kernels.hammingRows(pa.base, rows.base, stride, 2, length, &out)
    report.expect(out == [Float(distance), Float(distance)], "hamming rows \(length)")
    kernels.jaccardRows(pa.base, rows.base, stride, 2, length, &out)
    report.expect(out == [Float(jaccard), Float(jaccard)], "jaccard rows \(length)")
}

func checkSelection(
    _ kernels: SelectionKernels, _ length: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    let values = (0..<length).map { i in i % 13 == 5 ? Float.nan : Float(Int(random.next() % 100)) }
    let terms = (0..<length).map { _ in Float(Int(random.next() % 50)) }
    for threshold: Float in [-1, 3, 50, 97, 200] {
        func expect(_ name: String, _ passes: (Int) -> Bool, _ body: (UnsafeMutablePointer<Int32>) -> Int) {
            var indices = [Int32](repeating: -7, count: (length + 15) / 16 * 16)
            let found = body(&indices)
            let expected = (0..<length).filter(passes).map(Int32.init)
            report.expect(Array(indices.prefix(found)) == expected, "\(name) \(threshold) of \(length)")
        }
        expect("below", { values[$0] < threshold }) { kernels.below(values, length, threshold, $0) }
        expect("above", { values[$0] > threshold }) { kernels.above(values, length, threshold, $0) }
        expect("sum above", { values[$0] + terms[$0] > threshold }) {
            kernels.sumAbove(values, terms, length, threshold, $0)
        }
    }
}
