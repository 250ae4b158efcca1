"""A reader opens the frozen copy from its folder: no server, no network, and all of it is there."""

import json

import pytest
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.browser

NOT_SHOWN = """async () => {
    const images = [...document.images];
    images.forEach(image => { image.loading = "eager"; });
    await Promise.all(images.map(image => image.decode().catch(() => {})));
    return images.filter(image => !image.naturalWidth).map(image => image.src);
}"""
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture(scope="module")
def copy(open_site, tmp_path_factory):
    """The demonstration's copy, with the days of its past; its folder."""
    folder = tmp_path_factory.mktemp("frozen") / "copy"
    open_site.manage("freeze", str(folder))
    return folder / "data"


@pytest.fixture
def reader(browser, copy):
    """A page `width` pixels wide on the copy's home page, without a network. What it asked for in
    vain, and what it was refused, is in `failed`."""
    profiles = []

    def open_one(width: int = 1280, **facts) -> Page:
        profile = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, **facts
        )
        profiles.append(profile)
        page = profile.new_page()
        page.failed = []
        page.on("requestfailed", lambda request: keep_failure(page, request))
        page.on("pageerror", lambda error: page.failed.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.failed.append(said.text))
        page.goto((copy / "site" / "index.html").as_uri())
        return page

    yield open_one
    for profile in profiles:
        profile.close()


def keep_failure(page: Page, request: Request) -> None:
    if request.failure != "net::ERR_ABORTED":  # the reader went on before it was there
        page.failed.append(request.url)


def choose(page: Page, name: str) -> None:
    """Follow a link of the menu, which is folded on a small screen."""
    if (button := page.locator(".menu-button")).is_visible():
        button.click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()


def search(page: Page, words: str) -> None:
    """In the field on top of the page; a small screen has the way to another one there."""
    if (field := page.get_by_label("Search this site")).is_visible():
        field.fill(words)
        field.press("Enter")
    else:
        page.get_by_role("link", name="Search this site").click()
        page.get_by_label("Words to look for").fill(words)
        page.get_by_role("button", name="Search").click()


def test_words_are_looked_for_from_the_top_of_any_page(reader):
    page = reader(1280)
    choose(page, "Questions")
    page.get_by_label("Search this site").fill("kinship carers")
    page.get_by_label("Search this site").press("Enter")

    expect(page.get_by_role("heading", name="pages say “kinship carers”")).to_be_visible()
    assert page.failed == []


@WIDTHS
class TestAReader:
    def test_goes_from_the_report_to_an_older_version_and_a_past_day(self, reader, width):
        page = reader(width)
        page.get_by_role("link", name="Read the final report").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("final report")
        assert page.evaluate(NOT_SHOWN) == []
        assert page.locator("main img").count() > 0

        page.get_by_role("link", name="All versions of this page").click()
        page.get_by_role("link", name="25 May 2022 at 12 noon", exact=True).click()
        line = page.get_by_role("complementary", name="An earlier version")
        expect(line).to_contain_text("as it stood from 25 May 2022 at 12 noon")
        expect(page.get_by_role("heading", level=1)).to_contain_text("final report")

        line.get_by_role("link", name="Another day").click()
        page.get_by_role("link", name="18 June 2021").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The site on 18 June 2021")
        page.get_by_role("link", name="The home page as it stood when that day ended").click()
        expect(page.get_by_role("complementary", name="An earlier version")).to_be_visible()
        assert page.failed == []

    def test_sees_every_question(self, reader, width):
        page = reader(width)
        choose(page, "Questions")

        questions = page.locator(".faq-question")
        assert questions.count() == 16
        for question in questions.all():
            expect(question).to_be_visible()
            assert question.inner_text().strip().endswith("?")

        page.get_by_role("link", name="Read all of them open on one page").click()
        for answer in page.locator(".faq-answer").all():
            expect(answer).to_be_visible()
        assert page.failed == []

    def test_finds_pages_by_their_words(self, reader, width, copy):
        page = reader(width)
        search(page, "kinship carers")

        expect(page.get_by_role("heading", name="pages say “kinship carers”")).to_be_visible()
        first = page.locator("#found .record-item-title a").first
        title = first.inner_text()
        first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator("main")).to_contain_text("kinship")
        assert page.url.startswith((copy / "site").as_uri())
        assert page.failed == []

    def test_is_shown_more_as_long_as_there_is_more(self, reader, width):
        page = reader(width)
        search(page, "review")
        results, more = page.locator("#found li"), page.get_by_role("button", name="Show more")
        expect(results).to_have_count(20)
        while more.is_visible():
            shown = results.count()
            more.click()
            expect(results.nth(shown).get_by_role("link")).to_be_focused()

        expect(page.locator(".search-count")).to_have_text(f"{results.count()} pages say “review”")
        assert page.failed == []

    def test_is_told_where_no_page_says_a_word(self, reader, width):
        page = reader(width)
        search(page, "rhinoceros")

        expect(page.get_by_role("heading", name="No page says “rhinoceros”")).to_be_visible()
        expect(page.get_by_text("Try fewer words, or other ones.")).to_be_visible()
        expect(page.get_by_role("button", name="Show more")).to_have_count(0)
        assert page.failed == []

    def test_is_told_what_to_do_without_javascript(self, reader, width):
        page = reader(width, java_script_enabled=False)
        search(page, "kinship")

        expect(page.locator("noscript .search-hint")).to_be_visible()
        assert "JavaScript is off here." in page.get_by_role("main").inner_text()
        page.get_by_role("main").get_by_role("link", name="site map").click()
        page.get_by_role("link", name="What do kinship carers do?").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("kinship carers")


def test_every_page_opens_with_all_that_it_shows(reader, copy):
    page = reader()
    lines = map(json.loads, (copy / "inventory.jsonl").read_text().splitlines())
    for line in lines:
        file, kind = line["file"], line["kind"]
        if not file.endswith(".html") or file == "404.html":  # which a server alone shows
            continue
        address = (copy / "site" / file).as_uri()
        page.goto(address)
        if kind == "redirect":
            page.wait_for_url(lambda url, asked=address: url != asked)
        else:
            page.failed += page.evaluate(NOT_SHOWN)
        assert page.failed == [], file
