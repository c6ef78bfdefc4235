"""What a driver of an engine does.

An engine is one way to search vectors. Its rows have the ids 0, 1, 2, … in the order in which they are ingested. A
driver calls the engine as its own documentation would have a user call it who wants speed; what a user prepares once
(a filter's bitmap, a prepared statement, normalised vectors) is prepared outside the clock.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import numpy as np


@dataclass(frozen=True)
class Setup:
    """What an engine is made for."""

    dimensions: int
    metric: str
    method: str  # hnsw, ivfflat or flat
    folder: Path
    rows: int
    m: int = 16
    ef_construction: int = 64
    lists: int = 100
    threads: int = 1
    connection: str | None = None


@dataclass(frozen=True)
class Filter:
    """Only rows whose rank is below a bound."""

    below: int
    ranks: np.ndarray

    def rows(self) -> np.ndarray:
        return np.flatnonzero(self.ranks < self.below)


class Unsupported(Exception):
    """Something that this engine does not do."""


class Engine:
    """One engine; `registry.py` says what it can be asked for."""

    # Whether rows are on disk when `ingest` returns, and survive a crash.
    is_durable = False
    # Whether a search finds rows as soon as `ingest` returns.
    is_incremental = True

    def __init__(self, setup: Setup) -> None:
        self.setup = setup

    @classmethod
    def version(cls) -> str:
        raise NotImplementedError

    def parameters(self) -> dict[str, Any]:
        """What else a reader of the figures must know."""
        return {}

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        """Stores rows under the ids from `first`."""
        raise NotImplementedError

    def create_index(self) -> None:
        """Before rows come, where an engine can have an index then."""

    def second_session(self) -> Any:
        """What another thread may call `ingest` of while this one searches."""
        return self

    def build(self) -> None:
        """Makes what was ingested searchable; where ingesting links at once there is nothing to do."""

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        """Sets what the next searches are asked for."""
        raise NotImplementedError

    def query(self, vector: np.ndarray) -> Any:
        """A query vector in the form that `search` takes."""
        return vector

    def search(self, query: Any) -> Sequence[int]:
        raise NotImplementedError

    def search_batch(self, queries: np.ndarray) -> np.ndarray:
        raise Unsupported("no batch search")

    def delete(self, ids: np.ndarray) -> None:
        raise Unsupported("no removal")

    def repair(self) -> None:
        """What the engine's documentation recommends after many removals."""
        raise Unsupported("no repair")

    def save(self) -> None:
        """Leaves in the folder what `reopen` needs."""
        raise Unsupported("no file")

    def reopen(self) -> None:
        """In a fresh process: makes what `save` left searchable."""
        raise Unsupported("no file")

    def server_seconds(self) -> float:
        """Processor time spent for this engine outside this process."""
        return 0.0

    def file_bytes(self) -> int | None:
        return None

    def memory_bytes(self) -> int | None:
        """What the engine itself says about its memory, where the process's resident memory does not tell."""
        return None

    def close(self) -> None:
        """Ends, and removes its files: the folder is this engine's own, made for it by `driver.py`."""
        shutil.rmtree(self.setup.folder, ignore_errors=True)


def normalised(vectors: np.ndarray, metric: str) -> np.ndarray:
    """Vectors of length one where an engine knows cosine only as inner product."""
    if metric != "cosine":
        return vectors
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)
