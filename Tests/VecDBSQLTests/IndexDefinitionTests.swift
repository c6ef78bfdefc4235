import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

/// CREATE INDEX on vectors: what is refused and how. The messages are those of PostgreSQL with pgvector.
@Suite("Definitions of vector indexes")
struct IndexDefinitionTests {
    private func harness(strict: Bool = false) throws -> SQLHarness {
        let sql = try SQLHarness(settings: strict ? ["vecdb.strict_pgvector": "on"] : [:])
        try sql.run(
            """
            CREATE TABLE t (id int, v vector(3), h halfvec(3), s sparsevec(3), b bit(3), u vector, w varbit(3), x text,
              c int)
            """)
        return sql
    }

    private static let noDefault =
        "HINT: You must specify an operator class for the index or define a default operator class for the data type."

    /// What stands behind `CREATE INDEX ON t USING`, and the message.
    static let refusals: [(String, String)] = [
        ("hnsw (v)", "42704 data type vector has no default operator class for access method \"hnsw\"\n\(noDefault)"),
        ("hnsw (x)", "42704 data type text has no default operator class for access method \"hnsw\"\n\(noDefault)"),
        (
            "ivfflat (h)",
            "42704 data type halfvec has no default operator class for access method \"ivfflat\"\n\(noDefault)"
        ),
        ("gin (v)", "42704 data type vector has no default operator class for access method \"gin\"\n\(noDefault)"),
        ("foo (v)", "42704 access method \"foo\" does not exist"),
        ("hnsw (v vector_ops)", "42704 operator class \"vector_ops\" does not exist for access method \"hnsw\""),
        (
            "ivfflat (v vector_l1_ops)",
            "42704 operator class \"vector_l1_ops\" does not exist for access method \"ivfflat\""
        ),
        (
            "ivfflat (s sparsevec_l2_ops)",
            "42704 operator class \"sparsevec_l2_ops\" does not exist for access method \"ivfflat\""
        ),
        ("hnsw (v elsewhere.vector_l2_ops)", "3F000 schema \"elsewhere\" does not exist"),
        ("hnsw (v halfvec_l2_ops)", "42804 operator class \"halfvec_l2_ops\" does not accept data type vector"),
        ("hnsw (x vector_l2_ops)", "42804 operator class \"vector_l2_ops\" does not accept data type text"),
        ("hnsw (v COLLATE \"C\" vector_l2_ops)", "42804 collations are not supported by type vector"),
        ("hnsw (v vector_l2_ops(m=3))", "22023 operator class vector_l2_ops has no options"),
        (
            "hnsw (v vector_l2_ops, h halfvec_l2_ops)",
            "0A000 access method \"hnsw\" does not support multicolumn indexes"
        ),
        ("hnsw (v vector_l2_ops) INCLUDE (id)", "0A000 access method \"hnsw\" does not support included columns"),
        ("hnsw (v vector_l2_ops ASC)", "0A000 access method \"hnsw\" does not support ASC/DESC options"),
        ("ivfflat (v NULLS LAST)", "0A000 access method \"ivfflat\" does not support NULLS FIRST/LAST options"),
        ("hnsw (nocol vector_l2_ops)", "42703 column \"nocol\" does not exist"),
        ("hnsw (v vector_l2_ops) WHERE random() < 0.5", "42P17 functions in index predicate must be marked IMMUTABLE"),
        ("hnsw (v vector_l2_ops) WHERE c", "42804 argument of WHERE must be type boolean, not type integer"),
        ("hnsw (u vector_l2_ops)", "22023 column does not have dimensions"),
        ("hnsw (binary_quantize(v) bit_hamming_ops)", "22023 column does not have dimensions"),
        ("hnsw ((v + v) vector_l2_ops)", "22023 column does not have dimensions"),
        ("hnsw (w bit_hamming_ops)", "0A000 type not supported for hnsw index"),
        ("ivfflat (w bit_hamming_ops)", "0A000 type not supported for ivfflat index"),
        ("ivfflat ((v::vector(1)) vector_cosine_ops)", "22023 dimensions must be greater than one for this opclass"),
        (
            "hnsw ((w::bit(64001)) bit_hamming_ops)",
            "54000 column cannot have more than 64000 dimensions for hnsw index"
        ),
        (
            "hnsw (v vector_l2_ops) WITH (m = 1)",
            "22023 value 1 out of bounds for option \"m\"\nDETAIL: Valid values are between \"2\" and \"100\"."
        ),
        (
            "hnsw (v vector_l2_ops) WITH (ef_construction = 1001)",
            "22023 value 1001 out of bounds for option \"ef_construction\"\nDETAIL: Valid values are between \"4\" and \"1000\"."
        ),
        (
            "hnsw (v vector_l2_ops) WITH (m = 16, ef_construction = 31)",
            "22023 ef_construction must be greater than or equal to 2 * m"
        ),
        (
            "ivfflat (v) WITH (lists = 32769)",
            "22023 value 32769 out of bounds for option \"lists\"\nDETAIL: Valid values are between \"1\" and \"32768\"."
        ),
        ("hnsw (v vector_l2_ops) WITH (m)", "22023 invalid value for integer option \"m\": true"),
        ("hnsw (v vector_l2_ops) WITH (m = on)", "22023 invalid value for integer option \"m\": on"),
        ("hnsw (v vector_l2_ops) WITH (m = '10kB')", "22023 invalid value for integer option \"m\": 10kB"),
        ("hnsw (v vector_l2_ops) WITH (m = 99999999999)", "22023 invalid value for integer option \"m\": 99999999999"),
        ("hnsw (v vector_l2_ops) WITH (m = 16, m = 17)", "22023 parameter \"m\" specified more than once"),
        ("hnsw (v vector_l2_ops) WITH (lists = 5)", "22023 unrecognized parameter \"lists\""),
        ("ivfflat (v) WITH (m = 3)", "22023 unrecognized parameter \"m\""),
        ("hnsw (v vector_l2_ops) WITH (\"M\" = 16)", "22023 unrecognized parameter \"M\""),
        ("hnsw (v vector_l2_ops) WITH (toast.m = 5)", "22023 unrecognized parameter namespace \"toast\""),
        (
            "hnsw (v vector_l2_ops) WITH (storage = small)",
            "22023 invalid value for enum option \"storage\": small\nDETAIL: Valid values are \"full\" and \"compact\"."
        ),
        // Two faults: the one that PostgreSQL finds first.
        ("hnsw (u vector_l2_ops) WITH (m = 16, ef_construction = 31)", "22023 column does not have dimensions"),
        ("hnsw (nocol vector_l2_ops) WITH (lists = 3)", "22023 unrecognized parameter \"lists\""),
    ]

