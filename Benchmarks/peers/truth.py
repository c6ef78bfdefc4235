"""The true nearest rows, computed in float64, and how many of them an engine found.

Recall is aware of ties: a row counts as found when it is no farther than the last of the true neighbours, so that of
several rows at the same distance any may be returned.
"""

from __future__ import annotations

import numpy as np

BLOCK_ELEMENTS = 16_000_000
# So many more than wanted are kept and compared again one by one: a matrix product's rounding must not decide.
SPARE = 16


class WrongTruth(Exception):
    """Neighbours that are not the nearest."""


def distances(queries: np.ndarray, rows: np.ndarray, metric: str) -> np.ndarray:
    """The float64 distances of corresponding vectors of two arrays of equal shape (…, dimensions)."""
    queries, rows = queries.astype(np.float64), rows.astype(np.float64)
    if metric == "l2":
        return np.square(queries - rows).sum(-1)
    products = (queries * rows).sum(-1)
    if metric == "ip":
        return -products
    lengths = np.sqrt(np.square(queries).sum(-1) * np.square(rows).sum(-1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - products / lengths


def nearest(
    base: np.ndarray, queries: np.ndarray, metric: str, k: int, among: np.ndarray | None = None
) -> np.ndarray:
    """For each query the ids of its k nearest rows, ascending by distance, then by id."""
    among = np.arange(len(base)) if among is None else np.asarray(among)
    wanted = min(k, len(among))
    if wanted == 0:
        return np.empty((len(queries), 0), np.int64)
    left = queries.astype(np.float64)
    best_distances = np.empty((len(queries), 0))
    best_ids = np.empty((len(queries), 0), np.int64)
    # Both a block of rows in float64 and its products with the queries stay small.
    step = max(wanted + SPARE, BLOCK_ELEMENTS // max(len(queries), base.shape[1]))
    for start in range(0, len(among), step):
        numbers = among[start : start + step]
        right = base[numbers].astype(np.float64)
        products = left @ right.T
        lengths = np.square(right).sum(1)
        if metric == "l2":
            block = lengths - 2 * products
        elif metric == "ip":
            block = -products
        else:
            with np.errstate(invalid="ignore", divide="ignore"):
                block = np.where(lengths > 0, -products / np.sqrt(lengths), np.inf)
        keep = min(wanted + SPARE, block.shape[1])
        places = np.argpartition(block, keep - 1, axis=1)[:, :keep]
        best_distances = np.hstack([best_distances, np.take_along_axis(block, places, 1)])
        best_ids = np.hstack([best_ids, numbers[places]])
        if best_distances.shape[1] > wanted + SPARE:
            places = np.argpartition(best_distances, wanted + SPARE - 1, axis=1)[:, : wanted + SPARE]
            best_distances = np.take_along_axis(best_distances, places, 1)
            best_ids = np.take_along_axis(best_ids, places, 1)
    return _ordered(base, queries, metric, best_ids)[:, :wanted]


def _ordered(base: np.ndarray, queries: np.ndarray, metric: str, ids: np.ndarray) -> np.ndarray:
    result = np.empty_like(ids)
    for number, row in enumerate(ids):
        exact = distances(queries[number][None, :], base[row], metric)
        result[number] = row[np.lexsort((row, exact))]
    return result


def slack(distance: np.ndarray) -> np.ndarray:
    """The rounding of a float32 computation of the truth is not an error."""
    return 1e-6 * np.maximum(np.abs(distance), 1e-3)


def disordered(base: np.ndarray, queries: np.ndarray, metric: str, truth: np.ndarray) -> np.ndarray:
    """The numbers of the queries whose neighbours are not in ascending order of distance."""
    found = []
    for start in range(0, len(queries), 256):
        part = slice(start, start + 256)
        steps = distances(queries[part][:, None, :], base[truth[part]], metric)
        falls = steps[:, 1:] + slack(steps[:, 1:]) < steps[:, :-1]
        found.append(start + np.flatnonzero(falls.any(1)))
    return np.concatenate(found)


def check(base: np.ndarray, queries: np.ndarray, metric: str, truth: np.ndarray, k: int, sample: int = 50) -> int:
    """Compares neighbours with float64 distances: for a sample of queries with those of all rows, and for queries whose
    neighbours do not come in the order of their distances. The number of queries compared."""
    if len(truth) < len(queries) or truth.shape[1] < min(k, len(base)):
        raise WrongTruth(f"expected at least {len(queries)} rows of {k} ids, not {len(truth)} of {truth.shape[1]}")
    truth = truth[: len(queries), :k]
    if truth.min() < 0 or truth.max() >= len(base):
        raise WrongTruth(f"ids of no row (0…{len(base) - 1})")
    if (np.diff(np.sort(truth, axis=1), axis=1) == 0).any():
        raise WrongTruth("an id twice among the neighbours of one query")
    numbers = np.linspace(0, len(queries) - 1, min(sample, len(queries))).astype(int)
    numbers = np.union1d(numbers, disordered(base, queries, metric, truth)[:sample])
    right = nearest(base, queries[numbers], metric, k)
    claimed = truth[numbers][:, : right.shape[1]]
    limits = distances(queries[numbers], base[right[:, -1]], metric)
    found = distances(queries[numbers][:, None, :], base[claimed], metric)
    wrong = found > (limits + slack(limits))[:, None]
    if wrong.any():
        raise WrongTruth(
            f"in {int(wrong.any(1).sum())} of {len(numbers)} queries that were computed again, {int(wrong.sum())} of "
            f"{wrong.size} ids are not among the {k} nearest rows by {metric}"
        )
    return len(numbers)


class Judge:
    """Tells the recall of results."""

    def __init__(
        self, base: np.ndarray, queries: np.ndarray, metric: str, truth: np.ndarray, among: np.ndarray | None = None
    ) -> None:
        self.base, self.queries, self.metric, self.truth = base, queries, metric, truth
        # A row that a filter leaves out, or that was removed, counts for nothing, however near it is.
        self.counts = np.ones(len(base), bool) if among is None else np.isin(np.arange(len(base)), among)
        if truth.shape[1]:
            self.limits = distances(queries[: len(truth)], base[truth[:, -1]], metric)
            self.slacks = slack(self.limits)

    def recall(self, found: list) -> float:
        """`found`: for each of the first queries, the ids returned (-1: none).

        Raises WrongTruth where a row was found that should have been among the neighbours."""
        hits = wanted = 0
        for number, row in enumerate(found):
            truth = self.truth[number]
            row = np.unique(np.asarray(row, dtype=np.int64))
            row = row[(row >= 0) & (row < len(self.base))]
            row = row[self.counts[row]]
            right = np.isin(row, truth)
            others = row[~right]
            if len(others) and len(truth):
                exact = distances(self.queries[number][None, :], self.base[others], self.metric)
                if (exact < self.limits[number] - self.slacks[number]).any():
                    raise WrongTruth(f"query {number}: a search found a row nearer than the last of its neighbours")
                right_others = int((exact <= self.limits[number]).sum())
            else:
                right_others = 0
            hits += min(int(right.sum()) + right_others, len(truth))
            wanted += len(truth)
        return hits / wanted if wanted else 1.0
