import Testing
import VecDB

@testable import VecDBSQL

/// The settings of pgvector: ranges, notations, what a transaction keeps.
@Suite("Settings of vector indexes")
struct VectorSettingTests {
    static let refusals: [(String, String)] = [
        (
            "hnsw.ef_search = 0",
            "22023 0 is outside the valid range for parameter \"hnsw.ef_search\" (1 .. 1000)"
        ),
        ("hnsw.ef_search = 'abc'", "22023 invalid value for parameter \"hnsw.ef_search\": \"abc\""),
        ("hnsw.ef_search = '12kB'", "22023 invalid value for parameter \"hnsw.ef_search\": \"12kB\""),
        (
            "hnsw.max_scan_tuples = 2147483648",
            "22023 invalid value for parameter \"hnsw.max_scan_tuples\": \"2147483648\"\nHINT: Value exceeds integer range."
        ),
        (
            "hnsw.scan_mem_multiplier = 1000.5",
            "22023 1000.5 is outside the valid range for parameter \"hnsw.scan_mem_multiplier\" (1 .. 1000)"
        ),
        (
            "hnsw.iterative_scan = on",
            "22023 invalid value for parameter \"hnsw.iterative_scan\": \"on\"\nHINT: Available values: off, relaxed_order, strict_order."
        ),
        (
            "ivfflat.iterative_scan = strict_order",
            "22023 invalid value for parameter \"ivfflat.iterative_scan\": \"strict_order\"\nHINT: Available values: off, relaxed_order."
        ),
        (
            "hnsw.foo = 1",
            "42602 invalid configuration parameter name \"hnsw.foo\"\nDETAIL: \"hnsw\" is a reserved prefix."
        ),
    ]

    @Test("a value out of range is refused in PostgreSQL's words", arguments: refusals)
    func refusal(_ assignment: String, _ message: String) throws {
        #expect(try SQLHarness().message("SET \(assignment)") == message)
    }

    @Test("numbers are rounded, words take any case, names too")
    func notations() throws {
        let sql = try SQLHarness()
        for (value, shown) in [("10.4", "10"), ("'1.5e1'", "15"), ("DEFAULT", "40")] {
            try sql.run("SET HNSW.ef_search = \(value)")
            #expect(try sql.run("SHOW hnsw.EF_SEARCH") == [shown])
        }
        try sql.run("SET hnsw.iterative_scan = 'RELAXED_ORDER'")
        #expect(try sql.run("SHOW hnsw.iterative_scan") == ["relaxed_order"])
        #expect(
            try sql.run("SELECT category, extra_desc, min_val, max_val FROM pg_settings WHERE name = 'hnsw.ef_search'")
                == ["Customized Options|Valid range is 1..1000.|1|1000"])
    }

    @Test("SET LOCAL ends with its transaction, and outside of one changes nothing")
    func local() throws {
        let sql = try SQLHarness()
        try sql.run("BEGIN")
        try sql.run("SET LOCAL hnsw.ef_search = 99")
        #expect(try sql.run("SHOW hnsw.ef_search") == ["99"])
        try sql.run("COMMIT")
        #expect(try sql.run("SHOW hnsw.ef_search") == ["40"])
        try sql.run("SET LOCAL hnsw.ef_search = 99")
        #expect(sql.notices.map(\.message) == ["SET LOCAL can only be used in transaction blocks"])
        #expect(try sql.run("SHOW hnsw.ef_search") == ["40"])
        #expect(sql.message("SET LOCAL hnsw.ef_search = 0").hasPrefix("22023"))
        #expect(try sql.run("SELECT set_config('hnsw.ef_search', '70', true)") == ["70"])
    }
}
