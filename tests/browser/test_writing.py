"""The tools of the editor in a real browser: links by search, keys, lists that go on, the page that
is scrolled along with the text; all of it by keyboard alone, and on the smallest screen."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from archive.models import Post, State

from .conftest import WCAG
from .test_admin_editing import body_of, new_blog, photograph

pytestmark = pytest.mark.browser

LONG = "\n\n".join(
    f"## Part {part}\n\n" + f"What was said in part {part}, at some length. " * 25
    for part in range(1, 30)
)
AT_ITS_END = """frame => {
  const { scrollTop, clientHeight, scrollHeight } = frame.contentDocument.scrollingElement;
  return scrollTop + clientHeight > scrollHeight - 4;
}"""


def soon(page: Page, is_so: Callable[[], bool]) -> bool:
    """Playwright's own way of waiting for it wants `eval`, which our policy refuses."""
    for _ in range(50):
        if is_so():
            return True
        page.wait_for_timeout(100)
    return False


def faults_of(page: Page) -> list:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return found.response["violations"]


def preview_top(page: Page) -> float:
    return page.locator("iframe.editor-preview").first.evaluate(
        "frame => frame.contentDocument.scrollingElement.scrollTop"
    )


def in_sight(page: Page, words: str) -> Locator:
    frame = page.frame_locator("iframe.editor-preview").first
    return frame.get_by_role("heading", name=words, exact=True)


def test_a_link_is_found_by_words_and_placed_with_the_keyboard(desk, make_publication, make_post):
    report = make_publication(title="The Final Report")
    make_post(title="The final word", published_at=None)
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("Read it")
    body.press("Control+a")

    body.press("Control+k")
    dialog = page.get_by_role("dialog", name="Insert a link")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("final")
    expect(dialog.get_by_role("option")).to_have_count(2)
    expect(dialog.get_by_role("option", name="The final word")).to_contain_text(
        "draft: readers cannot follow it yet"
    )
    assert page.refused == []
    assert faults_of(page) == []
    page.keyboard.type(" report")
    expect(dialog.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("option", selected=True)).to_contain_text("The Final Report")
    page.keyboard.press("Enter")

    expect(body).to_have_value(f"[Read it]({report.address})")
    expect(body).to_be_focused()


def test_a_link_without_words_has_the_name_of_its_page(desk, make_publication):
    report = make_publication(title="The Final Report")
    page = desk()
    new_blog(page)

    body_of(page).press("Control+k")
    expect(page.get_by_role("combobox", name="What it leads to")).to_be_focused()
    page.keyboard.type("final report")
    page.keyboard.press("Enter")  # before the server has answered

    expect(body_of(page)).to_have_value(f"[The Final Report]({report.address})")


def test_a_link_that_leads_nowhere_is_refused_in_a_sentence(desk):
    page = desk()
    new_blog(page)
    body_of(page).fill("Long work.")

    page.get_by_role("button", name="Link…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Insert").click()

    expect(dialog.get_by_role("alert")).to_contain_text("Choose what the link leads to")
    page.keyboard.press("Escape")
    expect(body_of(page)).to_have_value("Long work.")
    expect(body_of(page)).to_be_focused()


def test_a_list_goes_on_with_enter_and_ends_with_an_empty_point(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)

    body.press_sequentially("1. First")
    body.press("Enter")
    page.keyboard.type("Second")
    body.press("Enter")
    body.press("Enter")
    page.keyboard.type("After it")

    expect(body).to_have_value("1. First\n2. Second\nAfter it")


