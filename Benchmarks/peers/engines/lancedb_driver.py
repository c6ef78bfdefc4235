"""LanceDB: columnar files, with inverted lists of small HNSW graphs over 8-bit codes, or inverted lists alone."""

from __future__ import annotations

from importlib.metadata import version

import lancedb
import numpy as np
import pyarrow

from engines.base import Engine, Filter
from measuring import folder_bytes


class LanceHNSW(Engine):
    is_incremental = False
    # Candidates compared again by float32, as a multiple of k.
    refine = 2

    @classmethod
    def version(cls) -> str:
        return version("lancedb")

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.path = setup.folder / "lance"
        self.database = lancedb.connect(str(self.path))
        self.table = None
        self.k, self.effort, self.where = 10, None, None

    def parameters(self) -> dict:
        return {"refine": f"{self.refine} k by float32"}

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        numbers = np.arange(first, first + len(rows))
        flat = pyarrow.array(np.ascontiguousarray(rows).reshape(-1))
        block = pyarrow.table({
            "id": pyarrow.array(numbers),
            "rank": pyarrow.array(numbers if ranks is None else ranks.astype(np.int64)),
            "vector": pyarrow.FixedSizeListArray.from_arrays(flat, self.setup.dimensions),
        })
        if self.table is None:
            self.table = self.database.create_table("vectors", block)
        else:
            self.table.add(block)

    @property
    def distance(self) -> str:
        return {"l2": "l2", "ip": "dot", "cosine": "cosine"}[self.setup.metric]

    def build(self) -> None:
        self.table.create_index(
            metric=self.distance, index_type="IVF_HNSW_SQ", num_partitions=1, m=self.setup.m,
            ef_construction=self.setup.ef_construction)
        self.table.create_scalar_index("rank")
        self.table.optimize()

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k, self.effort = k, effort
        self.where = None if filter is None else f"rank < {filter.below}"

    def search(self, query: np.ndarray) -> list[int]:
        asked = self.table.search(query).distance_type(self.distance).limit(self.k).select(["id", "_distance"])
        asked = self.tuned(asked)
        if self.where is not None:
            asked = asked.where(self.where, prefilter=True)
        return asked.to_arrow()["id"].to_pylist()

    def tuned(self, asked):
        if self.effort is not None:
            asked = asked.nprobes(1).ef(max(self.effort, self.refine * self.k))
        return asked.refine_factor(self.refine)

    def save(self) -> None:
        """It writes by itself."""

    def reopen(self) -> None:
        self.table = self.database.open_table("vectors")

    def file_bytes(self) -> int | None:
        return folder_bytes(self.path)


class LanceIVFFlat(LanceHNSW):
    def parameters(self) -> dict:
        return {}

    def build(self) -> None:
        self.table.create_index(metric=self.distance, index_type="IVF_FLAT", num_partitions=self.setup.lists)
        self.table.create_scalar_index("rank")
        self.table.optimize()

    def tuned(self, asked):
        return asked if self.effort is None else asked.nprobes(self.effort)
