"""Many readers at once: each page is made once for all of them."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from archive.captures.flights import Flights

READERS = 32


@pytest.fixture
def ask_at_once(ask_of):
    """Let all readers ask a layer at the same moment."""

    def ask(layer, path="/", **facts):
        together = Barrier(READERS)

        def one(_):
            together.wait()
            return ask_of(layer, path, **facts)

        with ThreadPoolExecutor(READERS) as readers:
            return list(readers.map(one, range(READERS)))

    return ask


@pytest.fixture
def slow_site(site):
    site.while_rendering = lambda: time.sleep(0.1)
    return site


def test_a_page_is_rendered_once_for_all(layer, ask_at_once, slow_site, store):
    answers = ask_at_once(layer)

    assert {answer.body for answer in answers} == {b"<h1>Hello</h1>"}
    assert {answer.status for answer in answers} == {200}
    assert slow_site.rendered["/"] == 1
    assert store.asked == {"find": 1, "keep": 1}


def test_a_page_whose_edition_changed_is_rendered_once_a_process(
    make_layer, ask_at_once, slow_site, put, editions
):
    layer = make_layer(watches=True)
    ask_at_once(layer)
    put(body=b"new")
    editions.begin_next()
    end = time.monotonic() + 1
    while any(answer.body != b"new" for answer in ask_at_once(layer)):
        assert time.monotonic() < end, "not known after a second"

    assert slow_site.rendered["/"] == 2


def test_readers_of_another_page_wait_for_none_of_them(layer, ask_of, slow_site, put, site):
    put("/quick/")
    ask_of(layer, "/quick/")
    begun, goes_on = Event(), Event()
    site.while_rendering = lambda: begun.set() or goes_on.wait(5)
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(ask_of, layer, "/")
        begun.wait(5)
        assert ask_of(layer, "/quick/").how == "hit; detail=memory"
        goes_on.set()
        assert waiting.result().status == 200


def test_what_is_not_there_is_asked_for_once_too(layer, ask_at_once, slow_site):
    answers = ask_at_once(layer, "/junk/")

    assert {answer.status for answer in answers} == {404}
    assert slow_site.rendered["/junk/"] < READERS


def test_each_gets_what_is_for_one_reader_alone_from_django(layer, ask_at_once, slow_site, put):
    put("/form/", headers={"Content-Type": "text/html", "Set-Cookie": "a=b"}, is_kept=False)
    ask_at_once(layer, "/form/")

    assert slow_site.rendered["/form/"] >= READERS


def test_a_fault_is_everybodys_and_the_next_one_tries_again(layer, ask_at_once, put, site):
    site.while_rendering = lambda: time.sleep(0.1)
    put(body=b"Sorry", status="500 Internal Server Error", is_kept=False)

    assert {answer.status for answer in ask_at_once(layer)} == {500}
    assert site.rendered["/"] < READERS
    put()
    assert {answer.status for answer in ask_at_once(layer)} == {200}


class TestAFlight:
    def test_raises_for_all_what_it_raises_for_one(self):
        flights, begun, goes_on = Flights(), Event(), Event()

        def fail():
            begun.set()
            goes_on.wait(5)
            raise LookupError("no")

        def ask(_):
            with pytest.raises(LookupError, match="no"):
                flights.share("a", fail)

        with ThreadPoolExecutor(8) as readers:
            asked = [readers.submit(ask, number) for number in range(8)]
            begun.wait(5)
            goes_on.set()
            for one in asked:
                one.result()

        assert flights._under_way == {}

    def test_does_not_keep_others_waiting_without_end(self, monkeypatch):
        monkeypatch.setattr("archive.captures.flights.LONGEST", 0.01)
        flights, begun, goes_on = Flights(), Event(), Event()
        with ThreadPoolExecutor(1) as reader:
            slow = reader.submit(
                flights.share, "a", lambda: begun.set() or (goes_on.wait(5) and "found")
            )
            begun.wait(5)
            with pytest.raises(TimeoutError):
                flights.share("a", lambda: "found")
            goes_on.set()
            assert slow.result() == ("found", True)
