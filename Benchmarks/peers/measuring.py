"""Clocks and counters: wall and processor time, resident memory, the pass of a set of queries."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Sequence

WARM_UP = 50
MEGABYTE = 1e6


def resident_megabytes() -> float:
    """Memory of this process that is in RAM now, or at its highest where the system tells no more."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / MEGABYTE
    except OSError:
        return peak_megabytes()


def release_memory() -> None:
    """Gives freed memory back to the system, so that what comes next shows as growth."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak * 1024 / MEGABYTE


def process_seconds(pid: int) -> float:
    """Processor time of another process; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def folder_bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


class Stopwatch:
    """Wall and processor time since it was made, the server's processor time included where there is a server."""

    def __init__(self, others: Callable[[], float] = lambda: 0.0) -> None:
        self._others = others
        self._wall, self._cpu = time.perf_counter(), self._now()

    def _now(self) -> float:
        return time.process_time() + self._others()

    @property
    def wall(self) -> float:
        return time.perf_counter() - self._wall

    @property
    def cpu(self) -> float:
        return self._now() - self._cpu


def percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


@dataclass
class Pass:
    """One pass through the queries: how fast, and what was found."""

    found: list[Any] = field(default_factory=list)
    qps: float = 0.0
    qps_cpu: float = 0.0
    latencies: list[float] = field(default_factory=list)

    def members(self) -> dict[str, Any]:
        ordered = sorted(self.latencies)
        line: dict[str, Any] = {"qps": self.qps, "qps_cpu": self.qps_cpu}
        if ordered:
            line |= {"p50_us": percentile(ordered, 0.5) * 1e6, "p99_us": percentile(ordered, 0.99) * 1e6}
        return line


@dataclass(frozen=True)
class Patience:
    """The least and the most time of a pass."""

    least: float = 0.5
    most: float = 10.0
    warm_up: int = WARM_UP


def single_pass(
    search: Callable[[Any], Any], queries: Sequence[Any], patience: Patience, others: Callable[[], float]
) -> Pass:
    """One query a call: whole passes until the least time is over. An engine too slow for all queries gets fewer."""
    result = Pass()
    begin = time.perf_counter()
    for query in queries[: patience.warm_up]:
        search(query)
        if time.perf_counter() - begin > patience.most / 4:
            break
    clock = time.perf_counter
    watch = Stopwatch(others)
    count = 0
    is_over = False
    while not is_over:
        for query in queries:
            start = clock()
            found = search(query)
            result.latencies.append(clock() - start)
            if count < len(queries):
                result.found.append(found)
            count += 1
            if watch.wall > patience.most:
                is_over = True
                break
        is_over = is_over or watch.wall >= patience.least
    wall, cpu = watch.wall, watch.cpu
    result.qps, result.qps_cpu = count / wall, count / cpu if cpu > 0 else float("nan")
    return result


def batch_pass(
    search: Callable[[Any], Any], queries: Any, patience: Patience, others: Callable[[], float]
) -> Pass:
    """Many queries a call."""
    search(queries[: patience.warm_up])
    result = Pass()
    watch = Stopwatch(others)
    count = 0
    while count == 0 or watch.wall < patience.least:
        result.found = search(queries)
        count += len(queries)
    wall, cpu = watch.wall, watch.cpu
    result.qps, result.qps_cpu = count / wall, count / cpu if cpu > 0 else float("nan")
    return result


def median_members(passes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The medians of each figure over several passes, and the best speed beside them."""
    line: dict[str, Any] = {}
    for name in passes[0]:
        line[name] = statistics.median(one[name] for one in passes)
    line["qps_best"] = max(one["qps"] for one in passes)
    return line
