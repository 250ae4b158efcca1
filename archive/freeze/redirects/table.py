"""Pages and files as a table (RFC 4180), in UTF-8: for people, and for servers of other kinds."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from .places import Place

NAME = "redirects.csv"
COLUMNS = ("address", "in_the_web_archive")


def lines(places: Iterable[Place]) -> Iterator[str]:
    yield _line(*COLUMNS)
    for place in places:
        if place.asked == place.address:
            yield _line(place.address, place.url)


def _line(*cells: str) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
