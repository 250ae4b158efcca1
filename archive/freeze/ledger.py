"""What was written whole of a bag, with its digest: so that a freeze that was broken off goes on.

An SQLite file beside the bag, which goes away with the work. It knows nothing of Django.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLES = """
CREATE TABLE IF NOT EXISTS work (identity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS written (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
"""

TOGETHER = 200
"""Files that are noted in one transaction. What is not noted yet is written once more."""


@dataclass(frozen=True, slots=True)
class Written:
    path: str
    sha256: str
    size: int


class Ledger:
    """The list for one `identity`: whatever the bag's content depends on. A list for another one,
    or one that cannot be read any more, is begun anew; `is_new` says so."""

    def __init__(self, file: Path, identity: str) -> None:
        self._unsaved = 0
        try:
            self._database = _opened(file)
        except sqlite3.DatabaseError:
            _remove(file)
            self._database = _opened(file)
        self.is_new = self._identity() != identity
        if self.is_new:
            self._database.close()
            _remove(file)
            self._database = _opened(file)
            self._database.execute("INSERT INTO work VALUES (?)", [identity])
            self._database.commit()
        self._run = self._last_run() + 1

    def add(self, written: Written) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)",
            [written.path, written.sha256, written.size, self._run],
        )
        self._unsaved += 1
        if self._unsaved >= TOGETHER:
            self.save()

    def save(self) -> None:
        self._database.commit()
        self._unsaved = 0

    def remove(self, path: str) -> None:
        self._database.execute("DELETE FROM written WHERE path = ?", [path])

    def has(self, path: str) -> bool:
        return self._one("SELECT 1 FROM written WHERE path = ?", path) is not None

    def has_in_this_run(self, path: str) -> bool:
        return self._one("SELECT run FROM written WHERE path = ?", path) == self._run

    def under(self, folder: str) -> Iterator[Written]:
        """What lies in that folder (of the bag, with a slash at its end), in the order of the
        bytes of its path."""
        rows = self._database.execute(
            "SELECT path, sha256, size FROM written WHERE path >= ? AND path < ? ORDER BY path",
            [folder, f"{folder[:-1]}0"],  # 0 is the character after the slash
        )
        for row in rows:
            yield Written(*row)

    def size_of(self, path: str) -> tuple[int, int]:
        """How many files, and their bytes: of a folder (with a slash at its end), or of a file."""
        question = "SELECT count(*), coalesce(sum(size), 0) FROM written WHERE path "
        if path.endswith("/"):
            row = self._database.execute(f"{question} >= ? AND path < ?", [path, f"{path[:-1]}0"])
        else:
            row = self._database.execute(f"{question} = ?", [path])
        files, size = row.fetchone()
        return files, size

    def close(self) -> None:
        self._database.close()

    def _identity(self) -> str:
        return str(self._one("SELECT identity FROM work") or "")

    def _last_run(self) -> int:
        run = self._one("SELECT max(run) FROM written")
        return run if isinstance(run, int) else 0

    def _one(self, question: str, *values: str) -> object:
        row = self._database.execute(question, values).fetchone()
        return row[0] if row else None


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(TABLES)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
