"""What there is to be written and what leads where, in an SQLite file: however many pages there
are, none of it is in memory."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from archive.freeze.served import Served, Version

from . import names

SECOND = 1_000_000
REMEMBERED = 20_000
"""How many captures are in memory at most, so that the database is not asked again at each link."""

TABLES = """
CREATE TABLE capture (
    number INTEGER PRIMARY KEY, address TEXT, status INTEGER, content_type TEXT, sha256 TEXT,
    since INTEGER, until INTEGER, stands INTEGER NOT NULL DEFAULT 0, file INTEGER
);
CREATE INDEX capture_by_address ON capture (address, since, number);
CREATE TABLE name (address TEXT, content_type TEXT, file TEXT, PRIMARY KEY (address, content_type));
CREATE TABLE taken (key TEXT PRIMARY KEY, is_folder INTEGER) WITHOUT ROWID;
CREATE TABLE former (address TEXT, former TEXT, PRIMARY KEY (address, former)) WITHOUT ROWID;
CREATE INDEX by_former ON former (former);
CREATE TABLE location (file INTEGER PRIMARY KEY, location TEXT);
CREATE TABLE text (sha256 TEXT PRIMARY KEY, lines TEXT) WITHOUT ROWID;
CREATE TABLE comparison (file INTEGER PRIMARY KEY, before INTEGER, after INTEGER, of TEXT);
CREATE TABLE told (address TEXT, shown_at INTEGER, made_at INTEGER, note TEXT);
CREATE INDEX told_by_address ON told (address);
CREATE TABLE day (
    day TEXT PRIMARY KEY, pages INTEGER, begins INTEGER, ends INTEGER
) WITHOUT ROWID;
CREATE INDEX capture_by_moment ON capture (since);
CREATE TABLE listed (address TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE searched (address TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE file (
    number INTEGER PRIMARY KEY, address TEXT, path TEXT UNIQUE, kind TEXT, status INTEGER,
    content_type TEXT, since TEXT, sha256 TEXT, is_rewritten INTEGER, title TEXT,
    is_wanted INTEGER, is_written INTEGER NOT NULL DEFAULT 0, links BLOB
);
CREATE INDEX file_by_address ON file (address, path);
CREATE INDEX file_to_write ON file (kind, number) WHERE is_written = 0;
"""
CAPTURE = (
    "SELECT capture.number, capture.address, capture.status, capture.content_type, capture.sha256,"
    " capture.since, capture.until, capture.stands, coalesce(capture.file, 0),"
    " coalesce(file.path, ''), coalesce(file.title, '')"
    " FROM capture LEFT JOIN file ON file.number = capture.file"
)


class Known(NamedTuple):
    """A capture, and the file that has what it holds: none (`file` 0) where that was taken down.

    Moments are microseconds since 1970; `until` is None where nothing took its place.
    """

    number: int
    address: str
    status: int
    content_type: str
    sha256: str
    since: int
    until: int | None
    stands: int
    file: int
    path: str
    title: str

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html")

    @property
    def second(self) -> int:
        return self.since // SECOND


class File(NamedTuple):
    """A line of the inventory, with its number among the files."""

    number: int
    address: str
    path: str
    kind: str
    status: int
    content_type: str
    since: str
    sha256: str
    is_rewritten: int
    title: str


class Index:
    """Used with `with`. `folder` is one that exists; what an earlier run left there is removed."""

    def __init__(self, folder: Path) -> None:
        place = folder / "site.sqlite3"
        for old in folder.glob("site.sqlite3*"):
            old.unlink()
        self._database = sqlite3.connect(place, isolation_level=None)
        # It is thrown away and made again where the machine stops: nothing needs to last.
        self._database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        self._database.execute("BEGIN")
        self._versions: dict[str, tuple[Known, ...]] = {}
        self._remembered = 0
        self._made: dict[str, tuple[int, str]] = {}

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._database.close()

    # What there was, and its files.

    def add_versions(self, versions: Iterable[Version]) -> None:
        self._database.executemany(
            "INSERT INTO capture (address, status, content_type, sha256, since, until)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    version.address, version.status, version.content_type, version.sha256,
                    microseconds(version.captured_from),
                    version.captured_until and microseconds(version.captured_until),
                )
                for version in versions
            ),
        )  # fmt: skip

    def add_standing(self, standing: Iterable[Served]) -> int:
        """Remember which captures stand; how many they are."""
        count = 0
        for served in standing:
            count += self._database.execute(
                "UPDATE capture SET stands = 1 WHERE address = ? AND since = ? AND sha256 = ?"
                " AND status = ?",
                (
                    served.address, microseconds(served.captured_from), served.sha256,
                    served.status,
                ),
            ).rowcount  # fmt: skip
        return count

    def add_told(self, told: Iterable[tuple[str, datetime, datetime, str]]) -> None:
        self._database.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?)",
            (
                (address, microseconds(shown_at), microseconds(made_at), note)
                for address, shown_at, made_at, note in told
            ),
        )

    def add_file(
        self, address: str, path: str, kind: str, status: int, content_type: str, since: str,
        sha256: str, *, is_wanted: bool,
    ) -> int:  # fmt: skip
        """The file's number. Of two captures of one second the later has it, as it has the
        address on the live site."""
        self._database.execute(
            "INSERT OR IGNORE INTO file (address, path, kind, status, content_type, since, sha256,"
            " is_rewritten, title, is_wanted) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', ?)",
            (address, path, kind, status, content_type, since, sha256, is_wanted),
        )
        row = self._row("SELECT number FROM file WHERE path = ?", (path,))
        assert row is not None  # noqa: S101 - it was inserted, now or before
        return int(row[0])

    # What is asked at each link.

    def versions(self, address: str) -> tuple[Known, ...]:
        """All that is kept of an address, the oldest first."""
        found = self._versions.get(address)
        if found is None:
            rows = self._rows(
                f"{CAPTURE} WHERE capture.address = ? ORDER BY capture.since, capture.number",
                (address,),
            )
            found = tuple(map(Known._make, rows))
            if self._remembered > REMEMBERED:
                self._versions.clear()
                self._remembered = 0
            self._versions[address] = found
            self._remembered += len(found) + 1
        return found

    def pages(self, address: str) -> list[Known]:
        """What there was to read at an address, and of its page where it stood before it moved
        there; the oldest first."""
        found = [known for known in self.versions(address) if known.status == 200]
        if formers := self.formers(address):
            for former in formers:
                found += [known for known in self.versions(former) if known.status == 200]
            found.sort(key=lambda known: (known.since, known.number))
        return found

    def formers(self, address: str) -> list[str]:
        return [
            row[0]
            for row in self._rows(
                "SELECT former FROM former WHERE address = ? ORDER BY 1", (address,)
            )
        ]

    def add_former(self, address: str, former: str) -> None:
        self._database.execute("INSERT OR IGNORE INTO former VALUES (?, ?)", (address, former))

    def standing(self, address: str) -> Known | None:
        return next((known for known in reversed(self.versions(address)) if known.stands), None)

    def made(self, kind: str, address: str, path: str) -> tuple[int, str]:
        """The number and the path of a page that is made for the frozen copy, now or later."""
        found = self._made.get(path)
        if found is None:
            content_type = "text/html; charset=utf-8"
            number = self.add_file(address, path, kind, 200, content_type, "", "", is_wanted=True)
            if len(self._made) > REMEMBERED:
                self._made.clear()
            found = self._made[path] = (number, path)
        return found

    def usual_file(self, address: str) -> str:
        """What files about an address are called after."""
        row = self._row(
            "SELECT file FROM name WHERE address = ? ORDER BY content_type DESC", (address,)
        )
        return row[0] if row else names.usual(address, "text/html")

    def is_searched(self, address: str) -> bool:
        return self._row("SELECT 1 FROM searched WHERE address = ?", (address,)) is not None

    def want(self, file: int) -> None:
        self._database.execute("UPDATE file SET is_wanted = 1 WHERE number = ?", (file,))

    def leave_out_what_is_not_listed(self) -> None:
        """A page that answers and is not public is not of the site as it stands: such as the list
        of publications once the only one was taken down, which nothing leads to any more. What
        stood there before is of its past."""
        self._database.execute(
            "DELETE FROM capture WHERE stands AND status = 200"
            " AND content_type LIKE 'text/html%' AND address NOT IN (SELECT address FROM listed)"
        )

    def name_dress(self) -> None:
        """Of the files that stand, those that are not public by themselves are what pages fetch."""
        self._database.execute(
            "UPDATE file SET kind = 'dress' WHERE kind = 'file'"
            " AND address NOT IN (SELECT address FROM listed)"
        )

    def add_to_copy(self, file: int) -> None:
        """What stands there is made for the frozen copy, in the place of what was served."""
        self._database.execute(
            "UPDATE file SET kind = 'added', since = '', sha256 = '' WHERE number = ?", (file,)
        )

    # What was written.

    def wrote(
        self, file: int, links: Iterable[int], *, title: str = "", is_rewritten: bool = True
    ) -> None:
        self._database.execute(
            "UPDATE file SET is_written = 1, links = ?, title = ?, is_rewritten = ?"
            " WHERE number = ?",
            (array("I", sorted(links)).tobytes(), title, is_rewritten, file),
        )

    def to_write(self, kind: str) -> Iterator[File]:
        """The files of a kind that are wanted and not written yet; more may be added meanwhile."""
        last = 0
        while row := self._row(
            f"SELECT {', '.join(File._fields)} FROM file WHERE kind = ? AND is_written = 0"  # noqa: S608
            " AND is_wanted AND number > ? ORDER BY number LIMIT 1",
            (kind, last),
        ):
            file = File(*row)
            last = file.number
            yield file

    def count_to_write(self) -> int:
        """How many files are wanted so far, written or not."""
        return int(self._row("SELECT count(*) FROM file WHERE is_wanted", ())[0])

    def is_to_write(self, file: int) -> bool:
        question = "SELECT 1 FROM file WHERE number = ? AND is_wanted AND NOT is_written"
        return self._row(question, (file,)) is not None

    def file(self, number: int) -> File:
        row = self._row(f"SELECT {', '.join(File._fields)} FROM file WHERE number = ?", (number,))  # noqa: S608
        assert row is not None  # noqa: S101 - files are known by their number alone
        return File(*row)

    def files(self) -> Iterator[File]:
        """All that was written, as the inventory has it."""
        return map(
            File._make,
            self._rows(
                f"SELECT {', '.join(File._fields)} FROM file WHERE is_written"  # noqa: S608
                " ORDER BY address, path"
            ),
        )

    def links_of(self, file: int) -> "array[int]":
        row = self._row("SELECT links FROM file WHERE number = ?", (file,))
        return array("I", row[0] if row and row[0] else b"")

    def forget(self) -> None:
        """Ask the database again: titles, and where pages were before they moved, came to it."""
        self._versions.clear()
        self._remembered = 0

    def tell(self, command: str, *given: object) -> None:
        """Change something in the index."""
        self._database.execute(command, given)

    def keep(self, table: str, row: tuple[object, ...]) -> None:
        """One row of a table that has no number of its own, unless it is there already."""
        places = ", ".join("?" * len(row))
        self._database.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)  # noqa: S608

    def ask(self, question: str, *given: object) -> Iterator[Any]:
        return self._rows(question, given)

    def _rows(self, question: str, given: tuple[object, ...] = ()) -> Iterator[Any]:
        with closing(self._database.cursor()) as cursor:
            yield from cursor.execute(question, given)

    def _row(self, question: str, given: tuple[object, ...]) -> Any:
        return self._database.execute(question, given).fetchone()


def microseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * SECOND + moment.microsecond


def moment_of(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds // SECOND, UTC)


def stamp_of(second: int) -> str:
    return f"{datetime.fromtimestamp(second, UTC):%Y%m%d%H%M%S}"


def written_out(microseconds: int) -> str:
    """As the inventory has it: 2022-05-23T09:00:00Z."""
    return f"{moment_of(microseconds):%Y-%m-%dT%H:%M:%SZ}"
