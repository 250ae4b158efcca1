"""The door between the stages of the site."""

import pytest

from archive.lifecycle import StageMoveRefused, move_stage
from archive.models import SiteState, Stage, StageChange


class TestMovingToClosing:
    def test_is_recorded_with_who_and_why(self, make_notice, make_user):
        make_notice()
        administrator = make_user("Administrators")

        change = move_stage(Stage.CLOSING, by=administrator, reason=" The review reported. ")

        assert SiteState.objects.current().is_closing
        assert change == StageChange.objects.get()
        assert (change.from_stage, change.to_stage) == (Stage.OPEN, Stage.CLOSING)
        assert (change.made_by, change.reason) == (administrator, "The review reported.")

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


def test_a_site_that_nobody_moved_is_open(db):
    assert SiteState.objects.current().is_open
