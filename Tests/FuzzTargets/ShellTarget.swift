import PsqlShell

/// Any lines for the shell, but for those that reach outside of it.
enum ShellTarget {
    /// The commands that touch no file and run no program.
    private static let commands: Set<String> = [
        "d", "dt", "di", "dv", "ds", "dn", "df", "dT", "do", "dx", "du", "l", "x", "a", "t", "f", "C", "T", "H", "pset",
        "set", "unset", "echo", "qecho", "warn", "if", "elif", "else", "endif", "timing", "?", "h", "conninfo",
        "errverbose", "encoding", "p", "r", "q", "sf", "sv", "bind", "gset", "gdesc", "gx", "crosstabview", "\\", "dS",
    ]

    static func run(_ input: [UInt8]) throws {
        guard isHarmless(input) else { return }
        let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        do {
            try Shell.run(lines: lines)
        } catch { try FuzzSession.judge(error, "the shell's start") }
    }

    private static func isHarmless(_ input: [UInt8]) -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        guard !text.contains(where: { "|`!".contains($0) }) else { return false }
        let lowered = text.lowercased()
        guard !["copy", "vacuum", "program", "gexec"].contains(where: lowered.contains) else { return false }
        return text.split(separator: "\\", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
            part.isEmpty || commands.contains(String(part.prefix { $0.isLetter || $0 == "?" }))
        }
    }

    static let seeds: [[UInt8]] = [
        "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL);\n\\d t\n\\x\nSELECT * FROM t;\n\\pset format csv\nTABLE t;",
        "\\set a 5\n\\if :a\nSELECT :a, :'a', :\"a\" \\gset p_\n\\echo :p_a\n\\else\n\\endif\n\\dt+ *.t*\n\\di\n\\dv\n\\l+",
        "SELECT 1 AS x, 2 AS y, 'a\nb' AS z \\crosstabview\n\\pset border 2\n\\pset null '(null)'\n\\a \\t \\f ';'\nSELECT NULL, 1.5;",
        "\\pset linestyle unicode\n\\pset columns 20\n\\x auto\nSELECT repeat('wide ', 20) AS long, 'é漢字' AS w;\n\\? variables\n\\h SELECT",
        "SELECT $1 + 1 \\bind 41 \\g\nSELECT 1; SELECT 2 \\; SELECT 3;\nSELECT 'unclosed\n';\n/* comment\n*/ SELECT 4 -- end\n;\n\\errverbose",
        "\\pset footer off\n\\pset recordsep '\\n'\n\\C title\n\\pset tableattr 'x'\n\\H\nSELECT '<a&b>' AS c;\n\\df+ abs\n\\dT vector\n\\do <->",
    ].map { Array($0.utf8) }
}
