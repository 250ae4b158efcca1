"""Every address once, in order, each with its place in the web archive; however many they are.

An address without its last slash led on to the one that has it, as long as the site was there.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from archive.web_archive import place_of

OF_EARLIER_DAYS = (
    r"memento/(?:after/[0-9]{14}|[0-9]+)",
    r"timemap(?:/page/[0-9]+)?",
    r"changes/(?:after|[0-9]{14})/[0-9]{14}",
)
"""What stood before the address of a page where its past was shown, without slashes at its ends."""
A_DAY = r"on/(?:[^/]+/)?"
"""The home page as it stood on a day, without its first slash."""


class Place(NamedTuple):
    """`asked` is a decoded path that leads on: `address` itself, or without its last slash.
    `has_twin`: another one differs from it only in the case of its letters, a to z."""

    asked: str
    address: str
    has_twin: bool
    url: str


class Places:
    """They are asked for once for each file that is written, so they lie in a table, in a file
    without a name that goes away by itself."""

    def __init__(self, table: sqlite3.Connection, site_url: str, timestamp: str) -> None:
        self._table = table
        self.site_url = site_url
        self._timestamp = timestamp

    @property
    def home(self) -> str:
        return self._url("/")

    def __iter__(self) -> Iterator[Place]:
        # SQLite's lower() knows the letters a to z alone, as nginx and the addresses of hosts do.
        rows = self._table.execute(
            "SELECT asked, address, EXISTS (SELECT 1 FROM place AS twin"
            " WHERE lower(twin.asked) = lower(place.asked) AND twin.asked <> place.asked)"
            " FROM place ORDER BY asked"
        )
        for asked, address, has_twin in rows:
            yield Place(asked, address, bool(has_twin), self._url(address))

    def _url(self, address: str) -> str:
        return place_of(address, site_url=self.site_url, timestamp=self._timestamp)


@contextmanager
def places_of(addresses: Iterable[str], *, site_url: str, timestamp: str) -> Iterator[Places]:
    with closing(sqlite3.connect("")) as table:
        table.execute("CREATE TABLE place (asked TEXT PRIMARY KEY, address TEXT) WITHOUT ROWID")
        table.execute("CREATE INDEX place_in_lower_case ON place (lower(asked))")
        rows = ((address, address) for address in addresses)
        table.executemany("INSERT OR IGNORE INTO place VALUES (?, ?)", rows)
        table.execute(
            "INSERT OR IGNORE INTO place SELECT substr(address, 1, length(address) - 1), address"
            " FROM place WHERE substr(address, -1) = '/' AND address <> '/'"
        )
        yield Places(table, site_url, timestamp)
