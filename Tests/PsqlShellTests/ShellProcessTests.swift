import Foundation
import Testing

/// The built shell, run as its users run it. The expected texts are what psql 15 prints.
@Suite("The vecdb command")
struct ShellProcessTests {
    private struct Outcome {
        var output: String
        var status: Int32
    }

    /// The product, which stands beside the test bundle.
    private var executable: URL {
        URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "vecdb")
    }

    /// Runs `vecdb` with standard output and error in one stream.
    private func vecdb(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Outcome
    {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (toShell, fromShell) = (Pipe(), Pipe())
        process.standardInput = toShell
        process.standardOutput = fromShell
        process.standardError = fromShell
        try process.run()
        toShell.fileHandleForWriting.write(Data(input.utf8))
        try toShell.fileHandleForWriting.close()
        let output = fromShell.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(output: String(decoding: output, as: UTF8.self), status: process.terminationStatus)
    }

    @Test("a script is echoed line by line, each result and error behind its statement")
    func script() throws {
        let script = """
            CREATE TABLE t (id int PRIMARY KEY, v vector(2));
            INSERT INTO t VALUES (1, '[1,2]'), (2, '[3,4]');
            SELECT id, v <-> '[3,3]' AS distance
              FROM t ORDER BY v <-> '[3,3]' LIMIT 1;
            -- wrong
            INSERT INTO t VALUES (3, '[1]');
            SELECT v + 1 FROM t;

            """
        let expected = """
            CREATE TABLE t (id int PRIMARY KEY, v vector(2));
            INSERT INTO t VALUES (1, '[1,2]'), (2, '[3,4]');
            SELECT id, v <-> '[3,3]' AS distance
              FROM t ORDER BY v <-> '[3,3]' LIMIT 1;
             id | distance 
            ----+----------
              2 |        1
            (1 row)

            -- wrong
            INSERT INTO t VALUES (3, '[1]');
            ERROR:  expected 2 dimensions, not 1
            SELECT v + 1 FROM t;
            ERROR:  operator does not exist: vector + integer
            LINE 1: SELECT v + 1 FROM t;
                             ^
            HINT:  No operator matches the given name and argument types. You might need to add explicit type casts.

            """
        let outcome = try vecdb(["-X", "-a", "-q"], input: script)
        #expect(outcome.output == expected)
        #expect(outcome.status == 0)
    }

    @Test("data that a failed COPY left behind is not taken for statements")
    func failedCopy() throws {
        let script = "CREATE TABLE c (a int);\nCOPY c FROM STDIN;\nx\n2\n\\.\nCOPY c FROM STDIN;\n7\n\\.\nTABLE c;\n"
        let outcome = try vecdb(["-X", "-q", "-A", "-t"], input: script)
        #expect(
            outcome.output
                == "ERROR:  invalid input syntax for type integer: \"x\"\nCONTEXT:  COPY c, line 1, column a: \"x\"\n7\n"
        )
    }

    @Test("a program that waits for each answer before it asks on gets it")
    func conversation() throws {
        let process = Process()
        process.executableURL = executable
        process.arguments = ["-X", "-A", "-t"]
        let (toShell, fromShell) = (Pipe(), Pipe())
        process.standardInput = toShell
        process.standardOutput = fromShell
        try process.run()
        defer {
            try? toShell.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        for (line, answer) in [("SELECT 1 + 1;", "2\n"), ("\\echo here", "here\n"), ("SELECT 3;", "3\n")] {
            toShell.fileHandleForWriting.write(Data("\(line)\n".utf8))
            var waiting = pollfd(fd: fromShell.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            try #require(poll(&waiting, 1, 20_000) == 1, "no answer to \(line)")
            #expect(String(decoding: fromShell.fileHandleForReading.availableData, as: UTF8.self) == answer)
        }
    }

    @Test("exit statuses are psql's")
    func statuses() throws {
        #expect(try vecdb(["-X", "-c", "SELECT 1"]).status == 0)
        #expect(try vecdb(["-X", "-c", "SELECT 1/0"]).status == 1)
        #expect(try vecdb(["-X"], input: "SELECT 1/0;\n").status == 0)
        #expect(try vecdb(["-X", "-v", "ON_ERROR_STOP=1"], input: "SELECT 1/0;\n").status == 3)
        #expect(try vecdb(["-X", "-f", "/nonexistent.sql"]).status == 1)
        #expect(try vecdb(["--nonsense"]).status == 1)
        #expect(try vecdb(["/nonexistent/folder/file.vecdb", "-c", "SELECT 1"]).status == 2)
    }

    @Test("settings come from the environment")
    func environment() throws {
        let outcome = try vecdb(
            ["-XAt", "-c", "SHOW hnsw.ef_search", "-c", "SELECT timestamptz '2025-01-02 03:04:05+00'"],
            environment: ["PGOPTIONS": "-c hnsw.ef_search=77", "PGTZ": "UTC", "PGDATESTYLE": "SQL, DMY"])
        #expect(outcome.output == "77\n02/01/2025 03:04:05 UTC\n")
    }

    @Test("a file is one file when the shell has ended, and its rows are there for the next")
    func file() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vecdb-shell-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "notes.vecdb").path
        #expect(
            try vecdb([path, "-X", "-q", "-c", "CREATE TABLE t (a int)", "-c", "INSERT INTO t VALUES (5)"]).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.vecdb"])
        #expect(try vecdb([path, "-XAt", "-c", "TABLE t"]).output == "5\n")
    }
}
