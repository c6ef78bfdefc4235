import VecDB
import VecDBSQL
import VectorTypes

/// A session on a database in memory that has a little of everything, with limits on time and memory.
struct FuzzSession {
    let session: Session

    init() throws {
        session = try Session(
            Database.inMemory(), settings: ["statement_timeout": "2s", "client_min_messages": "error"])
        try session.execute(Self.schema) { _ in }
    }

    /// Runs statements.
    ///
    /// - Throws: ``FuzzFinding`` for an error that no input may cause: one without a state, or an internal one.
    func execute(_ sql: String) throws {
        do {
            try session.execute(sql) { _ in }
        } catch {
            try Self.judge(error, sql)
        }
    }

    /// The first value of a statement's first row; nil where it failed or returned none.
    func value(_ sql: String, _ parameters: [String]) throws -> String? {
        do {
            let rows = try session.query(sql, parameters.map { $0 as any SQLValueConvertible })
            return rows.first?[0]
        } catch {
            try Self.judge(error, "\(sql) with \(parameters)")
            return nil
        }
    }

    static func judge(_ error: any Error, _ what: String) throws {
        guard let error = error as? VecDBError else { throw FuzzFinding("\(type(of: error)) from \(what)") }
        guard error.sqlState != .internalError else { throw FuzzFinding("\(error) from \(what)") }
    }

    private static let schema = """
        CREATE TABLE t (id serial PRIMARY KEY, a int, b text, c numeric(8,2), d jsonb, e vector(3), f timestamptz,
            g text[], h boolean DEFAULT true, CHECK (a < 1000));
        CREATE TABLE u (id int REFERENCES t ON DELETE CASCADE, k text UNIQUE, w halfvec(2), s sparsevec(5), z bit(4));
        INSERT INTO t (a, b, c, d, e, f, g) SELECT i, 'row ' || i, i / 4.0, jsonb_build_object('k', i),
            ARRAY[i, 1, 0]::vector, '2024-01-01'::timestamptz + i * interval '1 day', ARRAY['x', i::text]
            FROM generate_series(1, 20) i;
        INSERT INTO u VALUES (1, 'one', '[1,2]', '{1:1,3:2}/5', '1010'), (2, NULL, '[0,1]', '{}/5', '0001');
        CREATE INDEX hi ON t USING hnsw (e vector_l2_ops);
        CREATE INDEX li ON t USING ivfflat (e vector_cosine_ops) WITH (lists = 2);
        CREATE INDEX bi ON t (b);
        CREATE VIEW v AS SELECT a, b, e <-> '[1,0,0]' AS distance FROM t WHERE a > 3;
        """
}
