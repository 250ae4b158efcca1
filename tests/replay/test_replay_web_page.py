"""The WACZ in ReplayWeb.page, which reads it in the browser and needs no server of an archive."""

import pytest
from playwright.sync_api import expect

from .conftest import as_served, differences

# Without django_db, pytest-django would make no database for the tests' captures.
pytestmark = [pytest.mark.replay, pytest.mark.django_db]


@pytest.fixture
def opened(window, replay_web_page):
    """The archive as somebody opens it; what it has read is then there for frames, too."""
    window.goto(replay_web_page.url)
    inside = window.frame_locator("iframe")
    expect(inside.get_by_text("The demonstration").first).to_be_visible(timeout=30_000)
    return window


def test_opens_with_a_list_of_pages(opened, frozen):
    inside = opened.frame_locator("iframe")
    home = as_served(frozen.versions("/")[-1])["title"]
    expect(inside.get_by_text(home).first).to_be_visible()


def test_shows_every_page_that_stands_as_it_was_served(opened, replay_web_page, frozen):
    standing = [page for page in frozen.pages if page.captured_until is None]
    assert len(standing) > 150
    assert differences(opened, replay_web_page, frozen, standing) == []


def test_shows_every_earlier_version_as_it_was_served(opened, replay_web_page, frozen):
    earlier = [page for page in frozen.pages if page.captured_until is not None]
    assert len(earlier) > 200
    assert differences(opened, replay_web_page, frozen, earlier) == []


def test_shows_the_questions_as_they_stood_on_three_dates(opened, replay_web_page, frozen):
    versions = frozen.versions("/faqs/all/")[:3]
    assert len({as_served(version)["text"] for version in versions}) == 3
    assert differences(opened, replay_web_page, frozen, versions) == []


def test_asks_no_other_host(opened, replay_web_page, frozen):
    assert differences(opened, replay_web_page, frozen, frozen.versions("/")) == []
    inside = (replay_web_page.url, "blob:", "data:")
    assert [url for url in opened.asked if not url.startswith(inside)] == []
