"""Every address once, in order, each with its place in the web archive; however many they are."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from archive.web_archive import place_of


class Place(NamedTuple):
    """`address` is a decoded path. `has_twin`: another one differs from it only in the case of its
    letters, a to z."""

    address: str
    has_twin: bool
    url: str


class Places:
    """They are asked for once for each file that is written, so they lie in a table, in a file
    without a name that goes away by itself."""

    def __init__(self, table: sqlite3.Connection, site_url: str, timestamp: str) -> None:
        self._table = table
        self._site_url = site_url
        self._timestamp = timestamp

    def __iter__(self) -> Iterator[Place]:
        # SQLite's lower() knows the letters a to z alone, as nginx and the addresses of hosts do.
        rows = self._table.execute(
            "SELECT address, EXISTS (SELECT 1 FROM place AS twin"
            " WHERE lower(twin.address) = lower(place.address) AND twin.address <> place.address)"
            " FROM place ORDER BY address"
        )
        for address, has_twin in rows:
            url = place_of(address, site_url=self._site_url, timestamp=self._timestamp)
            yield Place(address, bool(has_twin), url)


@contextmanager
def places_of(addresses: Iterable[str], *, site_url: str, timestamp: str) -> Iterator[Places]:
    with closing(sqlite3.connect("")) as table:
        table.execute("CREATE TABLE place (address TEXT PRIMARY KEY) WITHOUT ROWID")
        table.execute("CREATE INDEX place_in_lower_case ON place (lower(address))")
        rows = ((address,) for address in addresses)
        table.executemany("INSERT OR IGNORE INTO place (address) VALUES (?)", rows)
        yield Places(table, site_url, timestamp)
