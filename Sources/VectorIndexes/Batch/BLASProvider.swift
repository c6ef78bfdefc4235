import CBLAS
import Synchronization
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

    /// What to tell the user, once a batch has been slower than it need be for want of a better library; nil before that.
    ///
    /// Nothing is measured for it: where batches use the own kernel in any case, the library does not matter.
    public static var notice: String? {
        isMissed.load(ordering: .relaxed)
            ? "the BLAS library in use is slow; batches use vecdb's own kernel (install OpenBLAS)" : nil
    }

    /// Whether a batch would have used a good library and did not find one.
    static let isMissed = Atomic<Bool>(false)

    /// A reference BLAS is 20 to 40 times slower than the own kernel, a good one about as fast.
    private static let slowdownOfReference = 4

    /// The race. On a busy machine either side may lose the processor at any moment, so a library is called slow only when
    /// it never comes near; and the product is small enough for every library to work on the calling thread alone.
    private static func measure() -> BLASProvider {
        let side = 48
        let depth = 96
        let operand = [Float](repeating: 0.5, count: side * depth)
        var out = [Float](repeating: 0, count: side * side)
        return operand.withUnsafeBufferPointer { operand in
            out.withUnsafeMutableBufferPointer { out in
                guard let a = operand.baseAddress, let c = out.baseAddress else { return .reference }
                let clock = ContinuousClock()
                let product = BatchProduct(method: .kernel)
                product.prepare(queries: a, count: side, dimensions: depth)
                var own = Duration.seconds(3600)
                for _ in 0..<5 { own = min(own, clock.measure { product.dot(rows: a, rowCount: side, out: c) }) }
                for _ in 0..<40 {
                    let blas = clock.measure { multiplyWithBLAS(a, side, a, side, depth, c) }
                    if blas <= own * slowdownOfReference { return .fast }
                }
                return .reference
            }
        }
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
