import TestSupport
import VectorKernels

/// Codes of `dimensions` elements, padded to 64, against integers.
func checkTraversal(
    _ kernels: TraversalKernels, _ dimensions: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    let padded = (dimensions + 63) / 64 * 64
    checkGather(kernels, padded, &report, &random)
    checkScan(kernels, padded, &report, &random)
    checkQuantize(kernels, dimensions, &report, &random)
    let codes = (0..<padded).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let row = Unaligned(codes, offset: 3)
    let query = Unaligned(count: padded, offset: 5)
    let sum = kernels.makeSigned(row.base, padded, query.base)
    report.expect(sum == codes.reduce(0) { $0 + Int32($1) - 128 }, "sum of signed codes \(padded)")
    let isRight = (0..<padded).allSatisfy {
        Int(query.base.load(fromByteOffset: $0, as: Int8.self)) == Int(codes[$0]) - 128
    }
    report.expect(isRight, "signed codes \(padded)")
}

private func checkGather(
    _ kernels: TraversalKernels, _ padded: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    let extreme = padded % 128 == 0
    let query = (0..<padded).map { _ in extreme ? Int8.min : Int8(truncatingIfNeeded: random.next()) }
    let rows = (0..<7).map { _ in
        (0..<padded).map { _ in extreme ? UInt8.max : UInt8(truncatingIfNeeded: random.next()) }
    }
    let queryCopy = Unaligned(query, offset: 1)
    let copies = rows.enumerated().map { Unaligned($1, offset: $0 + 2) }
    let expected = rows.map { row in zip(row, query).reduce(Int32(0)) { $0 + Int32($1.0) * Int32($1.1) } }
    for count in 0...7 {
        var out = [Int32](repeating: -1, count: 8)
        let addresses = copies.prefix(count).map { UnsafeRawPointer($0.base) } + [UnsafeRawPointer(queryCopy.base)]
        kernels.gatherDots(queryCopy.base, addresses, count, padded, &out)
        report.expect(Array(out.prefix(count)) == Array(expected.prefix(count)), "gathered \(count) of \(padded)")
        report.expect(out[count] == -1, "gathered past \(count) of \(padded)")
    }
}

private func checkScan(
    _ kernels: TraversalKernels, _ padded: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    // All numbers are small enough for single precision to be exact.
    let query = (0..<padded).map { _ in Int8(truncatingIfNeeded: random.next()) % 16 }
    let rows = (0..<37).map { _ in (0..<padded).map { _ in UInt8(truncatingIfNeeded: random.next()) % 64 } }
    let terms = rows.map { _ in Float(random.next() % 1_000) }
    let expected = zip(rows, terms).map { row, term in
        term + 3 - 2 * Float(zip(row, query).reduce(Int32(0)) { $0 + Int32($1.0) * Int32($1.1) } - 77)
    }
    let queryCopy = Unaligned(query, offset: 3)
    let rowsCopy = Unaligned(rows.flatMap { $0 }, offset: 5)
    for count in [0, 1, 3, 4, 15, 16, 17, 37] {
        var out = [Float](repeating: -1, count: 38)
        kernels.scanScores(queryCopy.base, rowsCopy.base, count, padded, terms, 3, 2, 77, &out)
        report.expect(Array(out.prefix(count)) == Array(expected.prefix(count)), "scanned \(count) of \(padded)")
        report.expect(out[count] == -1, "scanned past \(count) of \(padded)")
    }
}

private func checkQuantize(
    _ kernels: TraversalKernels, _ dimensions: Int, _ report: inout KernelReport, _ random: inout SeededGenerator
) {
    // Multiples of a quarter: every product and difference is exact, so that rounding is decided by the kernel alone.
    let values = (0..<dimensions).map { _ in Float(Int(random.next() % 4_001) - 2_000) / 4 }
    let offsets = (0..<dimensions).map { _ in Float(Int(random.next() % 101) - 50) / 2 }
    let expected = zip(values, offsets).map { value, offset -> Int32 in
        Int32(max(-127, min(127, (2 * value - offset) * 0.25)).rounded(.toNearestOrEven))
    }
    for flip: UInt8 in [0, 0x80] {
        let codes = Unaligned(count: dimensions, offset: 7)
        var sums: [Int32] = [0, 0]
        kernels.quantize(values, offsets, 2, 0.25, dimensions, flip, codes.base, &sums)
        let isRight = (0..<dimensions).allSatisfy {
            codes.base.load(fromByteOffset: $0, as: UInt8.self) == UInt8(truncatingIfNeeded: expected[$0]) ^ flip
        }
        report.expect(isRight, "codes of \(dimensions), flip \(flip)")
        report.expect(sums[0] == expected.reduce(0, +), "sum of codes of \(dimensions)")
        report.expect(sums[1] == expected.reduce(0) { $0 + $1 * $1 }, "squares of codes of \(dimensions)")
    }
    let range = zip(values, offsets).reduce(Float(0)) { max($0, abs(2 * $1.0 - $1.1)) }
    report.expect(kernels.range(values, offsets, 2, dimensions) == range, "range of \(dimensions)")
}
