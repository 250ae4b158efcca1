"""Every public page, led into a moment: its links are that moment’s, and nothing else differs."""

from urllib.parse import urljoin, urlsplit

import pytest

from archive.captures.mementos import THE_SAME_AT_ANY_MOMENT, led_into, moment_of
from archive.public_urls import PublicUrls

from .test_crawl import Page

THEN = "/memento/20220523080000"


@pytest.fixture
def pages(make_site, client) -> dict[str, str]:
    make_site(4)
    return {url.address: client.get(url.address).text for url in PublicUrls().pages()}


def test_are_themselves_again_once_the_moment_is_taken_out(pages):
    for address, page in pages.items():
        assert led_into(page, moment_of("20220523080000")).replace(THEN, "") == page, address


def test_lead_to_their_own_moment_alone(pages):
    for address, page in pages.items():
        for link in Page(led_into(page, moment_of("20220523080000"))).links:
            url = urlsplit(urljoin(f"http://testserver{THEN}{address}", link))
            if url.netloc == "testserver" and link != f"http://testserver{address}":
                assert url.path.startswith((f"{THEN}/", *THE_SAME_AT_ANY_MOMENT)), (address, link)
