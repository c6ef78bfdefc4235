"""zvec: HNSW over float32, or over 8-bit codes with refinement; its ordinary query call and its call for ids only."""

from __future__ import annotations

import shutil
from functools import cache
from importlib.metadata import version

import numpy as np
import zvec

from engines.base import Engine, Filter

BATCH = 1024


class Zvec(Engine):
    is_incremental = False
    quantize = zvec.QuantizeType.UNDEFINED
    # `query` returns documents; `query_internal_ids` returns numbers, on a collection opened for reading.
    is_fast = False
    # Candidates compared again, as a multiple of k.
    refine = 2

    @classmethod
    def version(cls) -> str:
        return version("zvec")

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.start(setup.threads)
        self.path = setup.folder / "collection"
        self.collection: zvec.Collection | None = None
        self.numbers = np.empty(0, np.int64)
        self.k = 10
        self.filter: str | None = None
        self.query_parameters = None

    @staticmethod
    @cache
    def start(threads: int) -> None:
        """Once a process: a second call is an error.

        With one query thread a search over several segments waits for itself for ever; pinned to one core, a second
        thread adds no speed."""
        zvec.init(query_threads=max(2, threads), optimize_threads=threads, log_level=zvec.LogLevel.ERROR)

    def parameters(self) -> dict:
        line = {"call": "query_internal_ids" if self.is_fast else "query"}
        if self.quantize != zvec.QuantizeType.UNDEFINED:
            line["refine"] = f"{self.refine} k by float32"
        return line

    def _index_parameters(self):
        metric = {"l2": zvec.MetricType.L2, "ip": zvec.MetricType.IP, "cosine": zvec.MetricType.COSINE}
        return zvec.HnswIndexParam(
            metric_type=metric[self.setup.metric],
            m=self.setup.m,
            ef_construction=self.setup.ef_construction,
            quantize_type=self.quantize,
            use_contiguous_memory=True,
            use_flat_contiguous_memory=self.quantize != zvec.QuantizeType.UNDEFINED,
        )

    def _create(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        rank = zvec.FieldSchema(
            "rank", zvec.DataType.INT32, index_param=zvec.InvertIndexParam(enable_range_optimization=True)
        )
        vector = zvec.VectorSchema(
            "v", zvec.DataType.VECTOR_FP32, self.setup.dimensions, index_param=self._index_parameters()
        )
        schema = zvec.CollectionSchema(name="bench", fields=[rank], vectors=[vector])
        self.collection = zvec.create_and_open(str(self.path), schema)

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        if self.collection is None:
            self._create()
        for start in range(0, len(rows), BATCH):
            part = range(start, min(start + BATCH, len(rows)))
            docs = [
                zvec.Doc(str(first + row), vectors={"v": rows[row]}, fields={"rank": self._rank(ranks, first, row)})
                for row in part
            ]
            for status in self.collection.insert(docs):
                if not status.ok():
                    raise RuntimeError(f"zvec: {status}")
        self.collection.flush()

    @staticmethod
    def _rank(ranks: np.ndarray | None, first: int, row: int) -> int:
        return int(ranks[row]) if ranks is not None else first + row

    def build(self) -> None:
        self.collection.optimize(zvec.OptimizeOption(concurrency=self.setup.threads))
        self.collection.flush()
        if self.is_fast:
            self.collection.close()
            self.reopen()

    def reopen(self) -> None:
        self.collection = zvec.open(str(self.path), zvec.CollectionOption(read_only=self.is_fast))
        self.numbers = np.empty(0, np.int64)

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        is_coded = self.quantize != zvec.QuantizeType.UNDEFINED
        named = {} if effort is None else {"ef": max(effort, k)}
        if is_coded:
            named |= {"is_using_refiner": True, "scale_factor": float(self.refine)}
        self.query_parameters = zvec.HnswQueryParam(**named)
        self.filter = None if filter is None else f"rank < {filter.below}"

    def search(self, query: np.ndarray):
        asked = zvec.Query("v", vector=query, param=self.query_parameters)
        if self.is_fast:
            return Numbers(self, self.collection.query_internal_ids(asked, topk=self.k, filter=self.filter))
        return [int(doc.id) for doc in self.collection.query(asked, topk=self.k, filter=self.filter, output_fields=[])]

    def resolve(self, internal: np.ndarray) -> list[int]:
        return [int(number) if number is not None else -1 for number in self.collection.resolve_internal_ids(internal)]

    def delete(self, ids: np.ndarray) -> None:
        self.collection.delete([str(number) for number in ids])
        self.collection.flush()

    def repair(self) -> None:
        self.build()

    def save(self) -> None:
        self.collection.flush()
        self.collection.close()
        self.collection = None

    def file_bytes(self) -> int | None:
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    def close(self) -> None:
        if self.collection is not None:
            self.collection.close()
        super().close()


class Numbers:
    """Internal numbers, turned into ids when somebody looks: outside the clock."""

    def __init__(self, engine: Zvec, internal: np.ndarray) -> None:
        self.engine, self.internal = engine, internal

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        return np.array(self.engine.resolve(self.internal), dtype=np.int64)

    def __len__(self) -> int:
        return len(self.internal)


class ZvecFast(Zvec):
    is_fast = True


class ZvecInt8(Zvec):
    quantize = zvec.QuantizeType.INT8


class ZvecInt8Fast(ZvecInt8):
    is_fast = True
