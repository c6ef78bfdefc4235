"""One JSON object a line, as `vecdb-bench` prints them."""

from __future__ import annotations

import json
import sys
from typing import Any


def plain(value: Any) -> Any:
    """A value that JSON knows; six significant digits say all that a measurement knows."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    number = float(value)
    return float(f"{number:.6g}") if abs(number) != float("inf") and number == number else None


def text(line: dict[str, Any]) -> str:
    return json.dumps({name: plain(value) for name, value in line.items()}, ensure_ascii=False)


def emit(line: dict[str, Any]) -> None:
    print(text(line), flush=True)


def progress(message: str) -> None:
    """What goes to the person who waits."""
    print(message, file=sys.stderr, flush=True)
