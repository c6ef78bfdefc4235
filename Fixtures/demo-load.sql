-- A few thousand WordNet definitions with their sentence embeddings, and some held-out ones to ask with.
CREATE TABLE glosses (
    id integer PRIMARY KEY,
    word text NOT NULL,
    gloss text NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    embedding halfvec(384) NOT NULL
);
CREATE TABLE questions (
    id integer PRIMARY KEY,
    question text NOT NULL,
    embedding halfvec(384) NOT NULL
);
\copy glosses FROM 'Fixtures/wordnet/glosses.copy' WITH (FORMAT binary)
\copy questions FROM 'Fixtures/wordnet/questions.copy' WITH (FORMAT binary)
