"""FAISS: HNSW over float32 and over 8-bit codes with refinement, inverted lists, exact search."""

from __future__ import annotations

import faiss
import numpy as np

from engines.base import Engine, Filter, normalised


class Faiss(Engine):
    """What all FAISS indexes have in common; cosine is inner product of normalised vectors."""

    index_file = "index.faiss"

    @classmethod
    def version(cls) -> str:
        return faiss.__version__

    def __init__(self, setup) -> None:
        super().__init__(setup)
        faiss.omp_set_num_threads(setup.threads)
        self.faiss_metric = faiss.METRIC_L2 if setup.metric == "l2" else faiss.METRIC_INNER_PRODUCT
        self.index = self.make()
        self.k = 10
        self.search_parameters = None

    def make(self) -> faiss.Index:
        raise NotImplementedError

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        rows = normalised(rows, self.setup.metric)
        if not self.index.is_trained:
            self.index.train(rows)
        self.index.add(rows)

    def selector(self, filter: Filter | None):
        """A bitmap: the fastest of FAISS's selectors at every selectivity."""
        if filter is None:
            return None
        self.bitmap = np.packbits(filter.ranks < filter.below, bitorder="little")
        return faiss.IDSelectorBitmap(len(filter.ranks), faiss.swig_ptr(self.bitmap))

    def query(self, vector: np.ndarray) -> np.ndarray:
        return normalised(vector, self.setup.metric)[None, :]

    def search(self, query: np.ndarray) -> np.ndarray:
        return self.index.search(query, self.k, params=self.search_parameters)[1][0]

    def search_batch(self, queries: np.ndarray) -> np.ndarray:
        queries = normalised(queries, self.setup.metric)
        return self.index.search(queries, self.k, params=self.search_parameters)[1]

    def save(self) -> None:
        faiss.write_index(self.index, str(self.setup.folder / self.index_file))

    def reopen(self) -> None:
        self.index = faiss.read_index(str(self.setup.folder / self.index_file))

    def file_bytes(self) -> int | None:
        path = self.setup.folder / self.index_file
        return path.stat().st_size if path.exists() else None


class FaissHNSW(Faiss):
    def make(self) -> faiss.Index:
        index = faiss.IndexHNSWFlat(self.setup.dimensions, self.setup.m, self.faiss_metric)
        index.hnsw.efConstruction = self.setup.ef_construction
        return index

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        selector = self.selector(filter)
        named = {} if selector is None else {"sel": selector}
        if effort is not None:
            named["efSearch"] = max(effort, k)
        self.search_parameters = faiss.SearchParametersHNSW(**named)


class FaissHNSWSQ8(Faiss):
    """8-bit codes in the graph; the best are compared again by float32."""

    # Candidates compared again, as a multiple of k.
    refine = 2

    def make(self) -> faiss.Index:
        graph = faiss.IndexHNSWSQ(
            self.setup.dimensions, faiss.ScalarQuantizer.QT_8bit, self.setup.m, self.faiss_metric
        )
        graph.hnsw.efConstruction = self.setup.ef_construction
        self.graph = graph
        return faiss.IndexRefineFlat(graph)

    def parameters(self) -> dict:
        return {"refine": f"{self.refine} k by float32"}

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        selector = self.selector(filter)
        inner = {} if selector is None else {"sel": selector}
        if effort is not None:
            inner["efSearch"] = max(effort, k)
        self.inner_parameters = faiss.SearchParametersHNSW(**inner)
        self.search_parameters = faiss.IndexRefineSearchParameters(
            k_factor=self.refine, base_index_params=self.inner_parameters
        )


class FaissIVFFlat(Faiss):
    is_incremental = False

    def make(self) -> faiss.Index:
        self.pending: list[np.ndarray] = []
        if self.setup.metric == "l2":
            self.quantizer: faiss.Index = faiss.IndexFlatL2(self.setup.dimensions)
        else:
            self.quantizer = faiss.IndexFlatIP(self.setup.dimensions)
        return faiss.IndexIVFFlat(self.quantizer, self.setup.dimensions, self.setup.lists, self.faiss_metric)

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        self.pending.append(normalised(rows, self.setup.metric))

    def build(self) -> None:
        """The centres are learned from a sample of all rows, so all rows come first."""
        rows = np.concatenate(self.pending)
        self.pending = []
        self.index.train(rows)
        self.index.add(rows)

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        selector = self.selector(filter)
        named = {} if selector is None else {"sel": selector}
        if effort is not None:
            named["nprobe"] = effort
        self.search_parameters = faiss.SearchParametersIVF(**named)


class FaissFlat(Faiss):

    def make(self) -> faiss.Index:
        return faiss.IndexFlat(self.setup.dimensions, self.faiss_metric)

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self.k = k
        if filter is None:
            self.search_parameters = None
        else:
            # An array of ids: exact search then visits nothing else.
            self.rows = filter.rows().astype(np.int64)
            selector = faiss.IDSelectorArray(len(self.rows), faiss.swig_ptr(self.rows))
            self.search_parameters = faiss.SearchParameters(sel=selector)


class FaissFlatFP16(FaissFlat):
    kind = faiss.ScalarQuantizer.QT_fp16

    def make(self) -> faiss.Index:
        return faiss.IndexScalarQuantizer(self.setup.dimensions, self.kind, self.faiss_metric)


class FaissFlatSQ8(FaissFlatFP16):
    kind = faiss.ScalarQuantizer.QT_8bit
