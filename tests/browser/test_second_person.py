"""A draft on its way through a second person's hands, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from archive.lifecycle import comment, note_revision, submit
from archive.models import Record, Submission

from .conftest import WCAG

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("a_second_person_is_asked_for")]


@pytest.fixture
def letter(make_letter, make_user):
    """A draft in review, with a comment."""
    letter = make_letter(published_at=None)
    writer = make_user("Authors", first_name="Ola", last_name="Berg")
    note_revision(letter, before=None, by=writer)
    submit(letter, by=writer, note="The date is new.")
    comment(letter, "Which year?", by=make_user("Reviewers"), field="body")
    return letter


def test_an_editor_approves_and_publishes_by_keyboard_and_mouse(desk, letter):
    page = desk()
    page.get_by_role("region", name="Waiting for you").get_by_role("link").first.click()

    page.locator("summary", has_text="Comment on all of it").press("Enter")
    page.get_by_label("Your comment on all of it").fill("Well said.")
    page.get_by_role("button", name="Add comment").last.click()
    expect(page.get_by_text("Well said.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("is approved as it stands")

    page.get_by_role("link", name="Edit it").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")
    assert page.refused == []
    assert Record.objects.get().is_public
    assert not Submission.objects.standing().exists()


@pytest.mark.parametrize("width", [1280, 390])
def test_its_pages_are_accessible_and_within_the_policy(desk, letter, width):
    page = desk("Administrators", width)
    for address in (
        "/admin/",
        f"/admin/archive/publication/{letter.pk}/review/",
        f"/admin/archive/publication/{letter.pk}/change/",
        "/admin/archive/secondpersonrule/",
        "/admin/archive/notice/add/",
        "/admin/reports/published-alone/",
    ):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(each["id"], address) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.refused.clear()  # axe tries styles of its own
