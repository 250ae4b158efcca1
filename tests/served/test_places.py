"""Threads are kept free for what is in memory, however many requests want more."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from archive.captures import places
from archive.captures.places import Places, for_threads


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(places, "SLOW", 0.3)


class TestAPlace:
    def test_is_there_for_as_many_as_there_are(self):
        two = Places(2, lambda: False)

        assert [two.enter() is not None for _ in range(3)] == [True, True, False]

    def test_is_waited_for_while_those_inside_are_quick(self):
        one = Places(1, lambda: False)
        place = one.enter()
        with ThreadPoolExecutor(1) as others:
            other = others.submit(one.enter)
            one.leave(place)

            assert other.result() is not None

    def test_is_not_waited_for_where_those_inside_are_slow(self):
        one = Places(1, lambda: False)
        one.enter()
        time.sleep(0.3)
        began = time.monotonic()

        assert one.enter() is None
        assert time.monotonic() - began < 0.1

    def test_is_there_for_two_while_the_database_is_away(self):
        many = Places(6, lambda: True)
        began = time.monotonic()

        assert [many.enter() is not None for _ in range(3)] == [True, True, False]
        assert time.monotonic() - began < 0.1


@pytest.mark.parametrize(("threads", "most"), [(1, None), (2, 1), (4, 3), (8, 6), (32, 24)])
def test_some_threads_of_a_process_are_kept_free(threads, most):
    assert for_threads(threads) == most


class TestWhereThereIsNoPlace:
    @pytest.fixture
    def full(self, make_layer, ask_of, site, editions):
        """A layer whose one place is taken by a page that does not come, in a new edition."""
        layer = make_layer(most_at_once=1)
        ask_of(layer)
        editions.begin_next()
        layer.watch.read()
        goes_on = Event()
        site.while_rendering = goes_on.wait
        with ThreadPoolExecutor(1) as others:
            others.submit(ask_of, layer, "/slow/")
            while not site.rendered["/slow/"]:
                time.sleep(0.01)
            yield layer
            goes_on.set()

    def test_a_reader_is_told_to_come_again(self, full, ask_of):
        answer = ask_of(full, "/other/")

        assert (answer.status, answer["Retry-After"]) == (503, "30")
        assert answer["Cache-Control"] == "no-store"

    def test_an_editor_is_told_how_to_send_the_same_text_again(self, full, ask_of):
        answer = ask_of(full, "/admin/", method="POST", COOKIE="__Host-session=abc")

        assert answer.status == 503
        assert b"nothing was changed" in answer.body
        assert b"reload" in answer.body

    def test_a_page_in_memory_is_served_as_it_was(self, full, ask_of):
        answer = ask_of(full, "/")

        assert (answer.status, answer.body) == (200, b"<h1>Hello</h1>")
        assert answer["Cache-Control"] == "max-age=0"

    def test_the_server_is_well_all_the_same(self, full, ask_of):
        assert ask_of(full, "/healthz").status == 200


def test_health_is_told_without_asking_a_database_that_is_away(get, database_goes, site, learn):
    learn()
    database_goes()

    assert get("/healthz").status == 503
    assert site.rendered["/healthz"] == 0
