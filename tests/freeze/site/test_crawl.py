"""What links reach from the home page, and what the site lists, have to be the same."""

import pytest

from archive.freeze.site import LinkToNothing, NotTheInventory

from .conftest import SECOND, page


def test_a_page_that_nothing_leads_to_is_named(site, write):
    site.answer("/", page("Home"))
    site.answer("/alone/", page('<a href="/">Home</a>'))
    with pytest.raises(NotTheInventory) as stop:
        write(site)
    assert stop.value.not_reached == ["/alone/"]
    assert "/alone/ is public, and no link from the home page leads to it." in str(stop.value)


def test_a_page_that_is_reached_and_not_listed_is_named(site, write):
    site.answer("/", page('<a href="/draft/">x</a>'))
    site.answer("/draft/", page("x"))
    with pytest.raises(LinkToNothing) as stop:
        write(site, inventory=["/"])
    assert (stop.value.page, stop.value.link) == ("/", "/draft/")


def test_a_page_that_is_neither_is_not_of_the_site(site, write):
    """Such as an empty list; what stood there before is of its past."""
    site.answer("/", page('<a href="/news/">x</a>'), until=SECOND)
    site.answer("/", page("Home"), since=SECOND)
    site.answer("/news/", page("News"), until=SECOND)
    site.answer("/news/", page("None"), since=SECOND)
    written = write(site, inventory=["/"])

    assert "News" in written.page("memento/20210312120000/news/index.html")
    assert not [each for each in written.contents if b"None" in written.contents[each]]
    assert "data/site/news/index.html" not in written.contents


def test_an_address_that_is_listed_and_not_kept_is_named(site, write):
    site.answer("/", page("Home"))
    with pytest.raises(NotTheInventory) as stop:
        write(site, inventory=["/", "/faqs/"])
    assert stop.value.not_kept == ["/faqs/"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/b/">',
        '<area href="/b/">',
        '<iframe src="/b/"></iframe>',
        '<link rel="next" href="/b/">',
        '<video src="/b/"></video>',
        '<audio><source src="/b/"></audio>',
        '<a href="/moved/">',
    ],
)
def test_any_link_reaches(site, write, link):
    site.answer("/", page('<a href="/a/">'))
    site.answer("/a/", page(link))
    site.answer("/b/", page("b"))
    site.answer("/moved/", "", status=301, location="/b/")
    assert write(site).figures.links > 0


def test_what_is_found_by_its_place_needs_no_link(site, write):
    site.answer("/", page("Home"))
    site.answer("/robots.txt", "User-agent: *", "text/plain")
    assert write(site).page("robots.txt") == "User-agent: *"
