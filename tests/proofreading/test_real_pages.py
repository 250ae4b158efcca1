"""Five real pages, kept beside the project: everything that is said of them, and nothing else.

Each finding was read and judged: a new one is a false alarm, or a better rule.
"""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings

from archive.importing.folder_import import import_folder
from archive.models import FaqEntry, HouseWord, Notice, Record, Severity
from archive.proofreading.reading import proof

PAGES = settings.BASE_DIR.parent / "shared" / "seed-pages"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not here")

AFTERWARDS = datetime(2023, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def found(found_with):
    return found_with()


@pytest.fixture
def found_with(db):
    """By page, what is worth mending there, rule and words: with some house words."""

    def found(*words: HouseWord) -> dict[str, list[tuple[str, str]]]:
        import_folder(PAGES)
        HouseWord.objects.bulk_create(words)
        with time_machine.travel(AFTERWARDS):
            return everything()

    return found


def everything() -> dict[str, list[tuple[str, str]]]:
    things = [
        *(record.facts for record in Record.objects.all()),
        *FaqEntry.objects.all(),
        *Notice.objects.all(),
    ]
    return {
        str(thing): [
            (each.rule.id, each.words)
            for each in proof(thing).all
            if each.severity != Severity.INFORMATION
        ]
        for thing in things
    }


FOUND = {
    "Government strategy published": [("link-says-nothing", "here")],
    "Website closing by 10 March 2023": [("relative-date", "in due course")],
    "Letter to Government on Spending Review": [
        ("no-summary", ""),
        ("relative-date", "in the coming months"),  # one finding for all of a letter
    ],
    "Open letter to parents and families": [
        ("no-summary", ""),
        ("relative-date", "14 months ago"),
        ("open-call", "consultation on the Special Educational Needs and Disabilities and "
         "Alternative Provision Green Paper is currently live"),
        ("leads-nowhere", "find out more information at:"),
        ("leads-nowhere", "read the final report on our website here"),
    ],
    "Josh MacAlister speech to National Children and Adult Services Conference (NCASC) 26 November "
    "2021": [("no-summary", ""), ("relative-date", "today"), ("open-call", "holding an open Call")],
    "What’s next for children’s social care in England? An interview with Josh MacAlister": [
        ("relative-date", "Earlier this year"),
        ("glued-mark", "[^2]"),
    ],
    "What issues did the Review look at?": [
        ("leads-nowhere", "published terms of reference, which are available here"),
    ],
    "Who supported the chair of the Review?": [
        ("leads-nowhere", "read more about the Evidence and Design groups here"),
    ],
    "What is the Case for Change?": [("leads-nowhere", "read the full document here")],
    "What is the role of the Experts by Experience Board?": [
        ("future-in-questions", "will"),
        ("future-in-questions", "will"),
    ],
    "How were applications to join the Board assessed?": [("leads-nowhere", "read here")],
    "Who appointed the Experts by Experience Board?": [],
    "How were the Evidence and Design Groups selected?": [("future-in-questions", "will")],
    "What is the role of the What Works Centre?": [("future-in-questions", "will")],
    "Who saw the final report before it was published?": [("leads-nowhere", "available here")],
}  # fmt: skip


@pytest.mark.parametrize("page", FOUND)
def test_what_is_worth_mending_is_said_and_nothing_else(found, page):
    assert found[page] == FOUND[page]


def test_every_page_was_judged(found):
    assert {name for name, findings in found.items() if findings} <= FOUND.keys()


def test_a_house_word_is_found_in_all_of_them(found_with):
    found = found_with(HouseWord(write="the review", instead_of=["the Review"]))

    in_pages = {page for page, findings in found.items() for rule, _ in findings
                if rule == "house-words"}  # fmt: skip
    assert "What issues did the Review look at?" in in_pages
    assert "Letter to Government on Spending Review" not in in_pages
