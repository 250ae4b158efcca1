"""A process knows the edition within a second, and no reader waits for the answer."""

import os
import time
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from archive.captures.kept import StoreAway
from archive.captures.watching import EVERY, Watch


@pytest.fixture
def make_watch():
    made = []

    def make(editions, **facts):
        made.append(Watch(editions, **facts))
        return made[-1]

    yield make
    for watch in made:
        watch.stop()


def wait_until(is_so, seconds=5):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        time.sleep(0.005)


def test_nobody_is_asked_before_the_first_request(make_watch, editions):
    watch = make_watch(editions)

    assert (watch.standing, editions.questions) == (None, 0)


def test_the_first_reader_waits_for_the_edition(make_watch, editions):
    assert make_watch(editions).look().number == 1


def test_a_new_edition_is_known_within_a_second(make_watch, editions):
    watch = make_watch(editions)
    watch.look()
    editions.begin_next()
    began = time.monotonic()
    wait_until(lambda: watch.standing.number == 2)

    assert time.monotonic() - began < 1


def test_an_edition_that_the_clock_ends_is_over_at_that_moment(make_watch, editions):
    """The database begins the next one when it is asked after the moment: so it is asked then."""
    ends_at = datetime.now(UTC) + timedelta(seconds=EVERY * 1.5)
    editions.begin_next(holds_until=ends_at)

    def read():
        if datetime.now(UTC) >= ends_at and editions.known.number == 2:
            editions.begin_next(holds_until=None)
        return editions.known

    editions.read = read
    watch = make_watch(editions)
    watch.look()
    wait_until(lambda: watch.standing.number == 3)

    assert datetime.now(UTC) - ends_at < timedelta(seconds=0.2)


def test_the_database_is_asked_as_often_whatever_the_load(make_watch, editions):
    watch = make_watch(editions)
    end = time.monotonic() + 1.2
    while time.monotonic() < end:
        watch.look()

    assert editions.questions <= 2 + 1.2 / EVERY + 1


def test_what_was_read_is_believed_for_two_seconds(make_watch, editions):
    watch = make_watch(editions, every=60)
    standing = watch.look()

    assert standing.is_believed
    assert standing.believed_until - standing.read_at == 2


def test_a_database_that_hangs_keeps_nobody_waiting(make_watch, editions):
    watch = make_watch(editions, every=0.01)
    watch.look()
    goes_on = Event()
    editions.read = lambda: goes_on.wait(10) and editions.known
    time.sleep(0.05)
    began = time.monotonic()
    watch.look()
    took = time.monotonic() - began
    goes_on.set()

    assert took < 0.1


def test_it_goes_on_when_the_database_was_away(make_watch, editions):
    watch = make_watch(editions, every=0.01)
    watch.look()
    editions.fault = StoreAway("gone")
    wait_until(lambda: watch.is_failing)
    editions.begin_next()
    editions.fault = None
    wait_until(lambda: watch.standing.number == 2)

    assert not watch.is_failing


def test_a_database_that_was_away_from_the_start_is_found(make_watch, editions):
    editions.fault = StoreAway("gone")
    watch = make_watch(editions, every=0.01)

    assert watch.look() is None
    editions.fault = None
    wait_until(lambda: watch.standing is not None)


def test_an_older_answer_that_comes_late_is_not_believed(make_watch, editions):
    watch = make_watch(editions, every=60)
    slow, goes_on = Event(), Event()
    old = editions.known

    def read_slowly():
        slow.set()
        goes_on.wait(5)
        return old

    watch.look()
    watch.stop()
    editions.read = read_slowly
    reader = Thread(target=watch.read)
    reader.start()
    slow.wait(5)
    del editions.read
    editions.begin_next()
    watch.read()
    goes_on.set()
    reader.join()

    assert watch.standing.number == 2


def test_one_that_ended_says_so_and_is_begun_again_by_the_next_reader(
    make_watch, editions, caplog, monkeypatch
):
    monkeypatch.setattr("threading.excepthook", lambda *_: None)
    watch = make_watch(editions, every=0.01)
    watch.look()
    editions.fault = ZeroDivisionError("nobody thought of this")
    wait_until(lambda: not watch._thread.is_alive())
    editions.fault = None
    editions.begin_next()
    watch.look()
    wait_until(lambda: watch.standing.number == 2)

    assert "Nobody watches the edition" in caplog.text


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_new_process_watches_by_itself(make_watch, editions):
    watch = make_watch(editions, every=0.01)
    watch.look()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        forgot = watch.standing is None
        watch.look()
        editions.begin_next()
        try:
            wait_until(lambda: watch.standing.number == 2)
            os.write(write, b"yes" if forgot else b"remembered")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(write)

    assert os.read(read, 20) == b"yes"
    os.close(read)
