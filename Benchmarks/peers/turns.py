"""Lets engines take turns on one core.

Each engine is a process. For curves all of a job's engines are built one after the other, then wait; in each round each
makes one pass when its turn comes, and the order is reversed from round to round: a machine that grows slower during a
run slows all of them alike. Where indexes do not fit into memory together, vecdb's ways are measured beside each group
of peers that does. Other tasks start their engines afresh each round.
"""

from __future__ import annotations

import ctypes
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

import machine
from engines.registry import ENGINES
from lines import progress
from plan import VECDB, Job
from sets import CACHE

HERE = Path(__file__).resolve().parent
# Memory of an engine over that of its vectors: its own copy, links, and the vectors as the driver read them.
MEMORY_FACTOR = 4.5
# PR_SET_PDEATHSIG of Linux.
DIE_WITH_PARENT = 1


@dataclass(frozen=True)
class Surroundings:
    """Where engines run."""

    python: Path | None
    vecdb_bench: Path | None
    core: int | None
    connection: str | None
    rounds: int
    timeout: float


class EngineProcess:
    """One engine's process and the lines that it has printed."""

    def __init__(self, name: str, command: list[str], around: Surroundings, folder: str) -> None:
        self.name = name
        self.command = command
        self.lines: list[dict[str, Any]] = []
        self.messages: list[str] = []
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
            env=os.environ | {"TMPDIR": folder}, start_new_session=True, preexec_fn=pinning(around.core),
        )
        self.timer: threading.Timer | None = None
        self.timeout = around.timeout
        self.reader = threading.Thread(target=self._drain, daemon=True)
        self.reader.start()

    def _drain(self) -> None:
        for line in self.process.stderr:
            self.messages.append(line.rstrip())

    def read_until(self, is_end: Callable[[dict[str, Any]], bool]) -> bool:
        """Reads lines until one is the end; false when the process ended or took too long."""
        self.timer = threading.Timer(self.timeout, self.kill)
        self.timer.start()
        try:
            for text in self.process.stdout:
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                self.lines.append(line)
                if is_end(line):
                    return True
            self.process.wait()
            return False
        finally:
            self.timer.cancel()

    def read_rest(self) -> bool:
        """Reads to the end; whether the process says that all went well."""
        self.read_until(lambda line: False)
        return self.process.returncode == 0

    def turn(self) -> bool:
        try:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
        except OSError:
            return False
        return self.read_until(lambda line: line.get("phase") == "turn")

    def finish(self) -> None:
        try:
            self.process.stdin.close()
            self.process.wait(timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()

    def kill(self) -> None:
        """With the processes that it started; they are a session of their own."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (OSError, AttributeError):
            self.process.kill()

    @property
    def reason(self) -> str:
        said = [message for message in self.messages if message.strip()]
        return said[-1] if said else f"ended with {self.process.poll()}"


def pinning(core: int | None) -> Callable[[], None] | None:
    """What a new process does before its program starts: it goes to its core, and will not outlive this process."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)

    def begin() -> None:
        if core is not None:
            os.sched_setaffinity(0, {core})
        library.prctl(DIE_WITH_PARENT, signal.SIGKILL)

    return begin


def command_for(name: str, job: Job, around: Surroundings, folder: str, is_paced: bool) -> list[str]:
    """The command line of an engine; its files go to a new folder in `folder`."""
    own = Path(tempfile.mkdtemp(dir=folder))
    if name in VECDB:
        words = [str(around.vecdb_bench), *job.words(), *VECDB[name]]
        if job.command == "ingest":
            words = without(words, ("--queries", "--truth"))
        # Churn makes two databases, in temporary folders, which are in `folder` too.
        if "index" not in VECDB[name] and job.command != "churn":
            words += ["--db", str(own / "bench.vecdb")]
    else:
        words = [str(around.python), str(HERE / "driver.py"), *job.words(), "--engine", name, "--folder", str(own)]
        if around.connection and ENGINES[name].peer == "pgvector":
            words += ["--connection", around.connection]
    if is_paced:
        words.append("--paced")
    elif job.command in ("churn", "open"):
        words += ["--repeat", "1"]
    return words


def without(words: list[str], names: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if kept and kept[-1] in names:
            kept.pop()
        else:
            kept.append(word)
    return kept


def shown(command: list[str]) -> str:
    """A command without the folders of this machine and without a connection's secrets."""
    words = []
    for number, word in enumerate(command):
        if number and command[number - 1] == "--connection":
            word = "…"
        words.append(Path(word).name if "/" in word and not word.startswith("-") else word)
    return shlex.join(words).replace("'…'", "…")


def run(job: Job, around: Surroundings) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Measures a job. Its lines, and why engines are missing."""
    # Beside the source and not in /tmp, which may be memory: writing to disk is part of what is measured.
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=CACHE, ignore_cleanup_errors=True) as folder:
        if job.is_paced:
            found, missing = [], {}
            for group in groups(job):
                lines, reasons = run_paced(job, group, around, folder)
                found += lines
                missing |= reasons
        else:
            found, missing = run_afresh(job, around, folder)
    return found, missing


def groups(job: Job) -> list[tuple[str, ...]]:
    """Engines that fit into memory together; the first of them, vecdb's, is in each group, to be compared within it."""
    fitting = max(2, int(machine.available_bytes() * 0.8 / max(1, job.data.bytes * MEMORY_FACTOR)))
    if len(job.engines) <= fitting:
        return [job.engines]
    anchor, others = job.engines[:1], job.engines[1:]
    parts = [anchor + others[start : start + fitting - 1] for start in range(0, len(others), fitting - 1)]
    progress(f"  {len(job.engines)} engines do not fit into memory together: {len(parts)} groups")
    return parts


def run_paced(
    job: Job, names: tuple[str, ...], around: Surroundings, folder: str
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    missing: dict[str, str] = {}
    started: list[EngineProcess] = []
    running: list[EngineProcess] = []
    ended: list[EngineProcess] = []
    try:
        for name in names:
            process = EngineProcess(name, command_for(name, job, around, folder, is_paced=True), around, folder)
            started.append(process)
            if process.read_until(lambda line: line.get("phase") == "ready"):
                built = [line["seconds"] for line in process.lines if line.get("phase") == "build"]
                progress(f"  {name}: " + (f"built in {built[-1]:.3g} s" if built else "ready"))
                running.append(process)
            elif process.process.returncode == 0:
                ended.append(process)
            else:
                missing[name] = process.reason
                progress(f"  {name}: skipped: {process.reason}")
        for round_ in range(around.rounds):
            for process in running if round_ % 2 == 0 else reversed(running[:]):
                if not process.turn():
                    missing[process.name] = process.reason
                    progress(f"  {process.name}: ended early: {process.reason}")
                    running = [other for other in running if other is not process]
            progress(f"  round {round_ + 1} of {around.rounds}")
        for process in running:
            process.finish()
    finally:
        for process in started:
            process.kill()
    found = []
    for process in running + ended:
        found += [line | {"engine": process.name, "command": shown(process.command)} for line in process.lines
                  if line.get("phase") not in ("ready", "turn")]
    return found, missing


def run_afresh(job: Job, around: Surroundings, folder: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    found: list[dict[str, Any]] = []
    missing: dict[str, str] = {}
    for round_ in range(around.rounds):
        order = job.engines if round_ % 2 == 0 else tuple(reversed(job.engines))
        for name in order:
            if name in missing:
                continue
            progress(f"  {name} …")
            lines, reason = run_once(name, job, around, folder)
            if reason is not None:
                missing[name] = reason
                progress(f"  {name}: skipped: {reason}")
            found += [line | {"engine": name, "pass": round_} for line in lines]
        progress(f"  round {round_ + 1} of {around.rounds}")
    return [line for line in found if line["engine"] not in missing], missing


def run_once(name: str, job: Job, around: Surroundings, folder: str) -> tuple[list[dict[str, Any]], str | None]:
    command = command_for(name, job, around, folder, is_paced=False)
    commands = [command]
    if name in VECDB and job.command == "open":
        # One process makes the file, a fresh one opens it.
        build = without(command, ("--repeat",))
        build[1] = "hnsw"
        file = build[build.index("--db") + 1]
        asked = ["--db", file, "--queries", str(job.data.queries), "--metric", job.data.metric, *VECDB[name]]
        commands = [build + ["--repeat", "1", "--min-seconds", "0", "--sweep", "40"],
                    [str(around.vecdb_bench), "open", *asked]]
    lines: list[dict[str, Any]] = []
    for command in commands:
        process = EngineProcess(name, command, around, folder)
        try:
            process.process.stdin.close()
            if not process.read_rest():
                return [], process.reason
        finally:
            process.kill()
        wanted = [line for line in process.lines if not (job.command == "open" and line.get("phase") == "search")]
        lines += [line | {"command": shown(command)} for line in wanted]
    return lines, None
