"""What a process knows of the edition: from the database, the clock, and its own dress."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, ProgrammingError, connection

from archive.captures.dress import Dress
from archive.captures.editions import DatabaseEditions
from archive.captures.kept import StoreAway
from archive.lifecycle import move_stage
from archive.models import Edition, Stage
from archive.models.edition import EditionManager

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


class Worn(Dress):
    """A dress of a given name, in the place of one made of files."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def digest(self) -> str:
        return self.name


@pytest.fixture
def process(db):
    """A process that is dressed so."""

    def start(dress: str = "plain", **facts) -> DatabaseEditions:
        return DatabaseEditions(Worn(dress), **facts)

    return start


@pytest.fixture
def edition(db):
    """Begin an edition at NOW, as a change at that moment would have, in this dress."""

    def begin(dress: str = "plain", began_at: datetime = NOW) -> Edition:
        number = Edition.objects.current().number
        Edition.objects.begin_next(number, began_at=began_at, dress=dress)
        return Edition.objects.get()

    return begin


def test_a_change_is_another_edition(process, make_board, edition_number):
    editions = process()
    before = editions.read().number
    make_board()
    edition_number()

    assert editions.read().number > before


def test_nothing_happens_to_an_edition_that_is_read(process):
    editions = process()

    assert editions.read() == editions.read()


def test_reading_costs_one_question(process, django_assert_num_queries):
    editions = process()
    editions.read()

    with django_assert_num_queries(1):
        editions.read()


def test_a_database_without_an_edition_is_given_one(process, lose_edition):
    lose_edition()

    assert process().read().may_keep


class TestTheClock:
    def test_says_how_long_an_edition_holds(self, process, edition, make_post):
        make_post(published_at=NOW + AN_HOUR)
        edition()

        with time_machine.travel(NOW, tick=False):
            assert process().read().holds_until == NOW + AN_HOUR

    def test_begins_the_next_one_at_its_moment(self, process, edition, make_post):
        make_post(published_at=NOW + AN_HOUR)
        number = edition().number
        editions = process()

        with time_machine.travel(NOW + AN_HOUR - timedelta(microseconds=1), tick=False):
            assert editions.read().number == number
        with time_machine.travel(NOW + AN_HOUR, tick=False):
            known = editions.read()

        assert (known.number, known.began_at) == (number + 1, NOW + AN_HOUR)
        assert known.holds_until > NOW + AN_HOUR

    def test_begins_one_for_each_moment_that_nobody_looked_at(self, process, edition, make_post):
        for hour in (1, 2, 3):
            make_post(published_at=NOW + hour * AN_HOUR)
        number = edition().number

        with time_machine.travel(NOW + 5 * AN_HOUR, tick=False):
            known = process().read()

        assert (known.number, known.began_at) == (number + 3, NOW + 3 * AN_HOUR)

    def test_begins_one_edition_for_two_processes(self, process, edition, make_post):
        make_post(published_at=NOW + AN_HOUR)
        number = edition().number
        first, second = process(), process()

        with time_machine.travel(NOW, tick=False):
            first.read(), second.read()
        with time_machine.travel(NOW + AN_HOUR, tick=False):
            assert first.read() == second.read()

        assert Edition.objects.get().number == number + 1

    def test_passes_over_no_moment_where_the_databases_is_ahead(self, process, edition, make_post):
        """Or else the page without the post would be kept as that of an edition after it."""
        make_post(published_at=NOW + AN_HOUR)
        ahead = edition(began_at=NOW + AN_HOUR + timedelta(seconds=2))

        editions = process()

        with time_machine.travel(NOW + AN_HOUR - timedelta(seconds=1), tick=False):
            assert editions.read().holds_until == NOW + AN_HOUR
        with time_machine.travel(NOW + AN_HOUR, tick=False):
            known = editions.read()

        assert (known.number, known.began_at) == (ahead.number + 1, ahead.began_at)

    def test_is_asked_anew_once_a_publication_has_another_hour(
        self, process, edition, make_post, edition_number
    ):
        post = make_post(published_at=NOW + AN_HOUR)
        edition()
        editions = process()
        with time_machine.travel(NOW, tick=False):
            editions.read()
            type(post).objects.filter(pk=post.pk).update(published_at=NOW + 2 * AN_HOUR)
            edition_number()
            Edition.objects.update(began_at=NOW)  # the database has a clock of its own

            assert editions.read().holds_until == NOW + 2 * AN_HOUR


