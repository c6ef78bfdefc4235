"""Files of vectors: what is in them, without needing numpy.

`.npy` (float32, float16, int32 and, for ids, int64; two dimensions, C order), the TEXMEX formats `.fvecs`, `.bvecs` and
`.ivecs` (each row is its length as int32, then its elements) and PostgreSQL's binary COPY, which `Fixtures/` holds.
"""

from __future__ import annotations

import array
import ast
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, Sequence

NPY_MAGIC = b"\x93NUMPY"
NPY_ELEMENTS = {"<f4": "f", "<f2": "e", "<i4": "i", "<i8": "q", "|u1": "B", "|i1": "b"}
RECORD_ELEMENTS = {".fvecs": "f", ".bvecs": "B", ".ivecs": "i"}
COPY_HEADER = b"PGCOPY\n\xff\r\n\0"


class VectorFileError(Exception):
    """A file that is not what its name says."""


@dataclass(frozen=True)
class Layout:
    """Where the elements of a file are."""

    rows: int
    columns: int
    element: str  # a format character of `struct`
    start: int
    stride: int

    @property
    def row_bytes(self) -> int:
        return self.columns * struct.calcsize(self.element)


def layout(path: Path) -> Layout:
    """Reads a file's header and checks it against the file's size."""
    if path.suffix == ".npy":
        found = _npy_layout(path)
    elif path.suffix in RECORD_ELEMENTS:
        found = _record_layout(path)
    else:
        raise VectorFileError(f"{path}: expected .npy, .fvecs, .bvecs or .ivecs")
    if found.rows and found.start + (found.rows - 1) * found.stride + found.row_bytes > path.stat().st_size:
        raise VectorFileError(f"{path}: the file is shorter than its header says")
    return found


def _npy_layout(path: Path) -> Layout:
    with open(path, "rb") as file:
        start = file.read(10)
        if len(start) < 10 or start[:6] != NPY_MAGIC:
            raise VectorFileError(f"{path}: not a .npy file")
        if start[6] == 1:
            size, offset = struct.unpack("<H", start[8:10])[0], 10
        else:
            size, offset = struct.unpack("<I", start[8:10] + file.read(2))[0], 12
        try:
            header = ast.literal_eval(file.read(size).decode("latin-1"))
            shape, kind, is_fortran = header["shape"], header["descr"], header["fortran_order"]
        except (ValueError, SyntaxError, KeyError, TypeError) as error:
            raise VectorFileError(f"{path}: unreadable .npy header") from error
    if kind not in NPY_ELEMENTS or is_fortran or len(shape) != 2:
        raise VectorFileError(f"{path}: expected two dimensions of float32, float16 or int32 in C order")
    element = NPY_ELEMENTS[kind]
    return Layout(shape[0], shape[1], element, offset + size, shape[1] * struct.calcsize(element))


def _record_layout(path: Path) -> Layout:
    element = RECORD_ELEMENTS[path.suffix]
    size = path.stat().st_size
    with open(path, "rb") as file:
        start = file.read(4)
    columns = struct.unpack("<i", start)[0] if len(start) == 4 else 0
    if not 0 < columns <= 1 << 20:
        raise VectorFileError(f"{path}: rows of {columns} elements")
    stride = 4 + columns * struct.calcsize(element)
    if size % stride:
        raise VectorFileError(f"{path}: rows differ in length")
    return Layout(size // stride, columns, element, 4, stride)


def read_row(path: Path, where: Layout, row: int) -> Sequence[float]:
    """One row, as Python numbers."""
    return next(read_rows(path, where, range(row, row + 1)))


def read_rows(path: Path, where: Layout, rows: Iterable[int]) -> Iterator[Sequence[float]]:
    form = struct.Struct(f"<{where.columns}{where.element}")
    with open(path, "rb") as file:
        for row in rows:
            file.seek(where.start + row * where.stride)
            yield form.unpack(file.read(where.row_bytes))


def write_npy(path: Path, element: str, columns: int, rows: Sequence[bytes]) -> None:
    """Writes rows of little-endian elements. The file appears whole or not at all."""
    kind = next(kind for kind, character in NPY_ELEMENTS.items() if character == element)
    header = repr({"descr": kind, "fortran_order": False, "shape": (len(rows), columns)}).encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    part = path.with_suffix(".part")
    with open(part, "wb") as file:
        file.write(NPY_MAGIC + b"\x01\x00" + struct.pack("<H", len(header)) + header)
        file.writelines(rows)
    part.replace(path)


def copy_rows(path: Path) -> Iterator[list[bytes | None]]:
    """The fields of each row of a PostgreSQL binary COPY file."""
    data = path.read_bytes()
    if not data.startswith(COPY_HEADER):
        raise VectorFileError(f"{path}: not a binary COPY file")
    at = len(COPY_HEADER) + 4
    at += 4 + struct.unpack_from(">i", data, at)[0]
    while (count := struct.unpack_from(">h", data, at)[0]) >= 0:
        at += 2
        fields: list[bytes | None] = []
        for _ in range(count):
            size = struct.unpack_from(">i", data, at)[0]
            at += 4
            fields.append(data[at : at + size] if size >= 0 else None)
            at += max(size, 0)
        yield fields


def halfvecs_to_npy(source: Path, column: int, target: Path) -> None:
    """Writes a halfvec column of a binary COPY file as float16."""
    rows = []
    columns = 0
    for fields in copy_rows(source):
        field = fields[column]
        if field is None:
            raise VectorFileError(f"{source}: a row without a vector")
        columns = struct.unpack_from(">H", field)[0]
        elements = array.array("H", field[4:])
        if sys.byteorder == "little":
            elements.byteswap()
        rows.append(elements.tobytes())
    write_npy(target, "e", columns, rows)
