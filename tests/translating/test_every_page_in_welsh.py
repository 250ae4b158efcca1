"""Every kind of page can be in Welsh, and has no word of English around the record's own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from archive.captures.kept import ARCHIVED
from archive.captures.takedowns import ask, confirm
from archive.lifecycle import move_stage
from archive.models import Language, Person, Record, Review, Stage
from archive.public_urls import PublicUrls
from tests.checked_site import FINDING

pytestmark = pytest.mark.django_db

LONG_AGO, FIRST, SECOND, THIRD = (
    "20010101000000", "20220523080000", "20220524080000", "20220525080000",
)  # fmt: skip


@pytest.fixture
def make_welsh_site(make_site):
    """As if the review’s own language were Welsh: so are the lists, and what is said of errors."""

    def make(size: int) -> None:
        make_site(size)
        Record.objects.update(language=Language.WELSH)
        Person.objects.update(biography="Pwy ydyw.")
        review = Review.objects.current()
        review.exit_url = "https://example.org/"
        review.what_happens_next = review.where_to_turn = "Yna."
        review.chair, review.started_on = Person.objects.by_name().first(), date(2021, 3, 1)
        review.save()

    with translation.override("cy"):
        yield make


@pytest.fixture
def welsh_site(make_welsh_site):
    make_welsh_site(1)


@pytest.fixture
def large_welsh_site(make_welsh_site):
    """With a record of each kind."""
    make_welsh_site(6)


@pytest.fixture
def kept(make_capture):
    """Versions of a page: the second differs from the first, the third only around its text."""
    middle = "".join(f"<p>Paragraff {number}</p>" for number in range(9))
    texts = [f"<p>Un</p>{middle}", f"<p>Dau</p>{middle}", f"<p>Dau</p>{middle}"]
    for day, text in enumerate(texts):
        begun = datetime(2022, 5, 23 + day, 8, tzinfo=UTC)
        page = f'<html lang="cy"><title>Am</title><body><i>{day}</i><main>{text}</main>'
        until = {"captured_until": begun + timedelta(days=1)} if day < 2 else {}
        for address in ("/", "/about/", "/feed/"):
            make_capture(address, page.encode(), captured_from=begun, **until)


def pages() -> list[str]:
    return [url.address for url in PublicUrls().pages()]


def faults(client, english_on, addresses: list[str], **extra) -> dict[str, list[str]]:
    """By address, what is English on its page."""
    asked = {"headers": {"Accept": "text/html"}} | extra
    said = {address: client.get(address, **asked).text for address in addresses}
    assert [each for each, page in said.items() if '<html lang="cy">' not in page] == []
    found = {address: english_on(page) for address, page in said.items()}
    return {address: english for address, english in found.items() if english}


def test_english_would_be_found(client, english_on, make_post):
    found = english_on(client.get(make_post().address).text)

    assert {"Skip to main content", "Reading time", "First published", "23 May 2022"} - {
        *found
    } == {"23 May 2022"}  # a date is no phrase: it is made of one


def test_every_page_of_the_site(client, english_on, large_welsh_site):
    assert len(pages()) > 100

    assert faults(client, english_on, pages()) == {}


def test_every_page_of_a_site_that_is_closing(client, english_on, large_welsh_site, make_notice):
    make_notice(title="Mae’r wefan hon yn cau", body="Un.\n\nDau.")
    move_stage(Stage.CLOSING, by=None)

    assert faults(client, english_on, pages()) == {}


def test_the_accessibility_statement_with_what_a_check_found(
    client, english_on, welsh_site, make_check
):
    make_check(findings=[FINDING])

    assert faults(client, english_on, ["/accessibility/"]) == {}


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=spring",
        "/search/?q=nothing-says-this",
        "/on/",
        "/on/?day=never",
        "/on/?day=31/02/2022",
        "/on/?day=1/1/1999",
        "/on/?day=1/1/2999",
        "/not/there/",
        f"/memento/{LONG_AGO}/news/",
        f"/memento/{LONG_AGO}/not/there/",
        "/memento/x/news/",
    ],
)
def test_what_is_answered_to_those_who_ask(client, english_on, welsh_site, kept, address):
    assert faults(client, english_on, [address]) == {}


def test_the_versions_of_a_page_and_what_changed(client, english_on, welsh_site, kept):
    addresses = ["/timemap/about/", f"/changes/{FIRST}/{SECOND}/about/", f"/memento/{FIRST}/about/"]
    addresses += [f"/changes/{SECOND}/{THIRD}/about/", f"/changes/after/{LONG_AGO}/about/"]

    assert faults(client, english_on, addresses) == {}


def test_what_stands_in_the_place_of_a_page_that_was_taken_down(
    client, english_on, welsh_site, make_post, make_user
):
    gone = make_post("Dyma’r enw")
    people = [make_user("Administrators"), make_user("Administrators")]
    (asked,) = ask(gone.address, by=people[0], reason="Enwyd plentyn.")
    confirm(asked, by=people[1])

    assert client.get(gone.address).status_code == 410
    assert faults(client, english_on, [gone.address]) == {}


@pytest.mark.parametrize("address", ["/", "/about/", "/not/there/", "/feed/"])
def test_the_signposts_of_an_archived_site(
    client, english_on, welsh_site, kept, archive_site, address
):
    archive_site(questions="Ysgrifennwch at yr Adran.")

    assert faults(client, english_on, [address], **{ARCHIVED: True}) == {}


@pytest.mark.parametrize("template", ["400.html", "403.html", "500.html"])
def test_what_is_said_when_something_went_wrong(english_on, template):
    with translation.override("cy"):
        page = render_to_string(template)

    assert '<html lang="cy">' in page
    assert english_on(page) == []
