"""A reader picks a past day and reads on within it: the words of that day, in its dress."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from .axe import RULES
from .whole_server import WholeServer

pytestmark = pytest.mark.browser

OLD_INK, NEW_INK = "rgb(20, 40, 59)", "rgb(90, 0, 90)"
REPORT = "/publications/the-report/"

PUBLISH = """
from datetime import UTC, datetime
from archive.models import Publication, Review
Review.objects.create(name="The Independent Review of Examples")
Publication.objects.create(
    kind="report", title="The report", slug="the-report", body="It cost ten pounds.",
    published_at=datetime(2022, 5, 23, 9, tzinfo=UTC),
)
"""
LET_A_YEAR_PASS = """
from datetime import timedelta
from django.db.models import F
from archive.lifecycle import triggers
from archive.models import Capture
triggers.remove()  # they let nobody say that something was kept earlier than it was
Capture.objects.update(captured_from=F("captured_from") - timedelta(days=365))
triggers.install()
"""
CORRECT = """
from django.db import transaction
from django.utils import timezone
from archive.lifecycle import note_revision
from archive.models import Record
with transaction.atomic():
    report = Record.objects.get()
    report.body, report.public_updated_at = "It cost twenty pounds.", timezone.now()
    report.save()
    note_revision(report, before=report.state, by=None, change_note="The cost.", is_major=True)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site that was read a year ago, corrected since, and dressed anew."""
    server = WholeServer(tmp_path_factory.mktemp("whole"))
    try:
        server.run(PUBLISH)
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def a_year_later(site, browser):
    page = browser.new_page(base_url=site.url)
    for address in ("/", REPORT, "/publications/"):
        page.goto(address)
    page.close()
    site.stop()
    site.run(LET_A_YEAR_PASS)
    site.run(CORRECT)
    colours = site.folder / "static" / "css" / "tokens" / "colours.css"
    colours.write_text(colours.read_text().replace("--ink: #14283b", "--ink: #5a005a"))
    site.start()
    return site


@pytest.fixture
def reader(a_year_later, browser):
    """A reader's page, in a profile of its own, `width` pixels wide."""
    profiles = []

    def open_one(width: int = 1280, **facts):
        profile = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=a_year_later.url, **facts
        )
        profiles.append(profile)
        page = profile.new_page()
        page.asked_for = []
        page.on("response", lambda response: page.asked_for.append(response))
        return page

    yield open_one
    for profile in profiles:
        profile.close()


def ink(page) -> str:
    return page.evaluate("getComputedStyle(document.body).color")


def pick_the_day_of_the_first_version(page) -> None:
    page.goto("/on/")
    day = re.search(r"For example ([^<]+)", page.content())[1]
    page.get_by_label("Day", exact=True).fill(day)
    page.get_by_role("button", name="Show the site").click()
    page.wait_for_url("**/memento/*/")


def test_a_past_day_is_read_in_its_own_words_and_its_own_dress(reader):
    page = reader()
    page.goto(REPORT)
    assert "twenty pounds" in page.content()
    assert ink(page) == NEW_INK

    page.goto("/")
    page.get_by_role("link", name="The site on a past day").click()
    pick_the_day_of_the_first_version(page)
    assert ink(page) == OLD_INK
    moment = page.url.split("/")[4]

    page.asked_for.clear()
    page.get_by_role("link", name="Publications").first.click()
    page.wait_for_url("**/publications/")
    page.get_by_role("link", name="The report").first.click()
    page.wait_for_url(f"**/memento/{moment}{REPORT}")

    assert "It cost ten pounds." in page.content()
    assert page.get_by_text("This is the page as it stood on").is_visible()
    assert ink(page) == OLD_INK
    assert [answer.url for answer in page.asked_for if not answer.ok] == []
    beside = {answer.url for answer in page.asked_for if f"/memento/{moment}/" not in answer.url}
    assert all("/static/css/memento." in url for url in beside)
    assert beside

    page.get_by_role("link", name="See it now").click()
    page.wait_for_url(lambda url: "/memento/" not in url)
    assert "twenty pounds" in page.content()


def test_the_history_of_a_page_leads_to_its_versions_and_to_what_changed(reader):
    page = reader()
    page.goto(REPORT)
    page.get_by_role("link", name="See this version").click()
    page.wait_for_url("**/memento/**")
    assert "twenty pounds" in page.content()

    page.get_by_role("link", name="All versions", exact=True).click()
    page.wait_for_url("**/timemap/**")
    assert "The cost." in page.content()
    page.get_by_role("link", name="What changed").first.click()
    page.wait_for_url("**/changes/**")
    assert (
        page.locator("main del").last.inner_text().endswith("22 November 2026")
        or page.locator("main del", has_text="ten").count()
    )
    assert page.locator("main ins", has_text="twenty").count() == 1


def test_an_old_page_lets_the_line_be_read_in_the_dark_on_a_phone_and_on_paper(reader):
    page = reader(390, color_scheme="dark")
    pick_the_day_of_the_first_version(page)
    line = page.locator(".memento-line")

    assert line.evaluate("line => getComputedStyle(line).backgroundColor") == "rgb(42, 38, 32)"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.emulate_media(media="print", color_scheme="light")
    assert line.evaluate("line => getComputedStyle(line).backgroundColor") == "rgb(255, 255, 255)"
    assert page.get_by_role("link", name="See it now").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_past_passes_axe(reader, width, scheme):
    # Axe is put into the page from outside, which the site's own policy rightly forbids.
    page = reader(width, bypass_csp=True, color_scheme=scheme)
    page.goto(f"/timemap{REPORT}")
    versions = page.locator(".version-title a").evaluate_all("all => all.map(a => a.pathname)")
    comparison = page.get_by_role("link", name="What changed").first.get_attribute("href")
    for address in (
        f"/timemap{REPORT}", versions[-1], comparison, "/on/", "/on/?day=yesterday",
        f"/memento/20000101000000{REPORT}", "/memento/nonsense/",
    ):  # fmt: skip
        page.goto(address)
        found = Axe().run(page, options={"runOnly": RULES})

        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
