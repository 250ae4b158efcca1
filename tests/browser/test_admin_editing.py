"""An editor at work in a real browser: writing, pictures, order, and nothing that is lost."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from archive.lifecycle import put_in
from archive.models import Picture, Post, ReleaseSet, State

from .conftest import WCAG, keep_refusals, sign_in

pytestmark = pytest.mark.browser


def photograph() -> bytes:
    data = BytesIO()
    Image.effect_noise((320, 200), 40).convert("RGB").save(data, "JPEG")
    return data.getvalue()


def new_blog(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Write a blog post").click()
    expect(page.get_by_role("toolbar").first).to_be_visible()


def body_of(page: Page):
    return page.get_by_label("Body", exact=True)


def preview_of(page: Page):
    return page.frame_locator("iframe.editor-preview").first.locator("main")


def test_an_editor_writes_a_blog_post_with_a_picture_and_publishes_it(desk):
    page = desk()
    new_blog(page)

    page.get_by_role("textbox", name="Title").press_sequentially("What we heard in Leeds")
    expect(page.locator(".address-says")).to_have_text(
        f"{page.url.split('/admin')[0]}/news/what-we-heard-in-leeds/"
    )
    body_of(page).fill("We met forty families.")
    page.get_by_role("button", name="Picture…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture").set_input_files(
        {"name": "leeds.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    dialog.get_by_label("What it shows").fill("Families around a table")
    dialog.get_by_role("button", name="Insert").click()
    expect(preview_of(page).get_by_alt_text("Families around a table")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()

    expect(page.locator(".messagelist")).to_contain_text("is published")
    page.get_by_role("link", name="View it on the site").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What we heard in Leeds")
    expect(page.get_by_alt_text("Families around a table")).to_be_visible()
    assert page.refused == []
    assert (Post.objects.get().state, Picture.objects.count()) == (State.PUBLISHED, 1)


def test_the_text_is_no_trap_for_the_keyboard(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("One line")

    body.press("Escape")
    expect(body).to_have_value("One line")
    expect(body).to_be_focused()
    body.press("Tab")
    expect(body).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(body).to_be_focused()
    expect(body).to_have_value("One line")


def test_the_tools_are_reached_and_used_by_keyboard(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("word")
    body.press("Control+a")

    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("Enter")

    expect(body).to_have_value("*word*")
    expect(body).to_be_focused()


def test_text_and_preview_stand_side_by_side_and_faults_beside_them(desk):
    page = desk()
    new_blog(page)

    body_of(page).fill("# Big\n\n<b>x</b> and [here](/x/)")

    expect(preview_of(page).get_by_role("heading", level=2)).to_have_text("Big")
    expect(page.locator(".proof")).to_contain_text("Body, line 3")
    text, shown = body_of(page).bounding_box(), page.locator(".editor-preview").bounding_box()
    assert shown["x"] >= text["x"] + text["width"] - 2
    assert page.refused == []


def test_a_refused_picture_says_why_and_loses_nothing(desk):
    page = desk()
    new_blog(page)
    body_of(page).fill("Long work.")
    page.get_by_role("button", name="Picture…").click()
    dialog = page.get_by_role("dialog")
    svg = {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    dialog.get_by_label("Picture").set_input_files(svg)
    dialog.get_by_label("What it shows").fill("A drawing")

    dialog.get_by_role("button", name="Insert").click()

    expect(dialog.get_by_role("alert")).not_to_be_empty()
    expect(dialog.get_by_label("What it shows")).to_have_value("A drawing")
    page.keyboard.press("Escape")
    expect(body_of(page)).to_have_value("Long work.")


def test_the_enter_key_saves_a_draft_and_publishes_nothing(desk):
    page = desk()
    new_blog(page)

    page.get_by_role("textbox", name="Title").fill("A start")
    page.get_by_role("textbox", name="Title").press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("is saved as a draft")
    assert Post.objects.get().state == State.DRAFT


def test_leaving_a_changed_form_asks_first(desk):
    page = desk()
    new_blog(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    body_of(page).click()
    page.keyboard.type("Long work.")

    page.get_by_role("link", name="Home").click()
    page.wait_for_url("**/admin/")

    assert asked == ["beforeunload"]


def test_text_survives_a_form_that_was_not_taken(desk):
    page = desk()
    new_blog(page)
    page.get_by_role("textbox", name="Title").fill("Long work")
    who = page.locator(".who").text_content().strip()
    page.context.clear_cookies()

    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("That form was not taken")
    page.get_by_role("link", name="Sign in and open the form again").click()
    sign_in(page, who)

    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Long work")


def test_faults_stand_on_top_with_the_focus_and_lead_to_their_fields(desk):
    page = desk()
    new_blog(page)
    body_of(page).fill("Which took an hour.")

    page.get_by_role("button", name="Publish now").click()

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    summary.get_by_role("link", name="Title:").click()
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()


def test_a_focused_button_can_be_read(desk):
    page = desk()
    new_blog(page)
    button = page.get_by_role("button", name="Preview", exact=True).last
    button.focus()
    page.wait_for_timeout(300)

    colours = button.evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )

    assert colours == ["rgb(20, 40, 59)", "rgb(235, 239, 244)"]


def test_somebody_and_a_link_are_added_without_scripts(
    open_page, make_user, make_post, make_person, transactional_db
):
    post, person = make_post(published_at=None), make_person()
    user = make_user("Editors")
    page = open_page(1280, java_script_enabled=False)
    page.goto(f"/admin/archive/post/{post.pk}/change/")
    sign_in(page, user.username)

    page.locator("#id_contributors-0-person").select_option(str(person.pk))
    page.locator("#id_links-0-label").fill("A paper")
    page.locator("#id_links-0-url").fill("https://example.org/")
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messagelist")).to_contain_text("is saved")
    assert post.contributors.get().person == person
    assert post.links.get().label == "A paper"


def test_on_a_phone_the_text_is_tall_and_its_preview_takes_turns_with_it(desk):
    page = desk(width=390)
    new_blog(page)
    body = body_of(page)
    body.fill("We met forty families.")
    assert body.bounding_box()["height"] > 400

    page.get_by_role("toolbar").first.get_by_role("button", name="Preview").click()

    expect(preview_of(page)).to_contain_text("We met forty families.")
    expect(body).to_be_hidden()


def test_rows_are_moved_by_keyboard_and_keep_their_order(desk, make_post, make_contributor):
    post = make_post(published_at=None)
    first, second = make_contributor(post, position=1), make_contributor(post, position=2)
    page = desk()
    page.goto(f"/admin/archive/post/{post.pk}/change/")

    page.get_by_role("button", name=f"Move down: {first.person}").press("Enter")
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messagelist")).to_contain_text("is saved")
    assert list(post.contributors.in_order()) == [second, first]
    assert page.refused == []


def test_a_new_row_is_added_after_the_last(desk, make_post):
    post = make_post(published_at=None)
    page = desk()
    page.goto(f"/admin/archive/post/{post.pk}/change/")

    for number in (1, 2):
        page.get_by_role("button", name="Add another Link").click()
        row = page.locator(f"#links-{number - 1}")
        row.get_by_label("Words of the link").fill(f"Link {number}")
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messagelist")).to_contain_text("is saved")
    assert [(link.label, link.position) for link in post.links.in_order()] == [
        ("Link 1", 1),
        ("Link 2", 2),
    ]


def test_somebody_is_added_in_a_window_of_their_own(desk, make_post):
    post = make_post(published_at=None)
    page = desk()
    page.goto(f"/admin/archive/post/{post.pk}/change/")
    page.get_by_role("button", name="Add another Person").click()

    with page.expect_popup() as opened:
        page.locator("#add_id_contributors-0-person").click()
    window = opened.value
    window.on("console", lambda said: keep_refusals(page, said.text))
    window.get_by_label("Name", exact=True).fill("Ada Example")
    window.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#contributors-0 .select2-selection")).to_contain_text("Ada Example")
    assert page.refused == []


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_accessible_and_within_the_policy(
    desk, make_letter, make_call, make_member, make_faq, make_notice, make_contributor, width
):
    letter = make_letter(summary="", published_at=datetime(2019, 5, 20, 9, 0, tzinfo=UTC))
    make_contributor(letter)
    release = ReleaseSet.objects.create(name="The final report")
    put_in(release, draft := make_letter(published_at=None, dated_on=None))
    addresses = [
        "/admin/",
        "/admin/stage/",
        "/admin/outside/",
        "/admin/archive/publication/",
        "/admin/archive/publication/add/?kind=letter",
        f"/admin/archive/publication/{letter.pk}/change/",
        f"/admin/archive/publication/{letter.pk}/history/",
        f"/admin/archive/call/{make_call().pk}/change/",
        f"/admin/archive/board/{make_member().board.pk}/change/",
        f"/admin/archive/faqentry/{make_faq().pk}/change/",
        f"/admin/archive/notice/{make_notice().pk}/change/",
        "/admin/archive/picture/add/",
        "/admin/auth/user/add/",
        "/admin/archive/logline/",
        f"/admin/archive/releaseset/{release.pk}/change/",
        f"/admin/archive/releaseset/put/record/{draft.pk}/",
        "/admin/calendar/",
        "/admin/reports/",
        "/admin/reports/ageing/?by=2&down=1",
        "/admin/reports/broken-links/",
    ]
    page = desk("Administrators", width)
    faults = {}

    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.refused == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        if found:
            faults[address] = [(each["id"], each["nodes"][0]["html"]) for each in found]
        page.refused.clear()  # axe tries styles of its own

    assert faults == {}
