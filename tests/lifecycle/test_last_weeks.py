"""What people say of the tasks of the last weeks: through one door, and for ever."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from archive.lifecycle import TaskRefused, lapsed_marks, move_stage, say_of_task, standing_marks
from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
    Countdown,
    Stage,
    Task,
    TaskMark,
)

DONE, WAIVED, TAKEN_BACK = TaskMark.Says.DONE, TaskMark.Says.WAIVED, TaskMark.Says.TAKEN_BACK


@pytest.fixture
def adam(make_user):
    return make_user("Administrators")


@pytest.fixture
def set_days(adam):
    def set_days(domain_ends_on: date) -> Countdown:
        days = Countdown(closing_on=date(2023, 3, 10), domain_ends_on=domain_ends_on, set_by=adam)
        days.follow_rules()
        days.save()
        return days

    return set_days


class TestATask:
    def test_is_done_when_somebody_says_so(self, adam):
        say_of_task(Task.AGREE, DONE, by=adam, seen=0, words=" Reference 12 ")

        mark = standing_marks()[Task.AGREE]
        assert (mark.made_by, mark.words, mark.is_done) == (adam, "Reference 12", True)

    def test_is_open_again_when_that_is_taken_back_and_both_stay_on_the_record(self, adam):
        say_of_task(Task.AGREE, DONE, by=adam, seen=0)
        say_of_task(Task.AGREE, TAKEN_BACK, by=adam, seen=1, words="They never answered.")

        assert Task.AGREE not in standing_marks()
        assert TaskMark.objects.of(Task.AGREE).count() == 2

    def test_can_be_done_after_it_was_taken_back(self, adam):
        say_of_task(Task.AGREE, DONE, by=adam, seen=0)
        say_of_task(Task.AGREE, TAKEN_BACK, by=adam, seen=1, words="Too early.")
        say_of_task(Task.AGREE, DONE, by=adam, seen=2)

        assert standing_marks()[Task.AGREE].number == 3

    @pytest.mark.parametrize("words", ["", "  \n "])
    def test_is_waived_with_a_reason_only(self, adam, words):
        with pytest.raises(TaskRefused, match="Say why"):
            say_of_task(Task.COMPARE, WAIVED, by=adam, seen=0, words=words)

        say_of_task(Task.COMPARE, WAIVED, by=adam, seen=0, words="They give no index.")
        assert standing_marks()[Task.COMPARE].is_waived

    def test_is_taken_back_with_a_reason_only(self, adam):
        say_of_task(Task.AGREE, DONE, by=adam, seen=0)

        with pytest.raises(TaskRefused, match="Say why"):
            say_of_task(Task.AGREE, TAKEN_BACK, by=adam, seen=1)

    def test_that_is_open_cannot_be_taken_back(self, adam):
        with pytest.raises(TaskRefused, match="nothing to take back"):
            say_of_task(Task.AGREE, TAKEN_BACK, by=adam, seen=0, words="Why not.")

    def test_that_is_done_is_not_done_again(self, adam):
        say_of_task(Task.AGREE, DONE, by=adam, seen=0)

        with pytest.raises(TaskRefused, match="Take that back first"):
            say_of_task(Task.AGREE, WAIVED, by=adam, seen=1, words="No.")

    def test_of_which_something_was_said_meanwhile_is_looked_at_again(self, adam):
        say_of_task(Task.AGREE, DONE, by=adam, seen=0)
        say_of_task(Task.AGREE, TAKEN_BACK, by=adam, seen=1, words="Too early.")

        with pytest.raises(TaskRefused, match="Look at it again"):
            say_of_task(Task.AGREE, DONE, by=adam, seen=0)

    def test_holds_no_characters_that_nobody_sees(self, adam):
        with pytest.raises(TaskRefused):
            say_of_task(Task.AGREE, DONE, by=adam, seen=0, words="a\u202eb")


class TestWhatNobodyCanHaveDone:
    def test_announcing_while_the_site_is_open(self, adam):
        with pytest.raises(TaskRefused, match="not announced yet"):
            say_of_task(Task.ANNOUNCE, DONE, by=adam, seen=0)

    def test_closing_while_it_is_closing(self, adam, closing_site):
        say_of_task(Task.ANNOUNCE, DONE, by=adam, seen=0)

        with pytest.raises(TaskRefused, match="not closed yet"):
            say_of_task(Task.CLOSE, DONE, by=adam, seen=0)

    def test_handing_over_before_the_site_is_archived(self, adam, closed_site, archive_site):
        with pytest.raises(TaskRefused, match="not archived yet"):
            say_of_task(Task.MOVE, DONE, by=adam, seen=0)

        archive_site()
        assert say_of_task(Task.MOVE, DONE, by=adam, seen=0).is_done

    @pytest.mark.parametrize(
        "task", [Task.FREEZE, Task.VERIFY, Task.LAST_CRAWL, Task.HAND_OVER, Task.COMPARE]
    )
    def test_what_is_done_with_a_closed_site_before_it_is_closed(self, adam, closing_site, task):
        with pytest.raises(TaskRefused, match="not closed yet"):
            say_of_task(task, DONE, by=adam, seen=0)

    @pytest.mark.parametrize("says", [DONE, WAIVED])
    def test_verifying_before_somebody_said_of_freezing_what_became_of_it(
        self, adam, closed_site, says
    ):
        with pytest.raises(TaskRefused, match="no frozen copy"):
            say_of_task(Task.VERIFY, DONE, by=adam, seen=0)

        say_of_task(Task.FREEZE, says, by=adam, seen=0, words="By the department.")
        assert say_of_task(Task.VERIFY, DONE, by=adam, seen=0).is_done

    def test_looking_before_anybody_put_on_the_record_what_was_seen(self, adam, closed_site):
        say_of_task(Task.CLOSE, DONE, by=adam, seen=0)

        with pytest.raises(TaskRefused, match="home page"):
            say_of_task(Task.LOOK, DONE, by=adam, seen=0)

    def test_can_be_waived(self, adam):
        say_of_task(Task.LOOK, WAIVED, by=adam, seen=0, words="The archive did not take the site.")

        assert standing_marks()[Task.LOOK].is_waived


class TestWhatWasDoneWithTheSiteAsItClosed:
    def test_is_to_be_done_again_once_it_is_reopened(self, adam, closed_site):
        say_of_task(Task.CLOSE, DONE, by=adam, seen=0)
        say_of_task(Task.FREEZE, DONE, by=adam, seen=0)
        assert Task.FREEZE in standing_marks()
        move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")

        assert not standing_marks()
        assert "reopened since" in lapsed_marks()[Task.FREEZE]

    def test_is_to_be_done_again_for_the_next_closing(self, adam, closed_site, close_site):
        say_of_task(Task.FREEZE, DONE, by=adam, seen=0)
        move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")
        close_site()
        assert "closed again" in lapsed_marks()[Task.FREEZE]

        say_of_task(Task.FREEZE, DONE, by=adam, seen=1)
        assert Task.FREEZE in standing_marks()
        assert not lapsed_marks()

    def test_stands_when_the_site_is_only_shown_here_again(self, adam, archive_site):
        archive_site()
        say_of_task(Task.FREEZE, DONE, by=adam, seen=0)
        say_of_task(Task.MOVE, DONE, by=adam, seen=0)
        move_stage(Stage.CLOSED, by=None, reason="Their copy was broken.")

        assert Task.FREEZE in standing_marks()
        assert "shown here again" in lapsed_marks()[Task.MOVE]

    def test_is_not_needed_then_either_where_it_was_not_needed(self, adam, closed_site):
        say_of_task(Task.COMPARE, WAIVED, by=adam, seen=0, words="They give no index.")
        move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")

        assert Task.COMPARE in standing_marks()


class TestRenewingTheDomain:
    def test_holds_until_it_has_another_last_day(self, adam, set_days):
        with time_machine.travel("2023-01-01 12:00Z") as clock:
            set_days(date(2023, 12, 31))
            clock.shift(timedelta(days=1))
            say_of_task(Task.RENEW_DOMAIN, DONE, by=adam, seen=0)
            assert Task.RENEW_DOMAIN in standing_marks()
            clock.shift(timedelta(days=1))
            set_days(date(2024, 12, 31))

        assert Task.RENEW_DOMAIN not in standing_marks()

    def test_can_be_said_again_then(self, adam, set_days):
        with time_machine.travel("2023-01-01 12:00Z") as clock:
            set_days(date(2023, 12, 31))
            say_of_task(Task.RENEW_DOMAIN, DONE, by=adam, seen=0)
            clock.shift(timedelta(days=1))
            set_days(date(2024, 12, 31))
            clock.shift(timedelta(days=1))
            say_of_task(Task.RENEW_DOMAIN, DONE, by=adam, seen=1)

        assert standing_marks()[Task.RENEW_DOMAIN].number == 2


class TestTheRecordOfTheLastWeeks:
    @pytest.fixture
    def rows(self, adam, set_days):
        check = {"archived_address": "https://archive.example/", "looked_on": date(2023, 3, 12)}
        return {
            "archive_countdown": set_days(date(2023, 12, 31)),
            "archive_taskmark": say_of_task(Task.AGREE, DONE, by=adam, seen=0),
            "archive_archivecheck": ArchiveCheck.objects.create(
                address="/", looked_by="Ada", verdict="well", recorded_by=adam, **check
            ),
            "archive_archivecomparison": ArchiveComparison.objects.keep(
                ("frozen", "ab" * 32),
                "answers.cdx",
                {"same": 1, "different": 0, "not_held": 0, "not_compared": 0, "only_theirs": 0},
            ),
        }

    def test_is_written_in_a_closed_site(self, closed_site, rows):
        assert len(rows) == 4

    def test_cannot_change_and_cannot_go(self, rows):
        for table, row in rows.items():
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608
                with (
                    pytest.raises(IntegrityError, match="on the record for ever"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement)
            assert type(row).objects.get() == row

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
    def test_cannot_be_replaced(self, rows):
        for table in rows:
            with (
                pytest.raises(IntegrityError, match="on the record for ever"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
    def test_cannot_be_replaced_by_its_number(self, rows):
        columns = "task, number, says, words, made_by_id, made_at"
        with (
            pytest.raises(IntegrityError, match="on the record for ever"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"REPLACE INTO archive_taskmark ({columns}) SELECT {columns} FROM archive_taskmark"  # noqa: S608
            )

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
    def test_cannot_be_emptied(self, rows):
        connection.check_constraints()  # or PostgreSQL says that there is still something to check
        for table in rows:
            with (
                pytest.raises(IntegrityError, match="on the record for ever"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"TRUNCATE {table}")

    def test_makes_no_new_edition(self, edition_number, rows):
        before = edition_number()
        say_of_task(Task.NOMINATE, DONE, by=rows["archive_taskmark"].made_by, seen=0)

        assert edition_number() == before
