import Foundation
import Testing

@testable import PsqlShell

/// `vecdb tune`, run as its users run it.
@Suite("vecdb tune")
struct TuneTests {
    private struct Outcome {
        var output: String
        var errors: String
        var status: Int32
    }

    private func process(_ arguments: [String]) -> Process {
        // The product stands beside the test bundle.
        let folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        process.executableURL = folder.appending(path: "vecdb")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private func vecdb(_ arguments: [String]) throws -> Outcome {
        let process = process(arguments)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            output: String(decoding: text, as: UTF8.self), errors: String(decoding: complaints, as: UTF8.self),
            status: process.terminationStatus)
    }

    /// Calls `body` with the path of a database with a table of vectors, and takes it away.
    private func withDatabase(rows: Int, dimensions: Int, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vecdb-tune-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "notes.vecdb").path
        let made = try vecdb([
            path, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c",
            "CREATE TABLE \"My notes\" (id int PRIMARY KEY, name text, v vector(\(dimensions)))", "-c",
            """
            INSERT INTO "My notes" SELECT i, 'n',
              (SELECT array_agg(sin(i * j) + cos(i + j * j)) FROM generate_series(1, \(dimensions)) j)::vector
              FROM generate_series(1, \(rows)) i
            """,
        ])
        try #require(made.status == 0, "\(made.errors)")
        try body(path)
    }

    @Test("its output is a script that makes the index it recommends")
    func script() throws {
        try withDatabase(rows: 1_400, dimensions: 32) { path in
            let outcome = try vecdb(["tune", path, "--recall=0.9", "--k", "5", "--sample", "60", "--m", "8"])
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            let statements = outcome.output.split(separator: "\n").filter { !$0.hasPrefix("--") }
            try #require(statements.count == 2, "\(outcome.output)")
            let definition = "CREATE INDEX ON \"My notes\" USING hnsw (v vector_cosine_ops) WITH (m = 8"
            #expect(statements[0].hasPrefix(definition))
            #expect(statements[1].hasPrefix("SET hnsw.ef_search = "))

            let applied = try vecdb([path, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", outcome.output])
            #expect(applied.status == 0 && applied.errors.isEmpty, "\(applied.errors)")
            let index = try vecdb([path, "-XAt", "-c", "SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%hnsw%'"])
            #expect(index.output.contains("m='8'"))

            // The index is there now: what is left is the setting.
            let again = try vecdb(["tune", path, "--recall=0.9", "--k", "5", "--sample", "60", "--m", "8"])
            #expect(again.output.split(separator: "\n").filter { !$0.hasPrefix("--") }.count == 1)
        }
    }

    @Test("its curve reaches the recall and its precisions are named")
    func curve() throws {
        try withDatabase(rows: 1_400, dimensions: 48) { path in
            let outcome = try vecdb([
                "tune", path, "--recall", "0.97", "--sample=50", "--m=8,12", "--metric=l2", "--table", "My notes",
                "--column", "v",
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = outcome.output.split(separator: "\n").map { line in
                line.dropFirst(2).split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }.filter { $0.count == 9 && Int($0[0]) != nil }
            #expect(Set(rows.map { $0[0] }) == ["8", "12"])
            #expect(Set(rows.map { $0[2] }) == ["full", "half", "compact"])
            #expect(rows.contains { Double($0[6]) ?? 0 >= 0.97 })
            #expect(outcome.output.contains("<-> (l2)"))
            let memory = try vecdb(["tune", path, "--memory", "0", "--sample=50", "--m=8"])
            #expect(memory.status == 1 && memory.output.contains("fits into 0 MB"))
        }
    }

    @Test("what cannot be tuned is said")
    func mistakes() throws {
        try withDatabase(rows: 20, dimensions: 4) { path in
            let wrong: [([String], Int32, String)] = [
                ([], 1, "no database file was named"),
                ([path, "--nonsense"], 1, "unrecognized option '--nonsense'"),
                ([path, "--k"], 1, "option '--k' requires an argument"),
                ([path, "--k", "ten"], 1, "requires a whole number"),
                ([path, "--recall", "2"], 1, "recall must be above 0 and at most 1"),
                ([path, "--m", "1"], 1, "value 1 out of bounds for option \"m\""),
                ([path, "--metric", "manhattan"], 1, "unknown metric \"manhattan\""),
                ([path, "--table", "nobody"], 1, "relation \"nobody\" does not exist"),
                ([path, "--table", "My notes", "--column", "w"], 1, "column \"w\" of relation"),
                ([path, "--table", "My notes", "--column", "name"], 1, "does not hold vectors"),
                ([path, "--metric", "hamming"], 1, "column \"v\" has no hamming distance"),
                ([path], 1, "has 20 rows with a vector, too few"),
                ([path + ".nowhere"], 2, "nowhere"),
            ]
            for (arguments, status, message) in wrong {
                let outcome = try vecdb(["tune"] + arguments)
                #expect(outcome.status == status && outcome.errors.contains(message), "\(arguments): \(outcome)")
                #expect(outcome.output.isEmpty)
            }
            #expect(!FileManager.default.fileExists(atPath: path + ".nowhere"))
            #expect(try vecdb([path, "-X", "-c", "CREATE TABLE more (w halfvec(3))"]).status == 0)
            #expect(try vecdb(["tune", path]).errors.contains("2 columns hold vectors"))
            #expect(try vecdb([path, "-X", "-c", "DROP TABLE more, \"My notes\""]).status == 0)
            #expect(try vecdb(["tune", path]).errors.contains("no table has a vector column"))
        }
    }

    @Test("Ctrl-C ends it")
    func interruption() throws {
        try withDatabase(rows: 1_500, dimensions: 64) { path in
            let process = process(["tune", path, "--recall", "1", "--m", "100"])
            let errors = Pipe()
            process.standardOutput = FileHandle.nullDevice
            process.standardError = errors
            try process.run()
            // Whatever it is at when the signal comes: from the first moment SIGINT is its own.
            Thread.sleep(forTimeInterval: 0.5)
            process.interrupt()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 130, "\(text)")
            #expect(text.contains("canceling statement due to user request"))
        }
    }

    @Test("its help names every option")
    func help() throws {
        let outcome = try vecdb(["tune", "--help"])
        #expect(outcome.status == 0)
        for name in ["recall", "k", "table", "column", "metric", "sample", "rows", "m", "memory", "seed"] {
            #expect(outcome.output.contains("--\(name)="))
            #expect(throws: Never.self) { try TuneOptions(["file", "--\(name)=\(name == "metric" ? "ip" : "1")"]) }
        }
    }
}
