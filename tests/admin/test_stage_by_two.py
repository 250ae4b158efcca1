"""Closing and reopening on the page of the site's life: one administrator asks, one confirms."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.admin import stage
from archive.lifecycle import ask_for_stage, held_back
from archive.models import Capture, ReleaseSet, SiteState, Stage, StageChange, StageRequest

from .conftest import messages_of, text_of
from .test_held_files import BLACKENED

STAGE = reverse("admin:stage")
ASK = {"to": "closed", "reason": "The review has ended."}
SURE = {"is_confirmed": "1"}


@pytest.fixture
def asked(administrator, closing_site) -> StageRequest:
    return ask_for_stage(Stage.CLOSED, by=administrator.user, reason="The review has ended.")


def decide(client, asked: StageRequest, decision: str = "confirm", **more):
    return client.post(STAGE, {"asked": asked.pk, "decision": decision} | more, follow=True)


class TestAsking:
    def test_says_first_what_will_be_when_it_is_confirmed(self, administrator, closing_site):
        text = text_of(administrator.post(STAGE, ASK))

        assert "Ask to close the site?" in text
        assert "As soon as a second administrator confirms:" in text
        assert "the database itself refuses" in text
        assert not StageRequest.objects.exists()

    def test_tells_how_many_drafts_will_stay_unpublished(
        self, administrator, closing_site, make_post, make_faq
    ):
        make_post(published_at=None)
        make_faq(published_at=None)

        assert "2 drafts were never published" in text_of(administrator.post(STAGE, ASK))

    def test_names_release_sets_and_files_that_are_held_back(
        self, administrator, second, closing_site, make_post, make_attachment
    ):
        ReleaseSet.objects.create(name="The final report")
        held_back([make_attachment(make_post(published_at=None), BLACKENED, "evidence.pdf")])

        at_first = text_of(administrator.post(STAGE, ASK))
        administrator.post(STAGE, ASK | SURE)
        asked = StageRequest.objects.waiting()
        at_last = text_of(second.post(STAGE, {"asked": asked.pk, "decision": "confirm"}))

        for page in (at_first, at_last):
            assert "This release set has not gone out, and will not:" in page
            assert "The final report" in page
            assert "This file is held back" in page
            assert "evidence.pdf" in page

    def test_names_none_where_there_is_none(self, administrator, closing_site):
        page = text_of(administrator.post(STAGE, ASK))

        assert "has not gone out" not in page
        assert "held back" not in page

    def test_leaves_the_site_as_it_is(self, administrator, closing_site):
        page = administrator.post(STAGE, ASK | SURE, follow=True)

        assert messages_of(page) == [
            "You asked for it. Nothing changes until a second administrator confirms it."
        ]
        assert StageRequest.objects.waiting().asked_by == administrator.user
        assert SiteState.objects.current().is_closing

    def test_needs_a_reason_at_the_first_step(self, administrator, closing_site):
        text = text_of(administrator.post(STAGE, ASK | {"reason": ""}))

        assert "Say why the site closes now" in text
        assert "Ask to close the site?" not in text

    def test_is_not_offered_over_what_has_its_day_still_ahead(
        self, administrator, closing_site, make_post
    ):
        post = make_post("The last word", published_at=timezone.now() + timedelta(days=1))

        text = text_of(administrator.get(STAGE))

        assert "a closed site would never show them" in text
        assert reverse("admin:archive_post_change", args=[post.pk]) in text
        assert "would never appear" in text_of(administrator.post(STAGE, ASK))

    def test_is_for_administrators(self, editor, auditor, closing_site):
        for person in (editor, auditor):
            assert person.post(STAGE, ASK | SURE).status_code == 403
        assert not StageRequest.objects.exists()


class TestWhatWaits:
    def test_is_shown_to_the_one_who_asked_with_the_way_back(self, administrator, asked):
        text = text_of(administrator.get(STAGE))

        assert "You asked to close the site" in text
        assert "The review has ended." in text
        assert "Take it back" in text
        assert "Confirm…" not in text

    def test_is_shown_to_another_with_both_answers(self, second, asked):
        text = text_of(second.get(STAGE))

        assert "Adam Rao asks to close the site" in text
        assert "Confirm…" in text
        assert "Decline" in text

    def test_is_in_sight_of_administrators_on_every_page(self, second, editor, asked):
        index = reverse("admin:index")

        assert "Adam Rao asks to close the site" in text_of(second.get(index))
        assert "asks to close the site" not in text_of(editor.get(index))

    def test_leaves_no_other_way_open(self, second, asked):
        assert "Go on…" not in text_of(second.get(STAGE))

    def test_shows_why_it_cannot_be_confirmed_any_more(self, second, asked, make_post):
        make_post("The last word", published_at=timezone.now() + timedelta(days=1))

        text = text_of(second.get(STAGE))

        assert "It cannot be confirmed. Once the site is closed" in text
        assert "Confirm…" not in text

    def test_is_only_looked_at_by_editors(self, editor, asked):
        text = text_of(editor.get(STAGE))

        assert "It waits for a second administrator" in text
        assert "Decline" not in text
        assert decide(editor, asked, "decline").status_code == 403


class TestConfirming:
    def test_asks_once_more(self, second, asked):
        text = text_of(decide(second, asked))

        assert "Close the site now?" in text
        assert "Adam Rao asked for it" in text
        assert SiteState.objects.current().is_closing

    def test_closes_the_site_with_every_page_kept(self, second, administrator, asked, make_letter):
        letter = make_letter()

        page = decide(second, asked, **SURE)

        change = StageChange.objects.newest_first().first()
        assert messages_of(page) == ["The site is in the stage “Closed” now."]
        assert SiteState.objects.current().is_closed
        assert (change.made_by, change.confirmed_by) == (administrator.user, second.user)
        kept = Capture.objects.standing().values_list("address", flat=True)
        assert letter.address in kept

    def test_names_both_people_in_the_history(self, second, asked):
        text = text_of(decide(second, asked, **SURE))

        assert "by Adam Rao, confirmed by Bea Moss" in text
        assert "From closing to closed" in text

    def test_is_refused_to_the_one_who_asked(self, administrator, asked):
        page = decide(administrator, asked, **SURE)

        assert "You asked for this yourself" in messages_of(page)[0]
        assert SiteState.objects.current().is_closing

    def test_says_how_much_is_left_where_one_request_is_not_enough(
        self, second, asked, monkeypatch
    ):
        monkeypatch.setattr(stage, "SECONDS", 0)
        page = decide(second, asked, **SURE)

        left = page.context["still"].left
        assert f"{left} pages and files are still to be kept" in text_of(page)
        assert SiteState.objects.current().is_closing

        while "still" in page.context:
            page = decide(second, asked, **SURE)
        assert SiteState.objects.current().is_closed


class TestDeclining:
    @pytest.mark.parametrize("who", ["administrator", "second"])
    def test_leaves_the_site_as_it_is(self, request, asked, who):
        person = request.getfixturevalue(who)

        page = decide(person, asked, "decline")

        assert messages_of(page) == ["It is off the table. The site stays as it is."]
        assert StageRequest.objects.waiting() is None
        assert SiteState.objects.current().is_closing

    def test_comes_too_late_in_a_sentence(self, administrator, second, asked):
        decide(second, asked, **SURE)

        page = decide(administrator, asked, "decline")

        assert "Bea Moss decided this meanwhile" in messages_of(page)[0]


def test_a_decision_on_nothing_is_answered_in_a_sentence(administrator, closing_site):
    page = administrator.post(STAGE, {"asked": "12", "decision": "confirm"}, follow=True)

    assert "Look at it again" in messages_of(page)[0]


class TestReopening:
    @pytest.mark.parametrize("to", ["closing", "open"])
    def test_takes_two_people_and_a_reason(self, administrator, second, closed_site, to):
        assert "Say why" in text_of(administrator.post(STAGE, {"to": to}))
        sent = {"to": to, "reason": "A letter was missing."}
        assert "Ask to" in text_of(administrator.post(STAGE, sent))
        administrator.post(STAGE, sent | SURE)
        assert SiteState.objects.current().is_closed

        decide(second, StageRequest.objects.waiting(), **SURE)

        change = StageChange.objects.newest_first().first()
        assert SiteState.objects.current().stage == to
        assert (change.from_stage, change.reason) == ("closed", "A letter was missing.")
        assert (change.made_by, change.confirmed_by) == (administrator.user, second.user)
