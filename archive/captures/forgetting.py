"""Lets the words that administrators wrote of a page go with the page."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from archive.captures.words import Words
from archive.models import Kind, Look, Record, Writing
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


def forget_what_is_typed(record: Record | None, words: Words) -> None:
    """Let go what editors typed and did not save, of the record and its draft, and wherever it says
    the words. It is nobody's draft yet, and nobody could look for it."""
    found = [each.pk for each in Writing.objects.kept() if _says(each, words)]
    if record is not None:
        numbers = [record.pk, *(draft.pk for draft in Record.with_drafts_of.drafts_of(record))]
        table = Kind(record.kind).table
        found += Writing.objects.of_things(table, numbers).values_list("pk", flat=True)
    Writing.objects.forget(found)


def _says(writing: Writing, words: Words) -> bool:
    texts = [value for _, value in writing.fields]
    return any(words.are_in_text(plain) for text in texts for plain in (text, MARKS.sub("", text)))
