import TestSupport
import VectorKernels

func checkBatch(_ kernels: BatchKernels, _ report: inout KernelReport, _ random: inout SeededGenerator) {
    let (width, height) = (kernels.panelWidth, kernels.groupSize)
    for dimensions in [0, 1, 3, 15, 16, 17, 100, 384] {
        for (rowCount, queryCount) in [(width, height), (1, 1), (width - 1, height - 1)] {
            let rows = (0..<rowCount).map { _ in random.gaussianVector(dimensions).map { floatOfHalf(halfBits($0)) } }
            let queries = (0..<queryCount).map { _ in random.gaussianVector(dimensions) }
            let single = Unaligned(Array(rows.joined()), offset: 1)
            let half = Unaligned(rows.joined().map(halfBits), offset: 1)
            let group = Unaligned(count: height * dimensions * 4, offset: 4)
            let panels = [
                Unaligned(count: width * dimensions * 4, offset: 8),
                Unaligned(count: width * dimensions * 4, offset: 0),
            ]
            kernels.packGroup(
                queries.flatMap { $0 }, dimensions * 4, queryCount, dimensions,
                group.base.assumingMemoryBound(to: Float.self))
            kernels.packPanel(
                single.base, dimensions * 4, rowCount, dimensions,
                panels[0].base.assumingMemoryBound(to: Float.self))
            kernels.packHalfPanel(
                half.base, dimensions * 2, rowCount, dimensions, panels[1].base.assumingMemoryBound(to: Float.self))
            report.expect(group.isUntouchedAround, "packing a group of \(dimensions) writes outside")
            for panel in panels {
                report.expect(panel.isUntouchedAround, "packing a panel of \(dimensions) writes outside")
                var out = [Float](repeating: .nan, count: height * (width + 3))
                kernels.tile(
                    group.base.assumingMemoryBound(to: Float.self), panel.base.assumingMemoryBound(to: Float.self),
                    dimensions, &out, width + 3)
                for q in 0..<height {
                    for r in 0..<width {
                        var (dot, magnitude) = (0.0, 0.0)
                        if q < queryCount, r < rowCount {
                            for k in 0..<dimensions {
                                dot += Double(queries[q][k]) * Double(rows[r][k])
                                magnitude += (Double(queries[q][k]) * Double(rows[r][k])).magnitude
                            }
                        }
                        report.expect(
                            out[q * (width + 3) + r], near: dot, magnitude: magnitude, terms: dimensions,
                            "tile of \(dimensions), query \(q), row \(r)")
                    }
                }
            }
        }
    }
}
