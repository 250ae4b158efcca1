"""The WACZ in ReplayWeb.page, which reads it in the browser and needs no server of an archive."""

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from .conftest import as_served, differences, led_elsewhere

# Without django_db, pytest-django would make no database for the tests' captures.
SEARCH = "Search by Page URL, Title, or Text"
STARTING_MS = 30_000

pytestmark = [pytest.mark.replay, pytest.mark.django_db]


@pytest.fixture
def opened(window, replay_web_page):
    """The archive as somebody opens it; what it has read is then there for frames, too."""
    window.goto(replay_web_page.url)
    inside = window.frame_locator("iframe")
    expect(inside.get_by_placeholder(SEARCH)).to_be_visible(timeout=STARTING_MS)
    return window


def test_finds_a_page_by_what_is_folded_away_in_it(opened, frozen):
    page = frozen.versions("/faqs/")[-1]
    answer = LexborHTMLParser(page.body()).css_first("main details p").text()
    inside = opened.frame_locator("iframe")
    inside.get_by_placeholder(SEARCH).fill(" ".join(answer.split()[:8]))
    expect(inside.get_by_role("button", name="Match")).to_be_visible(timeout=STARTING_MS)
    found = inside.get_by_role("link", name=as_served(page)["title"])
    expect(found.first).to_be_visible(timeout=STARTING_MS)


def test_shows_every_page_that_stands_as_it_was_served(opened, replay_web_page, frozen):
    assert len(frozen.standing) > 150
    assert differences(opened, replay_web_page, frozen, frozen.standing) == []


def test_shows_pages_as_they_were_when_they_were_new(opened, replay_web_page, frozen):
    assert len(frozen.first_versions) > 50
    assert differences(opened, replay_web_page, frozen, frozen.first_versions) == []


def test_shows_the_questions_as_they_stood_on_three_dates(opened, replay_web_page, frozen):
    versions = frozen.versions("/faqs/all/")[:3]
    assert len({as_served(version)["text"] for version in versions}) == 3
    assert differences(opened, replay_web_page, frozen, versions) == []


def test_leads_on_where_an_address_led(opened, replay_web_page, frozen):
    assert len(frozen.redirects) > 1
    assert led_elsewhere(opened, replay_web_page, frozen) == []


def test_asks_no_other_host(opened, replay_web_page, frozen):
    assert differences(opened, replay_web_page, frozen, frozen.versions("/")) == []
    inside = (replay_web_page.url, "blob:", "data:")
    assert [url for url in opened.asked if not url.startswith(inside)] == []
