"""Files of vectors as numpy arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vectorfiles import VectorFileError, layout

KINDS = {"f": "<f4", "e": "<f2", "i": "<i4", "q": "<i8", "B": "|u1", "b": "|i1"}


def mapped(path: Path) -> np.ndarray:
    """The file's elements as they are, not read yet."""
    where = layout(path)
    if where.stride == where.row_bytes:
        return np.memmap(path, KINDS[where.element], "r", where.start, (where.rows, where.columns))
    record = np.dtype([("count", "<i4"), ("row", KINDS[where.element], (where.columns,))])
    records = np.memmap(path, record, "r")
    if not (records["count"] == where.columns).all():
        raise VectorFileError(f"{path}: rows differ in length")
    return records["row"]


def matrix(path: Path, limit: int | None = None) -> np.ndarray:
    """Vectors as float32, in memory."""
    return np.array(mapped(path)[:limit], dtype=np.float32, order="C")


def ids(path: Path) -> np.ndarray:
    return np.array(mapped(path), dtype=np.int64)


def save(path: Path, array: np.ndarray) -> None:
    """The file appears whole or not at all."""
    part = path.with_suffix(".part")
    with open(part, "wb") as file:
        np.save(file, np.ascontiguousarray(array))
    part.replace(path)
