import CIntrinsics
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization
import VectorTypes

/// Threads for work that computes or blocks for long, which Swift's cooperative threads must not do.
///
/// Threads are started when work waits and none is idle, up to `width`, and then kept. They hold no stack of Swift's
/// concurrency, so blocking in them is harmless.
package final class ThreadPool: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var idle = 0
        var threads = 0
    }

    private let state: ConditionLock<State>
    private let width: Int
    private let isBackground: Bool

    /// - Parameter isBackground: Whether others come first where processors are short: a thread that computes all the time
    ///   would otherwise take its full share from threads that wait for the disk in between.
    package init(width: Int, isBackground: Bool = false) {
        self.width = max(1, width)
        self.isBackground = isBackground
        state = ConditionLock(State())
    }

    /// One thread a core, for loops split over cores.
    package static let computing = ThreadPool(width: max(1, processorCount - 1))

    /// The cores that this process may run on.
    package static let processorCount = max(1, Int(vecdb_allowed_processors()))

    /// So many threads as a caller asks for, or one a core: at least one, and no number that arithmetic stumbles over.
    package static func threads(_ wanted: Int?) -> Int { max(1, min(wanted ?? processorCount, 1_024)) }

    /// Runs `work` on a thread of the pool some time soon.
    package func submit(_ work: @escaping @Sendable () -> Void) {
        let startsThread = state.signal { state in
            state.waiting.append(work)
            guard state.waiting.count > state.idle, state.threads < width else { return false }
            state.threads += 1
            return true
        }
        if startsThread { startThread() }
    }

    /// Calls `body` once for each index below `count`, spread over the pool and the calling thread; returns when all
    /// calls have. Progress never depends on a free thread of the pool: the caller works too. All of them work for the
    /// caller's statement.
    package func parallelFor(_ count: Int, _ body: @escaping (Int) -> Void) {
        guard count > 1 else {
            if count == 1 { body(0) }
            return
        }
        let loop = SharedLoop(count: count, body: body)
        let statement = StatementWork.current
        for _ in 0..<min(width, count - 1) {
            submit { StatementWork.$current.withValue(statement) { loop.work() } }
        }
        loop.work()
        loop.waitUntilDone()
    }

    private func startThread() {
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let context = Unmanaged.passRetained(self).toOpaque()
        let status = pthread_create(
            &thread, nil,
            { pointer in
                #if canImport(Glibc)
                    guard let pointer else { return nil }
                #endif
                Unmanaged<ThreadPool>.fromOpaque(pointer).takeRetainedValue().serve()
                return nil
            }, context)
        guard status == 0 else {
            // No thread to be had: whoever waits for the work must not wait for ever, so it runs here and now.
            Unmanaged<ThreadPool>.fromOpaque(context).release()
            let work = state.withLock { state -> (@Sendable () -> Void)? in
                state.threads -= 1
                return state.threads == 0 ? state.waiting.popLast() : nil
            }
            work?()
            return
        }
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
    }

    private func serve() {
        // Not too low: others wait for locks that it holds.
        if isBackground { vecdb_step_back() }
        while true {
            state.withLock { $0.idle += 1 }
            let work = state.wait { state -> (@Sendable () -> Void)? in
                guard !state.waiting.isEmpty else { return nil }
                // In the same breath, so that nobody counts on a thread that has just taken something else.
                state.idle -= 1
                return state.waiting.removeFirst()
            }
            work()
        }
    }
}

/// A loop whose indices are handed out to whoever asks.
private final class SharedLoop: @unchecked Sendable {
    // Safe because the stored properties never change, and `body` is only called for indices that `waitUntilDone` waits
    // for: a thread that comes later finds no index left. That `body` may run on several threads at once is the
    // caller's promise.
    private let body: (Int) -> Void
    private let count: Int
    private let next = Atomic<Int>(0)
    private let finished: ConditionLock<Int>

    init(count: Int, body: @escaping (Int) -> Void) {
        self.count = count
        self.body = body
        finished = ConditionLock(0)
    }

    func work() {
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            body(index)
            finished.signal { $0 += 1 }
        }
    }

    func waitUntilDone() {
        finished.wait { $0 == count ? () : nil }
    }
}
