import Synchronization
import VectorIndexes

/// Says once in a process that a statement was slower than it need be, because the BLAS library is a slow one.
enum SlowBLAS {
    private static let isTold = Atomic<Bool>(false)

    /// The notice, the first time that there is reason for it.
    static func notice() -> Notice? {
        guard let text = BLASProvider.notice, !isTold.exchange(true, ordering: .relaxed) else { return nil }
        return Notice(.notice, text)
    }
}
