"""How long the server waits for PostgreSQL, which may hang where it ought to refuse.

Left to itself the library waits for an answer for ever, so that a database that stops in the
middle holds every thread that asks it anything. These limits are the server's alone: a migration
or an import may take its time.
"""

import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db.backends.signals import connection_created

from archive.captures.kept import Editions, Known

LONGEST = 35.0  # seconds for one answer: longer than the database itself allows a statement
CONNECTING = 5.0
WHILE_AWAY = 0.5
A_LOOK = 2.0  # for the edition, however often it is asked for again over a new connection
A_TURN = 0.25
LIMITS = "SET lock_timeout = '5s'; SET statement_timeout = '30s'"

_own = threading.local()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """All that this thread asks the database meanwhile takes no longer than that."""
    _own.end = monotonic() + seconds
    try:
        yield
    finally:
        del _own.end


class EditionsInTime:
    """Editions that are read soon, or are away."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    def read(self) -> Known:
        with at_most(A_LOOK):
            return self._editions.read()


def begin(is_away: Callable[[], bool]) -> None:
    """From now on no thread of this process waits longer. A connection on which nobody waits any
    more is closed: Django makes another for the next request.

    `is_away` says whether the database does not even answer what the watch asks it.
    """
    import psycopg2
    from psycopg2 import extensions

    at_work = (extensions.STATUS_READY, extensions.STATUS_BEGIN, extensions.STATUS_PREPARED)

    def wait(connection: Any) -> None:
        began = monotonic()
        longest = LONGEST if connection.status in at_work else CONNECTING
        while (state := connection.poll()) != extensions.POLL_OK:
            ready = select.poll()
            reads = state == extensions.POLL_READ
            ready.register(connection.fileno(), select.POLLIN if reads else select.POLLOUT)
            while not ready.poll(A_TURN * 1000):
                if monotonic() >= _end(began, longest, is_away):
                    raise psycopg2.OperationalError("The database did not answer in time.")

    extensions.set_wait_callback(wait)
    connection_created.connect(set_limits, dispatch_uid="review_site.patience")


def _end(began: float, longest: float, is_away: Callable[[], bool]) -> float:
    own_end: float | None = getattr(_own, "end", None)
    if own_end is not None:
        return own_end
    return began + (WHILE_AWAY if is_away() else longest)


def set_limits(connection: Any, **kwargs: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LIMITS)
