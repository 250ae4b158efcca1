"""A frozen copy beside what an archive holds, address by address.

`judging` says what counts. Both sides are put into an SQLite file, so that a million lines take
no memory.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from .addresses import Address, NotAnAddress, read_address
from .frozen import Frozen, NotAFrozenCopy
from .held import Digests, Held
from .judging import Finding, Outcome, judged

Answers = Callable[[Iterable[str]], Iterable[Held]]
"""Gives an archive's captures of the hosts that it is given, and perhaps of others."""

AT_ONCE = 5000
MOST_CAPTURES = 20_000_000
TABLES = """
    CREATE TABLE ours (
        exact TEXT PRIMARY KEY, loose TEXT, path TEXT,
        url TEXT, stamp TEXT, status INTEGER, sha1 TEXT, sha256 TEXT
    ) WITHOUT ROWID;
    CREATE TABLE standing (path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE theirs (
        loose TEXT, exact TEXT, url TEXT, stamp TEXT, status INTEGER, sha1 TEXT, sha256 TEXT,
        PRIMARY KEY (loose, exact, stamp, url, status, sha1, sha256)
    ) WITHOUT ROWID;
"""
PUT_OURS = """
    INSERT INTO ours VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (exact) DO UPDATE SET
        url = excluded.url, stamp = excluded.stamp, status = excluded.status,
        sha1 = excluded.sha1, sha256 = excluded.sha256
    WHERE excluded.stamp >= ours.stamp
"""
# Where two of ours are told apart by their exact forms alone, so are theirs.
ALL_OF_OURS = """
    SELECT exact, loose, url, stamp, status, sha1, sha256,
        (SELECT COUNT(*) FROM ours AS other WHERE other.loose = ours.loose) > 1
    FROM ours ORDER BY path, exact
"""
THEIRS = """
    SELECT url, stamp, status, sha1, sha256 FROM theirs
    WHERE loose = ? AND (? = '' OR exact = ?) ORDER BY stamp
"""
ONLY_THEIRS = """
    SELECT MAX(url), MAX(stamp), COUNT(*) FROM theirs
    WHERE loose NOT IN (SELECT loose FROM ours) GROUP BY loose, exact ORDER BY loose, exact
"""


class CannotCompare(Exception):
    """There are too many captures, or no room for them. The text says what to do."""


@dataclass
class Comparison:
    """The findings, to be run through once; `figures` are whole after that."""

    database: sqlite3.Connection
    since: str
    elsewhere: int
    """How many of their captures are of other hosts than ours."""
    figures: Counter[Outcome] = field(default_factory=Counter)

    def findings(self) -> Iterator[Finding]:
        for found in self._findings():
            self.figures[found.outcome] += 1
            yield found

    def by_name(self) -> dict[str, int]:
        """The figures by the names of their outcomes, in small letters."""
        return {outcome.name.lower(): self.figures[outcome] for outcome in Outcome}

    @property
    def all_is_same(self) -> bool:
        return self.figures[Outcome.SAME] > 0 and not self.faults

    @property
    def faults(self) -> int:
        return sum(
            self.figures[each]
            for each in (Outcome.DIFFERENT, Outcome.NOT_HELD, Outcome.NOT_COMPARED)
        )

    def hints(self) -> list[str]:
        """What the figures as a whole may mean."""
        said = []
        if self.figures[Outcome.NOT_COMPARED]:
            said.append(
                "What is held and not compared came without digests, as in a TimeMap, which tells "
                "whether and when something was captured, never what."
            )
        if self.figures[Outcome.DIFFERENT] > 1 and not self.figures[Outcome.SAME]:
            said.append(
                "Every digest differs. The archive may keep its digests of compressed answers, or "
                "change pages as it keeps them: look at some of them before you report it."
            )
        return said

    def _findings(self) -> Iterator[Finding]:
        with closing(self.database.execute(ALL_OF_OURS)) as ours:
            for exact, loose, *columns, is_shared in ours:
                letter = exact if is_shared else ""
                with closing(self.database.execute(THEIRS, (loose, letter, letter))) as theirs:
                    yield judged(_held(columns), map(_held, theirs), self.since)
        with closing(self.database.execute(ONLY_THEIRS)) as theirs:
            for url, last, held in theirs:
                yield Finding(Outcome.ONLY_THEIRS, url, last=last, held=held)


