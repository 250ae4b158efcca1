"""Every kind of public page as a reader meets it: accessible, narrow, plain and quiet."""

from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Page

from archive.models import Board, Call, Kind, Record, Topic

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]
"""By night a page is the same but for its colours."""

LAYOUT_SHIFT = """
() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 30);
})
"""
TEXT_SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }
"""
"""What readers may set, and lose nothing by (WCAG 2.2, success criterion 1.4.12)."""

SMALLEST_TARGET = """
() => [...document.querySelectorAll("a, summary, button")]
  .filter((element) => element.checkVisibility() && !element.closest("p, .prose, .notice-text"))
  .filter((element) => !element.matches(".skip-link, .record-end li a, .volume-title a"))
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


@dataclass
class Seen:
    """What was found on the pages of one visit, by their address."""

    faults: dict[str, str] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    spaced_widths: dict[str, int] = field(default_factory=dict)
    small_targets: dict[str, list[str]] = field(default_factory=dict)
    shifts: dict[str, float] = field(default_factory=dict)
    cookies: list = field(default_factory=list)


@pytest.fixture(scope="module")
def visits() -> dict[tuple, Seen]:
    """The pages are visited once in each dress: it takes a minute, and many tests ask."""
    return {}


@pytest.fixture
def seen(request, open_page, close_the_site, visits):
    """What a visit of every kind of page at a width, by light or by night, in a stage, found."""

    def visit(width: int, scheme: str = "light", stage: str = "open") -> Seen:
        key = (width, scheme, stage)
        if key not in visits:
            request.getfixturevalue("demonstration")
            if stage == "closing":
                close_the_site()
            # Axe is put into the page from outside, which the site's own policy rightly forbids.
            page = open_page(width, color_scheme=scheme, bypass_csp=True)
            visits[key] = look_at_every_kind(page, RULES if scheme == "light" else CONTRAST)
        return visits[key]

    return visit


def look_at_every_kind(page: Page, rules: list[str]) -> Seen:
    seen = Seen()
    for address in kinds_of_page():
        page.goto(address)
        seen.shifts[address] = page.evaluate(LAYOUT_SHIFT)
        seen.widths[address] = page.evaluate("document.documentElement.scrollWidth")
        seen.small_targets[address] = page.evaluate(SMALLEST_TARGET)
        found = Axe().run(page, options={"runOnly": rules})
        if found.violations_count:
            seen.faults[address] = found.generate_report()
        page.add_style_tag(content=TEXT_SPACING)
        seen.spaced_widths[address] = page.evaluate("document.documentElement.scrollWidth")
    seen.cookies = page.context.cookies()
    return seen


class TestEveryKindOfPage:
    @pytest.mark.parametrize("width", [1280, 320])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_passes_axe(self, seen, width, scheme):
        assert seen(width, scheme).faults == {}

    @pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
    def test_passes_axe_in_the_closing_stage(self, seen, width, scheme):
        assert seen(width, scheme, "closing").faults == {}

    @pytest.mark.parametrize("stage", ["open", "closing"])
    def test_is_no_wider_than_a_small_phone_or_four_times_zoom(self, seen, stage):
        assert over(seen(320, stage=stage).widths, 320) == {}

    def test_loses_nothing_when_its_text_is_spaced(self, seen):
        assert over(seen(320).spaced_widths, 320) == {}

    def test_has_targets_that_are_large_enough(self, seen):
        small = seen(320).small_targets

        assert {address: targets for address, targets in small.items() if targets} == {}

    @pytest.mark.parametrize("width", [1280, 320])
    def test_stands_still_while_it_loads(self, seen, width):
        assert over(seen(width).shifts, 0.001) == {}

    def test_keeps_nothing_on_the_readers_machine(self, seen):
        assert seen(1280).cookies == []


def over(found: dict[str, float], most: float) -> dict[str, float]:
    return {address: value for address, value in found.items() if value > most}


@pytest.mark.usefixtures("demonstration")
def test_no_page_asks_anything_of_anybody_else(open_page, live_server):
    page = open_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in kinds_of_page():
        page.goto(address)

    assert {url for url in page.asked_for if not url.startswith(live_server.url)} == set()
    assert [line for line in said if "404" not in line] == []


@pytest.mark.usefixtures("demonstration")
def test_a_first_visit_takes_few_requests(open_page):
    for address in ("/", "/publications/letter-to-government-on-spending-review/"):
        page = open_page()
        page.goto(address)

        assert len([url for url in page.asked_for if "/pictures/" not in url]) <= 6


@pytest.mark.usefixtures("demonstration")
def test_everything_is_there_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/faqs/")
    folded = page.locator(".faq--folded").first
    folded.locator("summary").click()

    assert folded.locator(".faq-answer").is_visible()


@pytest.mark.usefixtures("demonstration")
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


@pytest.mark.usefixtures("demonstration")
def test_print_leaves_the_menu_out_and_folds_nothing(open_page):
    page = open_page()
    page.goto("/faqs/")
    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert page.locator(".faq-answer").last.is_visible()


@pytest.mark.usefixtures("demonstration")
class TestLongReading:
    REPORT = "/publications/final-report/"

    def test_contents_follow_the_reader(self, open_page):
        page = open_page(1280)
        page.goto(f"{self.REPORT}#family-networks")

        assert page.get_by_role("link", name="Reading it in another way").is_visible()
        assert 0 <= page.locator(".contents").bounding_box()["y"] < 100

    def test_a_footnote_is_read_without_losing_the_place(self, open_page):
        page = open_page(1280)
        page.goto(self.REPORT)
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

    def test_a_time_in_a_transcript_plays_from_there(self, open_page):
        page = open_page(1280)
        page.goto("/podcast/what-was-the-review/")
        page.locator(".turn-link").nth(3).click()
        seconds = float(page.locator(".turn-link").nth(3).get_attribute("data-seconds"))

        assert page.locator(".player-media").evaluate("media => media.currentTime") >= seconds
