"""A real browser before a real server: the demonstration's, which stays as it is (`visit`), or one
that shows what a test puts on the record (`open_page`, `desk`)."""

import os
import threading

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests.life_of_the_site import life, open_site  # noqa: F401

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PASSWORD = "a long enough password"
ANSWERING_SECONDS = 20


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Browsers ask many things at once: threads that share a file wait for each other, while those
    that share an SQLite in memory are refused at once ("table is locked")."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "browser.sqlite3")


class UnderWay:
    """The requests that the server has begun to answer and not yet done with."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()

    def begin(self, **_signal) -> None:
        with self._changed:
            self._number += 1

    def end(self, **_signal) -> None:
        with self._changed:
            self._number -= 1
            self._changed.notify_all()

    def wait_for_the_last(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._number <= 0, ANSWERING_SECONDS)


@pytest.fixture
def answered(live_server):
    """A page that was closed leaves requests behind, and the next test's database is another."""
    under_way = UnderWay()
    request_started.connect(under_way.begin)
    request_finished.connect(under_way.end)
    yield
    under_way.wait_for_the_last()
    request_started.disconnect(under_way.begin)
    request_finished.disconnect(under_way.end)


@pytest.fixture(scope="session")
def browser():
    chromium_at = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django would refuse to work.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=chromium_at)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server, answered):
    """A page `width` pixels wide, in its own browser profile, that keeps what it asked for."""
    profiles = []

    def open_one(width: int = 1280, **facts):
        profile = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, **facts
        )
        profiles.append(profile)
        page = profile.new_page()
        page.asked_for = []
        page.on("request", lambda request: page.asked_for.append(request.url))
        return page

    yield open_one
    for profile in profiles:
        profile.close()


@pytest.fixture
def visit(browser: Browser, open_site):  # noqa: F811
    """Open an address of the open site in a browser profile of its own.

    `asked_for` of the page is what it fetched, `said` what its console says."""
    profiles = []

    def open_one(address: str = "/", width: int = 1280, height: int = 900, **facts) -> Page:
        size = {"width": width, "height": height}
        profiles.append(browser.new_context(viewport=size, base_url=open_site.url, **facts))
        page = profiles[-1].new_page()
        page.asked_for, page.said = [], []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(address)
        return page

    yield open_one
    for profile in profiles:
        profile.close()


@pytest.fixture
def desk(open_page, make_user, transactional_db):
    """A page whose editor is signed in; what the browser refused is kept in `refused`."""

    def desk(group: str = "Editors", width: int = 1280, **facts) -> Page:
        user = make_user(group, **facts)
        page = open_page(width)
        page.refused = []
        page.on("console", lambda said: keep_refusals(page, said.text))
        page.goto("/admin/")
        sign_in(page, user.username)
        return page

    return desk


def keep_refusals(page: Page, said: str) -> None:
    if "Content Security Policy" in said:
        page.refused.append(said)


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
