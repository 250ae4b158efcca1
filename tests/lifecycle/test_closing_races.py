"""Closing while others write: nothing slips in behind the last edition, and nothing is lost."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from archive.lifecycle import (
    PagesNotKept,
    StageMoveRefused,
    ask_for_stage,
    confirm_stage,
    move_stage,
)
from archive.models import Edition, SiteState, Stage, StageChange, Topic
from tests.own_database import PROJECT

pytestmark = pytest.mark.django_db(transaction=True)
side_by_side = pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="SQLite lets one write at a time, and its tests' database, in memory, lets nobody wait",
)

close = partial(move_stage, Stage.CLOSED, by=None, reason="The review has ended.")


@pytest.fixture
def elsewhere():
    """Do something in a thread with a connection of its own; `join()` answers what came of it."""
    started = []

    class Elsewhere(threading.Thread):
        def __init__(self, do: Callable[[], object]) -> None:
            super().__init__(daemon=True)
            self.do = do
            self.outcome: object = None

        def run(self) -> None:
            try:
                self.outcome = self.do()
            except (DatabaseError, StageMoveRefused) as refusal:
                self.outcome = refusal
            finally:
                connection.close()

        def join(self, timeout: float = 20) -> object:
            super().join(timeout)
            assert not self.is_alive()
            return self.outcome

    def start(do: Callable[[], object]) -> Elsewhere:
        thread = Elsewhere(do)
        started.append(thread)
        thread.start()
        return thread

    yield start
    for thread in started:
        thread.join()


def number() -> int:
    return Edition.objects.current().number


@side_by_side
def test_a_change_on_its_way_is_waited_for_and_then_counts(
    closing_site, elsewhere, make_topic, make_post
):
    """It was allowed when it began: so the site closes after it, in an edition that has it."""
    make_post(topics=[make_topic("Kinship care")])
    kept = number()
    written, may_commit = threading.Event(), threading.Event()

    def rename() -> str:
        with transaction.atomic():
            Topic.objects.all().update(name="Kinship")
            written.set()
            may_commit.wait(10)
        return "renamed"

    writer = elsewhere(rename)
    assert written.wait(10)
    closer = elsewhere(lambda: close(edition=kept))
    threading.Event().wait(0.5)
    assert closer.is_alive()
    may_commit.set()

    assert writer.join() == "renamed"
    outcome = closer.join()

    assert Topic.objects.get().name == "Kinship"
    assert isinstance(outcome, PagesNotKept)
    assert SiteState.objects.current().is_closing


@side_by_side
def test_a_change_that_begins_while_it_closes_is_refused(closing_site, elsewhere, make_topic):
    make_topic("Kinship care")
    moved, may_commit = threading.Event(), threading.Event()

    def close_slowly() -> StageChange:
        with transaction.atomic():
            change = close(edition=number())
            moved.set()
            may_commit.wait(10)
        return change

    closer = elsewhere(close_slowly)
    assert moved.wait(10)
    writer = elsewhere(lambda: Topic.objects.all().update(name="Kinship"))
    threading.Event().wait(0.5)
    may_commit.set()

    assert closer.join().to_stage == Stage.CLOSED
    assert "The site is closed" in str(writer.join())
    assert Topic.objects.get().name == "Kinship care"


@side_by_side
def test_two_who_confirm_at_once_make_one_move(closing_site, elsewhere, make_user):
    ada, bea, cyd = (make_user("Administrators") for _ in range(3))
    asked = ask_for_stage(Stage.CLOSED, by=ada, reason="The review has ended.")
    kept = number()

    both = [elsewhere(partial(confirm_stage, asked, by=who, edition=kept)) for who in (bea, cyd)]
    outcomes = [each.join() for each in both]

    assert [type(each) for each in outcomes].count(StageChange) == 1
    assert "decided this meanwhile" in str(
        next(each for each in outcomes if isinstance(each, StageMoveRefused))
    )
    assert StageChange.objects.count() == 2


@side_by_side
def test_two_who_ask_at_once_leave_one_wish(closing_site, elsewhere, make_user):
    people = [make_user("Administrators") for _ in range(2)]
    asks = [
        elsewhere(partial(ask_for_stage, Stage.CLOSED, by=who, reason="It has ended."))
        for who in people
    ]

    outcomes = [each.join() for each in asks]

    assert sum(isinstance(each, StageMoveRefused) for each in outcomes) == 1


def test_the_server_waits_for_who_writes_and_closes_after_them(own_database):
    own_database.tell(
        "INSERT INTO archive_notice (title, body, starts_at, is_draft)"
        " VALUES ('It closes', 'It ends.', '2022-05-23 09:00:00+00', FALSE)"
    )
    own_database.manage("site_stage", "closing")
    with closing(own_database.connect()) as writer:
        writer.cursor().execute("UPDATE archive_notice SET title = 'It closes soon'")
        command = subprocess.Popen(
            [sys.executable, "manage.py", "site_stage", "closed", "--reason", "It has ended."],
            cwd=PROJECT,
            env=own_database.environment,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            command.wait(4)
        writer.commit()

    assert command.wait(30) == 0
    assert own_database.one("SELECT stage FROM archive_sitestate") == "closed"
    kept = "SELECT COUNT(*) FROM archive_capture WHERE address = '/' AND last_edition = "
    assert own_database.one(kept + str(own_database.edition)) == 1
    with pytest.raises(Exception, match="The site is closed"):
        own_database.tell("UPDATE archive_notice SET title = 'It closes'")
