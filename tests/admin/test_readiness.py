"""The page “Ready to close”: who sees it, what it says, and what can be done on it."""

import pytest
from django.urls import reverse

from archive.admin import readiness
from archive.captures.closing import StillKeeping
from archive.models import Look, Waiver

from .conftest import messages_of
from .test_stage_by_two import ASK, STAGE, text_of

PAGE = reverse("admin:readiness")


@pytest.fixture(autouse=True)
def checked(make_check):
    """Its accessibility is in order: other tests say what is told where it is not."""
    make_check()


@pytest.fixture
def post(make_post):
    return make_post("What we heard", body="We met today. Read the [report](/gone/).")


@pytest.fixture
def place(administrator, post) -> str:
    (group,) = administrator.get(PAGE).context["groups"]
    return group.findings[0].place


class TestThePage:
    def test_says_how_much_stands_in_the_way_and_what(self, editor, post):
        text = text_of(editor.get(PAGE))
        assert "One thing stands between the site and its closing." in text
        assert "We met <mark>today</mark>." in text
        assert f"/admin/archive/post/{post.pk}/change/" in text

    def test_says_that_the_pages_were_not_looked_at_yet(self, editor, post):
        assert "Nobody has looked at the pages yet" in text_of(editor.get(PAGE))

    def test_is_for_everybody_who_may_see_the_stage(self, editor, auditor, sign_in):
        assert editor.get(PAGE).status_code == auditor.get(PAGE).status_code == 200
        assert sign_in("").get(PAGE).status_code == 403

    def test_can_show_one_rule_or_one_page_alone(self, editor, post, make_post):
        other = make_post(body="Read it here.")
        assert [g.rule.id for g in editor.get(PAGE + "?rule=leads-nowhere").context["groups"]] == [
            "leads-nowhere"
        ]
        (group,) = editor.get(f"{PAGE}?at={other.address}").context["groups"]
        assert group.findings[0].address == other.address

    @pytest.mark.parametrize("query", ["?rule=none", "?rule=%00&at=%00", "?at=/nowhere/"])
    def test_takes_any_question(self, editor, post, query):
        assert editor.get(PAGE + query).status_code == 200

    def test_shows_what_an_author_wrote_as_text(self, editor, make_post):
        make_post(body="<script>today</script>")
        assert "<script>today" not in editor.get(PAGE).content.decode()

    def test_shows_the_first_of_many(self, editor, make_post, monkeypatch):
        monkeypatch.setattr(readiness, "SHOWN", 2)
        for _ in range(3):
            make_post(body="We met today.")
        assert "Show all 3" in text_of(editor.get(PAGE))

    def test_says_in_a_closed_site_what_was_left(self, editor, post, close_site):
        close_site()
        text = text_of(editor.get(PAGE))

        assert "not mended when the site closed." in text
        assert "between the site and its closing" not in text

    def test_is_reached_from_the_first_page_and_from_the_stage(self, editor):
        for address in (reverse("admin:index"), STAGE):
            assert f'href="{PAGE}"' in text_of(editor.get(address))


class TestLookingAgain:
    def test_finds_what_only_the_pages_show(self, editor, post):
        page = editor.post(PAGE, {"look": "1"}, follow=True)
        assert messages_of(page)[0].startswith("All ")
        assert "leads to /gone/, which is not there" in text_of(page)
        assert page.context["report"].is_current

    def test_stays_with_the_rule_that_was_chosen(self, editor, post):
        page = editor.post(PAGE + "?rule=relative-date", {"look": "1"}, follow=True)
        assert page.context["chosen_rule"].id == "relative-date"

    def test_says_how_far_it_came_in_its_time(self, editor, post, monkeypatch):
        def look(progress):
            raise StillKeeping(40)

        monkeypatch.setattr(readiness, "look", look)
        page = editor.post(PAGE, {"look": "1"}, follow=True)
        assert messages_of(page)[0].startswith("40 pages and files are still to be read.")

    def test_is_not_for_auditors(self, auditor, post):
        assert auditor.post(PAGE, {"look": "1"}).status_code == 403
        assert not Look.objects.exists()


class TestWaiving:
    def test_takes_it_from_the_list_and_shows_it_with_its_reason(self, administrator, place):
        sent = {"place": place, "reason": "It is a quotation."}
        page = administrator.post(PAGE, sent, follow=True)
        assert page.context["count"] == 0
        assert "Left as it is (1)" in text_of(page)
        assert "It is a quotation." in text_of(page)

    def test_that_is_refused_is_said_at_its_finding(self, administrator, place):
        page = administrator.post(PAGE, {"place": place, "reason": "a\u202eb"})

        assert '<details class="waive no-print" open>' in page.content.decode()
        assert '<ul class="errorlist" id="refused">' in page.content.decode()
        assert page.context["not_waived"].reason == "a\u202eb"

    def test_without_a_reason_asks_for_it(self, administrator, place):
        page = administrator.post(PAGE, {"place": place, "reason": " "})

        assert "Say why it can stay so" in page.context["not_waived"].says
        assert page.content.decode().count("Say why it can stay so") == 2  # above, and beside it

    @pytest.mark.parametrize("sent", [{"reason": ""}, {"place": "", "reason": "a"}, {}])
    def test_needs_a_reason_and_a_place(self, administrator, place, sent):
        administrator.post(PAGE, {"place": place, "reason": " "} | sent)
        assert not Waiver.objects.exists()

    def test_can_be_taken_back_and_both_stay_to_be_read(self, administrator, place):
        administrator.post(PAGE, {"place": place, "reason": "It is a quotation."})
        sent = {"take_back": str(Waiver.objects.get().pk)}
        page = administrator.post(PAGE, sent, follow=True)
        assert page.context["count"] == 1
        assert "taken back by Adam Rao" in text_of(page)

    @pytest.mark.parametrize("sent", ["", "x", "²", "9" * 30, "77"])
    def test_of_none_is_answered_calmly(self, administrator, sent):
        page = administrator.post(PAGE, {"take_back": sent}, follow=True)
        assert "Look at the list again." in messages_of(page)[0]

    def test_is_for_administrators(self, editor, auditor, place):
        for person in (editor, auditor):
            sent = {"place": place, "reason": "It is a quotation."}
            assert person.post(PAGE, sent).status_code == 403
            assert "Leave it as it is…" not in text_of(person.get(PAGE))

    def test_goes_on_in_a_closed_site(self, administrator, post, close_site):
        close_site()
        group = administrator.get(PAGE).context["groups"][0]
        sent = {"place": group.findings[0].place, "reason": "It is too late."}
        administrator.post(PAGE, sent)
        assert Waiver.objects.get().reason == "It is too late."


class TestTheStage:
    def test_says_above_the_button_what_is_unresolved(self, administrator, closing_site, post):
        text = text_of(administrator.get(STAGE))
        assert "One thing stands between the site and its closing." in text
        assert "The site can be closed all the same." in text

    def test_asks_once_more_with_what_is_unresolved(self, administrator, closing_site, post):
        text = text_of(administrator.post(STAGE, ASK))
        assert "One thing stands between the site and its closing." in text
        assert "Yes, ask for it, with 1 unresolved" in text

    def test_does_not_speak_of_it_where_nothing_is(self, administrator, closing_site):
        text = text_of(administrator.post(STAGE, ASK))
        assert "Nothing stands between the site and its closing." in text
        assert "unresolved" not in text
