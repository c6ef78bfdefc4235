import CBLAS
import VectorKernels

/// How good the `sgemm` is that the process was linked with.
///
/// Only the standard BLAS symbols are used, so that any provider serves; but the reference BLAS, which Debian installs
/// when nothing else is asked for, is some forty times slower than the hardware. It is told apart by a short race
/// against our own kernel when a batch first needs it (a millisecond or two), which also judges providers that nobody
/// thought of.
public enum BLASProvider: Sendable {
    /// An optimised library: OpenBLAS, Accelerate, BLIS, MKL.
    case fast
    /// The reference implementation, or something as slow.
    case reference

    /// The provider of this process; measured on first use.
    public static let current: BLASProvider = measure()

    /// What to tell the user once, or nil when all is well.
    public static var notice: String? {
        switch current {
        case .fast: nil
        case .reference: "the BLAS library in use is slow; batches use vecdb's own kernel (install OpenBLAS)"
        }
    }

    /// A reference BLAS is 20 to 40 times slower than the own kernel, a good one about as fast.
    private static let slowdownOfReference = 4

    private static func measure() -> BLASProvider {
        let side = 64
        let depth = 128
        let operand = [Float](repeating: 0.5, count: side * depth)
        var out = [Float](repeating: 0, count: side * side)
        return operand.withUnsafeBufferPointer { operand in
            out.withUnsafeMutableBufferPointer { out in
                guard let a = operand.baseAddress, let c = out.baseAddress else { return .reference }
                let product = BatchProduct(method: .kernel)
                product.prepare(queries: a, count: side, dimensions: depth)
                let own = bestOfThree { product.dot(rows: a, rowCount: side, out: c) }
                let blas = bestOfThree { multiplyWithBLAS(a, side, a, side, depth, c) }
                return blas > own * slowdownOfReference ? .reference : .fast
            }
        }
    }

    private static func bestOfThree(_ body: () -> Void) -> Duration {
        body()
        let clock = ContinuousClock()
        return (0..<3).reduce(Duration.seconds(3600)) { best, _ in min(best, clock.measure(body)) }
    }
}

/// out = queries × rowsᵀ, all dense and row-major.
func multiplyWithBLAS(
    _ queries: UnsafePointer<Float>, _ queryCount: Int, _ rows: UnsafePointer<Float>, _ rowCount: Int,
    _ dimensions: Int, _ out: UnsafeMutablePointer<Float>
) {
    guard
        let m = Int32(exactly: queryCount), let n = Int32(exactly: rowCount), let k = Int32(exactly: dimensions),
        m > 0, n > 0, k > 0
    else { return }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, queries, k, rows, k, 0, out, n)
}

/// The level of vector instructions in use; `InstructionSet.current` tells.
public typealias InstructionSet = VectorKernels.InstructionSet
