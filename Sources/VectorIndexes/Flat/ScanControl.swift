import VectorTypes

/// How a scan runs: on how many threads, and whether somebody wants it to stop.
package struct ScanControl: Sendable {
    /// The most threads to use; small scans use one.
    package var threads: Int
    /// Asked about every megabyte; true ends the scan with 57014. Must be quick and callable from any thread.
    package var shouldStop: (@Sendable () -> Bool)?

    package init(threads: Int = ThreadPool.processorCount, shouldStop: (@Sendable () -> Bool)? = nil) {
        self.threads = ThreadPool.threads(threads)
        self.shouldStop = shouldStop
    }

    /// What a scan that was stopped throws: the reason of the statement that it works for.
    package static var cancelled: VecDBError {
        StatementWork.current?.stopError ?? VecDBError(.queryCanceled, "canceling statement due to user request")
    }

    package func check() throws {
        if let shouldStop, shouldStop() { throw Self.cancelled }
        try StatementWork.check()
    }
}
