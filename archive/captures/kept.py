"""What passes between the layer in front of Django and the store behind it. Knows neither."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

Headers = tuple[tuple[str, str], ...]


KEEP = "archive.keep"
"""In the environment of a request once a public route has said that its answer is one to keep."""

ARCHIVED = "archive.archived"
"""In the environment of a request to an archived site, for what public pages answer there."""

FILE = "archive.file"
"""In the environment of a request that a whole file of the storage answers: its StoredFile."""


class StoreAway(Exception):
    """The database does not answer. The text is the database's own."""


class BodyRefused(StoreAway):
    """The storage did not take a large body, as when its disk is full: nothing was kept. The text
    is the system's own. Whoever asked is served all the same."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the record that lies in the storage already: its bytes are kept where they are."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django answered, whole. `body` is without any compression.

    Where the answer is a file of the storage, `file` says which, and `body` may stay empty: nobody
    needs to read 200 MB to keep them.
    """

    status: int
    headers: Headers
    body: bytes
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as it is served: what its address answers, in the forms that readers take.

    `headers` are those that belong to the answer itself (type, language, policies, where it leads
    to …), without those of one delivery (length, entity tag, compression, caching). Either
    `plain` holds the bytes as they are, or `gzip`, and where it is smaller still `brotli`, hold
    them compressed. None of the three does where the body is too large for memory: then Django
    streams it from the storage. `stands_since` is when these very bytes were first answered; None
    where that is not said, lest a reader takes them for newer than what comes after them.
    """

    address: str
    status: int
    headers: Headers
    sha256: str
    size: int
    plain: bytes | None
    gzip: bytes | None
    brotli: bytes | None
    stands_since: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows of the public site's edition.

    `holds_until` is when the clock alone will change a page, None where it never will; times are
    aware. `may_keep` is False in a process whose templates and code are not (any more) those that
    the edition is made with: it serves, but keeps nothing. `is_closed`: nothing is rendered again.
    `archived_as` is the number of the move by which the site was archived, None where it is not.
    `takedowns` is how many were ever done: where that grows, memory may hold what must not be
    served any more, not even while the database is away.
    """

    number: int
    began_at: datetime
    holds_until: datetime | None
    may_keep: bool
    is_closed: bool
    takedowns: int = 0
    archived_as: int | None = None

    @property
    def held_as(self) -> int:
        """The number that its answers are held under in memory. An archived site's are not those
        of its edition, which goes on when the site is moved back: so they have one of their own."""
        return self.number if self.archived_as is None else -self.archived_as

    @property
    def keeps(self) -> bool:
        """Does the store take more of what is answered in it? A closed site's refuses."""
        return self.may_keep and not self.is_closed

    @property
    def has_run_out(self) -> bool:
        """Has the clock ended it, though nobody may have begun the next one yet? What is rendered
        from then on is not of this edition any more."""
        return self.holds_until is not None and datetime.now(UTC) >= self.holds_until


class Editions(Protocol):
    def read(self) -> Known:
        """The edition as the database has it now; where its time has run out, the next one is
        begun. Raises StoreAway."""
        ...


class Store(Protocol):
    def find(self, address: str, edition: int) -> Kept | None:
        """What `address` answers in that edition, as far as that is known. Raises StoreAway."""
        ...

    def last(self, address: str) -> Kept | None:
        """What `address` answered last, in whatever edition. Raises StoreAway."""
        ...

    def keep(self, address: str, answer: Answer, edition: int) -> Kept | None:
        """Keep what `address` answered in that edition; None where another edition has begun
        meanwhile, or the answer is not one to keep. Raises StoreAway."""
        ...

    def end(self, address: str) -> None:
        """`address` answers nothing any more: what it answered last stood until the current
        edition began. Raises StoreAway."""
        ...