    @Test("a definition that pgvector refuses is refused in its words", arguments: refusals)
    func refusal(_ definition: String, _ message: String) throws {
        #expect(try harness().message("CREATE INDEX ON t USING \(definition)") == message)
    }

    @Test("a unique vector index is refused")
    func unique() throws {
        #expect(
            try harness().message("CREATE UNIQUE INDEX ON t USING hnsw (v vector_l2_ops)")
                == "0A000 access method \"hnsw\" does not support unique indexes")
    }

    @Test("pgvector's limits of dimensions hold in strict mode, and only there")
    func dimensions() throws {
        let cases = [
            ("vector(2000)", "vector_l2_ops", 2000), ("halfvec(4000)", "halfvec_l2_ops", 4000),
        ]
        for isStrict in [true, false] {
            let sql = try SQLHarness(settings: ["vecdb.strict_pgvector": isStrict ? "on" : "off"])
            for (type, operatorClass, limit) in cases {
                let base = type.prefix { $0 != "(" }
                try sql.run("CREATE TABLE d (a \(type), b \(base)(\(limit + 1)), c \(base)(16000))")
                try sql.run("CREATE INDEX ON d USING hnsw (a \(operatorClass))")
                for column in ["b", "c"] {
                    let message = sql.message("CREATE INDEX ON d USING hnsw (\(column) \(operatorClass))")
                    #expect(
                        message
                            == (isStrict
                                ? "54000 column cannot have more than \(limit) dimensions for hnsw index" : "no error"))
                }
                try sql.run("DROP TABLE d")
            }
        }
    }

    @Test("storage is an option of ours, which strict mode does not know")
    func storage() throws {
        let statement = "CREATE INDEX ON t USING hnsw (v vector_l2_ops) WITH (storage = compact)"
        #expect(try harness().message(statement) == "no error")
        #expect(try harness(strict: true).message(statement) == "22023 unrecognized parameter \"storage\"")
    }

    @Test("definitions are printed as PostgreSQL prints them, and parse to themselves")
    func printed() throws {
        let sql = try harness()
        let definitions = [
            ("t_v_idx", "hnsw (v vector_l2_ops)"),
            ("t_v_idx1", "hnsw (((v)::halfvec(3)) halfvec_cosine_ops)"),
            ("t_binary_quantize_idx", "hnsw (((binary_quantize(v))::bit(3)) bit_hamming_ops) WHERE (c > 3)"),
            ("t_subvector_idx", "hnsw (((subvector(v, 1, 2))::vector(2)) vector_cosine_ops) WHERE (v IS NOT NULL)"),
            ("t_u_idx", "hnsw (((u)::vector(3)) vector_l2_ops) WHERE (vector_dims(u) = 3)"),
            ("t_vector_idx", "hnsw ((((v + v))::vector(3)) vector_l2_ops)"),
            ("t_s_idx", "hnsw (s sparsevec_l1_ops) WITH (m='8', ef_construction='20')"),
        ]
        for (name, definition) in definitions {
            try sql.run("CREATE INDEX ON t USING \(definition)")
            #expect(
                try sql.run("SELECT indexdef FROM pg_indexes WHERE indexname = '\(name)'")
                    == ["CREATE INDEX \(name) ON public.t USING \(definition)"])
        }
        #expect(
            try sql.run("SELECT pg_get_indexdef('t_subvector_idx'::regclass, 0, true)") == [
                "CREATE INDEX t_subvector_idx ON t USING hnsw ((subvector(v, 1, 2)::vector(2)) vector_cosine_ops) WHERE v IS NOT NULL"
            ])
        #expect(
            try sql.run("SELECT pg_get_indexdef('t_binary_quantize_idx'::regclass, 1, true)")
                == ["(binary_quantize(v)::bit(3))"])
    }

    @Test("options are read as PostgreSQL reads whole numbers")
    func numbers() throws {
        let values: [(String, Int?)] = [
            ("16", 16), (" 18 ", 18), ("1e1", 10), ("0x10", 16), ("16.5", 16), ("17.5", 18), ("-5", -5), ("010", 8),
            ("", nil), ("x", nil), ("10kB", nil), ("99999999999", nil), ("nan", nil), ("inf", nil), (".5", 0),
        ]
        for (text, value) in values { #expect(OptionNumber.integer(text) == value, "\(text)") }
    }

    @Test("IF NOT EXISTS skips an index of that name, but not a wrong definition")
    func ifNotExists() throws {
        let sql = try harness()
        try sql.run("CREATE INDEX pc ON t USING hnsw (v vector_cosine_ops)")
        #expect(
            sql.message("CREATE INDEX pc ON t USING hnsw (v vector_cosine_ops)")
                == "42P07 relation \"pc\" already exists")
        try sql.run("CREATE INDEX IF NOT EXISTS pc ON t USING hnsw (v vector_cosine_ops)")
        #expect(sql.notices.map(\.message) == ["relation \"pc\" already exists, skipping"])
        #expect(
            sql.message("CREATE INDEX IF NOT EXISTS pc ON t USING hnsw (nocol vector_cosine_ops)")
                == "42703 column \"nocol\" does not exist")
    }

    @Test("ALTER INDEX changes options, and refuses those of another method")
    func alter() throws {
        let sql = try harness()
        try sql.run("CREATE INDEX pc ON t USING hnsw (v vector_cosine_ops)")
        try sql.run("ALTER INDEX pc SET (m = 90, ef_construction = 100)")
        #expect(try sql.run("SELECT reloptions FROM pg_class WHERE relname = 'pc'") == ["{m=90,ef_construction=100}"])
        try sql.run("ALTER INDEX pc RESET (m, nosuch)")
        #expect(try sql.run("SELECT reloptions FROM pg_class WHERE relname = 'pc'") == ["{ef_construction=100}"])
        #expect(sql.message("ALTER INDEX pc SET (lists = 1)") == "22023 unrecognized parameter \"lists\"")
        #expect(sql.message("ALTER INDEX t SET (m = 5)") == "42809 \"t\" is not an index")
        #expect(sql.message("ALTER INDEX nosuch SET (m = 5)") == "42P01 relation \"nosuch\" does not exist")
        #expect(
            sql.message("ALTER INDEX pc ALTER COLUMN 1 SET STATISTICS 100")
                == "0A000 cannot alter statistics on non-expression column \"v\" of index \"pc\"\nHINT: Alter statistics on table column instead."
        )
        #expect(
            sql.message("CLUSTER t USING pc")
                == "0A000 cannot cluster on index \"pc\" because access method does not support clustering")
    }

    @Test("a column's new type must suit the operator classes of its indexes")
    func changedType() throws {
        let sql = try harness()
        try sql.run("CREATE INDEX hx ON t USING hnsw (h halfvec_l2_ops)")
        try sql.run("CREATE INDEX ex ON t USING hnsw ((h::vector(3)) vector_l2_ops)")
        try sql.run("COMMENT ON INDEX ex IS 'by expression'")
        #expect(
            sql.message("ALTER TABLE t ALTER COLUMN h TYPE vector(3)")
                == "42804 operator class \"halfvec_l2_ops\" does not accept data type vector")
        #expect(try sql.run("SELECT indexname FROM pg_indexes ORDER BY 1") == ["ex", "hx"])
        try sql.run("DROP INDEX hx")
        try sql.run("ALTER TABLE t ALTER COLUMN h TYPE vector(3)")
        #expect(try sql.run("SELECT obj_description('ex'::regclass)") == ["by expression"])
        try sql.run("ALTER TABLE t DROP COLUMN h")
        #expect(try sql.run("SELECT count(*) FROM pg_indexes") == ["0"])
    }

    @Test("REINDEX names what it cannot make anew")
    func reindex() throws {
        let sql = try harness()
        try sql.run("CREATE INDEX pc ON t USING hnsw (v vector_cosine_ops)")
        #expect(sql.message("REINDEX INDEX t") == "42809 \"t\" is not an index")
        #expect(sql.message("REINDEX TABLE pc") == "42809 \"pc\" is not a table or materialized view")
        #expect(sql.message("REINDEX DATABASE elsewhere") == "0A000 can only reindex the currently open database")
        #expect(sql.message("REINDEX (FOO) INDEX pc") == "42601 unrecognized REINDEX option \"foo\"")
        try sql.run("REINDEX (VERBOSE) INDEX CONCURRENTLY pc")
        #expect(sql.notices.map(\.message) == ["index \"pc\" was reindexed"])
        #expect(try sql.run("REINDEX TABLE t") == ["REINDEX"])
        try sql.run("BEGIN")
        #expect(
            sql.message("REINDEX INDEX CONCURRENTLY pc")
                == "25001 REINDEX CONCURRENTLY cannot run inside a transaction block")
    }

    @Test("the catalogs list methods, classes, families, operators and support functions as pgvector's do")
    func catalogs() throws {
        let sql = try harness()
        #expect(
            try sql.run(
                "SELECT count(*) FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod WHERE amname IN ('hnsw', 'ivfflat')")
                == ["21"])
        #expect(
            try sql.run(
                "SELECT opcname FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod WHERE opcdefault AND amname = 'ivfflat'"
            )
                == ["vector_l2_ops"])
        let support = """
            SELECT amprocnum, amproc FROM pg_amproc p JOIN pg_opfamily f ON f.oid = amprocfamily
              JOIN pg_am a ON a.oid = opfmethod WHERE amname = '%' AND opfname = 'halfvec_cosine_ops' ORDER BY 1
            """
        func functions(_ method: String) throws -> [String] {
            try sql.run(support.split(separator: "%", maxSplits: 1).joined(separator: method))
        }
        #expect(
            try functions("hnsw") == ["1|halfvec_negative_inner_product", "2|l2_norm", "3|hnsw_halfvec_support"])
        #expect(
            try functions("ivfflat") == [
                "1|halfvec_negative_inner_product", "2|l2_norm", "3|halfvec_spherical_distance", "4|l2_norm",
                "5|ivfflat_halfvec_support",
            ])
        #expect(
            try sql.run(
                """
                SELECT oprname, s.opfname FROM pg_amop p JOIN pg_opfamily f ON f.oid = amopfamily
                  JOIN pg_operator o ON o.oid = amopopr JOIN pg_opfamily s ON s.oid = amopsortfamily
                  WHERE f.opfname = 'bit_jaccard_ops'
                """) == ["<%>|float_ops"])
        try sql.run("CREATE INDEX bx ON t USING hnsw ((binary_quantize(v)::bit(3)) bit_hamming_ops)")
        #expect(
            try sql.run(
                """
                SELECT indkey, indcollation, opcname, attname, format_type(atttypid, atttypmod) FROM pg_index
                  JOIN pg_opclass o ON o.oid = indclass[0] JOIN pg_attribute ON attrelid = indexrelid
                """) == ["0|0|bit_hamming_ops|binary_quantize|bit(3)"])
        #expect(
            try sql.run("SELECT pg_index_has_property('bx'::regclass, 'bitmap_scan')") == ["f"])
        #expect(
            try sql.run("SELECT pg_index_column_has_property('bx'::regclass, 1, 'distance_orderable') IS NULL") == ["t"]
        )
    }
}

