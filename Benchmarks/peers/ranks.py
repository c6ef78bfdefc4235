"""The column that filters look at: every row has a rank, and a filter is `rank < bound`.

Random ranks are independent of the vectors; correlated ones are the order by distance from one row, so that a query is
either surrounded by matching rows or far from all of them. `vecdb-bench` makes the same ranks.
"""

from __future__ import annotations

import math

import numpy as np

from truth import distances


def splitmix64(numbers: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        z = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def _positions(order: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def random_ranks(n: int) -> np.ndarray:
    return _positions(np.argsort(splitmix64(np.arange(n)), kind="stable"))


def correlated_ranks(base: np.ndarray, metric: str) -> np.ndarray:
    n = len(base)
    exact = np.concatenate(
        [distances(base[n // 2][None, :], base[start : start + 10_000], metric) for start in range(0, n, 10_000)]
    )
    return _positions(np.argsort(exact, kind="stable"))


def bound(selectivity: float, n: int) -> int:
    return min(n, math.ceil(selectivity * n))
