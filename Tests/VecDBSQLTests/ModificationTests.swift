import Testing

@testable import VecDBSQL

@Suite("modifications, transactions and definitions")
struct ModificationTests {
    @Test("violated constraints are told with PostgreSQL's message and the values")
    func violations() throws {
        let sql = try SQLHarness()
        try sql.run(
            """
            CREATE TABLE parent (id int PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE child (id int, parent int REFERENCES parent, n int CHECK (n > 0));
            INSERT INTO parent VALUES (1, 'x');
            INSERT INTO child VALUES (1, 1, 5)
            """)
        #expect(
            sql.message("INSERT INTO parent VALUES (2, NULL)")
                == "23502 null value in column \"name\" of relation \"parent\" violates not-null constraint\nDETAIL: Failing row contains (2, null)."
        )
        #expect(
            sql.message("INSERT INTO parent VALUES (1, 'y')")
                == "23505 duplicate key value violates unique constraint \"parent_pkey\"\nDETAIL: Key (id)=(1) already exists."
        )
        #expect(
            sql.message("INSERT INTO parent VALUES (2, 'x')")
                == "23505 duplicate key value violates unique constraint \"parent_name_key\"\nDETAIL: Key (name)=(x) already exists."
        )
        #expect(
            sql.message("INSERT INTO child VALUES (2, 7, 1)")
                == "23503 insert or update on table \"child\" violates foreign key constraint \"child_parent_fkey\"\nDETAIL: Key (parent)=(7) is not present in table \"parent\"."
        )
        #expect(
            sql.message("DELETE FROM parent")
                == "23503 update or delete on table \"parent\" violates foreign key constraint \"child_parent_fkey\" on table \"child\"\nDETAIL: Key (id)=(1) is still referenced from table \"child\"."
        )
        #expect(
            sql.message("UPDATE child SET n = -1")
                == "23514 new row for relation \"child\" violates check constraint \"child_n_check\"\nDETAIL: Failing row contains (1, 1, -1)."
        )
    }

    @Test("an upsert inserts, updates or leaves alone, and returns the row as it is then")
    func upsert() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id serial PRIMARY KEY, k text UNIQUE, n int DEFAULT 1)")
        let upsert = "INSERT INTO t (k) VALUES ('a') ON CONFLICT (k) DO UPDATE SET n = t.n + 1 RETURNING id, k, n"
        #expect(try sql.run(upsert) == ["1|a|1"])
        #expect(try sql.run(upsert) == ["1|a|2"])
        #expect(try sql.run("INSERT INTO t (k, n) VALUES ('a', 9) ON CONFLICT DO NOTHING") == ["INSERT 0 0"])
        #expect(
            try sql.run(
                "INSERT INTO t (k, n) VALUES ('a', 9) ON CONFLICT ON CONSTRAINT t_k_key DO UPDATE SET n = EXCLUDED.n WHERE t.n > 100"
            )
                == ["INSERT 0 0"])
        #expect(
            sql.message("INSERT INTO t (k) VALUES ('z'), ('z') ON CONFLICT (k) DO UPDATE SET n = 0").hasPrefix(
                "21000 ON CONFLICT DO UPDATE command cannot affect row a second time"))
        #expect(
            sql.message("INSERT INTO t (k) VALUES ('z') ON CONFLICT (n) DO NOTHING")
                == "42P10 there is no unique or exclusion constraint matching the ON CONFLICT specification")
        #expect(try sql.run("SELECT k, n FROM t") == ["a|2"])
    }

    @Test("UPDATE FROM, DELETE USING and data-modifying CTEs see the statement's snapshot")
    func sources() throws {
        let sql = try SQLHarness()
        try sql.run(
            "CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t SELECT i, i * 10 FROM generate_series(1, 5) i; CREATE TABLE u (id int, d int); INSERT INTO u VALUES (1, 5), (2, 6)"
        )
        #expect(
            try sql.run("UPDATE t SET n = n + u.d FROM u WHERE u.id = t.id RETURNING t.id, n, u.d") == [
                "1|15|5", "2|26|6",
            ])
        #expect(try sql.run("DELETE FROM t USING u WHERE u.id = t.id AND u.d = 6 RETURNING t.*") == ["2|26"])
        #expect(
            try sql.run("WITH gone AS (DELETE FROM t WHERE id > 3 RETURNING id) INSERT INTO u SELECT id, 0 FROM gone")
                == ["INSERT 0 2"])
        #expect(try sql.run("UPDATE t SET (id, n) = (id + 100, 0) WHERE id = 1 RETURNING *") == ["101|0"])
        #expect(try sql.run("SELECT id FROM t ORDER BY id") == ["3", "101"])
    }

    @Test("a failed block takes nothing but its end; savepoints bring it back")
    func transactions() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int)")
        try sql.run("BEGIN")
        try sql.run("INSERT INTO t VALUES (1)")
        try sql.run("SAVEPOINT s")
        #expect(sql.failure("SELECT nope") != nil)
        #expect(sql.session.transactionStatus == .failed)
        #expect(
            sql.message("SELECT 1")
                == "25P02 current transaction is aborted, commands ignored until end of transaction block")
        try sql.run("ROLLBACK TO s")
        #expect(try sql.run("SELECT count(*) FROM t") == ["1"])
        #expect(try sql.run("COMMIT") == ["COMMIT"])
        try sql.run("COMMIT")
        #expect(sql.notices.last?.message == "there is no transaction in progress")
        // Several statements in one text are one transaction.
        #expect(sql.failure("INSERT INTO t VALUES (2); SELECT 1 / 0") != nil)
        #expect(try sql.run("SELECT count(*) FROM t") == ["1"])
        try sql.run("BEGIN")
        #expect(sql.failure("SELECT 1 / 0") != nil)
        #expect(try sql.run("COMMIT") == ["ROLLBACK"])
    }

    @Test("settings follow the transaction they were made in")
    func settings() throws {
        let sql = try SQLHarness()
        #expect(try sql.run("SHOW hnsw.ef_search") == ["40"])
        try sql.run("BEGIN; SET LOCAL hnsw.ef_search = 10; SET work_mem = '8MB'")
        #expect(try sql.run("SHOW hnsw.ef_search") == ["10"])
        try sql.run("ROLLBACK")
        #expect(try sql.run("SHOW hnsw.ef_search") == ["40"])
        #expect(try sql.run("SHOW work_mem") == ["4MB"])
        #expect(
            sql.message("SET hnsw.ef_search = 0")
                == "22023 0 is outside the valid range for parameter \"hnsw.ef_search\" (1 .. 1000)")
        #expect(
            sql.message("SET hnsw.iterative_scan = on")
                == "22023 invalid value for parameter \"hnsw.iterative_scan\": \"on\"\nHINT: Available values: off, relaxed_order, strict_order."
        )
        #expect(
            sql.message("SET hnsw.foo = 1")
                == "42602 invalid configuration parameter name \"hnsw.foo\"\nDETAIL: \"hnsw\" is a reserved prefix.")
        #expect(sql.message("SHOW nope") == "42704 unrecognized configuration parameter \"nope\"")
        #expect(try sql.run("SELECT set_config('my.x', 'y', false), current_setting('my.x')") == ["y|y"])
    }

    @Test("COPY reads and writes text, CSV and binary, and says where a value is wrong")
    func copy() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE w (id int, v vector(2), t text)")
        func load(_ text: String, _ options: String = "") throws {
            var chunks = [Array(text.utf8)]
            sql.session.copyInput = { chunks.isEmpty ? nil : chunks.removeFirst() }
            try sql.run("COPY w FROM STDIN \(options)")
        }
        try load("1\t[1,2]\ta\\tb\n2\t\\N\t\\N\n")
        try load("3,\"[5,6]\",\"x,\"\"y\"\"\"\n", "WITH (FORMAT csv)")
        var written: [UInt8] = []
        sql.session.copyOutput = { written += $0 }
        try sql.run("COPY w TO STDOUT")
        #expect(String(decoding: written, as: UTF8.self) == "1\t[1,2]\ta\\tb\n2\t\\N\t\\N\n3\t[5,6]\tx,\"y\"\n")
        written = []
        try sql.run("COPY w TO STDOUT (FORMAT binary)")
        var binary = [written]
        sql.session.copyInput = { binary.isEmpty ? nil : binary.removeFirst() }
        #expect(
            try sql.run("CREATE TABLE w2 (id int, v vector(2), t text); COPY w2 FROM STDIN (FORMAT binary)") == [
                "COPY 3"
            ])
        #expect(try sql.run("SELECT * FROM w2") == sql.run("SELECT * FROM w"))
        var chunks = [Array("1\t[1,2]\ta\n2\t[1]\tb\n".utf8)]
        sql.session.copyInput = { chunks.isEmpty ? nil : chunks.removeFirst() }
        let error = sql.failure("COPY w FROM STDIN")
        #expect(error?.message == "expected 2 dimensions, not 1")
        #expect(error?.context == "COPY w, line 2, column v: \"[1]\"")
        #expect(try sql.run("SELECT count(*) FROM w") == ["3"])
    }

    @Test("definitions are refused and accepted as PostgreSQL does")
    func definitions() throws {
        let sql = try SQLHarness()
        try sql.run(
            "CREATE TABLE t (id int PRIMARY KEY, v vector(3), n int DEFAULT 7, g int GENERATED ALWAYS AS (n * 2) STORED)"
        )
        #expect(sql.message("CREATE TABLE t ()") == "42P07 relation \"t\" already exists")
        try sql.run("CREATE TABLE IF NOT EXISTS t ()")
        #expect(sql.notices.last?.message == "relation \"t\" already exists, skipping")
        #expect(try sql.run("INSERT INTO t (id) VALUES (1) RETURNING *") == ["1||7|14"])
        try sql.run("ALTER TABLE t ADD COLUMN c text NOT NULL DEFAULT 'x'; ALTER TABLE t RENAME COLUMN n TO m")
        #expect(try sql.run("SELECT id, m, g, c FROM t") == ["1|7|14|x"])
        try sql.run("CREATE INDEX ON t (lower(c)); CREATE VIEW tv AS SELECT id, c FROM t WHERE id > 0")
        #expect(
            try sql.run("SELECT indexdef FROM pg_indexes WHERE indexname = 't_lower_idx'") == [
                "CREATE INDEX t_lower_idx ON public.t USING btree (lower(c))"
            ])
        #expect(try sql.run("SELECT * FROM tv") == ["1|x"])
        #expect(
            sql.message("DROP TABLE t").hasPrefix(
                "2BP01 cannot drop table t because other objects depend on it\nDETAIL: view tv depends on table t"))
        #expect(sql.message("CREATE INDEX ON t USING foo (id)") == "42704 access method \"foo\" does not exist")
        #expect(
            sql.message("DROP TYPE vector")
                == "2BP01 cannot drop type vector because extension vector requires it\nHINT: You can drop extension vector instead."
        )
        #expect(try sql.run("CREATE EXTENSION vector") == ["CREATE EXTENSION"])
        #expect(sql.message("CREATE EXTENSION vector") == "42710 extension \"vector\" already exists")
        #expect(sql.message("GRANT SELECT ON t TO x").hasPrefix("0A000 GRANT"))
        #expect(try sql.run("CREATE TABLE s AS SELECT id, c FROM t") == ["SELECT 1"])
        #expect(
            sql.message("INSERT INTO t (id, g) VALUES (5, 1)").hasPrefix(
                "428C9 cannot insert a non-DEFAULT value into column \"g\""))
    }
}
