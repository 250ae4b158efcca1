"""Long texts in a browser: contents that follow, and footnotes that do not lose the place."""

import pytest

from demonstration.pages import EPISODE, REPORT

pytestmark = pytest.mark.browser


def test_contents_follow_the_reader(visit):
    page = visit(f"{REPORT}#family-networks")

    assert page.get_by_role("link", name="Reading it in another way").is_visible()
    assert 0 <= page.locator(".contents").bounding_box()["y"] < 100


def test_a_footnote_is_read_without_losing_the_place(visit):
    page = visit(REPORT)
    mark = page.locator(".footnote-mark a").nth(1)
    mark.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    mark.click()
    note = page.locator(".footnotes li:target")

    assert page.evaluate("scrollY") == place
    assert note.bounding_box()["y"] < 900
    note.locator(".footnote-back").click()
    assert note.count() == 0
    assert mark.bounding_box()["y"] < 900


def test_a_time_in_a_transcript_plays_from_there(visit):
    page = visit(EPISODE)
    page.locator(".turn-link").nth(3).click()
    seconds = float(page.locator(".turn-link").nth(3).get_attribute("data-seconds"))

    assert page.locator(".player-media").evaluate("media => media.currentTime") >= seconds
