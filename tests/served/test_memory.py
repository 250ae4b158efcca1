"""Memory is bounded in bytes, whatever is asked for."""

import gzip
import os
import tracemalloc
from datetime import UTC, datetime
from itertools import count

import pytest

from archive.captures.delivery import prepare
from archive.captures.kept import Kept
from archive.captures.memory import Memory, cost_of

HEADERS = tuple((f"X-Header-{number}", "a value of some length " * 4) for number in range(12))


def make_prepared(size=10_000, address="/"):
    body = os.urandom(size)
    zipped = gzip.compress(body)
    since = datetime(2022, 5, 23, tzinfo=UTC)
    headers = tuple((name[:], f"{value}{address}") for name, value in HEADERS)
    kept = Kept(address, 200, headers, "abc", size, None, zipped, zipped[:-50], since)
    return prepare(kept, 1, (("Link", f"<{address}>"),))


@pytest.fixture
def hold():
    """Put an answer of some size into a memory, and say at which path."""
    paths = (f"/page-{number}/" for number in count())

    def put(memory, size=10_000):
        path = next(paths)
        memory.hold(path, make_prepared(size, path))
        return path

    return put


class TestMemory:
    def test_never_holds_more_than_it_may(self, hold):
        memory = Memory(1_000_000)
        for _ in range(200):
            hold(memory)
            assert memory.bytes <= 1_000_000

        assert memory.bytes == sum(cost_of(*entry) for entry in memory.held.items())
        assert len(memory.held) > 30

    def test_lets_go_first_what_was_not_wanted_for_longest(self, hold):
        memory = Memory(1_000_000)
        first, second, third = hold(memory), hold(memory), hold(memory)
        while second in memory.held:
            for path in (first, third):
                memory.held[path].used = next(memory.steps)
            newest = hold(memory)

        assert {first, third, newest} <= {*memory.held}

    def test_counts_all_forms_and_headers_of_an_answer(self, hold):
        """What Python really takes for them is not more than what is counted, nor far less."""
        memory = Memory(64 * 1024 * 1024)
        hold(memory)
        tracemalloc.start()
        before, counted = tracemalloc.get_traced_memory()[0], memory.bytes
        for _ in range(300):
            hold(memory)
        taken = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()

        assert 0.8 < taken / (memory.bytes - counted) <= 1.0

    def test_holds_nothing_that_would_take_the_place_of_all_others(self, hold):
        memory = Memory(1_000_000)
        small = hold(memory, 1000)
        large = hold(memory, 70_000)

        assert [*memory.held] == [small]
        assert large not in memory.held

    def test_that_may_hold_nothing_holds_nothing(self, hold):
        memory = Memory(0)
        hold(memory, 10)

        assert (memory.held, memory.bytes) == ({}, 0)

    def test_holds_an_answer_in_the_place_of_the_one_before(self):
        memory = Memory(1_000_000)
        for size in (10_000, 500, 20_000):
            memory.hold("/", make_prepared(size))
        [entry] = memory.held.items()

        assert memory.bytes == cost_of(*entry)

    def test_forgets_what_became_too_large_to_be_held(self):
        memory = Memory(1_000_000)
        memory.hold("/", make_prepared(500))
        memory.hold("/", make_prepared(200_000))

        assert (memory.held, memory.bytes) == ({}, 0)

    def test_forgets_what_it_is_told_to(self, hold):
        memory = Memory(1_000_000)
        path = hold(memory)
        memory.forget(path)
        memory.forget("/never-was/")

        assert (memory.held, memory.bytes) == ({}, 0)
