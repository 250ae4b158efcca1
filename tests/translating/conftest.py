"""A whole site in Welsh, and what its pages say to a reader."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.archived_site import archive_site, make_archived
from tests.captures.conftest import make_capture
from tests.checked_site import make_check
from tests.whole_site import make_site
from translating.catalogue import read

__all__ = ["archive_site", "make_archived", "make_capture", "make_check", "make_site"]

READ_ALOUD = ("alt", "aria-label", "label", "placeholder", "title", "value")
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
ELEMENT = re.compile(r"<[^>]*>")
ANYTHING, A_NUMBER = ".+", r"\d.*"


def said_on(html: str) -> Iterator[str]:
    """What stands on a page, a line for each piece of text and each name that is read aloud."""
    for node in LexborHTMLParser(html).root.traverse(include_text=True):
        if node.tag == "-text":
            pieces = [node.text_content]
        else:
            named = node.attributes.items()
            pieces = [text for name, text in named if name in READ_ALOUD or name[:5] == "data-"]
        for piece in filter(None, pieces):
            if line := " ".join(piece.split()):
                yield line


def parts_of(*phrases: str) -> set[str]:
    """An element cuts a phrase into several pieces of text."""
    return {part.strip() for phrase in phrases for part in ELEMENT.split(phrase)} - {""}


@cache
def english() -> tuple[set[str], re.Pattern[str]]:
    """What a page would say in English, were it not in Welsh: whole, and with blanks."""
    whole, with_blanks = set(), set()
    for entry in read("cy"):
        welsh = parts_of(entry.msgstr, *entry.msgstr_plural.values())
        for part in parts_of(entry.msgid, entry.msgid_plural) - welsh:
            constant = BLANK.split(part)
            letters = sum(sign.isalpha() for said in constant for sign in said)
            if len(constant) == 1:
                whole.add(part)
            elif letters > 1:
                # A short word can be one of Welsh, too, unless it stands with a date.
                blank = ANYTHING if letters > 4 else A_NUMBER
                with_blanks.add(blank.join(map(re.escape, constant)))
    return whole, re.compile("|".join(sorted(with_blanks)))


@cache
def is_english(said: str) -> bool:
    whole, with_blanks = english()
    return said in whole or with_blanks.fullmatch(said) is not None


@pytest.fixture
def english_on():
    def found(html: str) -> list[str]:
        return [said for said in said_on(html) if is_english(said)]

    return found
