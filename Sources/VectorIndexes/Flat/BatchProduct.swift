import VectorKernels

/// The dot products of dense rows with dense queries.
final class BatchProduct {
    /// Writes `queryCount` lines of `rowCount` dot products.
    func dot(
        queries: UnsafePointer<Float>, queryCount: Int, rows: UnsafePointer<Float>, rowCount: Int, dimensions: Int,
        out: UnsafeMutablePointer<Float>
    ) {
        let kernels = Kernels.current
        for query in 0..<queryCount {
            kernels.float32.dotRows(
                queries + query * dimensions, rows, dimensions * 4, rowCount, dimensions, out + query * rowCount)
        }
    }
}
