import VecDB
import VecDBSQL
import VectorTypes

/// `vecdb tune`: finds an index's parameters for the rows of a file, and prints a script that applies them.
enum TuneCommand {
    /// Exit statuses: found, not found, a file that cannot be opened, stopped by Ctrl-C.
    enum Status: Int32 {
        case found = 0
        case failure = 1
        case badConnection = 2
        case interrupted = 130
    }

    static func run(_ arguments: [String]) -> Status {
        let options: TuneOptions
        do {
            options = try TuneOptions(arguments)
        } catch {
            complain("error: \((error as? ShellError)?.message ?? String(describing: error))")
            complain("hint: Try \"vecdb tune --help\" for more information.")
            return .failure
        }
        let output = OutputChannel()
        defer { output.flush() }
        if options.showsHelp {
            output.write(HelpText.tune)
            return .found
        }
        let session: Session
        do {
            var database = DatabaseOptions()
            database.mode = .readWrite
            session = try Session(try Database(path: options.database, options: database))
        } catch {
            complain("error: \((error as? VecDBError)?.message ?? String(describing: error))")
            return .badConnection
        }
        let bar = ProgressBar()
        if let bar { session.onProgress = { bar.show($0) } }
        Interrupt.shared.watch(session.cancellation)
        defer { Interrupt.shared.watch(nil) }
        do {
            let tuning = try session.tune(options.request)
            bar?.erase()
            let report = TuneReport(tuning)
            output.write(report.text)
            return tuning.choice == nil ? .failure : .found
        } catch {
            bar?.erase()
            let failure = error as? VecDBError
            complain("error: \(failure?.message ?? String(describing: error))")
            if let detail = failure?.detail { complain("detail: \(detail)") }
            if let hint = failure?.hint { complain("hint: \(hint)") }
            return failure?.sqlState == .queryCanceled ? .interrupted : .failure
        }
    }

    private static func complain(_ message: String) {
        _ = Array("vecdb: \(message)\n".utf8).withUnsafeBytes { System.write($0, to: 2) }
    }
}
