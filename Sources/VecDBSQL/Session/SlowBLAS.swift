import Synchronization
import VectorIndexes

/// Says once in a process that the BLAS library is a slow one.
enum SlowBLAS {
    private static let isTold = Atomic<Bool>(false)

    /// The notice, the first time it is asked for; nil when all is well.
    static func notice() -> Notice? {
        guard !isTold.exchange(true, ordering: .relaxed), let text = BLASProvider.notice else { return nil }
        return Notice(.notice, text)
    }
}
