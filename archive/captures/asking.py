"""Asks the database outside Django's own requests, which look after its connections."""

from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from .kept import StoreAway

T = TypeVar("T")


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
