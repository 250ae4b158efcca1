"""A site that closes under an editor's hands, in a real browser: calm, and nothing is lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from archive.lifecycle import move_stage
from archive.models import Post, Stage

from .conftest import WCAG

pytestmark = pytest.mark.browser

BRING_BACK = "Put it back"


def test_a_text_that_comes_too_late_is_given_back_now_and_once_the_site_is_reopened(
    desk, make_post, close_site
):
    post = make_post("What we heard", published_at=None)
    page = desk()
    page.goto(f"/admin/archive/post/{post.pk}/change/")
    page.get_by_role("textbox", name="Title").fill("What we heard in May")
    close_site()

    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing was saved")
    expect(page.locator(".written")).to_contain_text("What we heard in May")

    page.goto(f"/admin/archive/post/{post.pk}/change/")
    expect(page.get_by_role("button", name=BRING_BACK)).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)

    move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")
    page.reload()
    page.get_by_role("button", name=BRING_BACK).click()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("is saved")
    assert Post.objects.get().title == "What we heard in May"


def test_two_administrators_close_the_site_and_reopen_it(desk, closing_site, make_post):
    make_post()
    ada = desk("Administrators", first_name="Ada", last_name="Rao")
    bea = desk("Administrators", first_name="Bea", last_name="Moss")

    ask(ada, "Close the site", "The review has ended.")
    confirm(bea, "Ada Rao asks to close the site")
    expect(bea.locator(".site-closed")).to_contain_text("by Ada Rao, confirmed by Bea Moss")

    ask(bea, "Reopen it for corrections", "A letter was missing.")
    confirm(ada, "Bea Moss asks to reopen the site for corrections")
    expect(ada.get_by_role("heading", name="The site is closing")).to_be_visible()
    expect(ada.locator(".site-closed")).to_have_count(0)


def ask(page: Page, title: str, reason: str) -> None:
    page.goto("/admin/stage/")
    card = page.get_by_role("region", name=title)
    card.get_by_label("Why").fill(reason)
    card.get_by_role("button", name="Go on…").click()
    page.get_by_role("button", name="Yes, ask for it").click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing changes until")


def confirm(page: Page, says: str) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Confirm or decline").click()
    expect(page.get_by_role("heading", name=says)).to_be_visible()
    page.get_by_role("button", name="Confirm…").click()
    page.get_by_role("button", name="Yes, ").click()
    expect(page.locator(".messagelist")).to_contain_text("The site is in the stage")


@pytest.mark.parametrize("width", [1280, 390])
def test_its_pages_can_be_used_by_everybody(desk, make_post, close_site, width):
    post = make_post()
    page = desk("Administrators", width=width)
    close_site()

    for address in ("/admin/", "/admin/stage/", f"/admin/archive/post/{post.pk}/change/"):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
