"""The triggers around migrations: there afterwards, whatever happened in between."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection

from archive.lifecycle import move_stage, triggers
from archive.lifecycle.triggers.migrating import after_migrating, the_triggers_are_there
from archive.models import Edition, Stage
from tests.own_database import PROJECT

A_TOPIC = "INSERT INTO archive_topic (id, name, slug, description) VALUES (91, 'Kin', 'kin', '')"
A_COUNT = {
    "sqlite": ('DROP TRIGGER "edition_archive_board_update"', "edition_archive_board_update"),
    "postgresql": (
        "DROP TRIGGER edition_counts ON archive_board",
        "edition_counts on archive_board",
    ),
}


@pytest.fixture
def drop_one(db):
    """Take one trigger away, and answer with its name."""

    def drop() -> str:
        statement, name = A_COUNT[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(statement)
        return name

    return drop


class TestTheCheck:
    def test_is_silent_where_all_is_well(self, db):
        assert the_triggers_are_there(databases=["default"]) == []

    def test_asks_no_database_that_it_was_not_given(self):
        assert the_triggers_are_there(databases=None) == []

    def test_names_what_is_missing(self, drop_one):
        name = drop_one()

        (said,) = the_triggers_are_there(databases=["default"])

        assert said.id == "archive.W001"
        assert f"missing: {name}" in said.msg

    def test_names_what_is_of_another_version(self, drop_one):
        drop_one()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER edition_archive_board_update BEFORE UPDATE ON archive_board"
                " BEGIN SELECT 1; END"
                if connection.vendor == "sqlite"
                else "CREATE TRIGGER edition_counts AFTER UPDATE ON archive_board"
                " EXECUTE FUNCTION edition_of_truncation()"
            )

        (said,) = the_triggers_are_there(databases=["default"])

        assert "not as this version makes it" in said.msg

    def test_names_what_was_switched_off(self, db):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite cannot switch a trigger off.")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE archive_board DISABLE TRIGGER guard_stage")

        (said,) = the_triggers_are_there(databases=["default"])

        assert "guard_stage on archive_board" in said.msg

    def test_is_said_by_manage_py_check(self, drop_one, capsys):
        drop_one()

        call_command("check", databases=["default"])

        assert "archive.W001" in capsys.readouterr().err


class TestAfterMigrating:
    def test_what_is_missing_is_put_back_and_an_edition_begins(self, drop_one, edition_number):
        before = edition_number()
        drop_one()

        after_migrating(using="default")

        assert triggers.findings() == []
        assert edition_number() > before

    def test_nothing_happens_where_nothing_was_wanting(self, edition_number):
        before = edition_number()

        after_migrating(using="default")

        assert edition_number() == before

    def test_a_closed_site_stays_in_its_edition(self, closing_site, drop_one, edition_number):
        before = edition_number()
        move_stage(Stage.CLOSED, by=None, reason="It ended.", edition=before)
        drop_one()

        after_migrating(using="default")

        assert triggers.findings() == []
        assert Edition.objects.get().number == before

    def test_a_database_of_an_earlier_version_has_none(self, own_database):
        own_database.manage("migrate", "archive", "0001", "--verbosity", "0")

        count = (
            "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'edition%' OR tgname LIKE 'guard%'"
            if own_database.is_postgresql
            else "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'"
        )
        assert own_database.one(count) == 0

    def test_a_database_that_lost_a_table_keeps_those_of_the_others(self, own_database):
        own_database.tell("INSERT INTO archive_sitestate (id, stage) VALUES (1, 'closed')")
        own_database.tell("DROP TABLE archive_helpline")
        own_database.manage("migrate", "--verbosity", "0")

        with pytest.raises(Exception, match="The site is closed"):
            own_database.tell(A_TOPIC)
        said = own_database.manage("check", "--database", "default").stderr
        assert "missing: the table archive_helpline" in said

    def test_they_can_be_taken_away_and_put_back(self, db):
        triggers.remove()
        assert len(triggers.findings()) > 90

        assert triggers.install()
        assert triggers.findings() == []
        assert not triggers.install()


# A migration that makes a table anew, as AlterField does on SQLite, and then waits to be killed.
SLOW_MIGRATION = """
import sys, time
from pathlib import Path
import django
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

django.setup()

def wait(apps, schema_editor):
    Path(sys.argv[1]).write_text("here")
    time.sleep(120)

class Migration(migrations.Migration):
    dependencies = [max(key for key in MigrationLoader(None).graph.leaf_nodes("archive"))]
    operations = [
        migrations.AlterField("board", "name", models.CharField(max_length=151, unique=True)),
        migrations.RunPython(wait),
    ]

load = MigrationLoader.load_disk
def load_with_another(self):
    load(self)
    self.disk_migrations["archive", "9999_slow"] = Migration("9999_slow", "archive")
MigrationLoader.load_disk = load_with_another
call_command("migrate", verbosity=0)
"""

PUBLISHING = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.db import transaction
from django.utils import timezone
from archive.models import Page

with transaction.atomic():
    for number in range(3):
        Page(kind="page", title="It", slug=f"it-{number}", published_at=timezone.now()).save()
    Path(sys.argv[1]).write_text("here")
    time.sleep(120)
"""


@pytest.fixture
def kill_in_the_middle_of(own_database, tmp_path):
    """Run this code on the test's own database, and kill it once it says that it waits."""

    def kill(code: str) -> None:
        sign = tmp_path / "here"
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(sign)], cwd=PROJECT, env=own_database.environment
        )
        try:
            for _ in range(600):
                if sign.exists() or process.poll() is not None:
                    break
                time.sleep(0.1)
            assert sign.exists()
        finally:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    return kill


class TestAProcessThatIsKilled:
    def test_in_a_migration_leaves_what_the_next_one_puts_right(
        self, own_database, kill_in_the_middle_of
    ):
        before = own_database.edition

        kill_in_the_middle_of(SLOW_MIGRATION)
        own_database.manage("migrate", "--verbosity", "0")

        said = own_database.manage("check", "--database", "default", "--fail-level", "WARNING")
        assert "no issues" in said.stdout
        if not own_database.is_postgresql:  # there the killed one changed nothing at all
            assert own_database.edition > before
        own_database.tell("UPDATE archive_edition SET number = 70")
        own_database.tell(
            "INSERT INTO archive_board (name, slug, kind, summary, body, position)"
            " VALUES ('The board', 'the-board', 'board', '', '', 0)"
        )
        assert own_database.edition == 71

    def test_in_publishing_leaves_neither_the_pages_nor_an_edition(
        self, own_database, kill_in_the_middle_of
    ):
        before = own_database.edition

        kill_in_the_middle_of(PUBLISHING)

        assert own_database.one("SELECT COUNT(*) FROM archive_record") == 0
        assert own_database.edition == before

    def test_before_it_committed_holds_up_nobody_else(self, own_database, kill_in_the_middle_of):
        before = own_database.edition

        kill_in_the_middle_of(PUBLISHING)
        with closing(own_database.connect()) as plain, closing(plain.cursor()) as cursor:
            cursor.execute(
                "INSERT INTO archive_board (name, slug, kind, summary, body, position)"
                " VALUES ('The board', 'the-board', 'board', '', '', 0)"
            )
            plain.commit()

        assert own_database.edition == before + 1
