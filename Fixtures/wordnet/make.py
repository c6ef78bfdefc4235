#!/usr/bin/env python3
"""Makes this folder's two PostgreSQL binary COPY files from the full WordNet set.

    make.py DIR        DIR holds base.f16.npy, queries.npy, texts.jsonl, query_texts.jsonl

glosses.copy    id int4, word text, gloss text, metadata jsonb {"category", "pos"}, embedding halfvec(384)
questions.copy  id int4, question text, embedding halfvec(384): held-out glosses, none of them among the rows
The sample is the same for the same DIR: a fixed seed, the same share of every category."""
import json, random, struct, sys
from pathlib import Path
import numpy as np

ROWS, QUESTIONS, SEED = 4000, 60, 20260101
source, here = Path(sys.argv[1]), Path(__file__).parent
base = np.load(source / "base.f16.npy", mmap_mode="r")
texts = [json.loads(line) for line in open(source / "texts.jsonl")]
queries = np.load(source / "queries.npy")
query_texts = [json.loads(line) for line in open(source / "query_texts.jsonl")]


def halfvec(vector):
    return struct.pack(">HH", len(vector), 0) + np.asarray(vector, dtype=">f2").tobytes()


def write(path, rows):
    with open(path, "wb") as out:
        out.write(b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0))
        for row in rows:
            out.write(struct.pack(">h", len(row)))
            for field in row:
                out.write(struct.pack(">i", len(field)) + field)
        out.write(struct.pack(">h", -1))


random.seed(SEED)
by_category = {}
for i, text in enumerate(texts):
    if 20 <= len(text["text"]) <= 90:
        by_category.setdefault(text["lex"], []).append(i)
total = sum(len(ids) for ids in by_category.values())
chosen = []
for category in sorted(by_category):
    ids = by_category[category]
    chosen += random.sample(ids, max(1, round(ROWS * len(ids) / total)))
chosen = sorted(chosen)[:ROWS]


def gloss(number, i):
    text = texts[i]
    metadata = '{"pos": "%s", "category": "%s"}' % (text["pos"], text["lex"])
    return [struct.pack(">i", number), text["words"][0].encode(), text["text"].encode(),
            b"\x01" + metadata.encode(), halfvec(base[i])]


write(here / "glosses.copy", (gloss(n + 1, i) for n, i in enumerate(chosen)))
short = [i for i, text in enumerate(query_texts)
         if 25 <= len(text["text"]) <= 80 and "sexual" not in text["text"]][:QUESTIONS]
write(here / "questions.copy", ([struct.pack(">i", n + 1), query_texts[i]["text"].encode(), halfvec(queries[i])]
                                for n, i in enumerate(short)))
print(len(chosen), "glosses,", len(short), "questions")
