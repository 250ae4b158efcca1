"""Keeps threads free for what is in memory, however long all else takes."""

from collections.abc import Callable
from threading import Condition
from time import monotonic

SLOW = 2.0  # seconds after which nobody waits for who has been inside that long
WHILE_AWAY = 2


class Places:
    """So many requests may be with the database, or with Django, at once: `most` of them.

    A server has only so many threads. Where a table is locked, or the database hangs, requests
    that need it would take one after the other, and nobody would be left to serve what needs
    nothing but memory. `is_away` says that the database does not answer: then a few are enough.
    """

    def __init__(self, most: int | None, is_away: Callable[[], bool]) -> None:
        self._most = most
        self._is_away = is_away
        self._changed = Condition()
        self._inside: dict[object, float] = {}

    def enter(self) -> object | None:
        """What is to be given back by `leave`; None where there is no place and none to wait for:
        all who are inside are slow."""
        came = monotonic()
        with self._changed:
            while not self._has_room():
                newest = max(self._inside.values())
                left = min(came, newest) + SLOW - monotonic()
                if left <= 0 or self._is_away():
                    return None
                self._changed.wait(left)
            place = object()
            self._inside[place] = monotonic()
            return place

    def leave(self, place: object) -> None:
        with self._changed:
            del self._inside[place]
            self._changed.notify()

    def _has_room(self) -> bool:
        if self._most is None:
            return True
        most = min(self._most, WHILE_AWAY) if self._is_away() else self._most
        return len(self._inside) < most


def for_threads(threads: int) -> int | None:
    """How many of a process's threads may do something else than serve from memory."""
    return threads - max(1, threads // 4) if threads > 1 else None
