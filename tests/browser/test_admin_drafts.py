"""A published page changed by an editor in a real browser, while the public goes on reading it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from archive.lifecycle import begin_draft
from archive.models import Post, Revision

from .conftest import WCAG

pytestmark = pytest.mark.browser


def test_an_editor_mends_what_is_published_in_a_draft(desk, make_post):
    post = make_post("What we heard", body="We met fourty families.")
    page = desk()

    page.goto(f"/admin/archive/post/{post.pk}/change/")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_text("Draft of a published page")).to_be_visible()
    page.get_by_label("Body", exact=True).fill("We met forty families.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("goes on seeing what is published")
    page.get_by_role("link", name="See what the public sees").first.click()
    expect(page.get_by_text("We met fourty families.")).to_be_visible()

    page.goto(f"/admin/archive/post/{post.pk}/change/")
    page.get_by_role("link", name="What this draft changes").click()
    expect(page.locator("ins")).to_have_text("forty")
    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("button", name="Publish changes").click()
    expect(page.locator(".error-summary")).to_contain_text("Say what changed")
    page.get_by_label("What changed").fill("A slip of the pen.")
    page.get_by_role("button", name="Publish changes").click()

    expect(page.locator(".messagelist")).to_contain_text("is published")
    page.get_by_role("link", name="See what the public sees").click()
    expect(page.get_by_text("We met forty families.")).to_be_visible()
    assert page.refused == []
    assert Post.objects.get().body == "We met forty families."
    assert Revision.objects.newest_first()[0].change_note == "A slip of the pen."


@pytest.mark.parametrize("width", [1280, 390])
def test_its_pages_are_accessible_and_within_the_policy(desk, make_letter, width):
    letter = make_letter()
    draft = begin_draft(letter, by=None)
    draft.body = "Other words."
    draft.save()
    page = desk("Administrators", width)
    start = "/admin/archive/publication"
    addresses = [
        "/admin/",
        f"{start}/",
        f"{start}/{letter.pk}/published/",
        f"{start}/{draft.pk}/change/",
        f"{start}/{draft.pk}/changes/",
        f"{start}/{draft.pk}/discard/",
        "/admin/ahead/?at_day=1+May+2040&at_time=09:00&address=/",
    ]
    faults = {}

    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for opened in page.locator("details.wish").all():
            opened.evaluate("each => each.open = true")
        assert page.refused == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        if found:
            faults[address] = [(each["id"], each["nodes"][0]["html"]) for each in found]
        page.refused.clear()  # axe tries styles of its own

    assert faults == {}
