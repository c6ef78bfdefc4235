"""This run against an earlier one: what of vecdb became slower.

Machines drift by tens of percent from day to day, so a figure of vecdb's is compared through the peers that both runs
measured in turn with it: their median change is the machine's. Without common peers the change stands as it is.
"""

from __future__ import annotations

import statistics
from results import Line, is_number, is_ours, select, speed_at

# Changes within this are noise; a single opening or the latencies of a short mixed load vary more than means do.
TOLERANCE = 0.12
ROUGH_TOLERANCE = 0.3
ROUGH = ("open", "mixed")
FIGURES = (("build", "cpu_seconds", False), ("build", "seconds", False), ("build", "rss_mb", False),
           ("ingest", "rows_per_second", True), ("open", "open_ms", False), ("open", "first_query_ms", False),
           ("mixed", "p50_us", False), ("mixed", "p99_us", False))

Key = tuple[str, str, str]  # job, figure, engine
Figures = dict[Key, tuple[float, bool]]


def figures(lines: list[Line]) -> Figures:
    """All comparable figures, and whether more is better."""
    found: Figures = {}
    for job in dict.fromkeys(line["job"] for line in lines):
        title = next(line.get("title", job) for line in lines if line["job"] == job)
        mine = select(lines, job=job)
        for engine in dict.fromkeys(line["engine"] for line in mine):
            of_engine = select(mine, engine=engine)
            for mode in ("single", "batch"):
                curve = select(of_engine, phase="search", mode=mode)
                for recall in (0.90, 0.95, 0.99):
                    speed = speed_at(curve, recall)
                    if speed:
                        found[title, f"q/s at recall {recall} ({mode})", engine] = (speed, True)
            for share in sorted({line["selectivity"] for line in select(of_engine, phase="filtered")}):
                at = select(of_engine, phase="filtered", selectivity=share)
                if speed := speed_at(at, 0.95):
                    found[title, f"q/s with {share * 100:g} % of rows", engine] = (speed, True)
            for phase, name, is_better in FIGURES:
                for line in select(of_engine, phase=phase)[:1]:
                    if is_number(line.get(name)) and line[name] > 0:
                        found[title, f"{phase} {name}", engine] = (line[name], is_better)
    return found


def drift(now: Figures, then: Figures, title: str, figure: str) -> float | None:
    """The change of the peers' same figure."""
    changes = [now[key][0] / then[key][0] for key in now
               if key in then and key[0] == title and key[1] == figure and not is_ours(key[2])]
    return statistics.median(changes) if changes else None


def against(lines: list[Line], earlier: list[Line], name: str) -> tuple[list[str], int]:
    """The report's section, and how many figures are worse."""
    now, then = figures(lines), figures(earlier)
    worse, better = [], []
    compared = 0
    for key, (value, is_better) in now.items():
        if key not in then or not is_ours(key[2]):
            continue
        compared += 1
        machine = drift(now, then, key[0], key[1])
        change = value / then[key][0] / (machine or 1)
        gain = change if is_better else 1 / change
        said = f"- {key[0]}: {key[2]}: {key[1]}: {then[key][0]:,.4g} → {value:,.4g}"
        said += f" ({gain - 1:+.0%} beside the peers)" if machine else f" ({gain - 1:+.0%}, no common peer)"
        tolerance = ROUGH_TOLERANCE if key[1].startswith(ROUGH) else TOLERANCE
        if gain < 1 - tolerance:
            worse.append(said)
        elif gain > 1 + tolerance:
            better.append(said)
    found = [f"## Against {name}", ""]
    if not compared:
        return found + ["The two runs have no figure of vecdb's in common.", ""], 0
    found.append(f"{compared} figures in both: {len(worse)} worse by more than {TOLERANCE:.0%} (openings and mixed "
                 f"loads: {ROUGH_TOLERANCE:.0%}), {len(better)} better.")
    found.append("")
    if worse:
        found += ["**Worse:**", "", *worse, ""]
    if better:
        found += ["Better:", "", *better, ""]
    return found, len(worse)

