"""Closing the site, and opening what is closed: one administrator asks, a second confirms."""

import pytest

from archive.lifecycle import (
    PagesNotKept,
    StageMoveRefused,
    ask_for_stage,
    confirm_stage,
    decline_stage,
    move_stage,
)
from archive.models import Edition, SiteState, Stage, StageChange, StageRequest


@pytest.fixture
def ada(make_user):
    return make_user("Administrators", first_name="Ada", last_name="Rao")


@pytest.fixture
def bea(make_user):
    return make_user("Administrators", first_name="Bea", last_name="Moss")


@pytest.fixture
def asked_to_close(closing_site, ada) -> StageRequest:
    return ask_for_stage(Stage.CLOSED, by=ada, reason=" The review has ended. ")


def edition() -> int:
    return Edition.objects.current().number


class TestAsking:
    def test_changes_nothing_yet(self, asked_to_close, ada):
        assert StageRequest.objects.waiting() == asked_to_close
        assert (asked_to_close.asked_by, asked_to_close.reason) == (ada, "The review has ended.")
        assert SiteState.objects.current().is_closing

    def test_needs_a_reason(self, closing_site, ada):
        with pytest.raises(StageMoveRefused, match="Say why the site closes now"):
            ask_for_stage(Stage.CLOSED, by=ada, reason=" ")

        assert StageRequest.objects.waiting() is None

    def test_is_refused_while_another_asks(self, asked_to_close, bea):
        with pytest.raises(StageMoveRefused, match="Ada Rao asked for the stage “Closed” already"):
            ask_for_stage(Stage.CLOSED, by=bea, reason="I think so too.")

        assert StageRequest.objects.count() == 1

    def test_is_refused_where_one_person_is_enough(self, closing_site, ada):
        with pytest.raises(StageMoveRefused, match="needs no second administrator"):
            ask_for_stage(Stage.OPEN, by=ada, reason="Too early.")

    def test_is_refused_for_closing_an_open_site(self, db, ada):
        with pytest.raises(StageMoveRefused, match="announce its closing first"):
            ask_for_stage(Stage.CLOSED, by=ada, reason="It has ended.")

    def test_keeps_one_person_from_moving_the_site_meanwhile(self, asked_to_close, bea):
        with pytest.raises(StageMoveRefused, match="asked for the stage “Closed” already"):
            move_stage(Stage.OPEN, by=bea, reason="Too early.")

        assert SiteState.objects.current().is_closing


class TestConfirming:
    def test_moves_the_site_and_records_both_people(self, asked_to_close, ada, bea):
        confirm_stage(asked_to_close, by=bea, edition=edition())

        change = StageChange.objects.newest_first().first()
        assert SiteState.objects.current().is_closed
        assert (change.made_by, change.confirmed_by) == (ada, bea)
        assert (change.from_stage, change.to_stage) == (Stage.CLOSING, Stage.CLOSED)
        assert change.reason == "The review has ended."

    def test_decides_what_was_asked_for(self, asked_to_close, bea):
        confirm_stage(asked_to_close, by=bea, edition=edition())

        asked_to_close.refresh_from_db()
        assert StageRequest.objects.waiting() is None
        assert asked_to_close.outcome == StageRequest.Outcome.CONFIRMED
        assert asked_to_close.decided_by == bea
        assert asked_to_close.decided_at is not None

    def test_is_refused_to_the_one_who_asked(self, asked_to_close, ada):
        with pytest.raises(StageMoveRefused, match="You asked for this yourself"):
            confirm_stage(asked_to_close, by=ada, edition=edition())

        assert SiteState.objects.current().is_closing

    def test_is_refused_once_it_was_decided(self, asked_to_close, ada, bea):
        decline_stage(asked_to_close, by=ada)

        with pytest.raises(StageMoveRefused, match="Ada Rao decided this meanwhile: declined"):
            confirm_stage(asked_to_close, by=bea, edition=edition())

        assert SiteState.objects.current().is_closing

    def test_is_refused_once_the_server_moved_the_site(self, asked_to_close, bea):
        move_stage(Stage.OPEN, by=None, reason="Too early.")

        with pytest.raises(StageMoveRefused, match="has become “Open” since this was asked for"):
            confirm_stage(asked_to_close, by=bea, edition=edition())

        assert SiteState.objects.current().is_open

    def test_is_refused_once_something_else_is_served(self, asked_to_close, bea):
        with pytest.raises(PagesNotKept):
            confirm_stage(asked_to_close, by=bea, edition=edition() + 1)

        assert StageRequest.objects.waiting() == asked_to_close


class TestDeclining:
    def test_leaves_the_site_as_it_is(self, asked_to_close, bea):
        declined = decline_stage(asked_to_close, by=bea)

        assert (declined.outcome, declined.decided_by) == (StageRequest.Outcome.DECLINED, bea)
        assert SiteState.objects.current().is_closing
        assert StageRequest.objects.waiting() is None

    def test_by_the_one_who_asked_takes_it_back(self, asked_to_close, ada):
        decline_stage(asked_to_close, by=ada)

        assert StageRequest.objects.waiting() is None

    def test_is_refused_once_it_was_confirmed(self, asked_to_close, ada, bea):
        confirm_stage(asked_to_close, by=bea, edition=edition())

        with pytest.raises(StageMoveRefused, match="Bea Moss decided this meanwhile: confirmed"):
            decline_stage(asked_to_close, by=ada)

    def test_makes_room_for_another_wish(self, asked_to_close, ada, bea):
        decline_stage(asked_to_close, by=bea)

        assert ask_for_stage(Stage.CLOSED, by=bea, reason="Now it has.").asked_by == bea


@pytest.mark.parametrize("to", [Stage.CLOSING, Stage.OPEN])
def test_two_people_reopen_what_is_closed_and_it_is_on_the_record(closed_site, ada, bea, to):
    asked = ask_for_stage(to, by=ada, reason="A letter was missing.")
    assert SiteState.objects.current().is_closed

    confirm_stage(asked, by=bea)

    change = StageChange.objects.newest_first().first()
    assert SiteState.objects.current().stage == to
    assert (change.from_stage, change.to_stage) == (Stage.CLOSED, to)
    assert (change.made_by, change.confirmed_by) == (ada, bea)
