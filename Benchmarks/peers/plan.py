"""What is to be measured: a list of jobs, each one task on one data set with one set of parameters."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from engines.registry import ENGINES
from sets import DataSet

TASKS = ("hnsw", "filtered", "flat", "ivfflat", "ingest", "open", "churn", "mixed", "growth")
# Tasks whose engines take turns pass by pass; the others start afresh every round.
PACED = ("hnsw", "ivfflat", "flat", "filtered")

# vecdb's own ways: through its typed interface, through SQL, and the bare index.
VECDB = {
    "vecdb": ["--through", "api"],
    "vecdb-sql": ["--through", "sql"],
    "vecdb-index": ["--through", "index"],
    "vecdb-compact": ["--through", "api", "--storage", "compact"],
    "vecdb-int8": ["--through", "index", "--precision", "int8"],
    "vecdb-fp16": ["--through", "index", "--precision", "float16"],
}
VECDB_TASKS = {
    "hnsw": ("vecdb", "vecdb-sql", "vecdb-index", "vecdb-compact"),
    "growth": ("vecdb-index",),
    "filtered": ("vecdb", "vecdb-sql", "vecdb-index"),
    "flat": ("vecdb", "vecdb-sql", "vecdb-index", "vecdb-fp16", "vecdb-int8"),
    # The typed interface has no setting for probes.
    "ivfflat": ("vecdb-sql", "vecdb-index"),
    "ingest": ("vecdb", "vecdb-sql"),
    "open": ("vecdb", "vecdb-sql"),
    "churn": ("vecdb", "vecdb-sql", "vecdb-index"),
    "mixed": ("vecdb", "vecdb-sql"),
}
# Growth is about the index: engines that only wrap one would double the hours.
GROWTH_PEERS = ("hnswlib", "faiss-hnsw-sq8", "pgvector", "zvec-int8-ids")


@dataclass(frozen=True)
class Parameters:
    """What the user can set."""

    k: int = 10
    m: tuple[int, ...] = (16,)
    ef_construction: tuple[int, ...] = (64,)
    sweep: tuple[int, ...] = ()
    lists: int | None = None
    selectivity: tuple[float, ...] = (0.5, 0.1, 0.01, 0.001, 0.0001)
    growth: tuple[int, ...] = (10_000, 30_000, 100_000, 300_000, 1_000_000)
    seconds: float = 20
    writes_per_second: int = 1000
    fraction: float = 0.3
    threads: int = 1
    min_seconds: float = 0.5
    limit: int | None = None


@dataclass(frozen=True)
class Job:
    """One comparison: these engines, this task, this set."""

    task: str
    data: DataSet
    engines: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    flags: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def is_paced(self) -> bool:
        return self.command in PACED

    @property
    def command(self) -> str:
        return "hnsw" if self.task == "growth" else self.task

    @property
    def title(self) -> str:
        words = [f"{name} {value}" for name, value in self.settings.items()]
        return f"{self.task} on {self.data.name}" + (f" ({', '.join(words)})" if words else "")

    def key(self) -> str:
        """Tells one job from another, so that a run that was killed knows what it has."""
        about = {
            "task": self.task, "engines": self.engines, "options": self.options, "flags": self.flags,
            "data": {name: str(value) for name, value in asdict(self.data).items()},
        }
        digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:10]
        return f"{self.task}-{self.data.name}-{digest}"

    def words(self) -> list[str]:
        """The options that drivers and vecdb-bench share."""
        data = self.data
        words = [self.command, "--base", str(data.base), "--queries", str(data.queries), "--metric", data.metric,
                 "--label", data.name]
        if data.truth is not None:
            words += ["--truth", str(data.truth)]
        for name, value in self.options:
            words += [f"--{name}", value]
        return words + [f"--{flag}" for flag in self.flags]


def engines_for(task: str, peers: list[str], metric: str, chosen: list[str] | None) -> tuple[str, ...]:
    """vecdb's ways first, then the peers that can do the task by this metric."""
    command = "hnsw" if task == "growth" else task
    names = list(VECDB_TASKS[task])
    for name, entry in ENGINES.items():
        if entry.peer not in peers or metric not in entry.metrics:
            continue
        if task in ("hnsw", "ivfflat", "flat", "growth"):
            able = command in entry.methods
        else:
            able = task in entry.tasks
        if able and (task != "growth" or chosen or name in GROWTH_PEERS):
            names.append(name)
    return tuple(name for name in names if not chosen or name in chosen)


def jobs(
    tasks: list[str], data: list[DataSet], growth: list[DataSet], peers: list[str], chosen: list[str] | None,
    parameters: Parameters,
) -> list[Job]:
    made: list[Job] = []

    def add(task: str, one: DataSet, settings: dict[str, Any], flags: tuple[str, ...] = ()) -> None:
        engines = engines_for(task, peers, one.metric, chosen)
        if engines:
            made.append(Job(task, one, engines, options(task, one, parameters, settings), flags, settings))

    for one in data:
        for task in tasks:
            if task in ("hnsw", "filtered", "open", "churn", "mixed"):
                for m in parameters.m if task == "hnsw" else parameters.m[:1]:
                    every = parameters.ef_construction if task == "hnsw" else parameters.ef_construction[:1]
                    for ef_construction in every:
                        settings = {"m": m, "ef_construction": ef_construction}
                        add(task, one, settings)
                        if task == "filtered":
                            add(task, one, settings | {"filter": "correlated"}, ("correlated",))
            elif task == "ingest":
                add(task, one, {"index": "none"})
                add(task, one, {"index": "hnsw"})
            elif task == "ivfflat":
                add(task, one, {"lists": parameters.lists or max(10, round(one.rows**0.5))})
            elif task == "flat":
                add(task, one, {})
    if "growth" in tasks:
        for one in growth:
            add("growth", one, {"m": parameters.m[0], "ef_construction": parameters.ef_construction[0]})
    return made


def options(task: str, data: DataSet, parameters: Parameters, settings: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    named: dict[str, Any] = {"k": parameters.k, "threads": parameters.threads}
    named |= {name.replace("_", "-"): value for name, value in settings.items() if name != "filter"}
    if task in PACED + ("growth", "churn"):
        named["min-seconds"] = parameters.min_seconds
    sweep = parameters.sweep
    if task == "filtered":
        named["selectivity"] = ",".join(f"{share:g}" for share in parameters.selectivity)
        sweep = sweep or (40, 80, 160, 320)
    if task == "churn":
        named["fraction"] = parameters.fraction
        sweep = sweep or (40,)
    if task == "mixed":
        named |= {"seconds": f"{parameters.seconds:g}", "writes-per-second": parameters.writes_per_second}
        sweep = sweep[:1] or (40,)
    if sweep and task not in ("flat", "ingest", "open", "ivfflat"):
        named["sweep"] = ",".join(str(effort) for effort in sweep)
    if parameters.limit is not None:
        named["limit"] = parameters.limit
    return tuple((name, str(value)) for name, value in named.items())
