"""From lines to figures: medians of passes, the frontier of recall and speed, growth's exponents."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from typing import Any, Iterable

Line = dict[str, Any]

# What tells one figure from another; what is left are the figures.
IDENTITY = ("job", "task", "dataset", "engine", "phase", "mode", "parameter", "selectivity", "correlated", "stage",
            "with", "index", "k", "m", "ef_construction", "lists")


def condense(lines: Iterable[Line]) -> list[Line]:
    """One line for the passes of each figure: their medians, and how far they were apart."""
    grouped: dict[tuple, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[tuple(str(line.get(name)) for name in IDENTITY)].append(line)
    return [one(group) for group in grouped.values()]


def one(group: list[Line]) -> Line:
    result = dict(group[-1])
    result.pop("pass", None)
    if len(group) == 1:
        return result
    for name, value in group[-1].items():
        values = [line[name] for line in group if is_number(line.get(name))]
        if is_number(value) and name not in IDENTITY:
            result[name] = statistics.median(values)
    result["passes"] = len(group)
    speeds = [line["qps"] for line in group if is_number(line.get("qps"))]
    if speeds:
        result["qps_best"], result["qps_worst"] = max(speeds), min(speeds)
    return result


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def frontier(lines: Iterable[Line], speed: str = "qps") -> list[tuple[float, float]]:
    """The points (recall, speed) that no other point beats in both, by recall."""
    measured = [(line.get("recall"), line.get(speed)) for line in lines]
    points = sorted((point for point in measured if all(map(is_number, point))), reverse=True)
    kept: list[tuple[float, float]] = []
    for recall, qps in points:
        if not kept or qps > kept[-1][1]:
            kept.append((recall, qps))
    return kept[::-1]


def speed_at(lines: Iterable[Line], recall: float, speed: str = "qps") -> float | None:
    """Queries a second at a recall, between the measured points by the logarithm of the speed.

    None where the engine did not reach the recall; where its least effort was above it, that one's speed."""
    points = frontier(lines, speed)
    above = [point for point in points if point[0] >= recall]
    below = [point for point in points if point[0] < recall]
    if not above:
        return None
    high = above[0]
    if not below or high[0] == recall:
        return high[1]
    low = below[-1]
    share = (recall - low[0]) / (high[0] - low[0])
    return math.exp(math.log(low[1]) * (1 - share) + math.log(high[1]) * share)


def exponent(points: Iterable[tuple[float, float]]) -> float | None:
    """The slope of log y over log x: y grows as x to this power."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len(logs) < 2 or len({x for x, _ in logs}) < 2:
        return None
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def busy_share(lines: Iterable[Line]) -> float:
    """The share of speeds by the clock that are far below those by processor time: something else ran on the core."""
    ratios = [line["qps_cpu"] / line["qps"] for line in lines
              if is_number(line.get("qps")) and is_number(line.get("qps_cpu")) and line["qps"] > 0]
    return sum(ratio > 1.15 for ratio in ratios) / len(ratios) if ratios else 0.0


def by_processor(lines: Iterable[Line]) -> list[Line]:
    """The same lines, their speeds by processor time where it was measured."""
    return [line | {"qps": line["qps_cpu"]} if is_number(line.get("qps_cpu")) else line for line in lines]


def by(lines: Iterable[Line], name: str) -> dict[Any, list[Line]]:
    found: dict[Any, list[Line]] = {}
    for line in lines:
        found.setdefault(line.get(name), []).append(line)
    return found


def select(lines: Iterable[Line], **wanted: Any) -> list[Line]:
    return [line for line in lines if all(line.get(name) == value for name, value in wanted.items())]


def is_ours(engine: str) -> bool:
    return engine.startswith("vecdb")