def test_marks_are_taken_away_by_what_set_them(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("Words")
    body.press("Control+a")

    body.press("Control+b")
    expect(body).to_have_value("**Words**")
    body.press("Control+b")
    expect(body).to_have_value("Words")
    body.press("Control+Alt+Digit2")
    expect(body).to_have_value("## Words")
    body.press("Control+Alt+Digit2")
    expect(body).to_have_value("Words")
    body.press("Control+Shift+Digit8")
    expect(body).to_have_value("- Words")
    body.press("Control+Shift+Digit7")
    expect(body).to_have_value("1. Words")
    for _ in range(6):
        body.press("Control+z")
    expect(body).to_have_value("Words")


def test_ctrl_s_saves_the_draft_and_publishes_nothing(desk):
    page = desk()
    new_blog(page)
    page.get_by_role("textbox", name="Title").fill("A start")

    body_of(page).press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("is saved as a draft")
    assert Post.objects.get().state == State.DRAFT


def test_the_page_is_scrolled_along_with_the_text_and_the_text_with_the_page(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill(LONG)
    expect(in_sight(page, "Part 29")).to_be_attached()

    preview = page.locator("iframe.editor-preview").first
    share = LONG.index("## Part 15") / len(LONG)
    body.evaluate(
        "(area, share) => { area.scrollTop = share * (area.scrollHeight - area.clientHeight) }",
        share,
    )
    expect(in_sight(page, "Part 15")).to_be_in_viewport()
    body.evaluate("area => { area.scrollTop = area.scrollHeight }")
    assert soon(page, lambda: preview.evaluate(AT_ITS_END))

    preview.evaluate("frame => { frame.contentDocument.scrollingElement.scrollTop = 0 }")
    assert soon(page, lambda: body.evaluate("area => area.scrollTop") == 0)


def test_what_is_typed_keeps_the_place_of_its_page(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill(LONG)
    expect(in_sight(page, "Part 29")).to_be_attached()
    body.evaluate("area => { area.scrollTop = area.scrollHeight / 2 }")
    page.wait_for_timeout(200)
    before = preview_top(page)
    place = LONG.index("## Part 15")

    body.evaluate("(area, place) => area.setSelectionRange(place, place)", place)
    page.keyboard.type("New words.\n\n")

    expect(
        page.frame_locator("iframe.editor-preview").first.get_by_text("New words.")
    ).to_be_attached()
    page.wait_for_timeout(200)
    assert abs(preview_top(page) - before) < 400


def test_a_picture_that_is_dropped_asks_for_its_words_and_goes_to_the_caret(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("Before.")
    body.press("Control+End")
    body.evaluate(
        """(area, bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "leeds.jpg", { type: "image/jpeg" }));
          const facts = { dataTransfer: data, bubbles: true, cancelable: true };
          area.dispatchEvent(new DragEvent("drop", facts));
        }""",
        list(photograph()),
    )
    dialog = page.get_by_role("dialog", name="Insert a picture")
    expect(dialog.get_by_label("What it shows")).to_be_focused()
    expect(dialog.get_by_label("What it shows")).to_have_value("")

    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Write what the picture shows")
    dialog.get_by_label("What it shows").fill("Families around a table")
    dialog.get_by_role("button", name="Insert").click()

    expect(body).to_have_value(re.compile(r"^Before\.\n\n!\[Families around a table\]\(/pictures/"))


def test_the_keys_are_listed_and_a_question_mark_stays_one(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.press_sequentially("Why?")
    expect(body).to_have_value("Why?")

    body.press("Control+/")

    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Link to a page")
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    expect(body).to_be_focused()


def test_at_four_hundred_per_cent_everything_is_there_and_nothing_goes_off_the_side(desk):
    """A window 1280 pixels wide at 400 % has room for 320."""
    page = desk(width=320)
    new_blog(page)
    body_of(page).fill("We met forty families.")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for tool in page.get_by_role("toolbar").first.get_by_role("button").all():
        box = tool.bounding_box()
        assert box["width"] >= 24
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= 320
    page.get_by_role("button", name="Link…").first.click()
    assert page.get_by_role("dialog").bounding_box()["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_are_counted_those_that_are_selected_too(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("We met **forty** families.")
    length = page.locator(".editor-length output").first

    expect(length).to_have_text("4 words, about 1 minute to read")
    body.evaluate("area => area.setSelectionRange(0, 6)")

    expect(length).to_have_text("2 words selected of 4 words, about 1 minute to read")
