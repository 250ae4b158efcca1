"""A closed site is closed by the database: no row of the record changes, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.lifecycle import move_stage, triggers
from archive.models import Record, SiteState, Stage, StageChange, StageRequest

SITE_CLOSED = "The site is closed: nothing on the record can change"
FOR_EVER = "on the record for ever"
ONLY_ALOUD = "leaves that stage only with a reason"


@pytest.fixture
def close(closing_site, edition_number):
    def close() -> None:
        move_stage(Stage.CLOSED, by=None, reason="It ended.", edition=edition_number())

    return close


def refused(says: str, change, *arguments, **facts) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        change(*arguments, **facts)


def plain(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestAClosedSite:
    @pytest.mark.parametrize("table", [table.name for table in triggers.TABLES if table.is_guarded])
    def test_refuses_any_change_of_a_table(self, table, close, things):
        made = things()
        close()
        column = "record_id" if table == "archive_record_topics" else _a_column(table)

        refused(SITE_CLOSED, plain, f"UPDATE {table} SET {column} = {column}")  # noqa: S608
        refused(SITE_CLOSED, plain, f"DELETE FROM {table}")  # noqa: S608
        refused(SITE_CLOSED, plain, f"INSERT INTO {table} SELECT * FROM {table}")  # noqa: S608
        assert made

    def test_refuses_drafts_too(self, make_post, close):
        draft = make_post(published_at=None)
        close()

        refused(SITE_CLOSED, draft.save)
        refused(SITE_CLOSED, make_post, published_at=None)

    def test_refuses_changes_in_bulk(self, make_post, close):
        make_post()
        close()

        refused(SITE_CLOSED, Record.objects.update, title="Another.")
        refused(SITE_CLOSED, Record.objects.all().delete)

    def test_lets_people_sign_in(self, close, make_user, client):
        user = make_user("Editors")
        close()

        form = {"username": user.username, "password": "a long enough password"}
        assert client.post("/admin/login/", form).status_code == 302
        assert client.get("/admin/").status_code == 200
        user.set_password("another long password")
        user.save()

    def test_does_not_open_without_a_reason_on_the_record(self, close):
        close()

        refused(ONLY_ALOUD, SiteState.objects.update, stage=Stage.OPEN)
        refused(ONLY_ALOUD, SiteState.objects.all().delete)
        StageChange.objects.create(from_stage=Stage.CLOSED, to_stage=Stage.OPEN, reason=" ")
        refused(ONLY_ALOUD, SiteState.objects.update, stage=Stage.OPEN)

    def test_opens_with_one(self, close, make_post):
        close()

        move_stage(Stage.OPEN, by=None, reason="A mistake in the report.")

        assert make_post().pk

    def test_does_not_open_by_the_reason_of_another_time(self, closing_site, edition_number):
        close = {"by": None, "reason": "It ended."}
        move_stage(Stage.CLOSED, edition=edition_number(), **close)
        move_stage(Stage.CLOSING, by=None, reason="A mistake.")
        move_stage(Stage.CLOSED, edition=edition_number(), **close)

        refused(ONLY_ALOUD, SiteState.objects.update, stage=Stage.CLOSING)

    def test_is_not_said_to_leave_a_stage_that_it_is_not_in(self, close):
        close()
        facts = {"from_stage": Stage.OPEN, "to_stage": Stage.CLOSING, "reason": "No."}

        refused("no other stage can be left", StageChange.objects.create, **facts)


class TestInEveryStage:
    def test_a_change_of_stage_stays_on_the_record(self, closing_site):
        refused(FOR_EVER, StageChange.objects.update, reason="Another.")
        refused(FOR_EVER, plain, "DELETE FROM archive_stagechange")

    def test_a_decided_wish_stays_on_the_record(self, make_user):
        by = make_user()
        wish = StageRequest.objects.create(to_stage=Stage.CLOSED, reason="Over.", asked_by=by)
        wish.outcome, wish.decided_by = StageRequest.Outcome.DECLINED, by
        wish.decided_at = "2026-01-01T00:00Z"
        wish.save()

        refused(FOR_EVER, StageRequest.objects.update, reason="Another.")
        refused(FOR_EVER, plain, "DELETE FROM archive_stagerequest")


def _a_column(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)
