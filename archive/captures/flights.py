"""Many readers who want the same thing at once: it is found once, for all of them."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")

LONGEST = 30.0  # seconds that others wait for the one who looks


class Flights(Generic[Key, Found]):
    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[Key, Future[Found]] = {}

    def share(self, key: Key, find: Callable[[], Found]) -> tuple[Found, bool]:
        """What `find` finds, and whether it was this caller who looked.

        Whatever it raises is raised for all; those who waited too long get TimeoutError.
        """
        with self._lock:
            flight = self._under_way.get(key)
            is_first = flight is None
            if flight is None:
                flight = self._under_way[key] = Future()
        if not is_first:
            return flight.result(timeout=LONGEST), False
        try:
            found = find()
        except BaseException as fault:
            flight.set_exception(fault)
            raise
        else:
            flight.set_result(found)
            return found, True
        finally:
            with self._lock:
                del self._under_way[key]
