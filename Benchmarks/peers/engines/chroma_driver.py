"""ChromaDB: an embedded document database over hnswlib."""

from __future__ import annotations

from importlib.metadata import version

import chromadb
import numpy as np
from chromadb.config import Settings

from engines.base import Engine, Filter
from measuring import folder_bytes

BATCH = 5_000


class Chroma(Engine):
    is_durable = True
    name = "vectors"

    @classmethod
    def version(cls) -> str:
        return version("chromadb")

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.path = setup.folder / "chroma"
        self.client = chromadb.PersistentClient(str(self.path), settings=Settings(anonymized_telemetry=False))
        self.collection = None
        self.k, self.where = 10, None

    def _create(self):
        setup = self.setup
        return self.client.create_collection(self.name, embedding_function=None, configuration={"hnsw": {
            "space": setup.metric, "max_neighbors": setup.m, "ef_construction": setup.ef_construction,
            "num_threads": setup.threads, "sync_threshold": max(setup.rows, 2), "batch_size": min(100, setup.rows),
        }})

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        if self.collection is None:
            self.collection = self._create()
        for start in range(0, len(rows), BATCH):
            part = range(start, min(start + BATCH, len(rows)))
            self.collection.add(
                ids=[str(first + number) for number in part], embeddings=rows[part.start : part.stop],
                metadatas=[{"rank": first + number if ranks is None else int(ranks[number])} for number in part])

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        self.where = None if filter is None else {"rank": {"$lt": filter.below}}
        if effort is not None:
            self.collection.modify(configuration={"hnsw": {"ef_search": max(effort, k)}})
            self.collection = self.client.get_collection(self.name, embedding_function=None)

    def search(self, query: np.ndarray) -> list[int]:
        found = self.collection.query(query_embeddings=[query], n_results=self.k, where=self.where, include=[])
        return [int(number) for number in found["ids"][0]]

    def delete(self, ids: np.ndarray) -> None:
        for start in range(0, len(ids), BATCH):
            self.collection.delete(ids=[str(number) for number in ids[start : start + BATCH]])

    def save(self) -> None:
        """It writes by itself."""

    def reopen(self) -> None:
        self.collection = self.client.get_collection(self.name, embedding_function=None)

    def file_bytes(self) -> int | None:
        return folder_bytes(self.path)
