"""What each connection to the database is given, so that the log learns whose hand is writing, and
is sealed soon after.

SQLite gets a function that its lines ask. PostgreSQL has settings that hold until the end of a
transaction: each change is sent together with them, in one message, because a savepoint that is
rolled back takes them along.
"""

import re
import threading
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from archive.hands import NOBODYS, hand, part_of_hand
from archive.lifecycle.triggers import tell_whose
from archive.lifecycle.triggers.logged import LOG, is_logged
from archive.lifecycle.triggers.postgresql_log import HAND

from .sealing import seal_soon

CHANGE = re.compile(
    r'\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE
)
_left = threading.local()
"""`seals`: what this thread has still to do."""

TELL = "SELECT {}".format(", ".join(f"set_config('{name}', %s, true)" for name in HAND))


def on_connecting(connection: BaseDatabaseWrapper, **facts: object) -> None:
    if as_somebodys not in connection.execute_wrappers:
        # At the front: whoever adds one for a while takes the last away again.
        connection.execute_wrappers.insert(0, as_somebodys)
    if connection.vendor == "sqlite":
        connection.connection.create_function("hand_of", 1, part_of_hand)
        tell_whose(connection.alias)


def as_somebodys(
    execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Send a change of what the log follows as somebody's, and have its lines sealed."""
    change = CHANGE.match(sql) if isinstance(sql, str) else None
    if change is None or not _makes_lines(*change.groups()):
        return execute(sql, params, many, context)
    connection = context["connection"]
    is_told = hand() != NOBODYS or connection.in_atomic_block  # where another's may be told still
    if connection.vendor != "postgresql" or not is_told:
        answer = execute(sql, params, many, context)
    elif isinstance(params, Sequence) and not many:
        answer = execute(f"{TELL}; {sql}", (*_told(), *params), many, context)
    else:
        with transaction.atomic(using=connection.alias):
            context["cursor"].execute(TELL, _told())
            answer = execute(sql, params, many, context)
    _have_it_sealed(connection)
    return answer


@cache
def _makes_lines(how: str, table: str) -> bool:
    return is_logged(table) or (table == LOG and how.upper().startswith("INSERT"))


def _told() -> tuple[str, ...]:
    told = hand()
    return ("" if told.account is None else str(told.account), told.who, told.way)


def _have_it_sealed(connection: BaseDatabaseWrapper) -> None:
    """Right after the transaction: a long one would keep everybody else from the chain.

    Outside of one the change may still be under way, with an answer to fetch: it waits for the end
    of the request, or for the next who seals.
    """
    seal = _sealer(connection.alias)
    if not connection.in_atomic_block:
        _left.seals = {*getattr(_left, "seals", ()), seal}
    elif not any(waits is seal for _, waits, *_ in connection.run_on_commit):
        transaction.on_commit(seal, using=connection.alias)


def on_end_of_request(**facts: object) -> None:
    for seal in vars(_left).pop("seals", ()):
        seal()


@cache
def _sealer(using: str) -> Callable[[], None]:
    return partial(seal_soon, using)
