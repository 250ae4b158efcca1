"""Five real pages, kept beside the project: each rule about words finds in them what is there."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings

from archive.importing.folder_import import import_folder
from archive.readiness import holdings, wording
from archive.readiness.texts import texts

PAGES = settings.BASE_DIR.parent / "shared" / "seed-pages"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not here")

UNDER_THE_FIRST_NOTICE = datetime(2023, 2, 10, 9, tzinfo=UTC)
AFTERWARDS = datetime(2100, 1, 1, 9, tzinfo=UTC)  # questions are published as they are imported


@pytest.fixture
def found_at(db):
    """What was found on a day, as pairs of rule and the text at its place."""

    def found(moment: datetime) -> list[tuple[str, str, str]]:
        with time_machine.travel(moment):
            read = list(texts())
            both = [*wording.findings(read), *holdings.findings(read)]
            return [(each.rule, each.address, f"{each.what} {each.quote}") for each in both]

    import_folder(PAGES)
    return found


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("relative-date", "“today”, “last week”, “next spring”"),
        ("relative-date", "“14 months ago”, “today”, “currently”"),
        ("relative-date", "Earlier this year, the UK government published its vision"),
        ("relative-date", "will be available in due course"),
        ("future-in-questions", "The Experts by Experience Board will tell us"),
        ("future-in-questions", "members of the board will sit on both"),
        ("open-call", "holding an open Call"),
        ("open-call", "Green Paper is currently live"),
        ("leads-nowhere", "terms of reference, which are available here."),
        ("leads-nowhere", "You can find out more information at:"),
        ("leads-nowhere", "You can read the final report on our website here"),
        ("glued-mark", "published its final report in May 2022"),
        ("different-names", "“Evidence and Design groups”"),
        ("different-names", "“Competitions and Markets Authority”"),
        ("media-held", "“YouTube”"),
    ],
)
def test_what_reads_wrong_is_found(found_at, rule, said):
    assert [what for name, _, what in found_at(AFTERWARDS) if name == rule and said in what]


def test_a_link_that_says_here_is_found_in_the_first_notice(found_at):
    found = found_at(UNDER_THE_FIRST_NOTICE)
    assert [what for rule, _, what in found if rule == "link-says-nothing"]


def test_today_with_its_date_is_no_fault_of_the_first_notice(found_at):
    notices = [what for rule, at, what in found_at(UNDER_THE_FIRST_NOTICE) if at == "/"]
    assert notices
    assert not [what for what in notices if "“today”" in what]


def test_what_is_right_is_left_alone(found_at):
    """Every finding of these pages, by rule: a new one is a false alarm, or a better rule."""
    counts: dict[str, int] = {}
    for rule, _, _ in found_at(AFTERWARDS):
        counts[rule] = counts.get(rule, 0) + 1
    assert counts == {
        "relative-date": 5,
        "future-in-questions": 4,
        "open-call": 2,
        "leads-nowhere": 7,
        "glued-mark": 1,
        "different-names": 2,
        "media-held": 1,
    }
