import VectorKernels

/// The dot products of a block of queries with a block of rows: the inner step of batch search and of k-means.
///
/// An instance holds the scratch memory into which blocks are packed: keep one a thread and use it again. Different
/// instances may multiply at the same time.
package final class BatchProduct {
    package enum Method: Sendable {
        /// `sgemm` of the linked library.
        case blas
        /// The blocked kernel of `VectorKernels`, one thread.
        case kernel
    }

    package let method: Method
    private let kernels = Kernels.current.batch
    private var queries: UnsafePointer<Float>?
    private var queryCount = 0
    private var dimensions = 0
    private var groups = PackingBuffer()
    private var panel = PackingBuffer()
    private var edge = PackingBuffer()

    package init(method: Method = BLASProvider.preferredMethod) { self.method = method }

    /// Takes the queries of the products that follow. The memory must stay as it is until the last of them.
    package func prepare(queries: UnsafePointer<Float>, count: Int, dimensions: Int) {
        self.queries = queries
        queryCount = count
        self.dimensions = dimensions
        guard method == .kernel else { return }
        let height = kernels.groupSize
        let groups = self.groups.reserve((count + height - 1) / height * height * dimensions)
        for q in stride(from: 0, to: count, by: height) {
            kernels.packGroup(
                queries + q * dimensions, dimensions * MemoryLayout<Float>.stride, min(height, count - q), dimensions,
                groups + q * dimensions)
        }
    }

    /// Writes `out[q * rowCount + r]` = query q · row r, all dense. Blocks of some hundreds on both sides are best.
    package func dot(rows: UnsafePointer<Float>, rowCount: Int, out: UnsafeMutablePointer<Float>) {
        guard let queries, queryCount > 0, rowCount > 0 else { return }
        switch method {
        case .blas: multiplyWithBLAS(queries, queryCount, rows, rowCount, dimensions, out)
        case .kernel: multiply(rows, rowCount, out)
        }
    }

    /// A panel of rows at a time, which stays in the second-level cache while the groups of queries pass over it. Tiles
    /// that hang over the edge of `out` are computed aside and copied.
    private func multiply(_ rows: UnsafePointer<Float>, _ rowCount: Int, _ out: UnsafeMutablePointer<Float>) {
        let (width, height) = (kernels.panelWidth, kernels.groupSize)
        let groups = self.groups.reserve((queryCount + height - 1) / height * height * dimensions)
        let panel = self.panel.reserve(width * dimensions)
        let edge = self.edge.reserve(width * height)
        for r in stride(from: 0, to: rowCount, by: width) {
            let columns = min(width, rowCount - r)
            kernels.packPanel(
                rows + r * dimensions, dimensions * MemoryLayout<Float>.stride, columns, dimensions, panel)
            for q in stride(from: 0, to: queryCount, by: height) {
                let group = groups + q * dimensions
                let lines = min(height, queryCount - q)
                let target = out + q * rowCount + r
                if columns == width && lines == height {
                    kernels.tile(group, panel, dimensions, target, rowCount)
                } else {
                    kernels.tile(group, panel, dimensions, edge, width)
                    for line in 0..<lines {
                        (target + line * rowCount).update(from: edge + line * width, count: columns)
                    }
                }
            }
        }
    }
}

extension BLASProvider {
    /// What serves batches best.
    ///
    /// Accelerate has matrix units that only it can use. Elsewhere our kernel is as fast as OpenBLAS on one core
    /// (103 against 101 GFLOP/s on Zen 4), and its threads are the search's own: `sgemm` decides by itself how many
    /// it starts (`OPENBLAS_NUM_THREADS`), which from several searching threads at once means too many. Only without
    /// AVX2 is a good BLAS, which knows older processors, the better choice.
    package static var preferredMethod: BatchProduct.Method {
        #if canImport(Accelerate)
            return .blas
        #elseif arch(x86_64)
            if InstructionSet.current >= .v3 { return .kernel }
            guard current == .reference else { return .blas }
            isMissed.store(true, ordering: .relaxed)
            return .kernel
        #else
            return .kernel
        #endif
    }
}

/// Memory that grows and is aligned to a cache line.
private struct PackingBuffer: ~Copyable {
    private var base = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
    private var capacity = 64

    mutating func reserve(_ elements: Int) -> UnsafeMutablePointer<Float> {
        let bytes = elements * MemoryLayout<Float>.stride
        if bytes > capacity {
            base.deallocate()
            base = .allocate(byteCount: bytes, alignment: 64)
            capacity = bytes
        }
        return base.bindMemory(to: Float.self, capacity: elements)
    }

    deinit { base.deallocate() }
}
