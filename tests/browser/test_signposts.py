"""A reader comes to an archived site: told where the page is, in a page that everybody can use."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .axe import RULES
from .whole_server import WholeServer

pytestmark = pytest.mark.browser

ADDRESSES = ("/faqs/", "/", "/publications/the-report/", "/made-up/", "/feed/")
PUBLISH = """
from django.utils import timezone
from archive.models import Notice, Publication, Review
review = Review.objects.create(name="The Independent Review of Examples")
review.help_lines.create(name="Listeners", phone="116 123")
Publication.objects.create(
    kind="report", title="The report", slug="the-report", body="It cost ten pounds.",
    published_at=timezone.now(),
)
Notice.objects.create(title="This website closes", body="Soon.", starts_at=timezone.now())
"""
ARCHIVE = """
from archive.lifecycle import CHECKED, move_stage
from archive.models import ArchivedSite, Stage, StageChange
closed_at = StageChange.objects.last_closing().made_at
archived = ArchivedSite(
    checked=CHECKED,
    timestamp=f"{closed_at:%Y%m%d%H%M%S}",
    questions="Write to the **Department**.\\n\\n## By letter\\n\\nTo its [office](https://example.org/).",
)
move_stage(Stage.ARCHIVED, by=None, reason="It was captured.", archived=archived)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = WholeServer(tmp_path_factory.mktemp("archived"))
    try:
        server.run(PUBLISH)
        server.start()
        server.manage("site_stage", "closing")
        server.manage("site_stage", "closed", "--reason", "It ended.")
        server.run(ARCHIVE)
        yield server
    finally:
        server.stop()


@pytest.fixture
def open_signpost(site, browser):
    profiles = []

    def open_one(address: str, width: int = 1280, **facts):
        size = {"width": width, "height": 900}
        profiles.append(browser.new_context(viewport=size, base_url=site.url, **facts))
        page = profiles[-1].new_page()
        page.goto(address)
        return page

    yield open_one
    for profile in profiles:
        profile.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_them(open_signpost, width):
    for address in ADDRESSES:
        page = open_signpost(address, width)
        found = Axe().run(page, options={"runOnly": RULES})

        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_says_what_was_here_and_leads_to_where_it_is(open_signpost, site):
    page = open_signpost("/publications/the-report/", java_script_enabled=False)
    place = page.get_by_role("link", name="Go to it in the archive").get_attribute("href")

    expect(page.get_by_role("heading", level=1)).to_have_text("The report")
    assert place.startswith("https://webarchive.nationalarchives.gov.uk/ukgwa/20")
    assert place.endswith(f"/{site.url}/publications/the-report/")
    expect(page.get_by_role("region", name="Where questions go now")).to_contain_text("Department")


def test_it_leads_to_no_page_of_this_site(open_signpost):
    page = open_signpost("/")
    here = page.evaluate("[...document.links].map(a => a.href).filter(h => h.startsWith(origin))")

    assert [link.partition("#")[2] for link in here] == ["main"]


LOOK = ("/look.css", "/icon.svg", "/favicon.ico", "/apple-touch-icon.png")


def test_it_asks_for_nothing_but_its_dress(open_signpost, site):
    page = open_signpost("/faqs/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()

    paths = {each.removeprefix(site.url) for each in asked}
    assert {path for path in paths if not path.startswith("/static/")} <= {"/faqs/", *LOOK}
