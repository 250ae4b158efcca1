"""The panel of findings in a real browser: it follows the keys, leads to places, and mends them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from archive.lifecycle import inspected
from archive.models import HouseWord
from tests.admin.test_held_files import BLACKENED

from .conftest import WCAG

pytestmark = pytest.mark.browser


@pytest.fixture
def writing(desk):
    """A new blog post with its title, and the panel beside it."""

    def open_one(width: int = 1280) -> Page:
        page = desk(width=width)
        page.get_by_role("link", name="Write a blog post").click()
        page.get_by_role("textbox", name="Title").fill("What we heard in Leeds")
        page.get_by_label("Summary").fill("Forty families told us.")
        return page

    return open_one


def panel_of(page: Page):
    return page.get_by_role("region", name="Before it goes out")


def body_of(page: Page):
    return page.get_by_label("Body", exact=True)


def selected(page: Page) -> str:
    return body_of(page).evaluate(
        "(text) => text.value.slice(text.selectionStart, text.selectionEnd)"
    )


def test_typing_brings_a_finding_and_mending_it_takes_it_away(writing):
    page = writing()

    body_of(page).press_sequentially("You MUST go.")
    expect(panel_of(page)).to_contain_text("“MUST” is in capitals.")
    expect(panel_of(page).locator(".proof-summary")).to_have_text("One thing to look at.")
    body_of(page).fill("You have to go.")

    expect(panel_of(page).locator(".proof-summary")).to_have_text("Nothing to mend.")
    expect(panel_of(page)).not_to_contain_text("“MUST”")
    assert page.refused == []


def test_a_held_file_stays_named_while_somebody_types(desk, make_post, make_attachment):
    draft = make_post("What we heard in Leeds", published_at=None)
    inspected(make_attachment(draft, BLACKENED, "evidence.pdf"))
    page = desk(width=1280)
    page.goto(f"{page.url.split('/admin/')[0]}/admin/archive/post/{draft.pk}/change/")
    summary = panel_of(page).locator(".proof-summary")
    expect(summary).to_have_text("One thing stops it from going out.")

    body_of(page).fill("You MUST go.")

    expect(summary).to_have_text("2 things to look at. One of them stops it from going out.")
    way = panel_of(page).get_by_role("link", name="evidence.pdf is held back.")
    expect(way).to_be_visible()
    way.press("F8")
    assert selected(page) == "MUST"
    assert page.refused == []
    assert Axe().run(page, ".proof", options={"runOnly": WCAG}).response["violations"] == []


def test_a_finding_leads_to_its_place_and_selects_the_words(writing):
    page = writing()
    body_of(page).fill("It rained.\n\n" * 60 + "You MUST go.\n\n" + "It rained.\n\n" * 60)

    panel_of(page).get_by_role("button", name="“MUST” is in capitals.").click()

    expect(body_of(page)).to_be_focused()
    assert selected(page) == "MUST"
    assert body_of(page).evaluate("(text) => text.scrollTop") > 500
    assert page.refused == []


def test_a_replacement_is_put_in_and_undone(writing):
    HouseWord.objects.create(write="Experts by Experience Board", instead_of=["EBE Board"])
    page = writing()
    body_of(page).fill("😀 The EBE Board met.")

    panel_of(page).get_by_role("button", name="Replace with “Experts by").click()

    expect(body_of(page)).to_have_value("😀 The Experts by Experience Board met.")
    expect(panel_of(page).locator(".proof-summary")).to_have_text("Nothing to mend.")
    page.keyboard.press("Control+z")
    expect(body_of(page)).to_have_value("😀 The EBE Board met.")


def test_the_keyboard_alone_goes_from_place_to_place(writing):
    page = writing()
    body_of(page).fill("You MUST go. You MUST NOT stay.")
    expect(panel_of(page)).to_contain_text("“MUST NOT” is in capitals.")
    page.get_by_role("textbox", name="Title").focus()

    page.keyboard.press("F8")
    assert selected(page) == "MUST"
    page.keyboard.press("F8")
    assert selected(page) == "MUST NOT"
    page.keyboard.press("Shift+F8")
    assert selected(page) == "MUST"
    go = panel_of(page).get_by_role("button", name="“MUST NOT” is in capitals.")
    go.focus()
    page.keyboard.press("Enter")

    assert selected(page) == "MUST NOT"


def test_what_stops_it_is_left_as_it_is_with_a_reason_and_goes_out(writing):
    page = writing()
    body_of(page).fill("Read [the plan](/news/nothing/).")
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".error-summary")).to_contain_text("which is not there")
    expect(body_of(page)).to_have_value("Read [the plan](/news/nothing/).")
    page.get_by_role("button", name="Save draft").click()

    panel_of(page).get_by_text("Leave it as it is…").click()
    panel_of(page).get_by_label("Why it can stay so").fill("The plan goes out within the hour.")
    panel_of(page).get_by_role("button", name="Leave it as it is").click()

    expect(panel_of(page).locator(".proof-summary")).to_have_text("Nothing to mend.")
    expect(panel_of(page)).to_contain_text("Left as it is (1)")
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")


def test_a_reason_that_is_begun_before_the_panel_has_answered_is_kept(writing):
    page, asked = writing(), []
    body_of(page).fill("Read [the plan](/news/nothing/).")
    page.route("**/admin/findings/", lambda question: asked.append(question))
    with page.expect_request("**/admin/findings/"):
        page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_be_visible()

    panel_of(page).get_by_text("Leave it as it is…").click()
    reason = panel_of(page).get_by_label("Why it can stay so")
    reason.fill("The plan goes out")
    asked[-1].continue_()

    expect(panel_of(page).get_by_role("button", name="which is not there")).to_be_visible()
    expect(reason).to_have_value("The plan goes out")
    expect(reason).to_be_focused()


def test_what_changed_is_said_once_it_is_quiet(writing):
    page = writing()

    body_of(page).press_sequentially("You MUST go.", delay=30)

    aloud = panel_of(page).get_by_role("status")
    expect(aloud).to_have_text("One thing to look at.")


@pytest.mark.parametrize("width", [1280, 390])
def test_it_stands_beside_the_text_or_below_it_and_passes_axe(writing, width):
    page = writing(width)
    body_of(page).fill("You MUST go [here](/nothing/). " * 3)
    expect(panel_of(page)).to_contain_text("which is not there")

    text, panel = body_of(page).bounding_box(), panel_of(page).bounding_box()

    if width == 1280:
        assert panel["x"] > text["x"] + text["width"]
    else:
        assert panel["y"] > text["y"] + text["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.refused == []
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.response["violations"] == []
