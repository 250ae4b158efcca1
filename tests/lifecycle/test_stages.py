"""The door between the stages of the site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.lifecycle import PagesNotKept, StageMoveRefused, move_stage
from archive.models import Edition, SiteState, Stage, StageChange


def edition() -> int:
    return Edition.objects.current().number


class TestMovingToClosing:
    def test_is_recorded_with_who_and_why(self, make_notice, make_user):
        make_notice()
        administrator = make_user("Administrators")

        change = move_stage(Stage.CLOSING, by=administrator, reason=" The review reported. ")

        assert SiteState.objects.current().is_closing
        assert change == StageChange.objects.get()
        assert (change.from_stage, change.to_stage) == (Stage.OPEN, Stage.CLOSING)
        assert (change.made_by, change.reason) == (administrator, "The review reported.")
        assert change.confirmed_by is None

    def test_is_refused_without_a_notice_to_show(self, db):
        with pytest.raises(StageMoveRefused, match="Write at least one closing notice first"):
            move_stage(Stage.CLOSING, by=None)

        assert SiteState.objects.current().is_open
        assert not StageChange.objects.exists()

    def test_is_refused_when_it_is_closing_already(self, closing_site):
        with pytest.raises(StageMoveRefused, match="is in the stage “Closing” already"):
            move_stage(Stage.CLOSING, by=None)

        assert StageChange.objects.count() == 1


class TestOpeningAgain:
    def test_needs_a_reason(self, closing_site):
        with pytest.raises(StageMoveRefused, match="Say why the site opens again"):
            move_stage(Stage.OPEN, by=None, reason="  ")

        assert SiteState.objects.current().is_closing

    def test_keeps_both_moves_on_the_record(self, closing_site):
        move_stage(Stage.OPEN, by=None, reason="The closing was announced too early.")

        assert SiteState.objects.current().is_open
        moves = [str(change) for change in StageChange.objects.newest_first()]
        assert moves == ["Closing to Open", "Open to Closing"]


class TestClosingOnTheServer:
    def test_needs_no_second_person(self, closing_site):
        move_stage(Stage.CLOSED, by=None, reason="It has ended.", edition=edition())

        change = StageChange.objects.newest_first().first()
        assert SiteState.objects.current().is_closed
        assert (change.made_by, change.confirmed_by) == (None, None)

    def test_needs_a_reason(self, closing_site):
        with pytest.raises(StageMoveRefused, match="Say why the site closes now"):
            move_stage(Stage.CLOSED, by=None, edition=edition())

        assert SiteState.objects.current().is_closing

    def test_is_refused_from_an_open_site(self, make_notice):
        make_notice()

        with pytest.raises(StageMoveRefused, match="announce its closing first"):
            move_stage(Stage.CLOSED, by=None, reason="It has ended.", edition=edition())

        assert SiteState.objects.current().is_open

    @pytest.mark.parametrize("later", [None, 1])
    def test_is_refused_in_an_edition_that_is_not_the_one_kept(self, closing_site, later):
        kept = later and edition() + later

        with pytest.raises(PagesNotKept, match="so the site was not closed"):
            move_stage(Stage.CLOSED, by=None, reason="It has ended.", edition=kept)

        assert SiteState.objects.current().is_closing
        assert StageChange.objects.count() == 1


class TestWhatHasItsDayStillAhead:
    @pytest.fixture
    def tomorrow(self):
        return timezone.now() + timedelta(days=1)

    def close(self):
        return move_stage(Stage.CLOSED, by=None, reason="It has ended.", edition=edition())

    def test_is_named_when_the_site_would_close_over_it(
        self, closing_site, make_post, make_faq, make_notice, tomorrow
    ):
        make_post("The last word", published_at=tomorrow)
        make_faq("Where do the papers go?", published_at=tomorrow + timedelta(hours=1))
        make_notice("The second wording", starts_at=tomorrow + timedelta(hours=2))

        with pytest.raises(StageMoveRefused) as refusal:
            self.close()

        names = ["The last word", "Where do the papers go?", "The second wording"]
        places = [str(refusal.value).index(f"“{name}”") for name in names]
        assert places == sorted(places)
        assert "would never appear" in str(refusal.value)
        assert SiteState.objects.current().is_closing

    def test_is_counted_where_it_is_much(self, closing_site, make_post, tomorrow):
        for _ in range(7):
            make_post(published_at=tomorrow)

        with pytest.raises(StageMoveRefused, match="and 2 more"):
            self.close()

    def test_does_not_hinder_where_it_is_only_a_draft(self, closing_site, make_post, make_faq):
        make_post(published_at=None)
        make_faq(published_at=None)

        assert self.close().to_stage == Stage.CLOSED


class TestReopeningOnTheServer:
    @pytest.mark.parametrize("to", [Stage.CLOSING, Stage.OPEN])
    def test_needs_a_reason_and_leaves_a_row_that_says_it(self, closed_site, to):
        with pytest.raises(StageMoveRefused, match="a reason is kept with the move"):
            move_stage(to, by=None)
        assert SiteState.objects.current().is_closed

        move_stage(to, by=None, reason="A letter was missing.")

        change = StageChange.objects.newest_first().first()
        assert SiteState.objects.current().stage == to
        assert (change.from_stage, change.reason) == (Stage.CLOSED, "A letter was missing.")


class TestWhatTakesTwoPeople:
    def test_is_refused_to_one_who_would_close_alone(self, closing_site, make_user):
        with pytest.raises(StageMoveRefused, match="A second administrator has to confirm"):
            move_stage(Stage.CLOSED, by=make_user(), reason="It has ended.", edition=edition())

        assert SiteState.objects.current().is_closing

    @pytest.mark.parametrize("to", [Stage.CLOSING, Stage.OPEN])
    def test_is_refused_to_one_who_would_reopen_alone(self, closed_site, make_user, to):
        with pytest.raises(StageMoveRefused, match="A second administrator has to confirm"):
            move_stage(to, by=make_user(), reason="A letter was missing.")

        assert SiteState.objects.current().is_closed


def test_a_site_that_nobody_moved_is_open(db):
    assert SiteState.objects.current().is_open
