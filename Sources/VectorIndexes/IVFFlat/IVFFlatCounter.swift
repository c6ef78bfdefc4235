import Synchronization

/// Hands out indices to the threads of a loop.
final class IVFFlatCounter: Sendable {
    private let next = Atomic<Int>(0)
    private let stopped = Atomic<Bool>(false)

    func take(below end: Int) -> Int? {
        guard !isStopped else { return nil }
        let index = next.add(1, ordering: .relaxed).oldValue
        return index < end ? index : nil
    }

    /// No index is given from now on.
    func stop() { stopped.store(true, ordering: .relaxed) }
    var isStopped: Bool { stopped.load(ordering: .relaxed) }
}
