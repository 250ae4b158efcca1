"""How pages of the admin are set: what belongs on one line stands on it."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, expect

from archive.models import Writing

pytestmark = pytest.mark.browser

PUBLICATIONS = "/admin/archive/publication/"
LINES = """(element) => {
  const text = document.createRange();
  text.selectNodeContents(element);
  return new Set([...text.getClientRects()].map((line) => Math.round(line.bottom))).size;
}"""


def lines(element: Locator) -> int:
    return element.evaluate(LINES)


def box(element: Locator) -> dict:
    return element.bounding_box()


class TestALine:
    def test_holds_the_moment_of_a_record(self, desk, make_publication):
        page = desk(first_name="Edith", last_name="Shaw-Worthington")
        make_publication(
            "The voices of children and young people: what the review heard, and from whom",
            kind="terms-of-reference",
            edited_by=get_user_model().objects.get(),
        )
        page.goto(PUBLICATIONS)

        assert {lines(each) for each in page.locator("td.field-published").all()} == {1}
        assert {lines(each) for each in page.locator("td.field-edited .moment").all()} == {1}

    def test_of_a_picture_holds_its_size_and_begins_where_it_does(self, desk, make_picture):
        page = desk()
        make_picture(alt="A drawing of a lighthouse. " * 8, caption="A drawing that is kept. " * 6)
        page.goto(reverse("admin:archive_picture_changelist"))

        assert lines(page.locator("td.field-size")) == 1
        thumbnail = box(page.locator(".thumbnail"))
        for words in page.locator("#result_list tbody :is(th, td.field-size)").all():
            assert box(words)["y"] <= thumbnail["y"]

    def test_holds_what_a_tick_says(self, desk, make_post, make_attachment):
        page = desk()
        make_attachment(draft := make_post(published_at=None))
        page.goto(f"/admin/archive/post/{draft.pk}/change/")
        page.locator("details").evaluate_all("all => all.forEach((each) => each.open = true)")

        assert lines(page.locator("label[for=id_attachments-0-is_on_page]")) == 1


class TestThePageOfAPublishedRecord:
    def test_offers_first_what_becomes_of_it_without_a_line_above(self, desk, make_post):
        page = desk()
        page.goto(f"/admin/archive/post/{make_post().pk}/change/")

        panel, first = box(page.locator(".wishes")), box(page.locator(".wishes .wish").first)
        assert first["y"] - panel["y"] < 24
        borders = "(each) => getComputedStyle(each).borderBlockStartWidth"
        assert page.locator(".wishes .wish").first.evaluate(borders) == "0px"
        assert page.locator(".wishes .wish").nth(1).evaluate(borders) == "1px"


class TestWhatIsKept:
    def test_has_its_two_buttons_beside_each_other(self, desk, make_post):
        page = desk()
        draft = make_post(published_at=None)
        now = timezone.now()
        Writing.objects.create(
            editor=get_user_model().objects.get(),
            window="0123456789abcdef",
            model="post",
            number=draft.pk,
            opened_at=now,
            beat_at=now,
            typed_at=now,
            kept_at=now,
            words='[["title", "Another title"]]',
        )
        page.goto("/admin/kept/")

        form = box(page.get_by_role("link", name="Open the form"))
        away = box(page.get_by_role("button", name="Throw it away"))
        assert form["y"] == away["y"]
        assert away["x"] - form["x"] - form["width"] >= 8


class TestTheHeaderOfANarrowWindow:
    def test_leaves_the_window_to_the_page(self, desk):
        page = desk("Administrators", width=390, first_name="Edith", last_name="Shaw-Worthington")

        assert box(page.locator("#header"))["height"] <= 120
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    def test_has_targets_that_a_finger_finds(self, desk):
        page = desk("Administrators", width=390)

        for target in page.locator("#header :is(a, button)").all():
            size = box(target)
            assert size["height"] >= 24, target.inner_text()
            assert size["width"] >= 24, target.inner_text()

    def test_shows_each_section_to_who_comes_to_it_by_the_keyboard(self, desk):
        page = desk("Administrators", width=390)
        reports = page.locator(".sections a", has_text="Reports")
        page.locator(".sections a").first.focus()
        for _section in range(page.locator(".sections a").count() - 1):
            page.keyboard.press("Tab")

        expect(reports).to_be_focused()
        assert round(box(reports)["x"] + box(reports)["width"]) <= 390 - 40

    def test_begins_with_the_section_that_is_open(self, desk):
        page = desk("Administrators", width=390)
        page.goto("/admin/archive/picture/")

        place = box(page.locator(".sections .is-here"))
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390 - 40

    def test_says_to_who_listens_which_password(self, desk):
        page = desk(width=390)

        expect(page.get_by_role("link", name="Change password")).to_be_visible()