@contextmanager
def compared(frozen: Frozen, answers: Answers, since: str = "") -> Iterator[Comparison]:
    """`since` (14 figures, UTC): captures of theirs from before that count in no case.

    Raises NotAFrozenCopy, CannotCompare, and what reading `frozen` and `answers` raises.
    """
    with (
        TemporaryDirectory(prefix="comparison-") as folder,
        closing(sqlite3.connect(Path(folder) / "sides.sqlite3", isolation_level=None)) as database,
    ):
        # It is thrown away in any case: nothing in it has to survive.
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}")
        hosts = _take_ours(database, frozen)
        elsewhere = _take_theirs(database, answers(hosts), hosts)
        yield Comparison(database, since, elsewhere)


def _take_ours(database: sqlite3.Connection, frozen: Frozen) -> set[str]:
    """Put in what stood at the end; the hosts that it stood at."""
    hosts: set[str] = set()

    def rows() -> Iterator[tuple[object, ...]]:
        for capture in frozen.captures:
            try:
                address = read_address(capture.url)
            except NotAnAddress as error:
                raise NotAFrozenCopy(f"Its index is damaged. {error}") from error
            hosts.add(address.host)
            path = address.exact.removeprefix(address.host)
            yield (address.exact, address.loose, path, *_columns(capture))

    _put(database, PUT_OURS, rows())
    if frozen.standing is not None:
        paths = ((path,) for path in frozen.standing)
        _put(database, "INSERT OR IGNORE INTO standing VALUES (?)", paths)
        database.execute("DELETE FROM ours WHERE path NOT IN (SELECT path FROM standing)")
    database.execute("CREATE INDEX ours_by_loose ON ours (loose)")
    if database.execute("SELECT 1 FROM ours LIMIT 1").fetchone() is None:
        raise NotAFrozenCopy(f"{frozen.name} holds no captures: there is nothing to compare.")
    return hosts


def _take_theirs(database: sqlite3.Connection, answers: Iterable[Held], hosts: set[str]) -> int:
    elsewhere = 0

    def rows() -> Iterator[tuple[object, ...]]:
        nonlocal elsewhere
        for number, capture in enumerate(answers, start=1):
            if number > MOST_CAPTURES:
                raise CannotCompare(
                    f"They tell of more than {MOST_CAPTURES:,} captures. Ask the archive for "
                    "those of this site alone."
                )
            address = _of_the_web(capture.url)
            if address is None or address.host not in hosts:
                elsewhere += 1
            else:
                yield (address.loose, address.exact, *_columns(capture))

    _put(database, "INSERT OR IGNORE INTO theirs VALUES (?, ?, ?, ?, ?, ?, ?)", rows())
    return elsewhere


def _of_the_web(url: str) -> Address | None:
    """Indexes also hold what is no page: dns:…, mailto:…, and what a crawler misread."""
    try:
        return read_address(url)
    except NotAnAddress:
        return None


def _put(database: sqlite3.Connection, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        try:
            database.execute("BEGIN")
            database.executemany(statement, some)
            database.execute("COMMIT")
        except sqlite3.Error as error:
            raise CannotCompare(
                f"The captures cannot be put into a file in {gettempdir()}: {error}."
            ) from error


def _columns(capture: Held) -> tuple[object, ...]:
    return (capture.url, capture.stamp, capture.status, *capture.digests)


def _held(columns: Iterable[object]) -> Held:
    url, stamp, status, sha1, sha256 = columns
    return Held(str(url), str(stamp), int(str(status)), Digests(str(sha1), str(sha256)))
