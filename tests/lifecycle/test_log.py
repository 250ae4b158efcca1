"""The log: every change by every path is a line, with whose hand it was."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from archive.hands import in_the_hand_of
from archive.lifecycle import move_stage, triggers
from archive.lifecycle.triggers.logged import OTHER_APPS, UNLOGGED, logged_tables
from archive.lifecycle.triggers.migrating import after_migrating
from archive.models import Capture, FaqEntry, LogLine, Record, Stage, Topic

Kind = LogLine.Kind


@pytest.fixture
def lines_since(db):
    """A function: the lines that a block made, as tuples of what happened, to what, and which."""

    class Since:
        def __enter__(self) -> list[tuple[str, str, str]]:
            self.last = LogLine.objects.newest_first().first()
            self.found: list[tuple[str, str, str]] = []
            return self.found

        def __exit__(self, *raised) -> None:
            lines = LogLine.objects.as_written()
            if self.last:
                lines = lines.filter(pk__gt=self.last.pk)
            self.found.extend((line.kind, line.thing, line.what or line.key) for line in lines)

    return Since


def roll_back(change) -> None:
    """Make a change, and take it back with all that came of it."""
    with transaction.atomic():
        change()
        transaction.set_rollback(True)


class TestALineIsWritten:
    def test_for_a_row_that_comes_changes_and_goes(self, make_topic, lines_since):
        with lines_since() as lines:
            topic = make_topic()
            key = str(topic.pk)
            topic.description = "Who looks after a child of the family."
            topic.save()
            topic.delete()

        assert lines == [
            ("added", "archive_topic", key),
            ("changed", "archive_topic", "description"),
            ("deleted", "archive_topic", key),
        ]

    def test_for_what_is_changed_in_bulk(self, make_post, lines_since):
        make_post(), make_post()

        with lines_since() as lines:
            Record.objects.update(summary="Another.")

        assert lines == [("changed", "archive_record", "summary")] * 2

    def test_for_what_is_added_in_bulk(self, make_faq, lines_since):
        category = make_faq().category
        more = {"question": "Why?", "answer": "So.", "published_at": timezone.now()}

        with lines_since() as lines:
            FaqEntry.objects.bulk_create(
                FaqEntry(category=category, anchor=f"why-{n}", **more) for n in range(3)
            )

        assert [kind for kind, *_ in lines] == ["added"] * 3

    def test_by_the_name_of_what_was_changed_and_never_by_its_words(self, make_topic):
        topic = make_topic()
        Topic.objects.filter(pk=topic.pk).update(name="Zebras", description="Quaggas")

        line = LogLine.objects.newest_first().first()

        assert line.what == "name description"
        assert "Zebras" not in str(line.says())

    def test_none_for_what_stays_as_it_is(self, make_topic, lines_since):
        topic = make_topic()

        with lines_since() as lines:
            topic.save()

        assert lines == []

    def test_for_a_topic_given_to_a_record(self, make_post, make_topic, lines_since):
        post, topic = make_post(), make_topic()

        with lines_since() as lines:
            post.topics.add(topic)

        assert [line[:2] for line in lines] == [("added", "archive_record_topics")]

    def test_for_an_account_and_for_what_it_may_do(self, make_user, lines_since):
        somebody = make_user()

        with lines_since() as lines:
            somebody.groups.add(Group.objects.get(name="Editors"))
            somebody.set_password("quite another password")
            somebody.save()

        assert [line[1] for line in lines] == ["auth_user_groups", "auth_user"]
        assert lines[1][2] == "password"

    def test_for_a_move_of_the_site(self, make_notice, lines_since):
        make_notice()

        with lines_since() as lines:
            move_stage(Stage.CLOSING, by=None)

        assert {line[1] for line in lines} == {"archive_sitestate", "archive_stagechange"}

    def test_for_what_is_loaded_from_a_file(self, make_board, tmp_path, lines_since):
        board = make_board()
        fixture = tmp_path / "board.json"
        call_command("dumpdata", "archive.board", output=str(fixture))
        board.delete()

        with lines_since() as lines:
            call_command("loaddata", str(fixture), verbosity=0)

        assert [line[:2] for line in lines] == [("added", "archive_board")]

    def test_in_a_closed_site_as_well(self, closed_site, make_user, lines_since):
        with lines_since() as lines:
            make_user()

        assert [line[:2] for line in lines] == [("added", "auth_user")]

    def test_none_of_what_was_rolled_back(self, make_topic, lines_since):
        with lines_since() as lines:
            roll_back(make_topic)

        assert lines == []

    def test_none_for_what_readers_ask_for(self, db):
        """Their requests write captures: no change of the record, and no list of readers."""
        assert not {"archive_capture", "archive_body"} & logged_tables().keys()
        assert Capture._meta.db_table in UNLOGGED

    def test_for_every_table_or_it_says_why_not(self):
        every = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label not in OTHER_APPS
        }

        assert every == logged_tables().keys() | UNLOGGED.keys()
        assert all(len(why) > 10 for why in (UNLOGGED | OTHER_APPS).values())


class TestWhoseHandItWas:
    def test_is_told_of_a_person(self, make_topic, make_user):
        ada = make_user(username="ada")

        with in_the_hand_of(ada, "POST /admin/archive/topic/add/"):
            make_topic()

        line = LogLine.objects.about("archive_topic").get()
        assert (line.account, line.who, line.way) == (
            ada.pk,
            "ada",
            "POST /admin/archive/topic/add/",
        )

    def test_is_told_of_a_command(self, make_topic):
        with in_the_hand_of(None, "manage.py import_content"):
            make_topic()

        line = LogLine.objects.about("archive_topic").get()
        assert (line.account, line.who, line.way) == (None, "", "manage.py import_content")

    def test_is_told_after_a_savepoint_that_was_rolled_back(self, make_topic, make_user):
        with in_the_hand_of(make_user(username="ada"), "POST /admin/"):
            roll_back(make_topic)
            make_topic()

        assert LogLine.objects.about("archive_topic").get().who == "ada"

    def test_is_nobodys_once_the_request_is_over(self, make_topic, make_user):
        with in_the_hand_of(make_user(), "POST /admin/"):
            make_topic()
        make_topic()

        assert [line.way for line in LogLine.objects.about("archive_topic").as_written()] == [
            "POST /admin/",
            "",
        ]

    def test_is_told_of_changes_with_signs_of_percent_in_them(self, make_topic, make_user):
        with in_the_hand_of(make_user(username="ada"), "POST /admin/100%/"):
            topic = make_topic("100 % of children")
            with connection.cursor() as cursor:
                cursor.execute("UPDATE archive_topic SET description = '5 %'")

        topic.refresh_from_db()
        assert (topic.name, topic.description) == ("100 % of children", "5 %")
        assert {line.who for line in LogLine.objects.about("archive_topic")} == {"ada"}

    def test_is_told_of_many_rows_sent_at_once(self, make_topic, make_user):
        ada = in_the_hand_of(make_user(username="ada"), "POST /admin/")
        topics = "INSERT INTO archive_topic (name, slug, description) VALUES (%s, %s, '')"
        with ada, connection.cursor() as cursor:
            cursor.executemany(topics, [("Kin", "kin"), ("Care", "care")])

        assert [line.who for line in LogLine.objects.about("archive_topic")] == ["ada", "ada"]


class TestTheDatabaseRefuses:
    @pytest.fixture
    def line(self, make_topic) -> LogLine:
        make_topic()
        return LogLine.objects.newest_first().first()

    def refused(self, statement: str, *values) -> bool:
        refusal = pytest.raises(DatabaseError, match="only ever added to")
        with connection.cursor() as cursor, refusal, transaction.atomic():
            cursor.execute(statement, values)
        return True

    @pytest.mark.parametrize(
        "change", ["kind = 'deleted'", "thing = 'auth_user'", "at = '2020-01-01 00:00:00'",
                   "what = 'x'", '"key" = \'7\''],
    )  # fmt: skip
    def test_that_a_line_says_something_else(self, line, change):
        assert self.refused(f"UPDATE archive_logline SET {change} WHERE id = %s", line.pk)  # noqa: S608

    def test_that_a_line_goes(self, line):
        assert self.refused("DELETE FROM archive_logline WHERE id = %s", line.pk)

    def test_that_a_sealed_line_is_sealed_anew(self, line):
        LogLine.objects.filter(pk=line.pk).update(place=9_000_000, seal="a" * 64)

        assert self.refused("UPDATE archive_logline SET seal = 'b' WHERE id = %s", line.pk)

    def test_that_somebody_elses_name_is_put_to_it(self, make_topic, make_user):
        with in_the_hand_of(make_user(username="ada"), "POST /admin/"):
            make_topic()

        assert self.refused("UPDATE archive_logline SET who = 'bea' WHERE who = 'ada'")

    def test_that_a_line_is_put_in_with_a_seal(self, line):
        assert self.refused(
            'INSERT INTO archive_logline (at, kind, thing, "key", what, who, way, place, seal)'
            " SELECT at, kind, thing, \"key\", what, who, way, 9000000, 'a' FROM archive_logline"
            " WHERE id = %s",
            line.pk,
        )

    def test_the_same_in_a_closed_site(self, closed_site):
        assert self.refused("DELETE FROM archive_logline")

    def test_that_it_is_emptied(self, db):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no TRUNCATE.")
        assert self.refused("TRUNCATE archive_logline")


class TestPlainSql:
    def test_is_logged_as_nobodys(self, own_database):
        own_database.tell(
            "INSERT INTO archive_topic (id, name, slug, description) VALUES (91, 'Kin', 'kin', '')",
            "UPDATE archive_topic SET name = 'Kinship' WHERE id = 91",
            "DELETE FROM archive_topic WHERE id = 91",
        )

        told = "SELECT {} FROM archive_logline WHERE kind = '{}' AND thing = 'archive_topic'"
        for kind in ("added", "changed", "deleted"):
            assert own_database.one(told.format('"key"', kind)) == "91"
            assert own_database.one(told.format("way", kind)) == ""
        assert own_database.one(told.format("what", "changed")) == "name"

    def test_a_row_that_another_replaced_is_logged(self, own_database):
        if own_database.is_postgresql:
            pytest.skip("PostgreSQL has no REPLACE.")
        topic = "INTO archive_topic (id, name, slug, description) VALUES ({}, 'Kin', 'kin', '')"
        own_database.tell(f"INSERT {topic.format(91)}", f"INSERT OR REPLACE {topic.format(92)}")

        met = "SELECT \"key\" FROM archive_logline WHERE kind = 'met' AND thing = 'archive_topic'"
        assert own_database.one(met) == "91"

    def test_emptying_a_table_is_logged(self, own_database):
        if not own_database.is_postgresql:
            pytest.skip("SQLite has no TRUNCATE.")
        own_database.tell("TRUNCATE archive_turn")

        assert own_database.one("SELECT thing FROM archive_logline WHERE kind = 'emptied'") == (
            "archive_turn"
        )

    def test_a_migration_says_which_it_was(self, own_database):
        told = "SELECT what FROM archive_logline WHERE kind = 'migrated' ORDER BY id LIMIT 1"

        assert "archive.0001_initial" in own_database.one(told)

    def test_triggers_that_were_taken_away_and_put_back_are_told_of(self, db):
        triggers.remove()
        after_migrating(using="default")

        assert "triggers" in LogLine.objects.of_kind(Kind.MIGRATED).newest_first().first().what


def test_a_moment_is_the_same_in_the_seal_wherever_it_was_read(db):
    line = LogLine(at=datetime(2022, 5, 23, 9, 0, tzinfo=UTC), kind=Kind.ADDED)

    assert line.says(1)["at"] == "2022-05-23T09:00:00.000000+00:00"
    assert User.objects.count() == 0
