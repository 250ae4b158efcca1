"""What passes between the store and the writers of a frozen copy. Knows neither."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What one address answered, from one moment until another.

    `address` is its path, decoded, with its first slash. `headers` are those of the answer itself,
    without those of one delivery (length, entity tag, compression, caching). `size` is bytes of
    the body without compression, `sha256` its digest. Moments are aware; `captured_until` is None
    while it stands. `chunks()` gives the body from its beginning each time it is called.
    """

    address: str
    status: int
    headers: Headers
    content_type: str
    sha256: str
    size: int
    captured_from: datetime
    captured_until: datetime | None
    chunks: Callable[[], Iterable[bytes]]

    def body(self) -> bytes:
        """All of it at once: for pages, not for films."""
        return b"".join(self.chunks())

    def header(self, name: str) -> str:
        """The value of a header; nothing where it has none of that name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def is_page(self) -> bool:
        return self.content_type.partition(";")[0].strip().lower() == "text/html"

    @property
    def is_redirect(self) -> bool:
        return self.status in (301, 308)


@dataclass(frozen=True, slots=True)
class Version:
    """A capture without what it holds: enough to know what stood where, and when.

    `sha256` is empty where what it held was taken down for good.
    """

    address: str
    status: int
    content_type: str
    sha256: str
    captured_from: datetime
    captured_until: datetime | None


class Source(Protocol):
    """The site as it was served, in an order that does not change by itself. Few bodies are in
    memory at a time, however many there are."""

    site_url: str
    """Without a slash at its end, as in https://review.example.org."""
    edition: int
    edition_began_at: datetime

    def standing(self) -> Iterator[Served]:
        """What each public address answers in this edition (pages, redirects, tombstones, files,
        and what pages need to look as they do), ordered by address."""
        ...

    def ever(self) -> Iterator[Served]:
        """Every capture that there ever was and that still holds something, ordered by address,
        then by moment."""
        ...

    def versions(self) -> Iterator[Version]:
        """The same and those that were taken down, in the same order, without bodies."""
        ...


class Bag(Protocol):
    """Where a frozen copy is written to."""

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file, once. `path` is relative to the bag, with slashes, as in
        data/site/index.html. Its digest is taken as it is written."""
        ...

    def has(self, path: str) -> bool:
        """Was that file written whole, by this run or by one that it goes on from?"""
        ...
