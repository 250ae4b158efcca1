"""Lets the words that administrators wrote of a page go with the page."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from archive.captures.words import Words
from archive.models import Look
from archive.models.told import EVERYTHING_TOLD, Told

MARKS = re.compile(r"[*_`]")
"""Of Markdown, which stand within words that are quoted from a text."""


def told_of(addresses: Collection[str], words: Words) -> Iterator[tuple[Told, int]]:
    """Each row that is about one of `addresses`, or says the words."""
    for told in EVERYTHING_TOLD:
        for said in told.said():
            plain = MARKS.sub("", said.words)
            if said.page in addresses or any(map(words.are_in_text, (said.words, plain))):
                yield told, said.row


def forget(addresses: Collection[str], words: Words, until: datetime) -> int:
    """Take the words out of every such row that was there by then: how many did.

    What was found at the last look at the site quotes pages as well, and goes as a whole: whoever
    looks again finds what is still there.
    """
    Look.objects.forget()
    rows: dict[Told, list[int]] = {}
    for told, row in told_of(addresses, words):
        rows.setdefault(told, []).append(row)
    return sum(told.forget(numbers, until) for told, numbers in rows.items())
