import Testing

@testable import PsqlShell

@Suite("The command line is psql's")
struct CommandLineTests {
    @Test("options with and without values, in one word or two, and clusters")
    func options() throws {
        let options = try CommandLineOptions(
            [
                "notes.vecdb", "-X", "-qAt", "-F", ",", "-c", "SELECT 1", "-fx.sql", "--set", "a=b",
                "-vON_ERROR_STOP=1", "--csv",
            ])
        #expect(options.database == "notes.vecdb")
        #expect(options.quiet && !options.readsStartupFile && options.settings.tuplesOnly)
        #expect(options.settings.fieldSeparator == "," && options.settings.format == .csv)
        #expect(options.actions.count == 2)
        #expect(options.variables.map(\.name) == ["a", "ON_ERROR_STOP"])
    }

    @Test(
        "mistakes are named",
        arguments: [["--nonsense"], ["-c"], ["-@"], ["a", "b"], ["--quiet=1"], ["-P", "format=nonsense"]])
    func mistakes(_ arguments: [String]) {
        #expect(throws: ShellError.self) { try CommandLineOptions(arguments) }
    }

    @Test("PGOPTIONS gives settings")
    func environment() {
        let settings = SessionEnvironment.settings {
            [
                "PGTZ": "PST8PDT",
                "PGOPTIONS": "-c intervalstyle=postgres_verbose -cwork_mem=64kB --vecdb.strict_pgvector=on",
            ][$0]
        }
        #expect(
            settings == [
                "timezone": "PST8PDT", "intervalstyle": "postgres_verbose", "work_mem": "64kB",
                "vecdb.strict_pgvector": "on",
            ])
    }

    @Test(
        "patterns of \\d",
        arguments: [
            ("doc*", true), ("d?cuments", true), ("DOCUMENTS", true), ("\"DOC\"*", false),
            ("public.doc*", true), ("other.doc*", false), ("*ment*s", true), ("doc", false),
        ])
    func patterns(_ pattern: String, _ matches: Bool) {
        #expect(RelationPattern(pattern).matches("documents") == matches)
    }
}