class TestTheDress:
    def test_that_is_new_begins_an_edition(self, process, edition):
        number = edition("old").number

        known = process("new").read()

        assert (known.number, known.may_keep) == (number + 1, True)
        assert Edition.objects.get().dress == "new"

    def test_that_is_the_same_begins_none(self, process, edition):
        number = edition("plain").number

        with time_machine.travel(NOW, tick=False):
            assert process("plain").read().number == number

    def test_that_is_old_keeps_nothing_any_more(self, process):
        old = process("old")
        assert old.read().may_keep

        new = process("new")
        assert new.read().may_keep
        assert not old.read().may_keep
        assert new.read().may_keep

    def test_of_a_command_is_not_put_on_over_the_servers(self, process):
        server = process("plain")
        number = server.read().number

        command = process("other", is_server=False)

        assert not command.read().may_keep
        assert (server.read().number, server.read().may_keep) == (number, True)

    def test_of_a_command_is_put_on_where_there_is_none(self, process):
        assert process("plain", is_server=False).read().may_keep

    def test_that_a_developer_changes_is_new_again(self, process):
        editions = process("first")
        before = editions.read()

        editions._dress.name = "second"
        after = editions.read()

        assert after.number == before.number + 1
        assert after.may_keep

    def test_is_put_on_again_where_the_edition_was_lost(self, process, lose_edition):
        editions = process()
        editions.read()
        lose_edition()

        assert editions.read().may_keep


class TestAClosedSite:
    @pytest.fixture
    def closed_number(self, closing_site, process, edition_number):
        process("plain").read()
        number = edition_number()
        move_stage(Stage.CLOSED, by=None, reason="It ended.", edition=number)
        return number

    def test_stays_in_its_edition_for_ever(self, closed_number, process):
        with time_machine.travel(datetime(2036, 1, 1, tzinfo=UTC), tick=False):
            known = process("plain").read()

        assert known.is_closed
        assert (known.number, known.holds_until) == (closed_number, None)

    def test_is_given_no_new_dress(self, closed_number, process):
        known = process("new").read()

        assert (known.number, known.may_keep) == (closed_number, False)

    def test_is_given_one_once_it_opens_again(self, closed_number, process):
        new = process("new")
        new.read()

        move_stage(Stage.OPEN, by=None, reason="A mistake.")

        assert new.read().may_keep


class TestADatabaseThatIsAway:
    @pytest.fixture
    def fails(self, monkeypatch):
        """Let the next so many questions fail."""

        def fails(times: int) -> None:
            ask, left = EditionManager.with_stage, [OperationalError("gone")] * times

            def asked(self):
                if left:
                    raise left.pop()
                return ask(self)

            monkeypatch.setattr(EditionManager, "with_stage", asked)

        return fails

    def test_is_said_to_be_away(self, process, fails):
        fails(2)

        with pytest.raises(StoreAway, match="gone"):
            process().read()

    def test_that_has_no_tables_yet_is_away_too(self, process, monkeypatch):
        def no_table(self):
            raise ProgrammingError("relation does not exist")

        monkeypatch.setattr(EditionManager, "with_stage", no_table)

        with pytest.raises(StoreAway, match="does not exist"):
            process().read()

    def test_is_looked_for_only_once_within_a_transaction(self, process, fails):
        fails(1)

        with pytest.raises(StoreAway, match="gone"):
            process().read()

    @pytest.mark.django_db(transaction=True)
    def test_that_dropped_the_connection_is_asked_again(self):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite is a file: there is no connection to drop.")
        editions = DatabaseEditions(Worn("plain"))
        before = editions.read()
        with connection.cursor() as cursor, pytest.raises(OperationalError):
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

        assert editions.read() == before

    @pytest.mark.django_db(transaction=True)
    def test_is_asked_from_any_thread(self):
        editions = DatabaseEditions(Worn("plain"))
        known = [editions.read()]

        def watch() -> None:
            known.append(editions.read())
            connection.close()

        watcher = threading.Thread(target=watch)
        watcher.start()
        watcher.join()

        assert known[0] == known[1]
