"""No word is lost, in a real browser: a session that ended, a server that was away, a window that
was closed, and two people at one draft."""

import pytest
from playwright.sync_api import Locator, Page, expect

from archive.models import Post, Writing

from .conftest import sign_in
from .test_admin_editing import body_of, new_blog

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number}: “ŵ” 😀 <b>&amp;</b> \\ ' \"" for number in range(400))
SAYS = ".kept"
SAVED_SOON = 15_000


def type_into(body, words: str) -> None:
    body.fill(words)
    expect(body.page.locator(SAYS)).to_contain_text("Kept at", timeout=SAVED_SOON)


def put_back(page: Page) -> None:
    page.get_by_role("button", name="Put it back").first.click()
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()


def unsaved_in(page: Page) -> list[str]:
    names = page.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("unsaved ")]


def end_sessions() -> None:
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()


def test_text_survives_a_session_that_ended(desk):
    page = desk()
    who = page.locator(".who").text_content().strip()
    new_blog(page)
    type_into(body_of(page), "First words.")
    end_sessions()
    page.get_by_role("textbox", name="Title").fill("Long work")
    body_of(page).fill(LONG)

    page.get_by_role("button", name="Save draft").click()
    sign_in(page, who)
    put_back(page)

    expect(page.get_by_role("textbox", name="Title")).to_have_value("Long work")
    expect(body_of(page)).to_have_value(LONG)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("is saved as a draft")
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    assert Post.objects.get().body.replace("\r\n", "\n") == LONG
    assert not Writing.objects.kept().exists()
    assert unsaved_in(page) == []
    new_blog(page)
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    assert page.refused == []


def test_who_is_signed_out_is_told_and_goes_on_in_the_same_window(desk):
    page = desk()
    who = page.locator(".who").text_content().strip()
    new_blog(page)
    page.get_by_role("textbox", name="Title").fill("Long work")
    end_sessions()
    body_of(page).fill("Which took an hour.")
    says = page.locator(SAYS)
    expect(says).to_contain_text("Not kept: you are signed out.", timeout=SAVED_SOON)
    expect(says).to_contain_text("Your text is still in this browser.")

    with page.expect_popup() as opened:
        says.get_by_role("link", name="Sign in in another tab").click()
    sign_in(opened.value, who)
    opened.value.wait_for_url("**/admin/kept/")
    opened.value.close()

    expect(says).to_contain_text("Kept at", timeout=20_000)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("is saved as a draft")
    assert Post.objects.get().body == "Which took an hour."


def test_text_survives_a_server_that_is_away_and_a_window_that_is_closed(desk, make_post):
    post = make_post(published_at=None)
    page = desk()
    address = f"/admin/archive/post/{post.pk}/change/"
    page.goto(address)
    page.context.route("**/kept/beat/", lambda route: route.abort())
    body_of(page).fill("Written while the server was away.")
    expect(page.locator(SAYS)).to_have_text(
        "Not kept: no connection. Your text is still in this browser.", timeout=SAVED_SOON
    )
    page.close()
    page.context.unroute("**/kept/beat/")

    again = page.context.new_page()
    again.goto(address)
    put_back(again)
    expect(body_of(again)).to_have_value("Written while the server was away.")


def test_logging_out_leaves_nothing_in_the_browser(desk, make_post):
    post = make_post(published_at=None)
    page = desk()
    page.goto(f"/admin/archive/post/{post.pk}/change/")
    page.context.route("**/kept/beat/", lambda route: route.abort())
    body_of(page).fill("On a borrowed computer.")
    expect(page.locator(SAYS)).to_contain_text("Not kept", timeout=SAVED_SOON)
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/logout/")

    assert unsaved_in(page) == []


def test_two_at_one_draft_see_each_other_and_nobody_loses_a_word(desk, make_post):
    post = make_post("What we heard", body="We met families.", published_at=None)
    address = f"/admin/archive/post/{post.pk}/change/"
    ada = desk(first_name="Ada", last_name="Shaw")
    ben = desk(first_name="Ben", last_name="Okoro")
    ada.goto(address)
    ben.goto(address)
    type_into(body_of(ben), "We met forty families in Leeds.")

    expect(ben.locator(".here")).to_contain_text("Ada Shaw has had this open since")
    expect(ada.locator(".here")).to_contain_text("Ben Okoro has had this open", timeout=20_000)
    expect(ada.locator(".here")).to_contain_text("and is typing.")
    type_into(body_of(ada), "We met families and carers.")
    ben.get_by_role("button", name="Save draft").click()
    expect(ben.locator(".messagelist")).to_contain_text("is saved")
    expect(ada.locator(".here")).to_contain_text("Ben Okoro saved this on", timeout=20_000)
    ada.get_by_role("button", name="Save draft").click()

    expect(ada.locator(".error-summary")).to_contain_text("Ben Okoro saved this on")
    expect(ada.locator(".conflict")).to_contain_text("forty families in Leeds")
    expect(body_of(ada)).to_have_value("We met families and carers.")
    post.refresh_from_db()
    assert post.body == "We met forty families in Leeds."
    body_of(ada).fill("We met forty families and carers in Leeds.")
    ada.get_by_role("button", name="Save draft").click()
    expect(ada.locator(".messagelist")).to_contain_text("is saved")
    bodies = [revision.text["body"] for revision in post.revisions.newest_first()]
    assert bodies == [
        "We met forty families and carers in Leeds.",
        "We met forty families in Leeds.",
    ]
    assert ada.refused == ben.refused == []


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_what_is_said_of_it_covers_nothing(desk, width):
    page = desk()
    new_blog(page)
    page.set_viewport_size({"width": width, "height": 800})
    type_into(body_of(page), "Look [here](/nowhere/).\n\n" * 30)
    expect(page.locator(".proof-finding").first).to_be_visible()

    panel = page.locator(".proof")
    if panel.evaluate("(panel) => getComputedStyle(panel).position") == "sticky":
        page.evaluate("(top) => scrollBy(0, top)", panel.bounding_box()["y"] + 100)
        assert foot_of(panel) <= page.locator(SAYS).bounding_box()["y"]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    says = page.locator(SAYS).bounding_box()
    assert max(foot_of(panel), foot_of(page.locator(".change-form form").first)) <= says["y"] + 1
    assert says["width"] >= page.locator("#content").bounding_box()["width"] - 32


def foot_of(part: Locator) -> float:
    box = part.bounding_box()
    return box["y"] + box["height"]
