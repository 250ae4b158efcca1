"""The heads, feet and numbers of pages, which belong to the paper and not to the text."""

import re
from collections import Counter
from collections.abc import Iterator

from archive.files.twin.pdf.lines import Laid, Line

EDGE = 0.11  # of the height of a page
NUMBER = re.compile(r"(page |p\. ?)?(\d{1,4}|[ivxlc]{1,7})( ?(of|/) ?\d{1,4})?", re.IGNORECASE)


def without_running_lines(laid: Laid) -> None:
    """Take them out, where they stand at the edge of a page, and are a number or on many pages."""
    told: Counter[str] = Counter()
    for page in range(len(laid.pages)):
        told.update({_alike(line) for line in _at_the_edges(laid, page)})
    often = max(2, len(laid.pages) // 3)
    for page, parts in enumerate(laid.pages):
        gone = {
            id(line)
            for line in _at_the_edges(laid, page)
            if NUMBER.fullmatch(line.plain) or told[_alike(line)] >= often
        }
        laid.pages[page] = [part for part in parts if id(part) not in gone]


def _at_the_edges(laid: Laid, page: int) -> Iterator[Line]:
    height = laid.heights[page]
    for part in laid.pages[page]:
        is_near = isinstance(part, Line) and (
            part.bottom < height * EDGE or part.top > height * (1 - EDGE)
        )
        if is_near and isinstance(part, Line):
            yield part


def _alike(line: Line) -> str:
    """The line without its figures: “Page 3” is as good as “Page 4”."""
    return re.sub(r"\d+", "#", line.plain)
