"""Pages and sites as they were served, made by hand."""

import pytest

from archive.readiness.page import Page, Reader
from archive.readiness.site_checks import Expected, Site
from tests.captures.conftest import make_capture
from tests.checked_site import make_check
from tests.whole_site import make_site

__all__ = ["make_capture", "make_check", "make_site"]

SITE_URL = "https://review.example.org"
HTML = (
    '<!doctype html><html lang="{language}"><head><title>{title}</title>{head}</head>'
    '<body><main id="main">{main}</main><footer>{footer}</footer></body></html>'
)
GOOD = {
    "language": "en-GB",
    "title": "A page",
    "head": "",
    "main": "<p>What it says.</p>",
    "footer": '<a rel="license" href="https://licence.example.org/">Licence</a>',
}


@pytest.fixture(autouse=True)
def checked(make_check):
    """What the accessibility statement lacks is not looked for here, but in its own tests."""
    make_check()


@pytest.fixture
def make_page_read():
    """A page as it is read from HTML; everything is right with it that is not told otherwise."""

    def make(address: str = "/a/", **parts) -> Page:
        html = HTML.format(**GOOD | parts)
        return Reader(SITE_URL).page(address, html.encode(), with_text=True)

    return make


@pytest.fixture
def make_served(make_page_read):
    """A site of these pages (address to HTML of its main part), all of them public."""

    def make(pages: dict[str, str], **facts) -> Site:
        read = {
            address: make_page_read(address, main=main, title=f"Page {address}")
            for address, main in pages.items()
        }
        expected = [Expected(address, is_page=True, is_on_map=True) for address in read]
        defaults = {
            "site_url": SITE_URL,
            "pages": read,
            "others": {},
            "expected": expected,
            "is_excused": lambda path: path.startswith("/on/"),
        }
        return Site(**defaults | facts)

    return make
