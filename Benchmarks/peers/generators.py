"""Synthetic vectors whose difficulty is known, because it is a parameter.

A vector is its cluster's centre plus a point of the cluster's own flat of `intrinsic` dimensions, plus a little noise
in all dimensions. What makes a set hard for a graph or for lists is the intrinsic dimension (distances concentrate),
many small clusters (few links between them), lengths that differ (for inner products), and duplicates (ties fill a
node's links). Every set follows from its parameters and its seed alone: rows and queries are drawn in blocks, each with
a generator of its own, so that the first n rows of a larger set are the smaller set.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Iterator

import numpy as np

BLOCK = 10_000


@dataclass(frozen=True)
class Recipe:
    """What a synthetic set is made of."""

    n: int = 100_000
    dimensions: int = 128
    metric: str = "l2"
    clusters: int = 1_000
    # Dimensions of each cluster's flat.
    intrinsic: int = 24
    # Distance between centres over the width of a cluster.
    separation: float = 1.0
    noise: float = 0.05
    # Standard deviation of the logarithm of a vector's length; 0: every length is the metric's natural one.
    lengths: float = 0.0
    # The share of rows that repeat another row.
    duplicates: float = 0.0
    queries: int = 1_000
    seed: int = 1

    def name(self) -> str:
        """A name that tells every parameter that is not the standard."""
        words = [f"{self.metric}-{self.dimensions}d", thousands(self.n)]
        standard = Recipe()
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in ("n", "dimensions", "metric") and value != getattr(standard, field.name):
                words.append(f"{field.name}{value:g}")
        return "-".join(words)


PRESETS = {
    "clustered-128": Recipe(n=200_000, dimensions=128, metric="l2"),
    "clustered-768": Recipe(n=50_000, dimensions=768, metric="cosine", clusters=500, intrinsic=32),
    "unnormalised-300": Recipe(n=50_000, dimensions=300, metric="ip", clusters=500, intrinsic=32, lengths=0.2),
    "long-1536": Recipe(n=20_000, dimensions=1536, metric="cosine", clusters=200, intrinsic=48),
    "duplicates-64": Recipe(n=50_000, dimensions=64, metric="l2", clusters=200, intrinsic=16, duplicates=0.3),
    "uniform-32": Recipe(n=100_000, dimensions=32, metric="l2", clusters=1, intrinsic=32, noise=0.0),
    "growth": Recipe(n=1_000_000, dimensions=96, metric="cosine", clusters=2_000, intrinsic=24),
}


def thousands(n: int) -> str:
    if n % 1_000_000 == 0:
        return f"{n // 1_000_000}M"
    return f"{n // 1_000}k" if n % 1_000 == 0 else str(n)


def parse(text: str) -> Recipe:
    """Reads `preset` or `preset:name=value,…` or `synthetic:name=value,…`."""
    name, _, rest = text.partition(":")
    if name != "synthetic" and name not in PRESETS:
        raise ValueError(f'no generator "{name}": synthetic, {", ".join(PRESETS)}')
    recipe = PRESETS.get(name, Recipe())
    kinds = {field: type(value) for field, value in asdict(recipe).items()}
    for assignment in filter(None, rest.split(",")):
        field, _, value = assignment.partition("=")
        if field not in kinds:
            raise ValueError(f'no parameter "{field}": {", ".join(kinds)}')
        recipe = replace(recipe, **{field: kinds[field](value)})
    return recipe


class Generator:
    """Draws the vectors of a recipe."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        random = np.random.default_rng([recipe.seed, 0])
        scale = recipe.separation if recipe.clusters > 1 else 0.0
        self.centres = scale * random.standard_normal((recipe.clusters, recipe.dimensions), dtype=np.float32)
        # Some clusters are large and most are small, as in real collections.
        weights = 1 / np.arange(1, recipe.clusters + 1) ** 0.5
        self.weights = weights / weights.sum()

    def flat(self, cluster: int) -> np.ndarray:
        """The directions of a cluster: as long, together, as a vector of standard normals."""
        recipe = self.recipe
        random = np.random.default_rng([recipe.seed, 1, cluster])
        axes = random.standard_normal((recipe.intrinsic, recipe.dimensions), dtype=np.float32)
        return axes / np.float32(np.sqrt(recipe.intrinsic))

    def blocks(self, stream: int, n: int) -> Iterator[np.ndarray]:
        for block in range(0, n, BLOCK):
            yield self.block(stream, block // BLOCK)[: n - block]

    def block(self, stream: int, number: int) -> np.ndarray:
        recipe = self.recipe
        random = np.random.default_rng([recipe.seed, stream, number])
        cluster = random.choice(recipe.clusters, BLOCK, p=self.weights)
        latent = random.standard_normal((BLOCK, recipe.intrinsic), dtype=np.float32)
        rows = self.centres[cluster]
        for which in np.unique(cluster):
            members = cluster == which
            rows[members] += latent[members] @ self.flat(int(which))
        if recipe.noise:
            rows += recipe.noise * random.standard_normal(rows.shape, dtype=np.float32)
        if recipe.lengths:
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            rows *= np.exp(recipe.lengths * random.standard_normal((BLOCK, 1), dtype=np.float32))
        if recipe.duplicates and stream == ROWS:
            copies = np.flatnonzero(random.random(BLOCK) < recipe.duplicates)
            # Of a row before it, so that the first rows of a set hold their share.
            rows[copies] = rows[(random.random(len(copies)) * copies).astype(int)]
        return rows

    def rows(self) -> np.ndarray:
        return np.concatenate(list(self.blocks(ROWS, self.recipe.n)))

    def queries(self) -> np.ndarray:
        return np.concatenate(list(self.blocks(QUERIES, self.recipe.queries)))


ROWS, QUERIES = 2, 3
