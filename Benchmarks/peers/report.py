"""The report of a run: Markdown and plots, from its results alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Callable

import results
from charts import Axis, Chart, bars
from results import Line, by, is_ours, select, speed_at

RECALLS = (0.90, 0.95, 0.99)
FILTER_RECALL = 0.95


def write(
    folder: Path, lines: list[Line], run: dict[str, Any], against: list[str], by_processor: bool = False
) -> Path:
    writer = Report(folder, results.by_processor(lines) if by_processor else lines, run, by_processor)
    path = folder / "report.md"
    path.write_text("\n".join(writer.text(against)) + "\n", encoding="utf-8")
    return path


def number(value: float | None) -> str:
    if value is None or not results.is_number(value):
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(header) + " |", "|" + "---|" * len(header),
            *("| " + " | ".join(row) + " |" for row in rows), ""]


class Report:
    """Gathers sections; plots are written as they are named."""

    def __init__(self, folder: Path, lines: list[Line], run: dict[str, Any], by_processor: bool) -> None:
        self.folder, self.lines, self.run, self.by_processor = folder, lines, run, by_processor
        self.plots = folder / "plots"
        shutil.rmtree(self.plots, ignore_errors=True)
        self.plots.mkdir()
        self.behind: list[str] = []

    def text(self, against: list[str]) -> list[str]:
        sections: list[str] = []
        makers: dict[str, Callable[[str, list[Line]], list[str]]] = {
            "hnsw": self.curve, "ivfflat": self.curve, "flat": self.exact, "filtered": self.filtered,
            "ingest": self.ingest, "open": self.open, "churn": self.churn, "mixed": self.mixed,
        }
        for job, lines in by(self.lines, "job").items():
            make = makers.get(lines[0].get("task", ""))
            if make is not None:
                sections += [f"## {lines[0].get('title', job)}", ""] + make(job, lines)
        growth = [line for line in self.lines if line.get("task") == "growth"]
        if growth:
            sections += self.growth(growth)
        clock = ["Speeds are by processor time, not by the clock.", ""] if self.by_processor else []
        return ["# vecdb side by side", "", *clock, *self.verdict(), *against, *self.faults(), *self.surroundings(),
                *sections, *self.commands()]

    # What a reader wants to know first.

    def verdict(self) -> list[str]:
        found = []
        for job, lines in by([line for line in self.lines if line.get("task") == "hnsw"], "job").items():
            curves = by(select(lines, phase="search", mode="single"), "engine")
            for recall in RECALLS:
                speeds = {name: speed_at(curve, recall) for name, curve in curves.items()}
                self._note_behind(lines[0].get("title", job), f"queries a second at recall {recall}", speeds)
                if recall != 0.95:
                    continue
                ours = {name: value for name, value in speeds.items() if is_ours(name) and value}
                peer = speeds.get("pgvector")
                if not ours and any(map(is_ours, curves)):
                    found.append(f"- {lines[0].get('title', job)}: vecdb did not reach recall 0.95.")
                if ours:
                    sql = ours.get("vecdb-sql")
                    best = max(ours, key=ours.get)
                    said = f"- {lines[0].get('title', job)}, recall 0.95, one query a call, one thread: " \
                           f"{best} answers **{number(ours[best])}** queries a second"
                    if sql and best != "vecdb-sql":
                        said += f", through SQL {number(sql)}"
                    if peer:
                        said += f"; pgvector {number(peer)}: **{(sql or ours[best]) / peer:.1f} times** as many" \
                                f"{' through SQL' if sql else ''}"
                    others = {n: v for n, v in speeds.items() if v and not is_ours(n)}
                    if others:
                        top = max(others, key=others.get)
                        said += f". The fastest peer is {top} with {number(others[top])}" \
                                f" ({ours[best] / others[top]:.2f} ×)"
                    found.append(said + ".")
        return (found or ["No curve of an approximate index was measured."]) + [""]

    def _note_behind(self, title: str, what: str, values: dict[str, float | None], more_is_better: bool = True) -> None:
        """Remembers where a peer is ahead of every way of vecdb's."""
        ours = [value for name, value in values.items() if is_ours(name) and value]
        others = {name: value for name, value in values.items() if not is_ours(name) and value}
        if not others:
            return
        pick = max if more_is_better else min
        top = pick(others, key=others.get)
        if not ours:
            if any(is_ours(name) for name in values):
                self.behind.append(f"- {title}: {what}: vecdb has none; {top} {number(others[top])}")
            return
        best = pick(ours)
        is_behind = best < others[top] if more_is_better else best > others[top]
        if is_behind:
            self.behind.append(f"- {title}: {what}: vecdb {number(best)}, {top} {number(others[top])}")

    def faults(self) -> list[str]:
        missing = self.run.get("missing", {})
        skipped = self.run.get("skipped", {})
        found = ["## Where vecdb is behind, and what was not measured", ""]
        # Filled in when the sections are made; they are made before this list is read.
        engines = {line["engine"] for line in self.lines}
        if not any(map(is_ours, engines)) or all(map(is_ours, engines)):
            found.append("- Nothing was compared: vecdb and a peer have to be measured for that.")
        else:
            found += self.behind or ["- No peer was ahead of vecdb in what was measured."]
        busy = results.busy_share(self.lines)
        if busy > 0.1 and not self.by_processor:
            found.append(f"- **The machine was busy**: {busy:.0%} of the speeds by the clock are more than 15 % below "
                         "those by processor time. Measure again when nothing else runs, or look at the report by "
                         "processor time (`bench.py report FOLDER --clock processor`).")
        found += [f"- Peer {name} is skipped: {reason}" for name, reason in skipped.items()]
        found += [f"- {title}: {name}: {reason}" for title, names in missing.items() for name, reason in names.items()]
        return found + [""]

    def surroundings(self) -> list[str]:
        machine = self.run.get("machine", {})
        asked = self.run.get("asked", {})
        versions = sorted({(line["engine"], str(line.get("version"))) for line in self.lines})
        said = [
            "## Machine and versions", "",
            f"{machine.get('processor')}, {machine.get('cores')} cores, {machine.get('memory_gb')} GB; "
            f"{machine.get('system')}; Python {machine.get('python')}. Source: {self.run.get('source')}.",
            f"Measured from {self.run.get('started')} to {self.run.get('ended', '…')}; load before: "
            f"{machine.get('load_before')}; pinned to core {self.run.get('core')}; {asked.get('rounds')} rounds in "
            "turn; figures are medians of the rounds.", "",
        ]
        return said + table(["engine", "version"], [[name, version] for name, version in versions])

    def commands(self) -> list[str]:
        seen = list(dict.fromkeys(line["command"] for line in self.lines if line.get("command")))
        return ["## Commands", "", "```sh", *seen, "```"]

    # One section a task.

    def curve(self, job: str, lines: list[Line]) -> list[str]:
        curves = by(select(lines, phase="search", mode="single"), "engine")
        batches = by(select(lines, phase="search", mode="batch"), "engine")
        builds = {line["engine"]: line for line in select(lines, phase="build")}
        if not curves:
            return ["Nothing was measured.", ""]
        title = lines[0].get("title", job)
        chart = Chart(f"{title}: one query a call", Axis("recall", "recall"), Axis("queries a second", "log"))
        for name, curve in curves.items():
            chart.add(name, sorted((line["recall"], line["qps"]) for line in curve))
        self.note_builds(title, builds)
        order = sorted(curves, key=lambda name: -(speed_at(curves[name], 0.95) or 0))
        rows = []
        for name in order:
            build = builds.get(name, {})
            speeds = [number(speed_at(curves[name], recall)) for recall in RECALLS]
            batch = number(speed_at(batches.get(name, []), 0.95)) if name in batches else "–"
            reached = max(line["recall"] for line in curves[name])
            rows.append([name, *speeds, batch, f"{reached:.4f}", number(build.get("seconds")),
                         number(build.get("cpu_seconds")), number(build.get("rss_mb")), number(build.get("file_mb"))])
        found = self.image(job, "curve", chart.svg())
        found += table(["engine", *(f"q/s at {recall:.2f}" for recall in RECALLS), "batch, 0.95", "best recall",
                        "build s", "build CPU s", "memory MB", "file MB"], rows)
        for name, label in (("seconds", "build time, seconds"), ("rss_mb", "memory, MB")):
            values = sorted(((engine, line.get(name)) for engine, line in builds.items()), key=lambda one: one[1] or 0)
            found += self.image(job, name, bars(f"{title}: {label}", label, values))
        return found + self.points(lines, "search")

    def note_builds(self, title: str, builds: dict[str, Line]) -> None:
        self._note_behind(title, "seconds to build", {n: b.get("seconds") for n, b in builds.items()}, False)
        self._note_behind(title, "memory, MB", {n: b.get("rss_mb") for n, b in builds.items()}, False)

    def points(self, lines: list[Line], phase: str) -> list[str]:
        """All that was measured, for a reader who looks further."""
        header = ["engine", "mode", "parameter", "recall", "q/s", "worst … best", "q/s a CPU second", "p50 µs",
                  "p99 µs"]
        rows = []
        for line in select(lines, phase=phase):
            rows.append([
                line["engine"], str(line.get("mode", "")), str(line.get("parameter", "")), f"{line['recall']:.4f}",
                number(line["qps"]), f"{number(line.get('qps_worst'))} … {number(line.get('qps_best'))}",
                number(line.get("qps_cpu")), number(line.get("p50_us")), number(line.get("p99_us"))])
        return ["<details><summary>all points</summary>", "", *table(header, rows), "</details>", ""]

    def exact(self, job: str, lines: list[Line]) -> list[str]:
        rows = []
        single = {line["engine"]: line for line in select(lines, phase="search", mode="single")}
        batch = {line["engine"]: line for line in select(lines, phase="search", mode="batch")}
        title = lines[0].get("title", job)
        exactly = {name: line["qps"] for name, line in single.items() if line["recall"] >= 0.9995}
        self._note_behind(title, "exact queries a second", exactly)
        self._note_behind(title, "exact queries a second in batches",
                          {name: line["qps"] for name, line in batch.items() if line["recall"] >= 0.9995})
        for name in sorted(single, key=lambda name: -single[name]["qps"]):
            one, many = single[name], batch.get(name, {})
            rows.append([name, f"{one['recall']:.4f}", number(one["qps"]), number(one.get("p50_us")),
                         number(one.get("p99_us")), number(many.get("qps"))])
        found = self.image(job, "exact", bars(f"{title}: queries a second", "one query a call",
                                              [(name, single[name]["qps"]) for name in single]))
        return found + table(["engine", "recall", "q/s, one a call", "p50 µs", "p99 µs", "q/s, batches"], rows)

    def filtered(self, job: str, lines: list[Line]) -> list[str]:
        title = lines[0].get("title", job)
        measured = select(lines, phase="filtered")
        shares = sorted({line["selectivity"] for line in measured}, reverse=True)
        speed = Chart(f"{title}: speed at recall ≥ {FILTER_RECALL}", Axis("share of rows that match", "log"),
                      Axis("queries a second", "log"))
        recalls = Chart(f"{title}: recall without tuning (least effort)", Axis("share of rows that match", "log"),
                        Axis("recall"))
        cells: dict[str, list[str]] = {}
        best: dict[float, dict[str, float | None]] = {share: {} for share in shares}
        for name, mine in by(measured, "engine").items():
            points, least = [], []
            for share in shares:
                at = select(mine, selectivity=share)
                good = [line["qps"] for line in at if line["recall"] >= FILTER_RECALL]
                best[share][name] = max(good, default=None)
                if not at:
                    cells.setdefault(name, []).append("–")
                    continue
                if good:
                    points.append((share, max(good)))
                    cells.setdefault(name, []).append(number(max(good)))
                else:
                    top = max(at, key=lambda line: line["recall"])
                    cells.setdefault(name, []).append(f"recall {top['recall']:.2f} ({number(top['qps'])})")
                first = min(at, key=lambda line: line["parameter"] if results.is_number(line["parameter"]) else 0)
                least.append((share, first["recall"]))
            speed.add(name, points)
            recalls.add(name, least)
        for share in shares:
            self._note_behind(title, f"queries a second with {share:.2%} of rows", best[share])
        found = self.image(job, "filtered-speed", speed.svg()) + self.image(job, "filtered-recall", recalls.svg())
        header = ["engine", *(f"{share * 100:g} %" for share in shares)]
        found += [f"Queries a second at the least effort with recall ≥ {FILTER_RECALL}; where none reached it, the "
                  "best recall and its speed.", "", *table(header, [[name, *row] for name, row in cells.items()])]
        return found

    def ingest(self, job: str, lines: list[Line]) -> list[str]:
        title = lines[0].get("title", job)
        rows = []
        values = {}
        measured = [line for line in select(lines, phase="ingest") if results.is_number(line.get("rows_per_second"))]
        for line in sorted(measured, key=lambda line: -line["rows_per_second"]):
            values[line["engine"]] = line["rows_per_second"]
            is_durable = line.get("durable", is_ours(line["engine"]))
            # vecdb finds rows at once and links them later; what is written until all are linked stands beside it.
            settled = line["rows"] / (line["seconds"] + (line.get("settle_seconds") or 0))
            rows.append([line["engine"], number(line["rows_per_second"]), number(settled),
                         number(line.get("follower_rows_per_second_core")), "yes" if is_durable else "no",
                         number(line.get("file_mb"))])
        self._note_behind(title, "rows a second", values)
        chart = bars(f"{title}: rows a second", "rows a second", list(values.items()))
        return self.image(job, "ingest", chart) + table(
            ["engine", "rows a second, found", "until all are linked", "linked a core second", "on disk at commit",
             "file MB"], rows)

    def open(self, job: str, lines: list[Line]) -> list[str]:
        title = lines[0].get("title", job)
        rows, values = [], {}
        for line in select(lines, phase="open"):
            total = line.get("open_and_first_query_ms", line["open_ms"] + line["first_query_ms"])
            values[line["engine"]] = total
            rows.append([line["engine"], number(line["open_ms"]), number(line["first_query_ms"]), number(total)])
        rows.sort(key=lambda row: values[row[0]])
        self._note_behind(title, "ms to open and answer", values, more_is_better=False)
        return self.image(job, "open", bars(f"{title}: ms to open and answer the first query", "ms",
                                            sorted(values.items(), key=lambda pair: pair[1]))) + table(
            ["engine", "open ms", "first query ms", "together ms"], rows)

    def churn(self, job: str, lines: list[Line]) -> list[str]:
        rows = []
        for line in select(lines, phase="churn"):
            rows.append([line["engine"], str(line.get("stage")), str(line.get("parameter", "")),
                         f"{line['recall']:.4f}" if "recall" in line else "–", number(line.get("qps")),
                         number(line.get("repair_seconds", line.get("seconds")))])
        return table(["engine", "stage", "ef", "recall", "q/s", "seconds"], rows)

    def mixed(self, job: str, lines: list[Line]) -> list[str]:
        rows = []
        for line in select(lines, phase="mixed"):
            written = line.get("written_per_second", line.get("writes_per_second"))
            rows.append([line["engine"], number(written), *(number(line.get(f"{prefix}{name}_us"))
                         for name in ("p50", "p95", "p99") for prefix in ("idle_", ""))])
        return table(["engine", "rows written a second", "p50 µs idle", "p50 busy", "p95 idle", "p95 busy", "p99 idle",
                      "p99 busy"], rows)

    def growth(self, lines: list[Line]) -> list[str]:
        found = ["## Growth with the number of rows", ""]
        measures: list[tuple[str, str, Callable[[list[Line]], float | None]]] = [
            ("build", "build CPU seconds", lambda mine: first(select(mine, phase="build"), "cpu_seconds", "seconds")),
            ("latency", "µs a query at recall 0.95",
             lambda mine: invert(speed_at(select(mine, phase="search", mode="single"), 0.95))),
            ("memory", "memory MB", lambda mine: first(select(mine, phase="build"), "rss_mb")),
        ]
        for name, label, measure in measures:
            chart = Chart(f"growth: {label}", Axis("rows", "log"), Axis(label, "log"))
            sizes = sorted({line["rows"] for line in lines if results.is_number(line.get("rows"))})
            rows = []
            for engine, mine in by(lines, "engine").items():
                points = [(size, value) for size in sizes if (value := measure(select(mine, rows=size))) is not None]
                chart.add(engine, points)
                power = results.exponent(points)
                known = dict(points)
                rows.append([engine, *(number(known.get(size)) for size in sizes),
                             f"n^{power:.2f}" if power is not None else "–"])
            found += [f"### {label}", "", *self.image("growth", name, chart.svg()),
                      *table(["engine", *(f"{size:,}" for size in sizes), "grows as"], rows)]
        return found

    def image(self, job: str, name: str, svg: str | None) -> list[str]:
        if svg is None:
            return []
        file = f"{job}-{name}.svg"
        (self.plots / file).write_text(svg, encoding="utf-8")
        return [f"![{name.replace('-', ' ')}](plots/{file})", ""]


def first(lines: list[Line], *names: str) -> float | None:
    for line in lines:
        for name in names:
            if results.is_number(line.get(name)):
                return line[name]
    return None


def invert(speed: float | None) -> float | None:
    return 1e6 / speed if speed else None
