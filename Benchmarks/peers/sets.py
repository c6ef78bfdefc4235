"""Data sets by name: `Fixtures/`, files that the user names, generated ones.

    fixtures                              the 4,000 WordNet glosses of Fixtures/
    clustered-128, synthetic:n=…,…        generated (generators.py tells the parameters)
    FOLDER                                base.*, queries.* and, if it is there, truth*.*
    base=F,queries=F[,truth=F][,metric=M][,name=N]

Whatever has to be made is made once, under `.cache`, from the parameters in its name.
"""

from __future__ import annotations

import json
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import vectorfiles
from environment import PACKAGE
from lines import progress

FIXTURES = PACKAGE.parent / "Fixtures" / "wordnet"
CACHE = PACKAGE / ".cache"
SUFFIXES = (".npy", ".fvecs", ".bvecs", ".ivecs")


class SetError(Exception):
    """A data set that cannot be had."""


@dataclass(frozen=True)
class DataSet:
    """Rows, queries and what "near" means."""

    name: str
    base: Path
    queries: Path
    truth: Path | None
    metric: str

    @property
    def rows(self) -> int:
        return vectorfiles.layout(self.base).rows

    @property
    def dimensions(self) -> int:
        return vectorfiles.layout(self.base).columns

    @property
    def bytes(self) -> int:
        return self.rows * self.dimensions * 4


def find(text: str, metric: str | None, python: Path | None) -> DataSet:
    if text == "fixtures":
        return fixtures(metric or "cosine")
    if "base=" in text:
        return named(text, metric)
    if Path(text).is_dir():
        return folder(Path(text), metric)
    return generated(text, metric, python)


def fixtures(metric: str) -> DataSet:
    target = CACHE / "fixtures"
    target.mkdir(parents=True, exist_ok=True)
    for source, column, name in (("glosses.copy", 4, "base.npy"), ("questions.copy", 2, "queries.npy")):
        if not (target / name).exists():
            vectorfiles.halfvecs_to_npy(FIXTURES / source, column, target / name)
    return DataSet("fixtures", target / "base.npy", target / "queries.npy", None, metric)


def named(text: str, metric: str | None) -> DataSet:
    words = dict(word.split("=", 1) for word in text.split(",") if "=" in word)
    unknown = set(words) - {"base", "queries", "truth", "metric", "name"}
    if unknown or "queries" not in words:
        raise SetError(f'"{text}": expected base=F,queries=F[,truth=F][,metric=M][,name=N]')
    # Engines run in folders of their own.
    base, queries = Path(words["base"]).resolve(), Path(words["queries"]).resolve()
    truth = Path(words["truth"]).resolve() if "truth" in words else None
    return checked(DataSet(
        words.get("name", base.parent.name), base, queries, truth,
        words.get("metric", metric or "cosine")))


def folder(path: Path, metric: str | None) -> DataSet:
    path = path.resolve()
    metric = metric or metric_of(path)

    def one(*stems: str) -> Path | None:
        files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
        return next((file for stem in stems for file in files if file.name.startswith(stem)), None)

    base, queries = one("base"), one("queries", "query")
    if base is None or queries is None:
        raise SetError(f"{path}: expected base.* and queries.* ({', '.join(SUFFIXES)})")
    return checked(DataSet(path.name, base, queries, one(f"truth_{metric}", "truth."), metric))


def metric_of(path: Path) -> str:
    """The metric of a folder that says it: in its recipe, or in the name of its truth."""
    recipe = path / "recipe.json"
    if recipe.exists():
        return json.loads(recipe.read_text()).get("metric", "cosine")
    found = [name for name in ("cosine", "l2", "ip") if list(path.glob(f"truth_{name}.*"))]
    return found[0] if found else "cosine"


def generated(text: str, metric: str | None, python: Path | None) -> DataSet:
    """Generating takes numpy, so it happens in the environment."""
    if python is None:
        raise SetError(f'"{text}": neither a folder nor files, and generating takes numpy, which is not installed')
    recipe = text if metric is None else f"{text}{',' if ':' in text else ':'}metric={metric}"
    command = [str(python), str(Path(__file__).with_name("makesets.py")), str(CACHE), recipe]
    made = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if made.returncode:
        raise SetError(f'"{text}" cannot be generated')
    path = Path(made.stdout.strip().splitlines()[-1])
    return DataSet(path.name, path / "base.npy", path / "queries.npy", path / "truth.npy", metric_of(path))


def checked(data: DataSet) -> DataSet:
    """Files are read far enough to tell the user what is wrong with them before anything is measured."""
    try:
        base, queries = vectorfiles.layout(data.base), vectorfiles.layout(data.queries)
        if data.truth is not None:
            vectorfiles.layout(data.truth)
    except (vectorfiles.VectorFileError, OSError) as error:
        raise SetError(str(error)) from error
    if base.columns != queries.columns:
        raise SetError(f"{data.name}: rows have {base.columns} dimensions, queries {queries.columns}")
    if data.metric not in ("cosine", "l2", "ip"):
        raise SetError(f"{data.name}: metric cosine, l2 or ip, not {data.metric}")
    return data


def verify_truth(data: DataSet, k: int, python: Path | None) -> None:
    """Computes the neighbours of a sample of queries again, in float64; raises where the file is wrong."""
    if data.truth is None:
        return
    progress(f"{data.name}: comparing its truth with distances in float64 …")
    if python is not None:
        script = Path(__file__).with_name("checktruth.py")
        words = [str(data.base), str(data.queries), str(data.truth), data.metric, str(k)]
        run = subprocess.run([str(python), str(script), *words], capture_output=True, text=True)
        if run.returncode:
            raise SetError(f"{data.truth.name} of {data.name} is wrong: {run.stderr.strip().splitlines()[-1]}")
        return
    verify_plainly(data, k)


def verify_plainly(data: DataSet, k: int, products: int = 20_000_000) -> None:
    """The same for one or a few queries, without numpy."""
    base, queries = vectorfiles.layout(data.base), vectorfiles.layout(data.queries)
    truth = vectorfiles.layout(data.truth)
    k = min(k, truth.columns, base.rows)
    sample = max(1, min(queries.rows, products // (base.rows * base.columns)))
    wanted = range(0, queries.rows, max(1, queries.rows // sample))[:sample]
    asked = list(vectorfiles.read_rows(data.queries, queries, wanted))
    claimed = list(vectorfiles.read_rows(data.truth, truth, wanted))
    found: list[list[float]] = [[] for _ in asked]
    for row in vectorfiles.read_rows(data.base, base, range(base.rows)):
        for number, query in enumerate(asked):
            found[number].append(distance(query, row, data.metric))
    for number, ids in enumerate(claimed):
        limit = sorted(found[number])[k - 1]
        slack = 1e-6 * max(abs(limit), 1e-3)
        if any(not 0 <= int(id) < base.rows or found[number][int(id)] > limit + slack for id in ids[:k]):
            raise SetError(f"{data.truth.name} of {data.name} is wrong: query {wanted[number]} has nearer rows")


def distance(left: Sequence[float], right: Sequence[float], metric: str) -> float:
    if metric == "l2":
        return sum((a - b) * (a - b) for a, b in zip(left, right))
    product = sum(a * b for a, b in zip(left, right))
    if metric == "ip":
        return -product
    lengths = math.sqrt(sum(a * a for a in left) * sum(b * b for b in right))
    return 1 - product / lengths if lengths else math.inf
