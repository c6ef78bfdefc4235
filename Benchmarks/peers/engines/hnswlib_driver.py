"""hnswlib: the reference implementation of HNSW."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import hnswlib
import numpy as np

from engines.base import Engine, Filter


class Hnswlib(Engine):
    index_file = "index.bin"

    @classmethod
    def version(cls) -> str:
        return version("hnswlib")

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.index = hnswlib.Index(setup.metric, setup.dimensions)
        self.is_empty = True
        self.k = 10
        self.allows: Any = None

    def _start(self) -> None:
        setup = self.setup
        self.index.init_index(
            setup.rows, M=setup.m, ef_construction=setup.ef_construction, random_seed=1, allow_replace_deleted=True
        )
        self.index.set_num_threads(setup.threads)
        self.is_empty = False

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        if self.is_empty:
            self._start()
        replaces = self.index.get_current_count() + len(rows) > self.index.get_max_elements()
        self.index.add_items(
            rows, np.arange(first, first + len(rows)), num_threads=self.setup.threads, replace_deleted=replaces
        )

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        if effort is not None:
            self.index.set_ef(max(effort, k))
        if filter is None:
            self.allows = None
        else:
            allowed = (filter.ranks < filter.below).tolist()
            self.allows = allowed.__getitem__

    def search(self, query: np.ndarray) -> np.ndarray:
        if self.allows is None:
            return self.index.knn_query(query, self.k, num_threads=1)[0][0]
        try:
            return self.index.knn_query(query, self.k, num_threads=1, filter=self.allows)[0][0]
        except RuntimeError:
            # hnswlib raises when it finds fewer than k rows.
            return np.empty(0, np.int64)

    def search_batch(self, queries: np.ndarray) -> np.ndarray:
        return self.index.knn_query(queries, self.k, num_threads=self.setup.threads)[0]

    def delete(self, ids: np.ndarray) -> None:
        for number in ids.tolist():
            self.index.mark_deleted(number)

    def save(self) -> None:
        self.index.save_index(str(self.setup.folder / self.index_file))

    def reopen(self) -> None:
        self.index.load_index(str(self.setup.folder / self.index_file), allow_replace_deleted=True)
        self.is_empty = False

    def file_bytes(self) -> int | None:
        path = self.setup.folder / self.index_file
        return path.stat().st_size if path.exists() else None
