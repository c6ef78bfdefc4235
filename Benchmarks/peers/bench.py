#!/usr/bin/env python3
"""Measures vecdb beside its peers: one command, one report.

    bench.py run [--peers …] [--data …] [--tasks …]     everything, in turn on one core; `make bench`
    bench.py smoke                                      two minutes on Fixtures/, with what is there; `make bench-smoke`
    bench.py report FOLDER [--against FOLDER]           makes the report of a run again
    bench.py readme FOLDER                              makes README's table from a stored run
    bench.py self-test                                  checks this program itself

The standard library is enough to run this; the peers, and numpy for them, live in an environment of their own.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import compare
import environment
import machine
import plan
import report
import results
import sets
import summary
import turns
from journal import Journal, read_results
from lines import progress, text

ROOT = environment.PACKAGE.parent
RESULTS = environment.PACKAGE / "results"
# The smoke run has two minutes: of each peer its best way.
SMOKE_ENGINES = ("vecdb", "vecdb-sql", "vecdb-index", "pgvector", "hnswlib", "faiss-hnsw-sq8", "faiss-flat",
                 "usearch-bf16", "zvec-int8-ids", "sqlite-vec")
STANDARD_TASKS = ("hnsw", "filtered", "flat", "ivfflat", "ingest", "open", "churn", "mixed")


def words(kind=str):
    return lambda given: tuple(kind(word) for word in given.replace(" ", ",").split(",") if word)


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="bench.py", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = result.add_subparsers(dest="command", required=True)
    for name in ("run", "smoke"):
        one = commands.add_parser(name)
        add = one.add_argument
        add("--peers", type=words(), help=f"all, none, or some of {', '.join(environment.peer_names())}")
        add("--engines", type=words(), help="only these engines (their names as in the report)")
        add("--data", action="append", help="fixtures, a generator, a folder, base=F,queries=F[,truth=F]; repeatable")
        add("--metric", choices=("cosine", "l2", "ip"))
        add("--tasks", type=words(), help=", ".join(plan.TASKS))
        add("--rounds", type=int, help="how often the engines take turns")
        add("--core", type=int, help="the core to pin to; the last one otherwise; -1: none")
        add("--connection", help="a PostgreSQL with pgvector; one of our own otherwise")
        add("--name", help="the name of the results folder")
        add("--against", type=Path, help="a results folder to compare with; worse figures make the exit status 4")
        add("--fresh", action="store_true", help="begin anew even where an equal run was interrupted")
        add("--vecdb-bench", type=Path, help="an executable that is built already")
        add("--k", type=int)
        add("--m", type=words(int))
        add("--ef-construction", type=words(int))
        add("--sweep", type=words(int), help="values of ef_search")
        add("--lists", type=int)
        add("--selectivity", type=words(float))
        add("--growth", type=words(int), help="numbers of rows")
        add("--growth-data", default="growth", help="the generator of growth's rows")
        add("--seconds", type=float, help="of the mixed load")
        add("--writes-per-second", type=int)
        add("--min-seconds", type=float, help="the least time of a pass at one effort")
        add("--threads", type=int)
        add("--limit", type=int, help="only so many rows; their truth is computed")
        add("--timeout", type=float, default=7200, help="seconds after which an engine is given up")
    again = commands.add_parser("report")
    again.add_argument("folder", type=Path)
    again.add_argument("--against", type=Path)
    again.add_argument("--clock", choices=("wall", "processor"), default="wall", help="what speeds are measured by")
    commands.add_parser("readme").add_argument("folder", type=Path)
    commands.add_parser("self-test")
    return result


def parameters(given: argparse.Namespace, standard: plan.Parameters) -> plan.Parameters:
    names = ("k", "m", "ef_construction", "sweep", "lists", "selectivity", "growth", "seconds", "writes_per_second",
             "min_seconds", "threads", "limit")
    return replace(standard, **{name: value for name in names if (value := getattr(given, name)) is not None})


def vecdb_bench(given: Path | None) -> Path | None:
    """vecdb-bench, built from the source that is here."""
    built = given or os.environ.get("VECDB_BENCH")
    if built:
        return Path(built).absolute()
    command = [os.environ.get("SWIFT", "swift"), "build", "--package-path", str(environment.PACKAGE), "-c", "release",
               "--product", "vecdb-bench"]
    progress("building vecdb-bench …")
    try:
        built = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except OSError as error:
        progress(f"vecdb-bench is skipped: {error}")
        return None
    if built.returncode:
        progress(built.stdout[-2000:])
        return None
    return environment.PACKAGE / ".build" / "release" / "vecdb-bench"


def installed_peers() -> environment.Environment:
    """For the smoke run: what is there, nothing downloaded."""
    found = environment.groups()
    for python in (environment.interpreter(), Path(sys.executable)):
        if python.exists() and environment.is_installed(python, found[environment.COMMON], exactly=False):
            ready = [name for name in environment.peer_names()
                     if environment.is_installed(python, found[name], exactly=False)]
            return environment.Environment(python, ready)
    return environment.Environment()


def chosen_peers(given: tuple[str, ...] | None) -> list[str]:
    every = environment.peer_names()
    if given is None or given == ("all",):
        return every
    if given == ("none",):
        return []
    unknown = [name for name in given if name not in every]
    if unknown:
        raise sets.SetError(f"no peer {', '.join(unknown)}: all, none or {', '.join(every)}")
    return list(given)


def run(given: argparse.Namespace) -> int:
    is_smoke = given.command == "smoke"
    tasks = list(given.tasks or (("hnsw", "filtered", "flat", "ingest", "open") if is_smoke else STANDARD_TASKS))
    unknown = [task for task in tasks if task not in plan.TASKS]
    if unknown:
        raise sets.SetError(f"no task {', '.join(unknown)}: {', '.join(plan.TASKS)}")
    standard = plan.Parameters()
    if is_smoke:
        standard = replace(standard, min_seconds=0.05, sweep=(10, 20, 40, 80), seconds=4,
                           selectivity=(0.5, 0.1, 0.01), growth=(1_000, 2_000, 4_000))
    wanted = parameters(given, standard)
    peers = chosen_peers(given.peers)
    place = installed_peers() if is_smoke else environment.prepare(peers)
    ready = [peer for peer in place.ready if peer in peers]
    data = [sets.find(name, given.metric, place.python) for name in given.data or ["fixtures"]]
    growth = []
    if "growth" in tasks:
        growth = [sets.find(f"{given.growth_data},n={n}" if ":" in given.growth_data else f"{given.growth_data}:n={n}",
                            None, place.python) for n in wanted.growth]
    executable = vecdb_bench(given.vecdb_bench)
    if executable is None or not executable.exists():
        raise sets.SetError("vecdb-bench does not build; --vecdb-bench names one that is built already")
    for one in data:
        if wanted.limit is None:
            sets.verify_truth(one, wanted.k, place.python)
    chosen = given.engines or (SMOKE_ENGINES if is_smoke else None)
    jobs = plan.jobs(tasks, data, growth, ready, list(chosen) if chosen else None, wanted)
    core = given.core if given.core is not None else (os.cpu_count() or 1) - 1
    rounds = given.rounds or (2 if is_smoke else 3)
    asked = {"jobs": [job.key() for job in jobs], "rounds": rounds, "core": core,
             "source": machine.source_version(ROOT), "name": given.name}
    journal = None if given.fresh or is_smoke else Journal.unfinished(RESULTS, asked)
    if journal is not None:
        progress(f"going on with {journal.folder.name}")
    else:
        journal = Journal.new(RESULTS, given.name or ("smoke" if is_smoke else None))
        journal.start(asked=asked, machine=machine.describe(), source=asked["source"], core=core,
                      skipped=place.skipped, started=time.strftime("%Y-%m-%d %H:%M"))
    around = turns.Surroundings(place.python, executable, core if core >= 0 else None, given.connection, rounds,
                                given.timeout)
    measure(jobs, around, journal)
    return finish(journal, jobs, given.against)


def measure(jobs: list[plan.Job], around: turns.Surroundings, journal: Journal) -> None:
    begin = time.monotonic()
    for number, job in enumerate(jobs):
        key = job.key()
        if journal.has(key):
            progress(f"[{number + 1}/{len(jobs)}] {job.title}: measured already")
            continue
        progress(f"[{number + 1}/{len(jobs)}] {job.title} · {len(job.engines)} engines · "
                 f"{time.monotonic() - begin:.0f} s so far")
        found, missing = turns.run(job, around)
        about: dict[str, Any] = {"job": key, "task": job.task, "title": job.title, "dataset": job.data.name}
        journal.add(key, [about | line | {"dataset": job.data.name} for line in found])
        if missing:
            journal.note(missing=journal.run.get("missing", {}) | {job.title: missing})


def finish(journal: Journal, jobs: list[plan.Job], against: Path | None) -> int:
    found = results.condense(journal.lines(job.key() for job in jobs))
    run = journal.run
    stamp = {"source": run.get("source"), "processor": run.get("machine", {}).get("processor")}
    (journal.folder / "results.jsonl").write_text("".join(text(line | stamp) + "\n" for line in found))
    journal.note(finished=True, ended=time.strftime("%Y-%m-%d %H:%M"))
    status = make_report(journal.folder, against)
    if not found:
        progress("nothing was measured")
        return 1
    absent = sorted({name for job in jobs for name in job.engines if results.is_ours(name)}
                    - {line["engine"] for line in found})
    if absent:
        progress(f"not measured: {', '.join(absent)}")
        return status or 3
    return status


def make_report(folder: Path, against: Path | None, by_processor: bool = False) -> int:
    """Compares with the run that was asked for, or with the latest one that measured some of the same."""
    lines = read_results(folder)
    other = against or latest_like(folder, lines)
    section, worse = [], 0
    if other is not None:
        earlier = read_results(other)
        if by_processor:
            earlier = results.by_processor(earlier)
        now = results.by_processor(lines) if by_processor else lines
        section, worse = compare.against(now, earlier, other.name)
    path = report.write(folder, lines, Journal(folder).run, section, by_processor)
    for line in path.read_text().split("## Machine")[0].splitlines():
        print(line)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    print(f"The report: {shown}")
    return 4 if worse and against is not None else 0


def latest_like(folder: Path, lines: list[dict[str, Any]]) -> Path | None:
    titles = {line.get("title") for line in lines}
    others = [path.parent for path in RESULTS.glob("*/results.jsonl") if path.parent.resolve() != folder.resolve()]
    for other in sorted(others, key=lambda path: str(Journal(path).run.get("started")), reverse=True):
        if any(line.get("title") in titles and results.is_ours(line["engine"]) for line in read_results(other)):
            return other
    return None


def make_readme(folder: Path) -> int:
    """The table of README is that of a run which is stored with the source."""
    folder = folder.resolve()
    if not folder.is_relative_to(RESULTS) or not (folder / "results.jsonl").exists():
        progress(f"bench: {folder.name} is no finished run in {RESULTS.relative_to(ROOT)}")
        return 2
    name = str(folder.relative_to(ROOT))
    changed = summary.update(ROOT / "README.md", name, read_results(folder), Journal(folder).run)
    progress(f"README.md {'has new' if changed else 'had these'} figures of {name}")
    return 0


def self_test() -> int:
    """The tests need numpy for what needs numpy, and find it in the environment."""
    import selftest

    python = environment.interpreter()
    if importlib.util.find_spec("numpy") is None and python.exists() and Path(sys.executable) != python:
        return subprocess.run([str(python), __file__, "self-test"]).returncode
    return selftest.run()


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    given = parser().parse_args()
    signal.signal(signal.SIGTERM, stop)
    try:
        if given.command == "self-test":
            return self_test()
        if given.command == "readme":
            return make_readme(given.folder)
        if given.command == "report":
            return make_report(given.folder, given.against, given.clock == "processor")
        return run(given)
    except (sets.SetError, summary.SummaryError) as error:
        progress(f"bench: {error}")
        return 2
    except KeyboardInterrupt:
        progress("stopped; the same command goes on from here")
        return 130


if __name__ == "__main__":
    sys.exit(main())
