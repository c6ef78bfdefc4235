"""sqlite-vec: exact search in SQLite, by its virtual table.

Through apsw, because many a Python's own sqlite3 module loads no extensions.
"""

from __future__ import annotations

import apsw
import numpy as np
import sqlite_vec

from engines.base import Engine, Filter


class SqliteVec(Engine):
    is_durable = True

    @classmethod
    def version(cls) -> str:
        version = connect(":memory:").execute("SELECT vec_version()").fetchone()[0]
        return f"{version} on SQLite {apsw.sqlite_lib_version()}"

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.path = setup.folder / "vectors.db"
        self.connection = connect(str(self.path))
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.statement = ""
        self.arguments: tuple = ()

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        metric = {"l2": "L2", "cosine": "cosine"}[self.setup.metric]
        self.connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS v USING vec0(id INTEGER PRIMARY KEY, rank INTEGER, "
            f"embedding float[{self.setup.dimensions}] distance_metric={metric})")
        self.connection.execute("BEGIN")
        self.connection.executemany(
            "INSERT INTO v (id, rank, embedding) VALUES (?, ?, ?)",
            ((first + number, first + number if ranks is None else int(ranks[number]), row.tobytes())
             for number, row in enumerate(rows)))
        self.connection.execute("COMMIT")

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        condition = "" if filter is None else " AND rank < ?"
        self.statement = f"SELECT id FROM v WHERE embedding MATCH ? AND k = ?{condition}"
        self.arguments = (k,) if filter is None else (k, filter.below)

    def query(self, vector: np.ndarray) -> bytes:
        return vector.tobytes()

    def search(self, query: bytes) -> list[int]:
        return [row[0] for row in self.connection.execute(self.statement, (query, *self.arguments))]

    def save(self) -> None:
        self.connection.close()

    def reopen(self) -> None:
        """The constructor opened the file."""

    def file_bytes(self) -> int | None:
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        self.connection.close()
        super().close()


def connect(path: str) -> apsw.Connection:
    connection = apsw.Connection(path)
    connection.enable_load_extension(True)
    connection.load_extension(sqlite_vec.loadable_path())
    return connection
