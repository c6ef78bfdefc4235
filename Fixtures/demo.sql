\echo
\echo '== Nearest by meaning: the definitions closest to a sentence that is not among them'
SELECT question FROM questions WHERE id = 13;
\set ECHO queries
SELECT word, gloss, round((embedding <=> (SELECT embedding FROM questions WHERE id = 13))::numeric, 3) AS distance
FROM glosses
ORDER BY embedding <=> (SELECT embedding FROM questions WHERE id = 13)
LIMIT 5;
\set ECHO none
\echo '== The same, filtered by metadata: "a skewer for holding meat over a fire", among foods only'
\set ECHO queries
SELECT word, gloss, metadata->>'category' AS category
FROM glosses
WHERE metadata @> '{"category": "noun.food"}'
ORDER BY embedding <=> (SELECT embedding FROM questions WHERE id = 3)
LIMIT 5;
\set ECHO none
\echo '== Nearest to a row: what is like a screwdriver?'
\set ECHO queries
SELECT word, gloss
FROM glosses
WHERE word <> 'screwdriver'
ORDER BY embedding <=> (SELECT embedding FROM glosses WHERE word = 'screwdriver')
LIMIT 5;
\set ECHO none
\echo '== The average of a category, and what lies nearest to it outside the category'
\set ECHO queries
WITH weather AS (SELECT avg(embedding) AS centre FROM glosses WHERE metadata->>'category' = 'verb.weather')
SELECT word, gloss, metadata->>'category' AS category
FROM glosses
WHERE metadata->>'category' <> 'verb.weather'
ORDER BY embedding <=> (SELECT centre FROM weather)
LIMIT 5;
\set ECHO none
