"""What a driver measures: one function a task, the same for every engine."""

from __future__ import annotations

import argparse
import math
import platform
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np

import arrays
import ranks
from engines.base import Engine, Filter, Setup, Unsupported
from engines.registry import ENGINES
from lines import emit, progress
from measuring import (
    MEGABYTE, Patience, Stopwatch, batch_pass, median_members, peak_megabytes, percentile, release_memory,
    resident_megabytes, single_pass,
)
from truth import Judge, check, nearest

SWEEPS = {"hnsw": [10, 20, 40, 80, 160, 320], "ivfflat": [1, 2, 4, 8, 16, 32, 64], "flat": [None]}
CHURN_ROUNDS = 10


class Bench:
    """An engine, its vectors, and the members that every line carries."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        entry = ENGINES[options.engine]
        self.method = options.task if options.task in entry.methods else options.method or entry.methods[0]
        if self.method not in entry.methods or options.metric not in entry.metrics:
            raise Unsupported(f"{options.engine} has no {self.method} index by {options.metric}")
        progress(f"{options.engine}: reading vectors")
        self.base = arrays.matrix(options.base, options.limit)
        self.queries = arrays.matrix(options.queries)
        if self.base.shape[1] != self.queries.shape[1]:
            raise Unsupported(f"queries have {self.queries.shape[1]} dimensions, the rows {self.base.shape[1]}")
        driver = entry.load()
        self.setup = Setup(
            dimensions=self.base.shape[1], metric=options.metric, method=self.method, folder=folder,
            rows=len(self.base), m=options.m, ef_construction=options.ef_construction, lists=options.lists,
            threads=options.threads, connection=options.connection,
        )
        self.driver = driver
        self.patience = Patience(options.min_seconds, options.max_seconds)
        self.sweep = options.sweep if options.sweep and self.method != "flat" else SWEEPS[self.method]

    def start(self) -> Engine:
        self.setup.folder.mkdir(parents=True, exist_ok=True)
        release_memory()
        self.resident = resident_megabytes()
        engine = self.driver(self.setup)
        self.common = self._common(engine)
        return engine

    def _common(self, engine: Engine) -> dict[str, Any]:
        options = self.options
        line: dict[str, Any] = {
            "engine": options.engine, "version": engine.version(), "isa": platform.machine(),
            "dataset": options.label or options.base.parent.name, "index": self.method, "metric": options.metric,
            "rows": len(self.base), "dimensions": self.base.shape[1], "k": options.k, "threads": options.threads,
        }
        if self.method == "hnsw":
            line |= {"m": options.m, "ef_construction": options.ef_construction}
        elif self.method == "ivfflat":
            line["lists"] = options.lists
        return line | engine.parameters()

    def emit(self, phase: str, members: dict[str, Any]) -> None:
        emit({"phase": phase} | self.common | members)

    def judge(self, among: np.ndarray | None = None) -> Judge:
        """The truth: read and checked where there is a file about all rows, else computed."""
        options = self.options
        if among is None and options.truth is not None and options.limit is None:
            truth = arrays.ids(options.truth)
            check(self.base, self.queries, options.metric, truth, options.k)
            truth = truth[: len(self.queries), : options.k]
        else:
            truth = nearest(self.base, self.queries, options.metric, options.k, among)
        return Judge(self.base, self.queries, options.metric, truth, among)

    def ingest(self, engine: Engine, rows: slice, batch: int | None = None, given: np.ndarray | None = None) -> None:
        block = self.base[rows]
        first = rows.start or 0
        batch = batch or len(block)
        for start in range(0, len(block), batch):
            part = block[start : start + batch]
            engine.ingest(part, first + start, None if given is None else given[first + start :][: len(part)])

    def build(self, engine: Engine, given: np.ndarray | None = None) -> None:
        """Stores all rows, builds, and tells what it took. A database's storing is not part of its build."""
        watch = Stopwatch(engine.server_seconds)
        self.ingest(engine, slice(0, len(self.base)), given=given)
        stored, stored_cpu = watch.wall, watch.cpu
        engine.build()
        total, total_cpu = watch.wall, watch.cpu
        if ENGINES[self.options.engine].is_database:
            self.emit("ingest", {"seconds": stored, "cpu_seconds": stored_cpu,
                                 "rows_per_second": len(self.base) / stored, "durable": engine.is_durable})
            total, total_cpu = total - stored, total_cpu - stored_cpu
        release_memory()
        memory, size = engine.memory_bytes(), engine.file_bytes()
        self.emit("build", {
            "seconds": total, "cpu_seconds": total_cpu,
            "rss_mb": resident_megabytes() - self.resident if memory is None else memory / MEGABYTE,
            "rss_is": "resident growth" if memory is None else "told by the engine",
            "peak_mb": peak_megabytes() - self.resident if memory is None else None,
            "file_mb": None if size is None else size / MEGABYTE,
        })

    def passes(self) -> Iterator[int]:
        """The numbers of passes: as many as lines on stdin, or as `--repeat` says."""
        if not self.options.paced:
            yield from range(self.options.repeat)
            return
        for number, _ in enumerate(iter(sys.stdin.readline, "")):
            yield number

    def measure(self, phase: str, configurations: list["Configuration"], engine: Engine) -> None:
        """Passes through all configurations in turn; one line a pass when paced, else the medians."""
        prepared = [engine.query(query) for query in self.queries]
        if self.options.paced:
            emit({"phase": "ready", "engine": self.options.engine})
        gathered: dict[int, list[dict[str, Any]]] = {}
        for number in self.passes():
            for place, configuration in enumerate(configurations):
                line = self._measure_once(configuration, engine, prepared)
                if line is None:
                    continue
                if self.options.paced:
                    self.emit(phase, configuration.members | {"pass": number} | line)
                else:
                    gathered.setdefault(place, []).append(line)
            if self.options.paced:
                emit({"phase": "turn", "engine": self.options.engine, "pass": number})
        for place, lines in gathered.items():
            self.emit(phase, configurations[place].members | {"repeats": len(lines)} | median_members(lines))

    def _measure_once(self, configuration: "Configuration", engine: Engine, prepared: list) -> dict[str, Any] | None:
        try:
            engine.prepare(self.options.k, configuration.effort, configuration.filter)
            if configuration.mode == "batch":
                queries = self.queries[: self.options.batch]
                result = batch_pass(engine.search_batch, queries, self.patience, engine.server_seconds)
            else:
                result = single_pass(engine.search, prepared, self.patience, engine.server_seconds)
        except Unsupported:
            return None
        line = result.members()
        line["recall"] = configuration.judge.recall(result.found)
        line["queries"] = len(result.found)
        line["returned"] = sum(len(row) for row in result.found) / len(result.found)
        return line


