"""The engines by name. The standard library suffices to read this; a driver's module is imported in its own process.

Libraries that do not promise that one thread may search while another inserts are not asked for the mixed load."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Entry:
    """Where an engine's driver is, and what may be asked of it (so that nobody starts a process to learn it cannot)."""

    peer: str  # the group of requirements, and the name for `--peers`
    module: str
    driver: str
    methods: tuple[str, ...]
    tasks: tuple[str, ...] = ("search",)
    metrics: tuple[str, ...] = ("l2", "ip", "cosine")
    # Databases give rows back by SQL or documents; the others are libraries that return numbers.
    is_database: bool = False

    def load(self) -> type:
        return getattr(import_module(f"engines.{self.module}"), self.driver)


ENGINES: dict[str, Entry] = {
    "pgvector": Entry(
        "pgvector", "pgvector_driver", "Pgvector", ("hnsw", "ivfflat", "flat"),
        ("search", "filtered", "open", "churn", "mixed", "ingest"), is_database=True),
    "pgvector-halfvec": Entry(
        "pgvector", "pgvector_driver", "PgvectorHalf", ("hnsw", "flat"), ("search", "filtered"), is_database=True),
    "hnswlib": Entry(
        "hnswlib", "hnswlib_driver", "Hnswlib", ("hnsw",), ("search", "filtered", "open", "churn", "ingest")),
    "faiss-hnsw": Entry("faiss", "faiss_driver", "FaissHNSW", ("hnsw",), ("search", "filtered", "open", "ingest")),
    "faiss-hnsw-sq8": Entry(
        "faiss", "faiss_driver", "FaissHNSWSQ8", ("hnsw",), ("search", "filtered", "open", "ingest")),
    "faiss-ivfflat": Entry("faiss", "faiss_driver", "FaissIVFFlat", ("ivfflat",)),
    "faiss-flat": Entry("faiss", "faiss_driver", "FaissFlat", ("flat",), ("search", "filtered")),
    "faiss-flat-fp16": Entry("faiss", "faiss_driver", "FaissFlatFP16", ("flat",)),
    "faiss-flat-sq8": Entry("faiss", "faiss_driver", "FaissFlatSQ8", ("flat",)),
    "usearch-f32": Entry(
        "usearch", "usearch_driver", "Usearch", ("hnsw", "flat"), ("search", "open", "churn")),
    "usearch-bf16": Entry("usearch", "usearch_driver", "UsearchBF16", ("hnsw",), ("search", "open", "churn")),
    # 8-bit integers of vectors that are not of length one would overflow.
    "usearch-i8": Entry("usearch", "usearch_driver", "UsearchI8", ("hnsw",), ("search", "open"), ("cosine",)),
    "zvec": Entry(
        "zvec", "zvec_driver", "Zvec", ("hnsw",), ("search", "filtered", "open", "churn", "mixed", "ingest"),
        is_database=True),
    "zvec-int8": Entry(
        "zvec", "zvec_driver", "ZvecInt8", ("hnsw",), ("search", "filtered", "open", "churn"), is_database=True),
    "zvec-ids": Entry("zvec", "zvec_driver", "ZvecFast", ("hnsw",), ("search", "filtered", "open")),
    "zvec-int8-ids": Entry("zvec", "zvec_driver", "ZvecInt8Fast", ("hnsw",), ("search", "filtered", "open")),
    "sqlite-vec": Entry(
        "sqlite-vec", "sqlitevec_driver", "SqliteVec", ("flat",), ("search", "filtered", "open", "ingest"),
        ("l2", "cosine"), is_database=True),
    "chromadb": Entry(
        "chromadb", "chroma_driver", "Chroma", ("hnsw",), ("search", "filtered", "open", "mixed", "ingest"),
        is_database=True),
    "lancedb": Entry(
        "lancedb", "lancedb_driver", "LanceHNSW", ("hnsw",), ("search", "filtered", "open", "mixed", "ingest"),
        is_database=True),
    "lancedb-ivfflat": Entry(
        "lancedb", "lancedb_driver", "LanceIVFFlat", ("ivfflat",), is_database=True),
}
