import Synchronization
import VecDB

// What a session tells of the indexes that it builds.
extension Session {
    /// What a build reports to: says once how much memory it will take (`DEBUG`), and passes on how far it is.
    func buildObserver() -> @Sendable (IndexBuildProgress) -> Void {
        let onProgress = onProgress
        let announcement = BuildAnnouncement { [weak self] progress in
            let megabytes = (progress.memory + 1_048_575) / 1_048_576
            self?.notice(
                Notice(
                    .debug,
                    "index \"\(progress.index.name)\" of \(progress.total) rows takes \(megabytes) MB of memory"))
        }
        return { progress in
            announcement.make(progress)
            onProgress?(
                StatementProgress(
                    subject: "index \(progress.index.name)", phase: progress.phase.name,
                    done: Int(progress.fraction * Double(progress.total)), total: progress.total,
                    memory: progress.memory))
        }
    }
}

/// The first report of a build, which comes from the thread that runs the statement.
private final class BuildAnnouncement: @unchecked Sendable {
    // Safe because `announce` runs once, within the first call, on the session's own thread: a build reports its size
    // before it starts any other.
    private let announce: (IndexBuildProgress) -> Void
    private let isMade = Atomic<Bool>(false)

    init(_ announce: @escaping (IndexBuildProgress) -> Void) { self.announce = announce }

    func make(_ progress: IndexBuildProgress) {
        guard !isMade.exchange(true, ordering: .relaxed) else { return }
        announce(progress)
    }
}