/// Rows that an index could not take are refused when they are written.
@Suite("Rows that a vector index refuses")
struct IndexRowTests {
    @Test("an expression that fails on a row refuses it, whichever statement writes it")
    func expressions() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, e vector, c int DEFAULT 1)")
        try sql.run("CREATE INDEX ON t USING hnsw ((e::vector(3)) vector_l2_ops) WHERE c = 1")
        let message = "22000 expected 3 dimensions, not 2"
        #expect(sql.message("INSERT INTO t VALUES (1, '[1,2,3]'), (2, '[1,2]')") == message)
        #expect(try sql.run("SELECT count(*) FROM t") == ["0"])
        try sql.run("INSERT INTO t VALUES (1, '[1,2,3]', 1), (2, '[1,2]', 2), (3, NULL, 1)")
        #expect(sql.message("INSERT INTO t (id, e) VALUES (4, '[1,2]') RETURNING id") == message)
        #expect(sql.message("INSERT INTO t SELECT 4, ARRAY[1,2]::vector") == message)
        #expect(sql.message("UPDATE t SET c = 1 WHERE id = 2") == message)
        #expect(sql.message("UPDATE t SET e = '[1,2]', id = 9 WHERE id = 1") == message)
        let upsert = "INSERT INTO t VALUES (1, '[1,2]', 2) ON CONFLICT (id) DO UPDATE SET"
        #expect(sql.message("\(upsert) e = EXCLUDED.e") == message)
        #expect(sql.message("\(upsert) e = EXCLUDED.e, c = 2") == "no error")
        #expect(try sql.run("SELECT id, vector_dims(e) FROM t ORDER BY id") == ["1|2", "2|2", "3|"])
    }

    @Test("a sparse vector of more than 1,000 elements is refused in strict mode only")
    func sparse() throws {
        let value = "array_fill(1, ARRAY[1001])::vector::sparsevec"
        let message = "54000 sparsevec cannot have more than 1000 non-zero elements for hnsw index"
        for isStrict in [true, false] {
            let sql = try SQLHarness(settings: ["vecdb.strict_pgvector": isStrict ? "on" : "off"])
            try sql.run("CREATE TABLE t (v sparsevec(1001))")
            try sql.run("INSERT INTO t VALUES (\(value))")
            let create = "CREATE INDEX ON t USING hnsw (v sparsevec_l2_ops)"
            #expect(sql.message(create) == (isStrict ? message : "no error"))
            try sql.run("TRUNCATE t")
            try sql.run(create)
            #expect(sql.message("INSERT INTO t VALUES (\(value))") == (isStrict ? message : "no error"))
        }
    }
}
