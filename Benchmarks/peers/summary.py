"""README's table: made from a stored run, between two marks in the text.

    <!-- figures: Benchmarks/results/NAME -->
    …
    <!-- end of figures -->
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from report import FILTER_RECALL, RECALLS, number, table
from results import Line, busy_share, by_processor, is_number, select, speed_at

# What README calls the engines, in the order of its rows.
LABELS = {
    "vecdb-index": "vecdb, bare index",
    "vecdb": "vecdb, `VectorCollection`",
    "vecdb-sql": "vecdb, SQL",
    "zvec-int8-ids": "zvec, int8, numbers only",
    "zvec": "zvec",
    "faiss-hnsw-sq8": "FAISS HNSW, SQ8 and refinement",
    "faiss-hnsw": "FAISS HNSW",
    "hnswlib": "hnswlib",
    "usearch-bf16": "usearch, bf16",
    "pgvector": "pgvector",
}
SHARES = (0.5, 0.1, 0.01, 0.001)
BLOCK = re.compile(r"<!-- figures: (\S+) -->\n.*?<!-- end of figures -->\n", re.DOTALL)


class SummaryError(Exception):
    """A run that README's table cannot be made from, or a README without a place for it."""


def cells(engine: str, lines: list[Line]) -> list[float | None]:
    """Queries a second at each recall, with each share of the rows, CPU seconds of the build, memory in MB."""
    mine = select(lines, engine=engine)
    curve = select(mine, task="hnsw", phase="search", mode="single")
    found = [speed_at(curve, recall) for recall in RECALLS]
    for share in SHARES:
        at = [line for line in select(mine, task="filtered", phase="filtered", selectivity=share)
              if not line.get("correlated") and line["recall"] >= FILTER_RECALL]
        found.append(max((line["qps"] for line in at), default=None))
    build = next(iter(select(mine, task="hnsw", phase="build")), {})
    return found + [build.get("cpu_seconds", build.get("seconds")), build.get("rss_mb")]


def block(name: str, lines: list[Line], run: dict[str, Any]) -> str:
    """The text between the marks, marks included. `name`: the run's folder, as README names it.

    Where other programs disturbed the run, speeds are by processor time, and the text says so."""
    is_busy = busy_share(lines) > 0.1
    if is_busy:
        lines = by_processor(lines)
    engines = [engine for engine in LABELS if select(lines, engine=engine)]
    if not any(is_number(cells(engine, lines)[1]) for engine in engines):
        raise SummaryError(f"{name} has no curve that reaches recall 0.95")
    header = ["", *(f"recall {recall:.2f}" for recall in RECALLS), *(f"{share * 100:g} % of rows" for share in SHARES),
              "build, CPU s", "memory, MB"]
    rows = [[LABELS[engine], *(number(value) for value in cells(engine, lines))] for engine in engines]
    first = lines[0]
    machine = run.get("machine", {})
    shape = next((f"{line['rows']:,} × {line['dimensions']} vectors, {line['metric']}" for line in lines
                  if all(name in line for name in ("rows", "dimensions", "metric"))), first.get("dataset"))
    clock = "Queries a second of processor time" if is_busy else "Queries a second"
    said = (f"{clock}, one a call, on one core: {shape}; k = {first.get('k', 10)}, m = {first.get('m', 16)}, "
            f"ef_construction = {first.get('ef_construction', 64)}. {machine.get('processor')}, {machine.get('cores')} "
            f"cores, {machine.get('memory_gb')} GB, {machine.get('system')}; source {run.get('source')}, "
            f"{run.get('started')}. Filtered searches are the fastest with recall ≥ {FILTER_RECALL}.")
    body = "\n".join([*wrapped(said), "", *table(header, rows)])
    return (f"<!-- figures: {name} -->\n{body}\n"
            f"From `{name}/results.jsonl`; all points, versions and commands are in `report.md` beside it.\n"
            "<!-- end of figures -->\n")


def wrapped(text: str, width: int = 120) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def update(readme: Path, name: str, lines: list[Line], run: dict[str, Any]) -> bool:
    """Writes the table into README; whether that changed it."""
    text = readme.read_text(encoding="utf-8")
    if not BLOCK.search(text):
        raise SummaryError(f"{readme.name} has no place for the figures: <!-- figures: … --> … <!-- end of figures -->")
    made = BLOCK.sub(lambda _: block(name, lines, run), text)
    if made != text:
        readme.write_text(made, encoding="utf-8")
    return made != text
