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
/// At the prompt the main thread takes SIGINT: the handler sets a flag, and the read returns. While a statement runs the
/// main thread has the signal blocked; whichever other thread gets it (BLAS starts some before `main`) writes a byte into
/// a pipe, the one thing that is safe in a handler, and a thread of our own that reads the pipe cancels the statement.
final class Interrupt: Sendable {
    static let shared = Interrupt()

    private let cancellation = Mutex<CancellationHandle?>(nil)
    private let isCancelled = Atomic<Bool>(false)
    private let isAtPrompt = Atomic<Bool>(false)
    private let promptInterrupted = Atomic<Bool>(false)

    /// The pipe's ends: reading, writing.
    private let pipeEnds: (reading: Int32, writing: Int32)

    private init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { ends = [-1, -1] }
        pipeEnds = (ends[0], ends[1])
    }

    /// Takes SIGINT over. To be called once, before any other thread is started.
    func install() {
        var action = sigaction()
        let handler: @convention(c) (Int32) -> Void = { _ in Interrupt.shared.note() }
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
            Interrupt.shared.waitForInterruptions()
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

    /// In the signal handler.
    private func note() {
        if isAtPrompt.load(ordering: .relaxed) {
            promptInterrupted.store(true, ordering: .relaxed)
        } else {
            var byte: UInt8 = 0
            _ = write(pipeEnds.writing, &byte, 1)
        }
    }

    private func block() { change(SIG_BLOCK) }

    private func change(_ how: Int32) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(how, &signals, nil)
    }

    private func waitForInterruptions() -> Never {
        change(SIG_UNBLOCK)
        var byte: UInt8 = 0
        while true {
            guard read(pipeEnds.reading, &byte, 1) == 1 else {
                // Interrupted by the signal itself; without a pipe there is nothing to wait for.
                if errno != EINTR { pause() }
                continue
            }
            isCancelled.store(true, ordering: .relaxed)
            cancellation.withLock { $0 }?.cancel()
        }
    }
}
