"""Every kind of public page as a reader meets it: accessible, narrow, plain and quiet."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from archive.models import Board, Call, Kind, Record, Topic

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demonstration")]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = """
() => [...document.querySelectorAll("a, summary, button")]
  .filter((element) => element.checkVisibility() && !element.closest("p, .prose, .notice-text"))
  .filter((element) => !element.matches(".skip-link, .record-end li a"))
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([words, box]) => `${words}: ${box.width} × ${box.height}`)
"""


def kinds_of_page() -> list[str]:
    """An address of every kind of page, of each kind of record the one with the longest text."""
    longest = {
        record.kind: record.address
        for record in sorted(Record.objects.published(), key=lambda record: len(record.body))
    }
    by_phase = {call.phase: call.address for call in Call.objects.published()}
    assert set(longest) == set(Kind), "The demonstration has a record of each kind."
    return [
        "/", "/news/", "/news/page/2/", "/publications/", "/calls/", "/podcast/", "/faqs/",
        "/faqs/all/", "/boards/", "/topics/", "/site-map/", "/nowhere/",
        Board.objects.in_order()[0].get_absolute_url(),
        "/people/josh-macalister/",
        Topic.objects.with_public_records().by_name()[0].get_absolute_url(),
        *longest.values(),
        *by_phase.values(),
    ]  # fmt: skip


@pytest.fixture
def close_the_site():
    def close() -> None:
        call_command("site_stage", "closing", verbosity=0)

    return close


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_passes_axe(open_page, width):
    # Axe is put into the page from outside, which the site's own policy rightly forbids.
    page = open_page(width, bypass_csp=True)
    for address in kinds_of_page():
        page.goto(address)
        found = Axe().run(page, options={"runOnly": RULES})

        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def test_dark_colours_have_contrast_too(open_page):
    page = open_page(color_scheme="dark", bypass_csp=True)
    for address in kinds_of_page():
        page.goto(address)
        found = Axe().run(page, options={"runOnly": ["color-contrast"]})

        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def test_every_kind_of_page_passes_axe_in_the_closing_stage(open_page, close_the_site):
    close_the_site()
    page = open_page(390, bypass_csp=True)
    for address in kinds_of_page():
        page.goto(address)
        found = Axe().run(page, options={"runOnly": RULES})

        assert page.locator("#notice-title").is_visible(), address
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def test_nothing_is_wider_than_a_small_phone(open_page, close_the_site):
    close_the_site()
    page = open_page(320)
    for address in kinds_of_page():
        page.goto(address)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_what_is_touched_is_large_enough(open_page):
    page = open_page(390)
    for address in kinds_of_page():
        page.goto(address)

        assert page.evaluate(SMALLEST_TARGET) == [], address


def test_no_page_asks_anything_of_anybody_else_or_keeps_anything(open_page, live_server):
    page = open_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in kinds_of_page():
        page.goto(address)

    assert {url for url in page.asked_for if not url.startswith(live_server.url)} == set()
    assert page.context.cookies() == []
    assert [line for line in said if "404" not in line] == []


def test_a_first_visit_takes_few_requests(open_page):
    for address in ("/", "/publications/letter-to-government-on-spending-review/"):
        page = open_page()
        page.goto(address)

        assert len([url for url in page.asked_for if "/pictures/" not in url]) <= 6


def test_everything_is_there_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/faqs/")
    folded = page.locator(".faq--folded").first
    folded.locator("summary").click()

    assert folded.locator(".faq-answer").is_visible()


class TestFindingOnesWayByKeyboard:
    def test_the_first_stop_leads_past_the_menu(self, open_page, close_the_site):
        close_the_site()
        page = open_page()
        page.goto("/news/")
        page.keyboard.press("Tab")
        skip = page.locator(":focus")

        assert skip.text_content() == "Skip to main content"
        assert skip.bounding_box()["height"] > 24
        page.keyboard.press("Enter")
        assert page.locator(":focus").get_attribute("id") == "main"

    def test_a_phone_menu_unfolds(self, open_page):
        page = open_page(390)
        page.goto("/")
        assert not page.get_by_role("link", name="Questions", exact=True).is_visible()
        page.locator(".menu-button").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Questions", exact=True).click()

        assert page.url.endswith("/faqs/")

    def test_a_wide_screen_shows_the_menu_at_once(self, open_page):
        page = open_page(1280)
        page.goto("/")

        assert page.get_by_role("link", name="Questions", exact=True).is_visible()
        assert not page.locator(".menu-button").is_visible()

    def test_a_link_to_a_folded_answer_unfolds_it(self, open_page):
        page = open_page()
        page.goto("/faqs/")
        anchor = page.locator(".faq--folded .faq-answer").last.get_attribute("id")
        page.goto(f"/faqs/?#{anchor}")

        assert page.locator(f"#{anchor}").is_visible()


def test_print_leaves_the_menu_out_and_folds_nothing(open_page):
    page = open_page()
    page.goto("/faqs/")
    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert page.locator(".faq-answer").last.is_visible()
