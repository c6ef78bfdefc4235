import FaultSupport
import Foundation
import VecDB
import VecDBSQL
import VectorTypes

/// One run of a script with a fault in it: errors are typed, the session goes on, nothing is done by half.
struct FaultRun {
    let script: FaultScript
    let states: [String]
    let disk: FaultyDisk
    let path: String
    let isPersistent: Bool

    /// What went wrong; nil: nothing.
    func perform() -> String? {
        do {
            try attempt()
            return try fault(in: path, expected: [states[states.count - 1]])
        } catch let wrong as Wrong {
            return wrong.text
        } catch {
            return "\(error)"
        }
    }

    struct Wrong: Error { var text: String }

    private var options: DatabaseOptions {
        var options = DatabaseOptions()
        options.fileSystem = disk.name
        options.lockTimeout = .milliseconds(500)
        // So that checkpoints come into it.
        options.checkpointPages = 20
        return options
    }

    /// An error as it may be: one that says what happened.
    private func accept(_ error: any Error, _ place: String) throws {
        guard let error = error as? VecDBError else { throw Wrong(text: "\(place): \(error) is not a VecDBError") }
        let mayBe = ["58030", "53100", "55P03", "53200", "XX001", "40001", "25P02", "25P01"]
        if !mayBe.contains(error.sqlState.code) { throw Wrong(text: "\(place): \(error.sqlState) \(error.message)") }
    }

    private func connect() throws -> (Database, Session) {
        do {
            let database = try Database(path: path, options: options)
            return (database, try Session(database))
        } catch {
            try accept(error, "opening")
            if isPersistent { disk.heal() }
        }
        do {
            let database = try Database(path: path, options: options)
            return (database, try Session(database))
        } catch { throw Wrong(text: "opening again, without a fault: \(error)") }
    }

    private func attempt() throws {
        var (database, session) = try connect()
        defer { database.close() }
        for (number, step) in script.steps.enumerated() {
            let place = "step \(number) (\(step.prefix(40)))"
            do {
                try session.execute(step) { _ in }
                continue
            } catch { try accept(error, place) }
            if isPersistent { disk.heal() }
            if session.transactionStatus != .idle { try? session.execute("ROLLBACK") { _ in } }
            // The session goes on, or says why it does not; then a new one does.
            var state: String
            do { state = try stateOfDatabase(session) } catch {
                try accept(error, "\(place), reading after the error")
                database.close()
                (database, session) = try connect()
                state = try stateOfDatabase(session)
            }
            if state == states[number + 1] { continue }
            guard state == states[number] else { throw Wrong(text: "\(place): a state by half") }
            do { try session.execute(step) { _ in } } catch {
                throw Wrong(text: "\(place) again, without a fault: \(error)")
            }
        }
        let state: String
        do { state = try stateOfDatabase(session) } catch {
            // The fault came with the very last read.
            return try accept(error, "reading at the end")
        }
        if state != states[states.count - 1] { throw Wrong(text: "another state at the end") }
    }
}
