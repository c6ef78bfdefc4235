import Testing

@testable import VecDBSQL

/// The statements that the first users run today, as they wrote them (vectors shortened).
@Suite("the first users' statements")
struct WorkloadTests {
    @Test("A: one store with many collections")
    func collections() throws {
        let sql = try SQLHarness()
        try sql.run(
            """
            CREATE TABLE vector_store (id SERIAL PRIMARY KEY, collection VARCHAR(100) NOT NULL, document_id VARCHAR(255) NOT NULL UNIQUE,
              user_id VARCHAR(255), content TEXT NOT NULL, metadata JSONB DEFAULT '{}', embedding vector(3), embedding_1536 vector(1536),
              created_at TIMESTAMPTZ DEFAULT NOW(), updated_at TIMESTAMPTZ DEFAULT NOW());
            CREATE INDEX idx_c ON vector_store(collection);  CREATE INDEX idx_m ON vector_store USING GIN(metadata)
            """)
        let insert = """
            INSERT INTO vector_store (collection, document_id, content, metadata, embedding) VALUES ($1,$2,$3,$4,$5)
              ON CONFLICT (document_id) DO UPDATE SET content = EXCLUDED.content, metadata = EXCLUDED.metadata, embedding = EXCLUDED.embedding, updated_at = NOW()
            """
        try sql.session.query(insert, ["c", "d1", "hello", "{\"a\": 1}", "[1,2,3]"])
        try sql.session.query(insert, ["c", "d2", "world", "{}", [3, 2, 1] as [Float]])
        try sql.session.query(insert, ["c", "d1", "hello again", "{\"a\": 2}", "[1,2,3]"])
        let hits = try sql.session.query(
            "SELECT document_id, content, metadata, 1 - (embedding <=> $1) AS similarity FROM vector_store WHERE collection = $2 ORDER BY embedding <=> $1 LIMIT $3",
            ["[1,2,3]", "c", 5])
        #expect(hits.map { $0["document_id"] ?? "" } == ["d1", "d2"])
        #expect(hits[0]["content"] == "hello again")
        #expect(hits[0]["metadata"] == "{\"a\": 2}")
        #expect(try hits[0]["similarity", as: Double.self] == 1)
        try sql.run(
            "SET hnsw.ef_search = 100;  SET hnsw.iterative_scan = relaxed_order;  SET max_parallel_maintenance_workers = 4"
        )
        #expect(try sql.run("ALTER SYSTEM SET work_mem = '512MB'") == ["ALTER SYSTEM"])
    }

    @Test("B and E: articles, their coverage and their neighbours")
    func articles() throws {
        let sql = try SQLHarness()
        try sql.run(
            """
            CREATE TABLE articles (id serial PRIMARY KEY, uri text UNIQUE, topic text, publication_date date);
            ALTER TABLE articles ADD COLUMN embedding vector(3);
            INSERT INTO articles (uri, topic, publication_date, embedding) VALUES ('a', 'AI', '2025-02-01', '[1,0,0]'),
              ('b', 'AI', '2024-02-01', '[0,1,0]'), ('c', 'ML', '2025-03-01', NULL), ('d', 'AI', '2025-05-01', '[0,1,1]')
            """)
        #expect(
            try sql.run(
                "SELECT uri, (embedding <=> CAST('[0,1,1]' AS vector)) AS distance FROM articles WHERE embedding IS NOT NULL ORDER BY embedding <=> CAST('[0,1,1]' AS vector) LIMIT 10"
            ).map { $0.prefix(1) } == ["d", "b", "a"])
        #expect(
            try sql.run(
                "SELECT uri FROM articles WHERE uri != 'd' ORDER BY embedding <=> (SELECT embedding FROM articles WHERE uri = 'd') LIMIT 2"
            ) == ["b", "a"])
        #expect(try sql.run("SELECT ROUND(100.0 * COUNT(embedding) / COUNT(*), 2) FROM articles") == ["75.00"])
        #expect(
            try sql.run(
                "SELECT indexrelname, idx_scan, idx_tup_read, idx_tup_fetch FROM pg_stat_user_indexes ORDER BY 1")
                == ["articles_pkey|0|0|0", "articles_uri_key|0|0|0"])
        try sql.run("CREATE EXTENSION IF NOT EXISTS vector")
        #expect(try sql.run("SELECT extname FROM pg_extension WHERE extname = 'vector'") == ["vector"])
        #expect(
            try sql.run(
                "SELECT uri, embedding <-> '[0,1,1]' AS distance FROM articles WHERE topic = 'AI' AND publication_date > '2025-01-01' AND embedding IS NOT NULL ORDER BY distance LIMIT 10"
            ).map { $0.prefix(1) } == ["d", "a"])
        #expect(try sql.run("REINDEX INDEX articles_uri_key") == ["REINDEX"])
    }

    @Test("C: documents of several tenants")
    func tenants() throws {
        let sql = try SQLHarness()
        try sql.run(
            """
            CREATE TABLE documents (id UUID DEFAULT gen_random_uuid(), tenant_id UUID NOT NULL, content TEXT NOT NULL, embedding vector(3) NOT NULL, metadata JSONB DEFAULT '{}', created_at TIMESTAMPTZ DEFAULT now());
            CREATE INDEX idx_documents_tenant ON documents (tenant_id);
            INSERT INTO documents (tenant_id, content, embedding, metadata) VALUES
              ('11111111-1111-1111-1111-111111111111', 'x', '[1,2,3]', '{"category": "support"}'),
              ('11111111-1111-1111-1111-111111111111', 'y', '[3,-2,1]', '{"category": "sales"}')
            """)
        #expect(
            try sql.run(
                "SELECT content FROM documents WHERE tenant_id = '11111111-1111-1111-1111-111111111111' AND (embedding <=> '[1,2,3]') < 0.5 ORDER BY embedding <=> '[1,2,3]' LIMIT 5"
            ) == ["x"])
        #expect(
            try sql.run(
                "WITH nearest AS (SELECT content, metadata, embedding <=> '[1,2,3]' AS distance FROM documents ORDER BY embedding <=> '[1,2,3]' LIMIT 20) SELECT content FROM nearest WHERE distance < 0.5 AND metadata->>'category' = 'support'"
            ) == ["x"])
        #expect(
            try sql.run("SELECT tenant_id, count(*) FROM documents GROUP BY tenant_id")
                == ["11111111-1111-1111-1111-111111111111|2"])
        #expect(
            try sql.run("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'documents'") == [
                "idx_documents_tenant|CREATE INDEX idx_documents_tenant ON public.documents USING btree (tenant_id)"
            ])
        #expect(try sql.run("SELECT pg_relation_size('idx_documents_tenant') > 0") == ["t"])
        #expect(sql.message("DROP EXTENSION vector").hasPrefix("42704"))
        try sql.run("CREATE EXTENSION vector; DROP EXTENSION vector CASCADE")
        #expect(try sql.run("SELECT count(*) FROM pg_attribute WHERE attname = 'embedding'") == ["0"])
    }
}
