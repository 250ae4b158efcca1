"""Editions are counted, and a closed site is kept closed, by the database itself.

So whatever changes the record, be it the admin, a command or plain SQL, makes a new edition or is
refused. This package makes the triggers that do so and tells whether they are all there. They
hold nothing that is not written here: taking them away and putting them back loses nothing.
"""

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from archive.models import Edition, SiteState

from . import postgresql, sqlite
from .logged import LOG, logged_tables
from .tables import EXCUSED, TABLES

__all__ = [
    "EXCUSED",
    "TABLES",
    "begin_edition",
    "counts_editions",
    "findings",
    "install",
    "keeps_log",
    "let_sealers_finish",
    "let_writers_finish",
    "remove",
    "tell_whose",
]

COUNTED_IN = {"archive_edition", "archive_capture", "archive_sitestate", "archive_record"}
"""The tables without which there are no editions: those of an older version, or of none."""

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


def install(using: str = "default") -> bool:
    """Make every trigger as it should be; the answer says whether one was not.

    A database of before there were editions gets none. One that has lost another table keeps
    those of all that it has.
    """
    connection = connections[using]
    dialect = DIALECTS[connection.vendor]
    if not counts_editions(using):
        remove(using)
        return False
    wanted, standing = _wanted(connection), dialect.standing(connection)
    made = {name: how for name, how in wanted.items() if standing.get(name) != how}
    away = {name for name, how in standing.items() if wanted.get(name) != how}
    if made or away:
        with transaction.atomic(using=using):
            dialect.replace(connection, away, made)
    tell_whose(using)
    return bool(made or away)


def remove(using: str = "default") -> None:
    """Take every trigger away, so that tables can be altered."""
    connection = connections[using]
    dialect = DIALECTS[connection.vendor]
    if standing := dialect.standing(connection):
        with transaction.atomic(using=using):
            dialect.replace(connection, set(standing), {})


def findings(using: str = "default") -> list[str]:
    """What is wrong with the triggers: those that are missing, other, or not wanted any more."""
    connection = connections[using]
    dialect = DIALECTS[connection.vendor]
    if not counts_editions(using):
        return []
    wanted, standing = _wanted(connection), dialect.standing(connection)
    missing = [f"missing: the table {table}" for table in sorted(_missing_tables(connection))]
    missing += [f"missing: {name}" for name in sorted(wanted.keys() - standing.keys())]
    changed = [
        f"not as this version makes it: {name}"
        for name in sorted(wanted.keys() & standing.keys())
        if wanted[name] != standing[name]
    ]
    left = [f"of another version: {name}" for name in sorted(standing.keys() - wanted.keys())]
    return missing + changed + left


def begin_edition(using: str = "default") -> None:
    """Begin an edition where the triggers may have missed a change; never in a closed site, whose
    pages stay as they are."""
    state = SiteState.objects.db_manager(using).current()
    if state.is_closed:
        return
    with transaction.atomic(using=using):
        editions = Edition.objects.db_manager(using)
        editions.begin_next(editions.current().number, began_at=timezone.now())


def let_writers_finish(using: str = "default") -> None:
    """Wait until nobody else is writing on the record, and let nobody begin before the end of
    this transaction. SQLite lets one write at a time in any case."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        postgresql.lock_out_writers(connection)


def let_sealers_finish(using: str = "default") -> None:
    """Let nobody else put seals on the log before the end of this transaction."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        postgresql.lock_out_sealers(connection)


def tell_whose(using: str = "default") -> None:
    """Let this connection say in the log whose hand is writing. PostgreSQL is told with each
    change (`archive.lifecycle.log.connecting`)."""
    connection = connections[using]
    if connection.vendor == "sqlite" and keeps_log(using):
        sqlite.tell_whose(connection)


def keeps_log(using: str = "default") -> bool:
    """Has the database a log: is it none of an earlier version, or of none?"""
    return LOG in connections[using].introspection.table_names()


def counts_editions(using: str = "default") -> bool:
    """Has the database the tables that every trigger stands on?"""
    return not COUNTED_IN & _missing_tables(connections[using])


def _missing_tables(connection: BaseDatabaseWrapper) -> set[str]:
    needed = {table.name for table in TABLES} | COUNTED_IN | {LOG} | set(logged_tables())
    return needed - set(connection.introspection.table_names())


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the dialect wants, without what stands on a table that is not there."""
    dialect, missing = DIALECTS[connection.vendor], _missing_tables(connection)
    return {
        name: how
        for name, how in dialect.wanted(connection).items()
        if not missing & dialect.tables_of(name, how)
    }
