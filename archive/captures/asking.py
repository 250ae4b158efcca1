"""Asks the database outside Django's own requests, which look after its connections."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from .kept import StoreAway

T = TypeVar("T")

HURRIED = 200  # milliseconds that a reader may wait for somebody who writes


def ask(question: Callable[[], T]) -> T:
    """The answer to `question`, which may be put twice: where the connection turns out to be
    broken it is put again over a new one. Raises StoreAway."""
    was_connected = connection.connection is not None
    try:
        return _ask_once(question)
    except StoreAway:
        is_broken = was_connected and connection.connection is None
        if is_broken and not connection.in_atomic_block:
            return _ask_once(question)
        raise


def _ask_once(question: Callable[[], T]) -> T:
    try:
        return question()
    except (OperationalError, InterfaceError) as error:
        if not connection.in_atomic_block:
            connection.errors_occurred = True  # so that Django looks, and closes a broken one
            connection.close_if_unusable_or_obsolete()
        raise StoreAway(str(error).strip()) from error


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Do not wait long for whoever writes: SQLite lets one write at a time, and a long import
    would keep readers waiting for its end. PostgreSQL keeps nobody waiting here."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _wait_at_most(HURRIED)
    try:
        yield
    finally:
        if connection.connection is not None:
            _wait_at_most(patience)


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
