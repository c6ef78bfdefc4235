import Synchronization
import VecDBSQL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ctrl-C: cancels the statement that runs, or the line that is typed, never the shell.
///
/// While a statement runs the main thread has SIGINT blocked and a thread of our own waits for it, so that nothing
/// happens inside a signal handler. At the prompt the signal goes to the main thread, whose handler only sets a flag: it
/// makes the read return.
final class Interrupt: Sendable {
    static let shared = Interrupt()

    private let cancellation = Mutex<CancellationHandle?>(nil)
    private let isCancelled = Atomic<Bool>(false)
    private let isAtPrompt = Atomic<Bool>(false)
    private let promptInterrupted = Atomic<Bool>(false)

    private init() {}

    /// Takes SIGINT over. To be called once, before any other thread is started.
    func install() {
        var action = sigaction()
        let handler: @convention(c) (Int32) -> Void = { _ in Interrupt.shared.noteAtPrompt() }
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = handler
        #else
            action.__sigaction_handler.sa_handler = handler
        #endif
        sigaction(SIGINT, &action, nil)
        signal(SIGPIPE, SIG_IGN)
        block()
        var thread = pthread_t(bitPattern: 0)
        let wait: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { _ in
            Interrupt.shared.waitForSignals()
        }
        pthread_create(&thread, nil, wait, nil)
    }

    /// What a Ctrl-C is to cancel from now on.
    func watch(_ handle: CancellationHandle?) { cancellation.withLock { $0 = handle } }

    /// Forgets earlier interruptions: something new begins.
    func reset() { isCancelled.store(false, ordering: .relaxed) }

    /// Whether Ctrl-C came since the last ``reset()``.
    var wasInterrupted: Bool { isCancelled.load(ordering: .relaxed) }

    func beginPrompt() {
        promptInterrupted.store(false, ordering: .relaxed)
        isAtPrompt.store(true, ordering: .relaxed)
        change(SIG_UNBLOCK)
    }

    func endPrompt() {
        block()
        isAtPrompt.store(false, ordering: .relaxed)
    }

    func takePromptInterruption() -> Bool { promptInterrupted.exchange(false, ordering: .relaxed) }

    private func noteAtPrompt() { promptInterrupted.store(true, ordering: .relaxed) }

    private func block() { change(SIG_BLOCK) }

    private func change(_ how: Int32) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(how, &signals, nil)
    }

    private func waitForSignals() -> Never {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        while true {
            var signal: Int32 = 0
            guard sigwait(&signals, &signal) == 0 else { continue }
            isCancelled.store(true, ordering: .relaxed)
            cancellation.withLock { $0 }?.cancel()
        }
    }
}
