import Synchronization
import VecDB
import VecDBSQL

/// Tab completion: what may stand where the cursor is.
///
/// libedit calls a C function, which finds here what the running shell offers.
enum Completion {
    /// Given what stands before the word and the word's beginning, its completions.
    typealias Source = @Sendable (_ before: String, _ word: String) -> [String]
    static let current = Mutex<Source?>(nil)

    static let keywords = [
        "ABORT", "ALTER", "ALTER INDEX", "ALTER TABLE", "ANALYZE", "AND", "AS", "ASC", "BEGIN", "BETWEEN", "BY", "CASE",
        "CHECKPOINT", "CLOSE", "COMMENT ON", "COMMIT", "COPY", "CREATE", "CREATE EXTENSION", "CREATE INDEX",
        "CREATE TABLE", "CREATE UNIQUE INDEX", "CREATE VIEW", "CROSS JOIN", "DEALLOCATE", "DECLARE", "DELETE FROM",
        "DESC", "DISCARD", "DISTINCT", "DROP", "DROP INDEX", "DROP TABLE", "ELSE", "END", "EXCEPT", "EXECUTE", "EXISTS",
        "EXPLAIN", "EXPLAIN ANALYZE", "FETCH", "FROM", "FULL JOIN", "GROUP BY", "HAVING", "ILIKE", "IN", "INNER JOIN",
        "INSERT INTO", "INTERSECT", "INTO", "IS", "JOIN", "LATERAL", "LEFT JOIN", "LIKE", "LIMIT", "NOT", "NULL",
        "NULLS FIRST", "NULLS LAST", "OFFSET", "ON", "ON CONFLICT", "OR", "ORDER BY", "PREPARE", "PRIMARY KEY",
        "REFERENCES", "REINDEX", "RELEASE", "RESET", "RETURNING", "RIGHT JOIN", "ROLLBACK", "SAVEPOINT", "SELECT",
        "SET",
        "SHOW", "START TRANSACTION", "TABLE", "THEN", "TRUNCATE", "UNION", "UNIQUE", "UPDATE", "USING", "VACUUM",
        "VALUES", "VERIFY INDEX", "WHEN", "WHERE", "WINDOW", "WITH", "WITH RECURSIVE",
    ]

    static let commands = [
        "\\!", "\\?", "\\C", "\\a", "\\c", "\\cd", "\\conninfo", "\\copy", "\\copyright", "\\d", "\\d+", "\\di", "\\dn",
        "\\ds", "\\dt", "\\dt+", "\\du", "\\dv", "\\dx", "\\e", "\\echo", "\\elif", "\\else", "\\encoding", "\\endif",
        "\\errverbose", "\\f", "\\g", "\\gexec", "\\getenv", "\\gset", "\\gx", "\\h", "\\i", "\\if", "\\ir", "\\l",
        "\\o",
        "\\p", "\\prompt", "\\pset", "\\q", "\\qecho", "\\r", "\\s", "\\set", "\\setenv", "\\t", "\\timing", "\\unset",
        "\\w", "\\warn", "\\watch", "\\x",
    ]

    static let settings = [
        "client_min_messages", "datestyle", "extra_float_digits", "hnsw.ef_search", "hnsw.iterative_scan",
        "hnsw.max_scan_tuples", "hnsw.scan_mem_multiplier", "ivfflat.iterative_scan", "ivfflat.probes",
        "maintenance_work_mem", "search_path",
        "statement_timeout", "timezone", "vecdb.strict_pgvector", "work_mem",
    ]

    /// The completions of `word`, given the names that the database has.
    static func candidates(before: String, word: String, relations: [String], columns: [String]) -> [String] {
        let words = before.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map { $0.lowercased() }
        if before.allSatisfy({ $0 == " " }), word.hasPrefix("\\") { return commands.filter { $0.hasPrefix(word) } }
        switch words.last {
        case nil: return matching(keywords, word)
        case "from", "join", "into", "update", "table", "\\d", "\\dt", "\\d+", "\\copy", "copy", "truncate", "on":
            return matching(relations, word)
        case "set", "show", "reset": return matching(settings, word)
        default: return matching(columns + relations, word) + matching(keywords, word)
        }
    }

    private static func matching(_ names: [String], _ word: String) -> [String] {
        let lower = word.lowercased()
        let found = Set(names).filter { $0.lowercased().hasPrefix(lower) }.sorted()
        // Keywords follow the case in which the word was begun.
        let isLowerCase = !word.isEmpty && word == lower
        return found.map { name in name == name.uppercased() && isLowerCase ? name.lowercased() : name }
    }
}
