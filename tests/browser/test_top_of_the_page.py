"""The top of every public page: small on a phone, with the search once and the menu in reach."""

import pytest
from playwright.sync_api import expect

from demonstration.pages import KINDS

pytestmark = pytest.mark.browser

WAYS_TO_THE_SEARCH = 'header input[type="search"]:visible, header a[href$="/search/"]:visible'
LONG_NAME_WITH_A_CREST = """() => {
  const [family, given] = document.querySelectorAll(".masthead .wordmark-name > span");
  family.textContent = "The Independent Inquiry into the Care of";
  given.textContent = "Children Away from Home";
  const picture = document.createElement("picture");
  const crest = document.createElement("img");
  crest.className = "wordmark-crest";
  crest.src = document.querySelector("link[rel=icon][type]").href;
  picture.append(document.createElement("source"), crest);
  document.querySelector(".wordmark").prepend(picture);
}"""


@pytest.mark.parametrize("width", [1280, 959, 390, 320])
@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_search_is_offered_once(visit, width, has_scripts):
    page = visit("/faqs/", width, java_script_enabled=has_scripts)
    if page.locator(".menu-button").is_visible():
        page.locator(".menu-button").click()

    assert page.locator(WAYS_TO_THE_SEARCH).count() == 1


def test_one_touch_leads_from_a_phone_to_the_search(visit):
    page = visit("/faqs/", 390, java_script_enabled=False)
    page.get_by_role("link", name="Search this site").click()

    assert page.get_by_label("Words to look for").is_visible()
    assert page.locator(WAYS_TO_THE_SEARCH).count() == 0


def test_most_of_a_phones_screen_is_the_pages(visit):
    page = visit("about:blank", 390)
    begins = {}
    for address in KINDS.values():
        page.goto(address)
        if not page.locator(".memento-line").count():
            begins[address] = page.locator("main h1").bounding_box()["y"]

    assert {address: y for address, y in begins.items() if y > 190} == {}


def test_a_thumb_meets_its_controls(visit):
    page = visit("/publications/adroddiad-terfynol-crynodeb/", 320)
    boxes = [
        page.locator(control).bounding_box()
        for control in (".menu-button", ".masthead-search-link")
    ]

    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    assert len({box["y"] + box["height"] / 2 for box in boxes}) == 1


@pytest.mark.parametrize("width", [320, 360, 390])
def test_there_is_room_for_a_long_name_with_a_crest(visit, width):
    page = visit("/publications/adroddiad-terfynol-crynodeb/", width)
    page.evaluate(LONG_NAME_WITH_A_CREST)
    name, search, menu = (
        page.locator(part).bounding_box()
        for part in (".masthead .wordmark-given", ".masthead-search-link", ".menu-button")
    )

    assert name["x"] + name["width"] <= search["x"]
    assert search["x"] + search["width"] <= menu["x"]
    assert page.locator(".masthead").bounding_box()["height"] <= 150


def test_the_button_of_the_menu_stays_where_it_was_touched(visit):
    page = visit("/", 390)
    button = page.locator(".menu-button")
    before = button.bounding_box()
    button.click()
    expect(page.get_by_role("link", name="Questions", exact=True)).to_be_visible()

    assert button.bounding_box() == before
