"""What was seen in a bag, kept in a file so that memory does not grow with the bag."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

TABLES = """
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, size INTEGER NOT NULL,
    declared TEXT, sha256 TEXT, ids TEXT, leads_to BLOB, fetches BLOB
);
CREATE TABLE captures (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL, stamp TEXT NOT NULL, uri TEXT NOT NULL,
    status INTEGER NOT NULL, content_type TEXT NOT NULL, location TEXT NOT NULL,
    sha256 TEXT NOT NULL, digest TEXT NOT NULL, skeleton BLOB, warc TEXT NOT NULL,
    start INTEGER NOT NULL, length INTEGER NOT NULL, is_indexed INTEGER NOT NULL DEFAULT 0,
    is_listed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX captures_address ON captures (address, stamp);
CREATE UNIQUE INDEX captures_place ON captures (warc, start);
CREATE TABLE inventory (
    file TEXT PRIMARY KEY, address TEXT NOT NULL, kind TEXT NOT NULL, stamp TEXT NOT NULL,
    sha256 TEXT NOT NULL, is_rewritten INTEGER NOT NULL, status INTEGER NOT NULL,
    content_type TEXT NOT NULL, has_forwarding INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX inventory_address ON inventory (address, kind);
CREATE TABLE wanted (target INTEGER NOT NULL, fragment TEXT NOT NULL, source INTEGER NOT NULL);
CREATE TABLE attachments (
    sha256 TEXT NOT NULL, file TEXT NOT NULL, document TEXT NOT NULL
);
CREATE TABLE questions (question TEXT NOT NULL, document TEXT NOT NULL);
"""


class Ledger:
    """An SQLite file in a folder of its own. What asks it is said in SQL by those who ask."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -6000;"
            f"{TABLES} BEGIN;"
        )
        self.execute = self._database.execute
        self.file_id = lru_cache(maxsize=8192)(self._file_id)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._database.close()

    def rows(self, question: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows as they come. Nothing may be written to what is read meanwhile."""
        yield from self._database.execute(question, values)

    def row(self, question: str, *values: object) -> tuple[Any, ...]:
        """The first row; nothing where there is none."""
        found: tuple[Any, ...] | None = self._database.execute(question, values).fetchone()
        return found or ()

    def number(self, question: str, *values: object) -> int:
        return int(self.row(question, *values)[0] or 0)

    def add(self, table: str, columns: str, values: Iterable[object]) -> None:
        """A row more. Table and columns are ours, never the bag's."""
        held = tuple(values)
        marks = ", ".join("?" * len(held))
        self._database.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", held)  # noqa: S608

    def note_digests(self, digests: Iterable[tuple[str, int]]) -> None:
        """SHA-256 of files, with their numbers."""
        self._database.executemany("UPDATE files SET sha256 = ? WHERE id = ?", list(digests))

    def has_file(self, path: str) -> bool:
        return self.file_id(path) > 0

    def _file_id(self, path: str) -> int:
        """0 where the bag has no such file."""
        found = self._database.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
        return int(found[0]) if found else 0
