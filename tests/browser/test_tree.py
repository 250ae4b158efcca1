"""What a screen reader is told: landmarks and headings of a page, their names and their order."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from demonstration.pages import EPISODE, LETTER, SEARCHED

pytestmark = pytest.mark.browser

LANDMARK = re.compile(
    r"\s*- '?(banner|navigation|main|contentinfo|region|search|complementary)(?: \"(.*?)\")?[:']*$"
)
HEADING = re.compile(r"\s*- '?heading \"(.*)\" \[level=(\d)\]")
FOOT = [
    "contentinfo",
    "region If you need to talk to someone",
    "navigation About this site",
]
END_OF_A_RECORD = [
    "region Related",
    "region Published and updated",
    "region Share this page",
    "region Cite this page",
]


def landmarks(page: Page) -> list[str]:
    lines = page.locator("body").aria_snapshot().splitlines()
    found = [each.groups() for line in lines if (each := LANDMARK.match(line))]
    return [" ".join(filter(None, part)) for part in found]


def headings(page: Page) -> list[tuple[int, str]]:
    lines = page.locator("main").aria_snapshot().splitlines()
    found = [each.groups() for line in lines if (each := HEADING.match(line))]
    return [(int(level), name) for name, level in found]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "/",
            [
                "region Latest from the review",
                "region What happens next",
                "region Take part",
                "region Podcast",
                "region Key publications",
                "region Who shaped it",
                "region The chair",
            ],
        ),
        (
            LETTER,
            [
                "navigation Breadcrumb",
                "navigation In this letter",
                "region Documents",
                *END_OF_A_RECORD,
            ],
        ),
        (
            "/faqs/",
            [
                "navigation Breadcrumb",
                "navigation On this page",
                "region The review",
                "region The people",
                "region After the review",
            ],
        ),
        (
            EPISODE,
            [
                "navigation Breadcrumb",
                "region Who is speaking",
                "region Transcript",
                "region Other episodes of this series",
                "region Subscribe to the podcast",
                *END_OF_A_RECORD,
            ],
        ),
        (SEARCHED, ["navigation Breadcrumb", "search"]),
    ],
)
def test_the_parts_of_a_page_have_names_and_stand_in_order(visit, address, parts):
    """The page of the search has a field of its own, in place of the one on top of all others."""
    search = [] if address == SEARCHED else ["search This site"]

    assert landmarks(visit(address)) == [
        "banner",
        *search,
        "navigation Main",
        "main",
        *parts,
        *FOOT,
    ]


@pytest.mark.parametrize("address", ["/", LETTER, "/faqs/", EPISODE, SEARCHED])
def test_the_first_heading_is_the_pages_and_no_level_is_left_out(visit, address):
    levels = [level for level, _ in headings(visit(address))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_a_question_is_a_thing_to_unfold_that_says_what_it_asks(visit):
    page = visit("/faqs/")
    first = page.locator(".faq--folded").first

    assert first.aria_snapshot().startswith("- group: What was the review about?")


def test_a_player_and_the_times_of_its_transcript_have_names(visit):
    page = visit(EPISODE)

    assert page.locator(".player-media").get_attribute("aria-label")
    assert page.get_by_role("region", name="Transcript").get_by_role("link").count() > 5


def test_a_search_field_says_what_it_wants(visit):
    page = visit("/search/")

    assert page.get_by_role("searchbox", name="Words to look for").count() == 1
    assert page.get_by_role("main").get_by_role("button", name="Search").count() == 1
