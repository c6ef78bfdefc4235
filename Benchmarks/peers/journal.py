"""A results folder: what was asked for, what has been measured, so that a killed run goes on where it stopped.

    run.json        the machine, the versions, what was asked for
    lines/KEY.jsonl the lines of one job, which appear when the job is complete
    results.jsonl   all lines of all jobs, with the medians of their passes
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Iterable

import lines


class Journal:
    """One run's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def unfinished(cls, results: Path, asked: dict[str, Any]) -> "Journal | None":
        """The latest run that was asked for the same and did not end."""
        for path in sorted(results.glob("*/run.json"), reverse=True):
            try:
                run = json.loads(path.read_text())
            except ValueError:
                continue
            if run.get("asked") == asked and not run.get("finished"):
                return cls(path.parent)
        return None

    @classmethod
    def new(cls, results: Path, name: str | None) -> "Journal":
        return cls(results / (name or time.strftime("%Y-%m-%d-%H%M%S")))

    @property
    def run(self) -> dict[str, Any]:
        path = self.folder / "run.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def start(self, **members: Any) -> None:
        """Begins anew in a folder that may hold an older run."""
        (self.folder / "lines").mkdir(parents=True, exist_ok=True)
        for path in (self.folder / "lines").iterdir():
            path.unlink()
        (self.folder / "run.json").unlink(missing_ok=True)
        self.note(**members)

    def note(self, **members: Any) -> None:
        """Adds members to run.json."""
        path = self.folder / "run.json"
        part = path.with_suffix(".part")
        part.write_text(json.dumps(self.run | members, indent=1, ensure_ascii=False) + "\n")
        part.replace(path)

    def has(self, key: str) -> bool:
        return (self.folder / "lines" / f"{key}.jsonl").exists()

    def add(self, key: str, found: Iterable[dict[str, Any]]) -> None:
        path = self.folder / "lines" / f"{key}.jsonl"
        part = path.with_suffix(".part")
        part.write_text("".join(lines.text(line) + "\n" for line in found))
        part.replace(path)

    def lines(self, keys: Iterable[str]) -> list[dict[str, Any]]:
        found = []
        for key in keys:
            path = self.folder / "lines" / f"{key}.jsonl"
            if path.exists():
                found += [json.loads(line) for line in path.read_text().splitlines() if line]
        return found


def read_results(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines() if line]
