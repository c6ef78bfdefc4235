"""This run against an earlier one: what of vecdb became slower.

Machines drift by tens of percent from day to day, so a figure of vecdb's is compared through the peers that both runs
measured in turn with it: their median change is the machine's. Without common peers the change stands as it is.

Where the peers were disturbed by other programs, the clock says little about a single figure: then speeds and builds are
compared by processor time, and by the clock only all speeds together (a build that sleeps costs no processor time).
"""

from __future__ import annotations

import statistics
from typing import Callable

from results import Line, busy_share, by_processor, is_number, is_ours, select, speed_at

# Changes within this are noise; a single opening or the latencies of a short mixed load vary more than means do.
TOLERANCE = 0.12
ROUGH_TOLERANCE = 0.3
ROUGH = ("open", "mixed")
# On a busy machine, whose caches are not our own either; of all speeds together.
BUSY_TOLERANCE = 0.2
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


def is_busy(lines: list[Line]) -> bool:
    """Whether something else ran on the core, as the peers saw it: what slows vecdb alone is not the machine."""
    return busy_share([line for line in lines if not is_ours(line["engine"])] or lines) > 0.1


def against(lines: list[Line], earlier: list[Line], name: str) -> tuple[list[str], int]:
    """The report's section, and how many figures are worse."""
    note, tolerances = [], tolerance
    measured, before = lines, earlier
    disturbed = is_busy(lines) or is_busy(earlier)
    if disturbed:
        measured, before = by_processor(lines), by_processor(earlier)
        note = ["**The machine was busy** in one of the runs: figures are compared by processor time where it was "
                "measured, and by the clock all speeds together.", ""]
        tolerances = busy_tolerance
    compared, worse, better = changes(measured, before, tolerances)
    if together := overall(lines, earlier):
        note += [f"All speeds together, by the clock: {together - 1:+.0%} beside the peers.", ""]
        if disturbed and together < 1 - BUSY_TOLERANCE:
            worse.append(f"- All speeds together, by the clock: {together - 1:+.0%} beside the peers")
    found = [f"## Against {name}", ""]
    if not compared:
        return found + ["The two runs have no figure of vecdb's in common.", ""], 0
    found += note
    found.append(f"{compared} figures in both: {len(worse)} worse by more than "
                 f"{BUSY_TOLERANCE if disturbed else TOLERANCE:.0%} (openings and mixed loads: {ROUGH_TOLERANCE:.0%}), "
                 f"{len(better)} better.")
    found.append("")
    if worse:
        found += ["**Worse:**", "", *worse, ""]
    if better:
        found += ["Better:", "", *better, ""]
    return found, len(worse)


def tolerance(figure: str) -> float:
    return ROUGH_TOLERANCE if figure.startswith(ROUGH) else TOLERANCE


def busy_tolerance(figure: str) -> float | None:
    """None for what is measured by the clock only."""
    is_known = figure.startswith("q/s") or figure in ("build cpu_seconds", "build rss_mb")
    return BUSY_TOLERANCE if is_known else None


def overall(lines: list[Line], earlier: list[Line]) -> float | None:
    """The mean change of vecdb's speeds beside the peers."""
    now, then = figures(lines), figures(earlier)
    gains = [now[key][0] / then[key][0] / (drift(now, then, key[0], key[1]) or 1)
             for key in now if key in then and is_ours(key[2]) and key[1].startswith("q/s")]
    return statistics.geometric_mean(gains) if gains else None


def changes(
    lines: list[Line], earlier: list[Line], tolerated: Callable[[str], float | None]
) -> tuple[int, list[str], list[str]]:
    """How many figures of vecdb's are in both runs, which are worse and which better. `tolerated`: the change of a figure
    that means nothing; None where no change does."""
    now, then = figures(lines), figures(earlier)
    worse, better = [], []
    compared = 0
    for key, (value, is_better) in now.items():
        if key not in then or not is_ours(key[2]):
            continue
        compared += 1
        allowed = tolerated(key[1])
        if allowed is None:
            continue
        machine = drift(now, then, key[0], key[1])
        change = value / then[key][0] / (machine or 1)
        gain = change if is_better else 1 / change
        said = f"- {key[0]}: {key[2]}: {key[1]}: {then[key][0]:,.4g} → {value:,.4g}"
        said += f" ({gain - 1:+.0%} beside the peers)" if machine else f" ({gain - 1:+.0%}, no common peer)"
        if gain < 1 - allowed:
            worse.append(said)
        elif gain > 1 + allowed:
            better.append(said)
    return compared, worse, better
