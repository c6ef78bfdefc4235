import Foundation
import Synchronization
import VecDB
import VectorTypes

@testable import VecDBSQL

/// Runs SQL in a session on a new database in memory, and tells what came out as a terminal would.
final class SQLHarness {
    let session: Session
    private(set) var notices: [Notice] = []

    init(settings: [String: String] = [:], _ database: Database? = nil) throws {
        session = try Session(database ?? Database.inMemory(), settings: settings)
        session.onNotice = { [unowned self] in self.notices.append($0) }
    }

    /// The rows of the last statement, columns separated by `|`; otherwise its tag. NULL is empty.
    @discardableResult
    func run(_ sql: String) throws -> [String] {
        var lines: [String] = []
        try session.execute(sql) { result in
            lines =
                result.columns == nil
                ? [result.tag] : result.rows.map { row in row.map { $0 ?? "" }.joined(separator: "|") }
        }
        return lines
    }

    /// The error that a statement fails with.
    func failure(_ sql: String) -> VecDBError? {
        do {
            try run(sql)
            return nil
        } catch {
            return error as? VecDBError
        }
    }

    /// `SQLSTATE message`, with DETAIL and HINT on lines of their own.
    func message(_ sql: String) -> String {
        guard let error = failure(sql) else { return "no error" }
        var text = "\(error.sqlState) \(error.message)"
        if let detail = error.detail { text += "\nDETAIL: \(detail)" }
        if let hint = error.hint { text += "\nHINT: \(hint)" }
        return text
    }
}

extension SQLHarness {
    convenience init(_ database: Database) throws { try self.init(settings: [:], database) }

    /// What ``message(_:)`` tells of a statement that another thread cancels a moment after it has begun.
    func messageWhenCancelled(_ sql: String, after milliseconds: Int = 30) -> String {
        let canceller = Canceller(session.cancellation, after: milliseconds)
        defer { canceller.stop() }
        return message(sql)
    }
}

/// Cancels what a session runs, from a thread of its own, again and again until it is stopped: a text may hold several
/// statements, of which the first are over before it comes.
final class Canceller: Sendable {
    private let isOver = Atomic<Bool>(false)

    init(_ handle: CancellationHandle, after milliseconds: Int) {
        Thread.detachNewThread { [self] in
            usleep(UInt32(milliseconds) * 1000)
            while !isOver.load(ordering: .acquiring) {
                handle.cancel()
                usleep(10_000)
            }
        }
    }

    func stop() { isOver.store(true, ordering: .releasing) }
}
