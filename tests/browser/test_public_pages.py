"""Every kind of public page as a reader meets it: narrow, plain, light and quiet."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from demonstration.pages import EPISODE, KINDS, LETTER

pytestmark = pytest.mark.browser

MOST_BYTES = 30_000
MOST_REQUESTS = 6

MOST_SHIFT = 0.01
"""A tenth of what Web Vitals calls good: on a busy machine a picture may come a line too late."""

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

CLIPPED = """
() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => !element.closest(".visually-hidden, .skip-link, .table-region, pre"))
  .filter((element) => [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .filter((element) => ["hidden", "clip"].some((how) => {
    const style = getComputedStyle(element);
    return (style.overflowX === how && element.scrollWidth > element.clientWidth + 1)
      || (style.overflowY === how && element.scrollHeight > element.clientHeight + 1);
  }))
  .map((element) => element.textContent.trim().slice(0, 60))
"""
SMALLEST_TARGET = """
() => [...document.querySelectorAll("a, summary, button")]
  .filter((element) => element.checkVisibility() && !element.closest("p, .prose, .notice-text"))
  .filter((element) => !element.matches(".skip-link, .record-end li a, .volume-title a"))
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([words, box]) => `${words}: ${box.width} × ${box.height}`)
"""
WORDS = """() => {
  const main = document.querySelector("main").cloneNode(true);
  main.querySelectorAll("noscript").forEach((one) => one.remove());
  return main.textContent.split(/\\s+/).join(" ");
}"""
WIRE = ("responseBodySize", "responseHeadersSize")
ERROR = re.compile(r"status of 40[04]")
"""Kinds of page that are errors, and of which the browser says so."""
WIDTH = "document.documentElement.scrollWidth"


@dataclass
class Seen:
    """What was found on every kind of page at one width, by its address."""

    widths: dict[str, int] = field(default_factory=dict)
    spaced_widths: dict[str, int] = field(default_factory=dict)
    clipped: dict[str, list[str]] = field(default_factory=dict)
    small_targets: dict[str, list[str]] = field(default_factory=dict)
    shifts: dict[str, float] = field(default_factory=dict)
    cookies: list = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visits() -> dict[int, Seen]:
    """The pages are visited once at each width, and many tests ask what was found."""
    return {}


@pytest.fixture
def seen(visit, visits, open_site):
    def look(width: int) -> Seen:
        if width not in visits:
            page = visit("about:blank", width)
            visits[width] = look_at_every_kind(page)
            ours = (open_site.url, "data:", "about:")
            visits[width].elsewhere = {each for each in page.asked_for if not each.startswith(ours)}
            visits[width].said = [line for line in page.said if not ERROR.search(line)]
        return visits[width]

    return look


def look_at_every_kind(page: Page) -> Seen:
    seen = Seen()
    for address in KINDS.values():
        page.goto("about:blank")
        page.goto(address)
        seen.shifts[address] = page.evaluate(LAYOUT_SHIFT)
        seen.widths[address] = page.evaluate(WIDTH)
        seen.small_targets[address] = page.evaluate(SMALLEST_TARGET)
        seen.cookies += page.context.cookies()
    return seen


@pytest.fixture(scope="module")
def spaced(browser, open_site) -> Seen:
    """Every kind of page under a reader's own style sheet, which the site's policy would forbid."""
    seen = Seen()
    profile = browser.new_context(
        viewport={"width": 320, "height": 640}, base_url=open_site.url, bypass_csp=True
    )
    page = profile.new_page()
    for address in KINDS.values():
        page.goto("about:blank")
        page.goto(address)
        page.add_style_tag(content=TEXT_SPACING)
        seen.spaced_widths[address] = page.evaluate(WIDTH)
        seen.clipped[address] = page.evaluate(CLIPPED)
    profile.close()
    return seen


class TestEveryKindOfPage:
    def test_is_no_wider_than_a_small_phone_or_four_times_zoom(self, seen):
        assert over(seen(320).widths, 320) == {}

    def test_loses_nothing_when_its_text_is_spaced(self, spaced):
        assert over(spaced.spaced_widths, 320) == {}
        assert {address: words for address, words in spaced.clipped.items() if words} == {}

    def test_has_targets_that_are_large_enough(self, seen):
        small = seen(320).small_targets

        assert {address: targets for address, targets in small.items() if targets} == {}

    @pytest.mark.parametrize("width", [1280, 320])
    def test_stands_still_while_it_loads(self, seen, width):
        assert over(seen(width).shifts, MOST_SHIFT) == {}

    def test_keeps_nothing_on_the_readers_machine(self, seen):
        assert seen(1280).cookies == []

    def test_asks_nothing_of_anybody_else_and_complains_of_nothing(self, seen):
        assert seen(1280).elsewhere == set()
        assert seen(1280).said == []


def over(found: dict[str, float], most: float) -> dict[str, float]:
    return {address: value for address, value in found.items() if value > most}


@pytest.mark.parametrize("address", ["/", LETTER, "/faqs/"])
def test_a_first_visit_is_light(visit, address):
    page = visit("about:blank")
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda asked: sizes.update({asked.url: sum(asked.sizes()[part] for part in WIRE)}),
    )
    page.goto(address, wait_until="networkidle")
    wanted = {url: size for url, size in sizes.items() if "/pictures/" not in url}

    assert len(wanted) <= MOST_REQUESTS
    assert sum(wanted.values()) <= MOST_BYTES


class TestWithoutScripts:
    def test_nothing_is_missing(self, visit):
        plain, scripted = visit(java_script_enabled=False), visit()
        missing = []
        for address in KINDS.values():
            plain.goto(address)
            scripted.goto(address)
            if plain.evaluate(WORDS) != scripted.evaluate(WORDS):
                missing.append(address)

        assert missing == []

    def test_an_answer_unfolds(self, visit):
        page = visit("/faqs/", java_script_enabled=False)
        page.locator(".faq--folded summary").first.click()

        assert page.locator(".faq-answer").first.is_visible()

    def test_the_search_answers(self, visit):
        page = visit("/search/", java_script_enabled=False)
        page.get_by_role("searchbox").last.fill("kinship")
        page.get_by_role("searchbox").last.press("Enter")

        assert page.locator(".search-found a").count() > 3

    def test_words_are_looked_for_from_the_top_of_any_page(self, visit):
        page = visit("/faqs/", java_script_enabled=False)
        page.get_by_label("Search this site").fill("kinship")
        page.get_by_label("Search this site").press("Enter")

        assert page.locator(".search-found a").count() > 3
        assert not page.get_by_label("Search this site").is_visible()

    def test_a_time_of_the_transcript_leads_to_its_turn(self, visit):
        page = visit(EPISODE, java_script_enabled=False)
        link = page.locator(".turn-link").nth(3)
        link.click()

        assert page.url.endswith(link.get_attribute("href"))


def test_a_wide_screen_shows_the_menu_at_once(visit):
    page = visit("/")

    assert page.get_by_role("link", name="Questions", exact=True).is_visible()
    assert not page.locator(".menu-button").is_visible()


def test_a_link_to_a_folded_answer_unfolds_it(visit):
    page = visit("/faqs/")
    anchor = page.locator(".faq--folded .faq-answer").last.get_attribute("id")
    page.goto(f"/faqs/?#{anchor}")

    assert page.locator(f"#{anchor}").is_visible()


def test_print_leaves_the_menu_out_and_folds_nothing(visit):
    page = visit("/faqs/")
    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert page.locator(".faq-answer").last.is_visible()
