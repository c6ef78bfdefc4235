"""usearch: HNSW over float32, bfloat16 or 8-bit integers."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
from usearch.index import Index

from engines.base import Engine, Filter, Unsupported


class Usearch(Engine):
    kind = "f32"
    index_file = "index.usearch"

    @classmethod
    def version(cls) -> str:
        return version("usearch")

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.index = Index(
            ndim=setup.dimensions,
            metric={"l2": "l2sq", "ip": "ip", "cosine": "cos"}[setup.metric],
            dtype=self.kind,
            connectivity=setup.m,
            expansion_add=setup.ef_construction,
        )
        self.k = 10
        self.is_exact = setup.method == "flat"

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        keys = np.arange(first, first + len(rows), dtype=np.uint64)
        self.index.add(keys, rows, threads=self.setup.threads)

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        if filter is not None:
            raise Unsupported("the Python package has no filters")
        self.k = k
        if effort is not None:
            self.index.expansion_search = max(effort, k)

    def search(self, query: np.ndarray) -> np.ndarray:
        return self.index.search(query, self.k, threads=1, exact=self.is_exact).keys

    def search_batch(self, queries: np.ndarray) -> np.ndarray:
        return self.index.search(queries, self.k, threads=self.setup.threads, exact=self.is_exact).keys

    def delete(self, ids: np.ndarray) -> None:
        self.index.remove(ids.astype(np.uint64), threads=self.setup.threads)

    def save(self) -> None:
        self.index.save(str(self.setup.folder / self.index_file))

    def reopen(self) -> None:
        """Maps the file instead of reading it."""
        self.index.view(str(self.setup.folder / self.index_file))

    def file_bytes(self) -> int | None:
        path = self.setup.folder / self.index_file
        return path.stat().st_size if path.exists() else None


class UsearchBF16(Usearch):
    kind = "bf16"


class UsearchI8(Usearch):
    kind = "i8"
