"""A real browser before a real server, on the demonstration's record."""

import os

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PASSWORD = "a long enough password"


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
def demonstration(browser, transactional_db):
    call_command("import_content", str(settings.BASE_DIR / "fixtures" / "demo"), verbosity=0)


@pytest.fixture
def open_page(browser: Browser, live_server):
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
