"""Whose hand is writing: kept for the length of a request or a command, and told to the database
with each change, so that no line of the log stands there without it.

Knows nothing of Django: `manage.py` says it before Django is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

LONGEST_WAY = 300


class Person(Protocol):
    pk: int

    def get_username(self) -> str: ...


@dataclass(frozen=True)
class Hand:
    """`account` and `who` are empty on the server; `way` is an address with its method, or the
    name of a command."""

    account: int | None = None
    who: str = ""
    way: str = ""


NOBODYS = Hand()
_writing: ContextVar[Hand] = ContextVar("whose_hand", default=NOBODYS)


def hand() -> Hand:
    return _writing.get()


def part_of_hand(part: str) -> int | str | None:
    """As SQLite's triggers ask for it."""
    answer: int | str | None = getattr(_writing.get(), part)
    return answer


@contextmanager
def in_the_hand_of(person: Person | None, way: str) -> Iterator[None]:
    """Until the end of the block, all that is changed here was done by `person` (None: on the
    server), in that way."""
    way = way[:LONGEST_WAY]
    hand = Hand(way=way) if person is None else Hand(person.pk, person.get_username(), way)
    before = _writing.set(hand)
    try:
        yield
    finally:
        _writing.reset(before)