class Configuration:
    """What one figure is about."""

    def __init__(self, judge: Judge, effort: int | None, mode: str = "single", filter: Filter | None = None,
                 **members: Any) -> None:
        self.judge, self.effort, self.mode, self.filter = judge, effort, mode, filter
        self.members = {"parameter": effort, "mode": mode} | members


def search(bench: Bench) -> None:
    judge = bench.judge()
    engine = bench.start()
    try:
        bench.build(engine)
        modes = [mode for mode in bench.options.modes if mode == "single" or has_batch(engine)]
        configurations = [Configuration(judge, effort, mode) for effort in bench.sweep for mode in modes]
        bench.measure("search", configurations, engine)
    finally:
        engine.close()


def has_batch(engine: Engine) -> bool:
    return type(engine).search_batch is not Engine.search_batch


def filtered(bench: Bench) -> None:
    options = bench.options
    n = len(bench.base)
    given = ranks.correlated_ranks(bench.base, options.metric) if options.correlated else ranks.random_ranks(n)
    configurations = []
    for selectivity in options.selectivity:
        filter = Filter(ranks.bound(selectivity, n), given)
        judge = bench.judge(filter.rows())
        configurations += [
            Configuration(judge, effort, filter=filter, selectivity=selectivity, correlated=options.correlated)
            for effort in bench.sweep
        ]
    engine = bench.start()
    try:
        bench.build(engine, given)
        bench.measure("filtered", configurations, engine)
    finally:
        engine.close()


