import CBenchBLAS
import CReadRate
import Foundation

/// Wall-clock seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(body)
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}

extension [Double] {
    /// The middle value (of two, the lower).
    var median: Double { quantile(0.5) }

    func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return .nan }
        return sorted()[Swift.min(count - 1, Int(share * Double(count - 1)))]
    }
}

/// Resident memory of this process in MB; NaN where the system does not tell.
func residentMegabytes() -> Double {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return .nan }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
}

/// Gives freed memory back to the system, so that resident memory is memory in use.
func returnFreeMemory() { return_free_memory() }

/// What one core of this machine can do, measured beside the searches: the shares that are reported are shares of this.
final class Yardsticks {
    private let block: UnsafeMutableRawPointer
    private let bytes: Int
    private var sum: UInt64 = 0

    /// - Parameter bytes: as much memory as the vectors take, so that caches help both alike.
    init(bytes: Int) throws {
        self.bytes = max(bytes, 64 << 20)
        guard let block = allocate_huge_pages(self.bytes) else { throw BenchmarkError("out of memory") }
        self.block = block
    }

    deinit { free(block) }

    /// GB/s at which one core reads memory.
    func readRate() -> Double {
        let time = seconds { sum ^= read_every_byte(block, bytes) }
        return Double(bytes) / time / 1e9
    }

    /// GFLOP/s of `sgemm` multiplying a batch of queries with blocks of rows, without any top-k.
    func multiplyRate(queries: Int, dimensions: Int) -> Double {
        let rows = 512
        let a = [Float](repeating: 0.5, count: queries * dimensions)
        let b = [Float](repeating: 0.25, count: rows * dimensions)
        var c = [Float](repeating: 0, count: queries * rows)
        let repeats = max(3, 200_000_000 / max(1, queries * rows * dimensions))
        var time = 0.0
        for pass in -1..<repeats {
            let once = seconds {
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasTrans, Int32(queries), Int32(rows), Int32(dimensions), 1, a,
                    Int32(dimensions), b, Int32(dimensions), 0, &c, Int32(rows))
            }
            if pass >= 0 { time += once }
        }
        return 2 * Double(queries) * Double(rows) * Double(dimensions) * Double(repeats) / time / 1e9
    }
}
