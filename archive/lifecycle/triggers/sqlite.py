"""The triggers in SQLite's words: one before each kind of change of each table.

All of them come before the change, because that is where a row can still be seen that REPLACE
is about to take away: SQLite fires no trigger for it. What they write stays within their
statement's transaction, and is taken back with it.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from archive.lifecycle.closed import SITE_CLOSED

from .guards import GUARDED_TABLES, IS_CLOSED, refusals
from .logged import logged_tables
from .sqlite_log import NOW, TELLS_WHOSE, log_triggers
from .tables import ALWAYS, TABLES, Table

# The policy of the statement that fires a trigger (OR IGNORE, OR REPLACE) holds for what the
# trigger does too: so the row is put in only where there is none, and never by a conflict.
COUNT = """
  INSERT INTO archive_edition (id, number, began_at, dress)
    SELECT 1, COALESCE((SELECT MAX(last_edition) FROM archive_capture), 0), {now}, ''
    WHERE NOT EXISTS (SELECT 1 FROM archive_edition) AND {condition};
  UPDATE archive_edition SET number = number + 1, began_at = {now} WHERE {condition};"""
REFUSE = "\n  SELECT RAISE(ABORT, '{says}') WHERE {when};"


def wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The SQL that makes each trigger, by the trigger's name."""
    unique = {
        model._meta.db_table: list(_unique_columns(model))
        for model in apps.get_app_config("archive").get_models(include_auto_created=True)
    }
    made = {}
    with connection.cursor() as cursor:
        for name, model in logged_tables().items():
            if columns := _columns(cursor, name):
                made |= log_triggers(name, model, columns, list(_unique_columns(model)))
        for table in TABLES:
            columns = _columns(cursor, table.name)
            for event, condition in _counts(table, columns, unique[table.name]).items():
                steps = COUNT.format(now=NOW, condition=condition)
                if table.is_guarded:
                    steps = REFUSE.format(says=SITE_CLOSED, when=IS_CLOSED) + steps
                name = f"edition_{table.name}_{event.lower()}"
                made[name] = _trigger(name, event, table.name, steps)
    for table_name in GUARDED_TABLES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"guard_{table_name}_{event.lower()}"
            said = refusals(table_name, event, knows_replace=True)
            steps = "".join(REFUSE.format(says=each.says, when=_own(each.when)) for each in said)
            made |= {name: _trigger(name, event, table_name, steps)} if said else {}
    return made


def _columns(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(f"PRAGMA table_info({table})")
    return [name for _, name, *_ in cursor.fetchall()]


def tell_whose(connection: BaseDatabaseWrapper) -> None:
    """Let this connection say in the log whose hand is writing; it must know `hand_of`."""
    connection.connection.execute(TELLS_WHOSE)


def _own(condition: str) -> str:
    """In the words of every SQLite: those of the standard came with 3.39."""
    return condition.replace(" IS DISTINCT FROM ", " IS NOT ")


def tables_of(name: str, how: str) -> set[str]:
    """Those that a trigger names: SQLite refuses every change while one of them is not there."""
    return set(re.findall(r"archive_\w+", how))


def standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The SQL of the triggers that there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            " AND (name LIKE 'edition\\_%' ESCAPE '\\' OR name LIKE 'guard\\_%' ESCAPE '\\'"
            " OR name LIKE 'log\\_%' ESCAPE '\\')"
        )
        return dict(cursor.fetchall())


def replace(connection: BaseDatabaseWrapper, away: set[str], made: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for name in sorted(away):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        for sql in made.values():
            cursor.execute(sql)


def _trigger(name: str, event: str, table: str, steps: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW BEGIN{steps}\nEND"


def _counts(table: Table, columns: list[str], unique: list[tuple[str, ...]]) -> dict[str, str]:
    """When each kind of change makes a new edition."""
    old, new = table.shown.format(row="OLD"), table.shown.format(row="NEW")
    seen = [column for column in columns if column not in table.unseen]
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in seen)
    if table.only_turns:
        update = f"({old}) <> ({new})"
    elif table.shown == ALWAYS:
        update = f"({changed})"
    else:
        update = f"(({changed}) AND ({old} OR {new}))"
    replaced = _replaced(table, unique)
    another = f'{replaced} AND replaced."{unique[0][0]}" <> OLD."{unique[0][0]}")'
    inserts = [new] if table.counts_inserts else []
    if table.shown != ALWAYS or not table.counts_inserts:
        inserts.append(f"{replaced})")
    return {
        "INSERT": f"({' OR '.join(inserts)})",
        "UPDATE": f"({update} OR {another})",
        "DELETE": f"({old})",
    }


def _replaced(table: Table, unique: list[tuple[str, ...]]) -> str:
    """Does a shown row stand where `NEW` would: one that REPLACE would take away? Left open for
    a further condition."""
    same = " OR ".join(
        "(" + " AND ".join(f'replaced."{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in unique
    )
    shown = table.shown.format(row="replaced")
    return f"EXISTS (SELECT 1 FROM {table.name} AS replaced WHERE ({same}) AND {shown}"  # noqa: S608


def _unique_columns(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    """What no two rows have the same of, the primary key first."""
    meta = model._meta
    yield (meta.pk.column,)
    for field in meta.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.column,)
    together = [*meta.unique_together, *(each.fields for each in meta.total_unique_constraints)]
    for names in filter(None, together):
        yield tuple(meta.get_field(name).column for name in names)
