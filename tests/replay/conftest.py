"""The demonstration with its past, as a WACZ, in two replayers, in a browser without a network."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from playwright.sync_api import Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from archive.captures.link_format import stamp
from archive.captures.rehearsing import rehearse
from archive.freeze.served import Served
from archive.freeze.source import StoreSource
from archive.freeze.warc import write_wacz
from archive.freeze.warc.uris import uri
from archive.importing.folder_import import import_folder
from archive.management.demonstration import DEMONSTRATION, days_gone_by, laid_out
from archive.models import Edition

from .replayers import Pywb, ReplayWebPage

PART_OF_A_SECOND = timedelta(microseconds=678_900)
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"

READ = """async () => {
    const images = [...document.images];
    images.forEach(image => { image.loading = "eager"; });
    await Promise.all(images.map(image => image.decode().catch(() => {})));
    const words = element => {
      const read = element ? element.cloneNode(true) : document.createElement("p");
      read.querySelectorAll("noscript").forEach(each => each.remove());
      return read.textContent.split(/\\s+/).join(" ").trim();
    };
    const isDressed = sheet => (sheet.href || "").includes("/static/css/site")
        && sheet.cssRules.length > 0;
    return {
        title: words(document.querySelector("title")),
        text: words(document.querySelector("main")),
        missing: images.filter(image => !image.naturalWidth).map(image => image.src),
        isDressed: [...document.styleSheets].some(isDressed),
    };
}"""


@dataclass(frozen=True)
class Frozen:
    """A WACZ, and every capture that it was made of, with its body."""

    wacz: Path
    captures: list[Served]
    site_url: str

    @property
    def pages(self) -> list[Served]:
        return [one for one in self.captures if one.is_page and one.status == 200]

    @property
    def standing(self) -> list[Served]:
        return [page for page in self.pages if page.captured_until is None]

    @property
    def redirects(self) -> list[Served]:
        return [one for one in self.captures if one.is_redirect]

    @property
    def first_versions(self) -> list[Served]:
        """As each page that reads otherwise by now was when it was new."""
        first = {page.address: page for page in reversed(self.pages)}
        return [page for page in first.values() if page.captured_until is not None]

    def versions(self, address: str) -> list[Served]:
        return [one for one in self.captures if one.address == address]

    def place(self, served: Served) -> tuple[str, str]:
        """By which moment and which address a replayer finds it."""
        return stamp(served.captured_from), uri(self.site_url, served.address)


@pytest.fixture(scope="session")
def frozen(django_db_setup, django_db_blocker, tmp_path_factory) -> Frozen:
    folder = tmp_path_factory.mktemp("frozen")
    media = override_settings(MEDIA_ROOT=folder / "media")
    with django_db_blocker.unblock(), media, transaction.atomic():
        moments = [day + PART_OF_A_SECOND for day in days_gone_by()]
        rehearse(moments, word_of, lambda: import_folder(DEMONSTRATION))
        made = freeze(folder)
        transaction.set_rollback(True)
    return made


def word_of(moment: datetime) -> None:
    with laid_out(moment - PART_OF_A_SECOND) as files:
        assert import_folder(files).findings == []


def freeze(folder: Path) -> Frozen:
    source = StoreSource(Edition.objects.current())
    about = {"title": "The demonstration", "description": "With its past", "software": "Tests"}
    with (folder / "site.wacz").open("w+b") as to:
        write_wacz(source, to, work=folder, progress=lambda *_: None, **about)
    captures = [replace(one, chunks=(one.body(),).__iter__) for one in source.ever()]
    return Frozen(folder / "site.wacz", captures, source.site_url)


@pytest.fixture(scope="session")
def pywb(frozen, tmp_path_factory) -> Iterator[Pywb]:
    replayer = Pywb(frozen.wacz, tmp_path_factory.mktemp("pywb"))
    replayer.start()
    yield replayer
    replayer.stop()


@pytest.fixture(scope="session")
def replay_web_page(frozen) -> Iterator[ReplayWebPage]:
    replayer = ReplayWebPage(frozen.wacz)
    replayer.start()
    yield replayer
    replayer.stop()


@pytest.fixture(scope="session")
def browser():
    """One that finds no host but this machine."""
    chromium_at = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=chromium_at, args=[NO_NETWORK])
        yield chromium
        chromium.close()


@pytest.fixture
def window(browser) -> Iterator[Page]:
    """A page that keeps what was asked for in vain (`failed`), and which hosts were asked."""
    profile = browser.new_context()
    page = profile.new_page()
    page.failed, page.asked = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("requestfailed", lambda request: page.failed.append((request.failure, request.url)))
    page.on("response", lambda answer: keep_failure(page, answer.status, answer.url))
    yield page
    profile.close()


def keep_failure(page: Page, status: int, url: str) -> None:
    if status >= 400:
        page.failed.append((status, url))


def differences(window: Page, replayer, frozen: Frozen, pages: list[Served]) -> list[str]:
    """In what each page, as it is replayed, is not what was served."""
    window.goto(replayer.frame)
    frame = window.frames[1]
    found = []
    for served in pages:
        window.failed.clear()
        frame.goto(replayer.page(*frozen.place(served)))
        read = frame.evaluate(READ)
        wanted = as_served(served)
        found += [
            f"{' '.join(frozen.place(served))}: {name} is {read[name]!r}, was {wanted[name]!r}"
            for name in wanted
            if read[name] != wanted[name]
        ]
        found += [f"{' '.join(frozen.place(served))}: {failed}" for failed in window.failed]
    return found


def led_elsewhere(window: Page, replayer, frozen: Frozen) -> list[str]:
    """Where a reader ends who asks for each address that leads on, if it is not where it led."""
    window.goto(replayer.frame)
    frame = window.frames[1]
    window.failed.clear()
    found = []
    for leading in frozen.redirects:
        frame.goto(replayer.page(*frozen.place(leading)))
        if not frame.url.endswith(uri(frozen.site_url, leading.header("Location"))):
            found.append(frame.url)
    return found + list(map(str, window.failed))


def as_served(served: Served) -> dict:
    """What a browser has to find in a page that was served so, with all that it needs."""
    tree = LexborHTMLParser(served.body())
    for without_script in tree.css("noscript"):
        without_script.decompose()
    title, main = tree.css_first("title"), tree.css_first("main")
    return {
        "title": " ".join(title.text().split()),
        "text": " ".join(main.text().split()),
        "missing": [],
        "isDressed": True,
    }
