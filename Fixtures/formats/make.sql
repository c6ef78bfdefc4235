CREATE TABLE items(id int PRIMARY KEY, name text, tags text[], meta jsonb, price numeric(10,2), at timestamptz, v vector(8));
INSERT INTO items SELECT i, 'item '||i, ARRAY['a','b'||i], jsonb_build_object('n',i), i*1.5, timestamptz '2024-01-01 00:00:00+00' + (i||' hours')::interval, ('['||array_to_string(ARRAY(SELECT ((i*j*37) % 101)/10.0 FROM generate_series(1,8) j),',')||']')::vector FROM generate_series(1,12) i;
CREATE INDEX items_v ON items USING hnsw (v vector_l2_ops);
CREATE VIEW cheap AS SELECT id,name FROM items WHERE price<10;
DELETE FROM items WHERE id=12;
SELECT count(*), sum(price) FROM items;
VACUUM FULL;
