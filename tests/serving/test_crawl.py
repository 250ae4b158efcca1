"""What a crawler finds from the home page by links alone is the list of what is public."""

from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from archive.models import Kind, Review
from archive.public_urls import EXCUSED, PublicUrls
from archive.urls import urlpatterns

KNOWN_BY_NAME = ("/robots.txt", "/.well-known/security.txt")
"""What a crawler asks for without a link: their addresses are standards."""


class Page(HTMLParser):
    """The links of a page, and the places in it that links can lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if "nofollow" in (dict(attributes).get("rel") or "").split():
            attributes = [(name, value) for name, value in attributes if name != "href"]
        for name, value in attributes:
            if name == "id":
                self.places.append(value or "")
            if name in ("href", "src", "poster") and value:
                self.links.append(value)


@pytest.fixture
def crawl(client):
    """Every address that links lead to from the home page, each with its page or None."""

    def from_home() -> dict[str, Page | None]:
        found: dict[str, Page | None] = {}
        waiting = ["/", *KNOWN_BY_NAME]
        while waiting:
            address = waiting.pop()
            if address in found:
                continue
            response = client.get(address)
            content = response.getvalue()
            assert response.status_code == 200, address
            assert not response.cookies, address
            assert "Cookie" not in response.get("Vary", ""), address
            is_page = response["Content-Type"].startswith("text/html")
            found[address] = Page(content.decode()) if is_page else None
            links = found[address].links if is_page else []
            if address == "/robots.txt":
                links = [content.decode().partition("Sitemap: ")[2].strip()]
            waiting += {path for link in links if (path := on_this_site(address, link))}
        return found

    return from_home


def on_this_site(page: str, link: str) -> str | None:
    """The path that a link leads to, or None where it leaves the record."""
    url = urlsplit(urldefrag(urljoin(f"http://testserver{page}", link)).url)
    if url.netloc != "testserver" or url.path.startswith(("/static/", "/pictures/")):
        return None
    assert not url.query, f"{link} on {page}: no query changes what a page says"
    return unquote(url.path)


def test_a_crawler_finds_what_is_public_and_nothing_else(make_site, crawl):
    make_site(21)
    found = crawl()

    assert sorted(found) == sorted(url.address for url in PublicUrls())
    assert links_to_nowhere(found) == []
    assert places_that_are_there_twice(found) == []


def test_a_crawler_finds_it_in_the_closing_stage_too(make_site, closing_site, crawl):
    make_site(4)
    found = crawl()

    assert sorted(found) == sorted(url.address for url in PublicUrls())
    assert links_to_nowhere(found) == []
    assert places_that_are_there_twice(found) == []


def links_to_nowhere(found: dict[str, Page | None]) -> list[tuple[str, str]]:
    """Links into a page, to a place that it does not have."""
    nowhere = []
    for address, page in found.items():
        for link in page.links if page else []:
            path, place = urldefrag(urljoin(address, link))
            if place and path in found and place not in found[path].places:
                nowhere.append((address, link))
    return nowhere


def places_that_are_there_twice(found: dict[str, Page | None]) -> list[tuple[str, str]]:
    pages = ((address, page.places) for address, page in found.items() if page)
    return [(address, p) for address, places in pages for p in places if places.count(p) > 1]


def test_every_route_is_on_the_list_or_says_why_not(make_site):
    make_site(21)
    listed = {url.route for url in PublicUrls()}

    assert {route.name for route in urlpatterns} == listed | set(EXCUSED)
    assert listed.isdisjoint(EXCUSED)
    assert all(EXCUSED.values())


def test_an_empty_site_has_its_pages_too(crawl, db):
    assert sorted(crawl()) == sorted(url.address for url in PublicUrls())


def test_a_site_with_little_in_it_leads_to_no_empty_part(crawl, make_publication):
    Review.objects.create(name="The Independent Review of Examples")
    make_publication("The first letter", kind=Kind.OPEN_LETTER)
    found = crawl()

    assert sorted(found) == sorted(url.address for url in PublicUrls())
    assert "/publications/" in found
    empty = {"/news/", "/calls/", "/boards/", "/podcast/", "/podcast/feed/", "/topics/", "/faqs/"}
    assert empty.isdisjoint(found)