def ingest(bench: Bench) -> None:
    """Rows a second, committed in batches; with an index until every row is found through it."""
    options = bench.options
    with_index = options.index == "hnsw"
    engine = bench.start()
    try:
        watch = Stopwatch(engine.server_seconds)
        if with_index:
            engine.create_index()
        bench.ingest(engine, slice(0, len(bench.base)), options.batch)
        accepted = watch.wall
        if with_index and not engine.is_incremental:
            engine.build()
        searchable, cpu = watch.wall, watch.cpu
        size = engine.file_bytes()
        bench.emit("ingest", {
            "with": options.index, "batch": options.batch, "seconds": searchable, "cpu_seconds": cpu,
            "rows_per_second": len(bench.base) / searchable, "accepted_per_second": len(bench.base) / accepted,
            "durable": engine.is_durable, "file_mb": None if size is None else size / MEGABYTE,
        })
    finally:
        engine.close()


def open_(bench: Bench) -> None:
    """Builds, then opens in fresh processes."""
    engine = bench.start()
    try:
        bench.build(engine)
        engine.save()
        command = [sys.executable, str(Path(__file__).with_name("driver.py")), "reopen"]
        skip = {"task", "folder", "paced", "modes", "selectivity", "correlated", "sweep"}
        for name, value in vars(bench.options).items():
            if name not in skip and value is not None:
                command += [f"--{name.replace('_', '-')}", str(value)]
        for _ in range(bench.options.repeat):
            subprocess.run(command + ["--folder", str(bench.setup.folder)], check=True)
    finally:
        engine.close()


def reopen(bench: Bench) -> None:
    watch = Stopwatch()
    engine = bench.start()
    engine.reopen()
    engine.prepare(bench.options.k, 40 if bench.method == "hnsw" else None)
    opened = watch.wall
    queries = [engine.query(query) for query in bench.queries[:2]]
    times = []
    for query in queries:
        watch = Stopwatch()
        np.asarray(engine.search(query))
        times.append(watch.wall)
    bench.emit("open", {
        "open_ms": opened * 1e3, "first_query_ms": times[0] * 1e3, "second_query_ms": times[1] * 1e3,
        "open_and_first_query_ms": (opened + times[0]) * 1e3, "rss_mb": resident_megabytes() - bench.resident,
    })


