"""From closed to archived and back: by two people, with a reason, and with a place to lead to."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from archive.lifecycle import StageMoveRefused, ask_for_stage, confirm_stage, move_stage
from archive.models import (
    ArchiveCheck,
    ArchivedSite,
    Edition,
    Record,
    SiteState,
    Stage,
    StageChange,
)

WHY = "The web archive has all of it."
PLAIN = (
    "INSERT INTO archive_stagechange (from_stage, to_stage, made_at, reason)"
    " VALUES ('{left}', '{to}', '2026-01-01 00:00:00+00', 'Because.')"
)
STATE = "UPDATE archive_sitestate SET stage = '{to}'"


@pytest.fixture
def ada(make_user):
    return make_user("Administrators", first_name="Ada", last_name="Rao")


@pytest.fixture
def bea(make_user):
    return make_user("Administrators")


def plain(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def refused(says: str, *statements: str) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        plain(*statements)


def digits(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S}"


def stage() -> str:
    return SiteState.objects.current().stage


class TestTheMove:
    def test_is_made_by_two_people_with_what_the_first_one_said(
        self, closed_site, ada, bea, make_archived
    ):
        asked = ask_for_stage(Stage.ARCHIVED, by=ada, reason=WHY, archived=make_archived())
        assert stage() == Stage.CLOSED

        change = confirm_stage(asked, by=bea)

        assert stage() == Stage.ARCHIVED
        assert (change.made_by, change.confirmed_by, change.reason) == (ada, bea, WHY)
        archived = ArchivedSite.objects.of_the_last_move().get()
        assert (archived.asked, archived.change) == (asked, change)
        assert "A person has looked" in archived.checked

    def test_is_not_made_by_one_person_alone(self, closed_site, ada, make_archived):
        with pytest.raises(StageMoveRefused, match="A second administrator has to confirm"):
            move_stage(Stage.ARCHIVED, by=ada, reason=WHY, archived=make_archived())

    def test_needs_a_reason(self, closed_site, make_archived):
        with pytest.raises(StageMoveRefused, match="Say why the site goes to the web archive"):
            move_stage(Stage.ARCHIVED, by=None, archived=make_archived())

    def test_needs_a_place_to_lead_to(self, closed_site, ada):
        with pytest.raises(StageMoveRefused, match="Say where its pages are in the web archive"):
            ask_for_stage(Stage.ARCHIVED, by=ada, reason=WHY)

    @pytest.mark.parametrize("came_from", ["open", "closing"])
    def test_is_for_a_closed_site_alone(self, came_from, request, db, make_archived):
        if came_from == "closing":
            request.getfixturevalue("closing_site")

        with pytest.raises(StageMoveRefused, match="Only a closed site goes to the web archive"):
            move_stage(Stage.ARCHIVED, by=None, reason=WHY, archived=make_archived())

    def test_begins_no_edition_there_nor_back(self, closed_site, archive_site):
        before = Edition.objects.current().number
        archive_site()
        move_stage(Stage.CLOSED, by=None, reason="Their copy was broken.")

        assert Edition.objects.current().number == before

    def test_changes_nothing_while_it_is_only_asked_for_and_declined(
        self, closed_site, ada, make_archived
    ):
        ask_for_stage(Stage.ARCHIVED, by=ada, reason=WHY, archived=make_archived())

        assert not ArchivedSite.objects.of_the_last_move().exists()


class TestWhatHinders:
    @pytest.mark.parametrize(
        ("facts", "says"),
        [
            ({"checked": ""}, "Look at the web archive’s last crawl first"),
            ({"questions": "  "}, "Say where questions go now"),
            ({"timestamp": ""}, "The digits are no moment"),
            ({"timestamp": "2023031012"}, "The digits are no moment"),
            ({"timestamp": "20230231120000"}, "The digits are no moment"),
            ({"timestamp": "２" * 14}, "The digits are no moment"),
            ({"timestamp": "20990101000000"}, "still to come"),
            ({"timestamp": "20200101000000"}, "made before the site closed"),
            ({"prefix": "https://archive.example.org"}, "ends with a slash"),
            ({"prefix": "ftp://archive.example.org/"}, "begins with https://"),
            ({"prefix": "javascript:alert(1)/"}, "valid URL"),
            ({"questions": "Write\x07 to us."}, "character"),
        ],
    )
    def test_is_said_in_words(self, closed_site, make_archived, facts, says):
        with pytest.raises(StageMoveRefused, match=says):
            move_stage(Stage.ARCHIVED, by=None, reason=WHY, archived=make_archived(**facts))

        assert not ArchivedSite.objects.exists()

    def test_a_capture_of_the_second_of_the_closing_is_late_enough(self, closed_site, archive_site):
        archive_site(timestamp=digits(closed_site.made_at))

        assert stage() == Stage.ARCHIVED

    def test_a_capture_of_before_stays_good_when_the_site_is_archived_again(
        self, closed_site, archive_site
    ):
        archive_site(timestamp=digits(closed_site.made_at))
        move_stage(Stage.CLOSED, by=None, reason="Another way of answering is wanted.")
        archive_site(timestamp=digits(closed_site.made_at), answering="redirects")

        assert ArchivedSite.objects.of_the_last_move().first().leads_on

    def test_it_is_looked_at_again_when_it_is_confirmed(
        self, closed_site, ada, bea, make_archived, monkeypatch
    ):
        asked = ask_for_stage(Stage.ARCHIVED, by=ada, reason=WHY, archived=make_archived())
        earlier = timezone.now() - timedelta(days=1)
        monkeypatch.setattr("archive.lifecycle.archiving.timezone.now", lambda: earlier)

        with pytest.raises(StageMoveRefused, match="still to come"):
            confirm_stage(asked, by=bea)


class TestWhatWasSeenInTheArchive:
    @pytest.mark.parametrize("verdict", ["missing", "wrong"])
    def test_hinders_the_move_where_it_is_not_as_it_should_be(
        self, closed_site, make_archived, see_in_the_archive, verdict
    ):
        see_in_the_archive("/letters/one/", verdict)

        with pytest.raises(StageMoveRefused, match="/letters/one/ in the archive: "):
            move_stage(Stage.ARCHIVED, by=None, reason=WHY, archived=make_archived())

    def test_hinders_it_no_longer_once_it_was_put_right(
        self, archive_site, see_in_the_archive, close_site
    ):
        close_site()
        see_in_the_archive("/letters/one/", "wrong")
        see_in_the_archive("/letters/one/")
        archive_site()

        assert stage() == Stage.ARCHIVED

    def test_hinders_the_second_person_where_it_was_seen_meanwhile(
        self, closed_site, ada, bea, make_archived, see_in_the_archive
    ):
        asked = ask_for_stage(Stage.ARCHIVED, by=ada, reason=WHY, archived=make_archived())
        see_in_the_archive("/", "missing")

        with pytest.raises(StageMoveRefused, match="/ in the archive: something is missing"):
            confirm_stage(asked, by=bea)

    def test_of_a_crawl_of_before_the_closing_hinders_nobody(
        self, closed_site, archive_site, see_in_the_archive
    ):
        see_in_the_archive("/", "wrong", looked_on=timezone.localdate() - timedelta(days=2))
        archive_site()

        assert stage() == Stage.ARCHIVED

    def test_is_still_known_when_an_archived_site_is_closed_again(
        self, closed_site, archive_site, see_in_the_archive
    ):
        see_in_the_archive()
        archive_site()
        with time_machine.travel(timezone.now() + timedelta(days=3)):
            move_stage(Stage.CLOSED, by=None, reason="Their copy was broken.")
            assert ArchiveCheck.objects.of_the_home_page() is not None

    def test_that_nobody_looked_is_only_said(self, closed_site, archive_site):
        assert len(ArchiveCheck.objects.not_looked_at()) == 2
        archive_site()

        assert stage() == Stage.ARCHIVED


class TestTheWayBack:
    @pytest.mark.parametrize("to", [Stage.CLOSED, Stage.CLOSING, Stage.OPEN])
    def test_is_made_by_two_people_with_a_reason(self, archive_site, ada, bea, to):
        archive_site()
        with pytest.raises(StageMoveRefused, match="Say why its pages are shown here again"):
            ask_for_stage(to, by=ada, reason=" ")
        asked = ask_for_stage(to, by=ada, reason="Their copy was broken.")

        confirm_stage(asked, by=bea)

        assert stage() == to

    def test_to_closed_keeps_no_page_anew(self, archive_site):
        archive_site()

        move_stage(Stage.CLOSED, by=None, reason="Their copy was broken.")

        assert stage() == Stage.CLOSED

    def test_leads_to_a_site_that_can_change_and_close_again(
        self, archive_site, make_post, close_site
    ):
        archive_site()
        move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")
        make_post()
        close_site()

        assert Record.objects.count() == 1
        assert stage() == Stage.CLOSED


class TestTheDatabase:
    def test_lets_nobody_enter_without_a_place_to_lead_to(self, closed_site):
        refused(
            "with a row that says where its pages are",
            PLAIN.format(left="closed", to="archived"),
            STATE.format(to="archived"),
        )

    def test_lets_nobody_leave_without_a_reason(self, archive_site):
        archive_site()
        for to in ("closed", "closing", "open"):
            refused("leaves that stage only with a reason", STATE.format(to=to))

    def test_does_not_take_the_reason_of_an_earlier_move(self, archive_site):
        archive_site()
        move_stage(Stage.CLOSED, by=None, reason="Their copy was broken.")
        archive_site()

        refused("leaves that stage only with a reason", STATE.format(to="closed"))

    def test_does_not_archive_an_open_site_as_it_was_archived_before(self, archive_site):
        archive_site()
        move_stage(Stage.OPEN, by=None, reason="It goes on.")

        refused("with a row that says where its pages are", STATE.format(to="archived"))

    def test_records_no_leaving_of_a_stage_that_the_site_is_not_in(self, archive_site):
        archive_site()

        refused("no other stage can be left", PLAIN.format(left="closed", to="open"))

    def test_refuses_changes_of_the_record_as_in_a_closed_site(self, archive_site, make_post):
        make_post()
        archive_site()

        refused("nothing on the record can change", "UPDATE archive_record SET title = 'Another'")
        refused("nothing on the record can change", "UPDATE archive_edition SET dress = 'x'")

    def test_keeps_what_was_said_of_the_place(self, archive_site):
        archive_site()

        refused("is said while it is closed", "UPDATE archive_archivedsite SET questions = 'x'")
        refused("on the record for ever", "DELETE FROM archive_archivedsite")
        move_stage(Stage.CLOSED, by=None, reason="Their copy was broken.")
        refused("on the record for ever", "UPDATE archive_archivedsite SET questions = 'x'")
        refused("on the record for ever", "DELETE FROM archive_archivedsite")

    def test_takes_no_place_for_a_site_that_is_not_closed(self, closing_site, make_archived):
        change = StageChange.objects.get()
        with pytest.raises(IntegrityError, match="is said while it is closed"):
            make_archived(change=change).save()
