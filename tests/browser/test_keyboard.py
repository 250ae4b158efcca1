"""Every public journey by keyboard alone, with a focus that is seen wherever it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from demonstration.pages import EPISODE, LETTER, REPORT, SEARCHED

pytestmark = pytest.mark.browser

MOST_STOPS = 250
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const boxes = [...element.getClientRects()];
  const isSeen = ([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  };
  const points = boxes.flatMap(box => [
    [box.left + box.width / 2, box.top + box.height / 2],
    [box.left + 2, box.top + 2],
    [box.right - 2, box.bottom - 2],
  ]);
  return {
    name: (element.innerText || element.value || element.name || element.tagName).trim(),
    part: (element.closest(".notice, .memento-line, header.masthead, main, footer") || element)
      .className.split(" ")[0],
    isSeen: points.some(isSeen),
    // The browser's own player marks the part of it that has the focus, out of a page's sight.
    isMarked: element.matches("audio") || style.outlineStyle !== "none" &&
      parseFloat(style.outlineWidth) >= 2,
  };
}"""


def stops(page: Page) -> list[dict]:
    """Where the Tab key leads, one after the other, until it leaves the page."""
    found = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        found.append(focus)
    return found


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something whose name begins so has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus, f"The keyboard does not reach “{name}”."
        if focus["name"].startswith(name):
            assert focus["isSeen"], f"The focus on “{name}” is hidden."
            assert focus["isMarked"], f"The focus on “{name}” is not marked."
            return
    raise AssertionError(f"{MOST_STOPS} stops, and none is “{name}”.")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", ["/", LETTER, REPORT, "/faqs/", EPISODE, SEARCHED, "/on/"])
def test_the_focus_is_marked_and_never_hidden(visit, address, width):
    found = stops(visit(address, width, height=900 if width == 1280 else 640))

    assert [focus["name"] for focus in found if not focus["isSeen"]] == []
    assert [focus["name"] for focus in found if not focus["isMarked"]] == []


@pytest.mark.parametrize("address", ["/", REPORT, "/faqs/"])
def test_it_goes_from_the_top_of_the_page_to_its_foot(visit, address):
    parts = list(dict.fromkeys(focus["part"] for focus in stops(visit(address))))

    assert parts == ["skip-link", "masthead", "main", "footer"]


def test_the_first_stop_leads_past_the_menu(visit):
    page = visit("/news/")
    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["part"] == "main"


def test_a_phone_menu_unfolds_and_leads_on(visit):
    page = visit("/", 390)
    expect(page.get_by_role("link", name="Questions", exact=True)).to_be_hidden()
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    tab_to(page, "Questions")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Frequently asked questions")


def test_contents_lead_to_a_part_and_reading_goes_on_from_there(visit):
    page = visit(REPORT)
    tab_to(page, "Family networks")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Family networks")

    expect(heading).to_be_in_viewport()
    page.keyboard.press("Tab")
    place = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert place >= heading.bounding_box()["y"]


def test_an_answer_unfolds_and_folds(visit):
    page = visit("/faqs/")
    question = page.locator(".faq--folded summary").first
    answer = page.locator(".faq-answer").first
    tab_to(page, question.inner_text())

    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    page.keyboard.press("Space")
    expect(answer).to_be_hidden()


def test_a_footnote_leads_there_and_back(visit):
    page = visit(REPORT)
    mark = page.locator(".footnote-mark a").first
    tab_to(page, mark.inner_text())
    page.keyboard.press("Enter")
    expect(page.locator(".footnotes li:target")).to_be_in_viewport()

    tab_to(page, page.locator(".footnotes li:target .footnote-back").inner_text())
    page.keyboard.press("Enter")

    expect(page.locator(".footnotes li:target")).to_have_count(0)
    expect(mark).to_be_in_viewport()


def test_a_time_of_the_transcript_plays_the_recording(visit):
    page = visit(EPISODE)
    time = page.locator(".turn-link").nth(3)
    tab_to(page, time.inner_text())
    page.keyboard.press("Enter")

    player = page.locator(".player-media")
    seconds = float(time.get_attribute("data-seconds"))
    assert player.evaluate("media => media.currentTime") >= seconds
    assert player.evaluate("media => media.controls && media.tabIndex >= 0")


def test_a_search_finds_a_page_and_leads_to_it(visit):
    page = visit("/search/")
    tab_to(page, "q")
    page.keyboard.type("kinship carers")
    page.keyboard.press("Enter")
    first = page.locator(".search-found a").first
    expect(first).to_be_visible()

    tab_to(page, first.inner_text())
    leads_to = first.evaluate("link => link.href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(leads_to)


def test_a_list_goes_on_on_its_next_page(visit):
    page = visit("/news/")
    tab_to(page, page.locator(".pager").get_by_role("link").last.inner_text())
    page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("^News and blogs, page 2 – "))


def test_two_versions_of_a_page_are_compared(visit):
    page = visit(REPORT)
    tab_to(page, "All versions of this page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("All versions of this page")
    tab_to(page, "What changed")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")


def test_a_past_day_is_typed_and_shown(visit):
    page = visit("/on/")
    tab_to(page, "day")
    page.keyboard.type("1 June 2022")
    page.keyboard.press("Enter")

    expect(page.locator(".memento-line")).to_contain_text("1 June 2022")
