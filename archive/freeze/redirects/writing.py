"""Writes the rules into the bag, the same bytes for the same addresses."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from archive.freeze.served import Bag

from . import apache, netlify, nginx, table
from .places import places_of

FOLDER = "data/redirects"
ROBOTS = "robots.txt"
AT_ONCE = 500  # lines that are handed over together


class NotAnAddress(Exception):
    """What was to be led on is no address of a page. The text says which, and what is."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address!r} cannot be led on: an address begins with a slash, and has no character "
            "that nobody sees. Take it off the list, or find out how it came there."
        )


class NotATimestamp(Exception):
    """What was to name the web archive's capture names no moment. The text says what would."""

    def __init__(self, timestamp: str) -> None:
        super().__init__(
            f"{timestamp!r} names no capture: it takes the 14 digits of its moment in UTC, as in "
            "20230310120000, or nothing at all."
        )


def write_redirects(
    addresses: Iterable[str], bag: Bag, *, site_url: str, timestamp: str, robots: str
) -> None:
    """Write rules for `addresses`, which are decoded paths in any order, and `robots`, the text of
    the robots.txt that is served beside them: that one must not lead into the web archive. It has
    no `$`.

    `site_url` is as in https://review.example.org, without a slash. `timestamp` pins the capture
    that they lead to. Without one they lead to the newest, which is only right on a host that the
    web archive never crawls again. Raises NotAnAddress and NotATimestamp, having written nothing.
    """
    if timestamp and not is_timestamp(timestamp):
        raise NotATimestamp(timestamp)
    checked = map(_checked, addresses)
    with places_of(checked, site_url=site_url, timestamp=timestamp) as places:
        for name, lines in (
            (nginx.MAP, nginx.of_map(places)),
            (nginx.SERVER, nginx.of_server(robots)),
            (apache.NAME, apache.lines(places)),
            (netlify.NAME, netlify.lines(places)),
            (table.NAME, table.lines(places)),
            (ROBOTS, [robots]),
        ):
            bag.write(f"{FOLDER}/{name}", _together(lines))


def is_timestamp(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{14}", text):
        return False
    try:
        datetime.strptime(text, "%Y%m%d%H%M%S")  # noqa: DTZ007 - only whether it names a moment
    except ValueError:
        return False
    return True


def _checked(address: str) -> str:
    if not (address.startswith("/") and address.isprintable()):
        raise NotAnAddress(address)
    return address


def _together(lines: Iterable[str]) -> Iterator[bytes]:
    gathered: list[str] = []
    for line in lines:
        gathered.append(line)
        if len(gathered) == AT_ONCE:
            yield "".join(gathered).encode()
            gathered.clear()
    yield "".join(gathered).encode()
