"""The store when several keep at once, and when a process dies in the middle of it."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.utils import timezone

from archive.models import Edition
from tests.own_database import PROJECT, OwnDatabase

KEEP = """
import json, sys
from django.utils import timezone
from archive.captures.kept import Answer
from archive.captures.packing import IN_DATABASE
from archive.captures.store import DatabaseStore
from archive.models import Body, Capture, Edition

store = DatabaseStore()
edition = Edition.objects.current().number
HTML = (("Content-Type", "text/html"),)

def keep(address, body, content_type="text/html"):
    answer = Answer(200, (("Content-Type", content_type),), body)
    return store.keep(address, answer, Edition.objects.current().number)

def next_edition():
    Edition.objects.begin_next(Edition.objects.current().number, began_at=timezone.now())
"""
TELL = """
from django.core.files.storage import default_storage
from archive.captures.large_bodies import names

captures = Capture.objects.oldest_first()
print(json.dumps({
    "captures": [[c.address, c.body_id, c.is_standing] for c in captures],
    "bodies": list(Body.objects.in_order().values_list("pk", flat=True)),
    "sizes": [default_storage.size(name) for name in names() if ".unfinished-" not in name],
    "times": [
        [c.captured_from.isoformat(), c.captured_until and c.captured_until.isoformat()]
        for c in captures
    ],
}))
"""
KILLED = """
import os, signal

def die(*args, **facts):
    os.kill(os.getpid(), signal.SIGKILL)
"""
MANY = 4


@dataclass
class Processes:
    """Processes over one database, with a folder for files."""

    database: OwnDatabase
    started: list[subprocess.Popen] = field(default_factory=list)

    def start(self, code: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{KEEP}{code}"],
            cwd=PROJECT,
            env=self.database.environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.started.append(process)
        return process

    def run(self, code: str) -> dict:
        """What stands in the store once the code has run."""
        process = self.start(f"{code}\n{TELL}")
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(told)

    def run_until_killed(self, code: str) -> None:
        process = self.start(f"{KILLED}{code}")
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL

    def at_once(self, code: str) -> list[str]:
        """What each of some processes prints that do the same thing at the same moment."""
        ready = "print('ready', flush=True); sys.stdin.readline()\n"
        processes = [self.start(f"me = {number}\n{ready}{code}") for number in range(MANY)]
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        told = [process.communicate(timeout=120)[0] for process in processes]
        assert [process.returncode for process in processes] == [0] * MANY
        return told


@pytest.fixture
def own(own_database):
    processes = Processes(own_database)
    yield processes
    for process in processes.started:
        process.kill()
        process.communicate()


class TestProcessesThatKeepAtOnce:
    def test_keep_the_same_answer_once_and_all_are_told(self, own):
        told = own.at_once("print(all(keep(f'/{n}/', b'<p>Same.</p>' * 99) for n in range(25)))")
        found = own.run("")

        assert told == ["True\n"] * MANY
        assert len(found["captures"]) == 25
        assert len(found["bodies"]) == 1

    def test_of_different_answers_one_stands_and_none_stood_together(self, own):
        own.at_once("[keep('/', f'{me} {n}'.encode()) for n in range(10)]")
        found = own.run("")
        standing = [capture for capture in found["captures"] if capture[2]]
        times = sorted(found["times"])

        assert len(standing) == 1
        assert all(until == begun for (_, until), (begun, _) in pairwise(times))

    def test_while_editions_begin_every_one_keeps_only_for_its_own(self, own):
        own.at_once("[(next_edition(), keep(f'/{n % 3}/', f'{n}'.encode())) for n in range(12)]")
        found = own.run("")

        assert len([capture for capture in found["captures"] if capture[2]]) <= 3
        assert {capture[1] for capture in found["captures"]} <= set(found["bodies"])


class TestAProcessThatIsKilled:
    @pytest.mark.parametrize(
        "moment",
        [
            "Edition.objects.hold",
            "type(Body.objects).bulk_create",
            "type(Capture.objects).create",
            "Capture.save",
        ],
    )
    def test_leaves_the_store_as_it_was(self, moment, own):
        before = own.run("keep('/', b'Before')")
        own.run_until_killed(f"next_edition()\n{moment} = die\nkeep('/', b'After')")

        assert own.run("") == before
        assert own.run("keep('/', b'After')")["captures"][-1][2]

    @pytest.mark.parametrize("moment", ["os.fsync", "type(Body.objects).bulk_create"])
    def test_leaves_no_half_of_a_large_body_under_its_name(self, moment, own):
        film = "keep('/film.mp4', b'0123456789' * IN_DATABASE, 'video/mp4')\n"
        own.run_until_killed(f"{moment} = die\n{film}")
        left = own.run("")
        found = own.run(film)

        assert left["captures"] == left["bodies"] == []
        assert len(found["captures"]) == 1
        assert found["sizes"] == [10 * 1024 * 1024]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
class TestAnEditionThatIsHeld:
    def test_cannot_end_before_what_is_kept_for_it_is_kept(self, transactional_db, elsewhere):
        number = Edition.objects.current().number
        with transaction.atomic():
            assert Edition.objects.hold(number)
            assert elsewhere(
                "SET lock_timeout = '200ms'; UPDATE archive_edition SET number = 9"
            ) == ("55P03")

    def test_may_be_held_by_many(self, transactional_db, elsewhere):
        number = Edition.objects.current().number
        with transaction.atomic():
            Edition.objects.hold(number)
            assert elsewhere("SELECT 1 FROM archive_edition FOR SHARE NOWAIT") is None

    def test_is_not_waited_for_while_the_next_one_begins(self, transactional_db, elsewhere):
        number = Edition.objects.current().number
        with transaction.atomic():
            Edition.objects.begin_next(number, began_at=timezone.now())
            with elsewhere.cursor() as cursor:
                cursor.execute(
                    "SELECT 1 FROM archive_edition WHERE number = %s FOR SHARE SKIP LOCKED",
                    [number],
                )
                assert cursor.fetchall() == []


@pytest.fixture
def elsewhere(transactional_db):
    """Another connection: what it is told to do, and the code of the error that it gets."""
    import psycopg2

    class Elsewhere:
        def __init__(self) -> None:
            self.connection = psycopg2.connect(**connection.get_connection_params())
            self.cursor = self.connection.cursor

        def __call__(self, sql: str) -> str | None:
            try:
                with self.cursor() as cursor:
                    cursor.execute(sql)
            except psycopg2.Error as error:
                return error.pgcode
            finally:
                self.connection.rollback()
            return None

    other = Elsewhere()
    yield other
    other.connection.close()
