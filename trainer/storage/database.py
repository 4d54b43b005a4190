"""One SQLite file, safely: a connection a thread, WAL, foreign keys, immediate transactions, full synchronisation."""
from __future__ import annotations

import fcntl
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database as SqliteUtilsDatabase
from sqlite_utils.utils import sqlite3

from trainer.domain.errors import StorageError
from trainer.storage.migrations import MIGRATIONS

BUSY_TIMEOUT_MS = 15_000
Row = dict[str, Any]


class _Lease:
    """A connection lent to one thread; when the thread is gone, the next one gets it, or nobody where something was left open."""

    def __init__(self, database: SqliteUtilsDatabase, free: deque[SqliteUtilsDatabase]) -> None:
        self.database = database
        self._free = free

    def __del__(self) -> None:
        if self.database.conn is None:
            return
        if self.database.conn.in_transaction:
            self.database.close()
        else:
            self._free.append(self.database)


class Database:
    """The store of one organisation's machine. Share one object between threads; no two threads use one connection at a time.

    Web frames run scripts in ever new threads, and opening a connection costs more than most queries: a thread borrows one for its life and
    leaves it to the next. Transactions start with BEGIN IMMEDIATE: a deferred one that reads and then writes fails with
    "database is locked" as soon as another writer came between, whatever the busy timeout.

    Args:
        path: The file; its folder is made when missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._free: deque[SqliteUtilsDatabase] = deque()
        self._writing = threading.Lock()

    def migrate(self) -> None:
        """Bring the file to the newest layout, once, under a lock that other processes respect.

        Raises:
            StorageError: the file cannot be opened or is not a database of this product.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path.with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                MIGRATIONS.apply(self.connection())
            except sqlite3.DatabaseError as error:
                raise StorageError("store_unreadable", file=self.path.name, reason=str(error)) from error

    def connection(self) -> SqliteUtilsDatabase:
        """This thread's connection."""
        lease: _Lease | None = getattr(self._local, "lease", None)
        if lease is None:
            try:
                found = self._free.pop()
            except IndexError:
                found = self._opened()
            lease = self._local.lease = _Lease(found, self._free)
        return lease.database

    def _opened(self) -> SqliteUtilsDatabase:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        raw = sqlite3.connect(str(self.path), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=False)
        raw.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=FULL"):
            raw.execute(f"PRAGMA {pragma}")
        return SqliteUtilsDatabase(raw)

    @contextmanager
    def transaction(self) -> Iterator[SqliteUtilsDatabase]:
        """A read-then-write transaction that holds the write lock from its start; nested use joins the outer one."""
        database = self.connection()
        if database.conn.in_transaction:
            yield database
            return
        # SQLite makes writers that wait sleep for up to a tenth of a second at a time; those of this process wake as soon as it is their turn.
        with self._writing:
            database.conn.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.conn.execute("ROLLBACK")
                raise
            database.conn.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query as dictionaries."""
        return [dict(row) for row in self.connection().conn.execute(sql, tuple(values))]

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.connection().conn.execute(sql, tuple(values)).fetchone()
        return dict(found) if found is not None else None

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one writing statement inside a transaction; returns the number of rows changed."""
        with self.transaction() as database:
            return int(database.conn.execute(sql, tuple(values)).rowcount)

    def close(self) -> None:
        """Close this thread's connection and those that no thread uses."""
        lease: _Lease | None = getattr(self._local, "lease", None)
        self._local.lease = None
        del lease
        while self._free:
            self._free.pop().close()
