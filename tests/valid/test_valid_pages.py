"""Every page that the site ever shows is valid HTML, and all of its style sheets are valid CSS."""

import hashlib
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from demonstration.life import Step
from demonstration.pages import KINDS
from demonstration.site import Site

pytestmark = pytest.mark.valid

FROZEN = settings.BASE_DIR / "var" / "freeze-demonstration"
LOCATION = re.compile(r"<loc>(.*?)</loc>")


def fetch(site: Site, address: str) -> bytes:
    as_a_browser = urllib.request.Request(site.url + address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(as_a_browser) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:  # an error is a page, too
        return error.read()


def every_address(site: Site) -> set[str]:
    """All that the site map lists, and what it does not: errors, past days, what a search finds."""
    listed = LOCATION.findall(fetch(site, "/sitemap.xml").decode())
    return {place.removeprefix(site.known_as) for place in listed} | set(KINDS.values())


def keep(pages: dict[str, bytes], folder: Path) -> Path:
    """A file a page, with an address at which it is so in its name; the same page once."""
    folder.mkdir()
    for address, page in pages.items():
        name = address.partition("#")[0].strip("/").replace("/", "-").replace("?", "-") or "home"
        file = folder / f"{name}-{hashlib.sha256(page).hexdigest()[:8]}.html"
        file.write_bytes(page)
    return folder


@pytest.mark.parametrize("step", list(Step))
def test_every_page_is_valid(nu, life, tmp_path, step):
    life.go_on_to(step)
    addresses = every_address(life.site) if step is not Step.ARCHIVED else set(KINDS.values())
    pages = {address: fetch(life.site, address) for address in sorted(addresses)}

    assert nu(keep(pages, tmp_path / "pages")) == []


def test_style_sheets_are_valid(nu):
    assert nu(settings.BASE_DIR / "static" / "css") == []


@pytest.mark.parametrize("copy", ["open", "closing", "closing-soon", "closed"])
def test_a_frozen_copy_is_valid(nu, copy, tmp_path):
    site = FROZEN / copy / "data" / "site"
    if not site.is_dir():
        pytest.skip("no frozen copy here: make freeze-demonstration makes them")

    assert nu(site) == []