def churn(bench: Bench) -> None:
    """A share of the rows is removed and as many others come, in ten rounds; then repaired, and built afresh."""
    n = len(bench.base)
    kept = math.floor(n / (1 + bench.options.fraction))
    doomed = np.flatnonzero(ranks.random_ranks(kept) < n - kept)
    alive = np.setdiff1d(np.arange(n), doomed)
    judge = bench.judge(alive)
    engine = bench.start()
    try:
        bench.ingest(engine, slice(0, kept))
        engine.build()
        watch = Stopwatch(engine.server_seconds)
        for round_ in range(CHURN_ROUNDS):
            part = slice(round_ * len(doomed) // CHURN_ROUNDS, (round_ + 1) * len(doomed) // CHURN_ROUNDS)
            engine.delete(doomed[part])
            bench.ingest(engine, slice(kept + part.start, kept + part.stop))
        bench.emit("churn", {"stage": "churned", "seconds": watch.wall, "cpu_seconds": watch.cpu,
                             "fraction": bench.options.fraction})
        report_churn(bench, engine, judge, "churned")
        try:
            watch = Stopwatch(engine.server_seconds)
            engine.repair()
            bench.emit("churn", {"stage": "repaired", "repair_seconds": watch.wall, "repair_cpu_seconds": watch.cpu})
            report_churn(bench, engine, judge, "repaired")
        except Unsupported:
            pass
    finally:
        engine.close()
    fresh = bench.start()
    try:
        fresh.ingest(bench.base[alive], 0, None)
        fresh.build()
        again = np.full(n, -1)
        again[alive] = np.arange(len(alive))
        anew = Judge(bench.base[alive], bench.queries, bench.options.metric, again[judge.truth])
        report_churn(bench, fresh, anew, "fresh")
    finally:
        fresh.close()


def report_churn(bench: Bench, engine: Engine, judge: Judge, stage: str) -> None:
    prepared = [engine.query(query) for query in bench.queries]
    for effort in bench.sweep:
        engine.prepare(bench.options.k, effort)
        lines = []
        for _ in range(bench.options.repeat):
            result = single_pass(engine.search, prepared, bench.patience, engine.server_seconds)
            lines.append(result.members() | {"recall": judge.recall(result.found)})
        bench.emit("churn", {"stage": stage, "parameter": effort} | median_members(lines))


def mixed(bench: Bench) -> None:
    """Searches with nobody writing, then with a thread that commits ten rows at a time."""
    options = bench.options
    effort = bench.sweep[0] if options.sweep else 40
    step = min(10, options.batch)
    spare = min(len(bench.base) // 2, int(options.writes_per_second * options.seconds / 2) + step)
    first = len(bench.base) - spare
    engine = bench.start()
    try:
        bench.ingest(engine, slice(0, first))
        engine.build()
        engine.prepare(options.k, effort)
        prepared = [engine.query(query) for query in bench.queries]
        idle = searches(engine, prepared, options.seconds / 2, lambda: False)
        writer = Writer(bench, engine, first, step)
        writer.start()
        busy = searches(engine, prepared, options.seconds / 2, lambda: writer.is_done)
        writer.is_over = True
        writer.join()
        if writer.error is not None:
            raise writer.error
    finally:
        engine.close()
    line: dict[str, Any] = {"parameter": effort, "asked_writes_per_second": options.writes_per_second,
                            "writes_per_second": writer.written / writer.seconds, "commit_rows": step}
    for prefix, latencies in (("", busy), ("idle_", idle)):
        ordered = sorted(latencies)
        line |= {f"{prefix}p{share * 100:g}_us": percentile(ordered, share) * 1e6 for share in (0.5, 0.95, 0.99)}
        line[f"{prefix}qps"] = len(ordered) / sum(ordered)
    bench.emit("mixed", line)


def searches(engine: Engine, prepared: list, seconds: float, is_done: Callable[[], bool]) -> list[float]:
    latencies = []
    end = time.perf_counter() + seconds
    number = 0
    while (start := time.perf_counter()) < end and not is_done():
        engine.search(prepared[number % len(prepared)])
        latencies.append(time.perf_counter() - start)
        number += 1
    return latencies


class Writer(threading.Thread):
    """Commits rows at a steady pace, in a session of its own where the engine has sessions."""

    def __init__(self, bench: Bench, engine: Engine, first: int, step: int) -> None:
        super().__init__(daemon=True)
        self.bench, self.next, self.step = bench, first, step
        self.engine = engine.second_session()
        self.written, self.seconds = 0, 1e-9
        self.is_over = self.is_done = False
        self.error: Exception | None = None

    def run(self) -> None:
        begin = time.perf_counter()
        try:
            while not self.is_over and self.next + self.step <= len(self.bench.base):
                due = begin + self.written / self.bench.options.writes_per_second
                time.sleep(max(0.0, due - time.perf_counter()))
                rows = self.bench.base[self.next : self.next + self.step]
                self.engine.ingest(rows, self.next, None)
                self.next += self.step
                self.written += self.step
                self.seconds = time.perf_counter() - begin
        except Exception as error:  # told by the thread that waits
            self.error = error
        self.is_done = True


TASKS: dict[str, Callable[[Bench], None]] = {
    "hnsw": search, "ivfflat": search, "flat": search, "filtered": filtered, "ingest": ingest, "open": open_,
    "reopen": reopen, "churn": churn, "mixed": mixed,
}


def run(options: argparse.Namespace, folder: Path) -> int:
    try:
        TASKS[options.task](Bench(options, folder))
        return 0
    except Exception as error:  # whatever a peer's library throws is one line for whoever waits
        progress(f"{options.engine}: {type(error).__name__}: {error}")
        return 3 if isinstance(error, Unsupported) else 1
