"""The log in SQLite's words.

Lines are written after a change, when a new row has its key. What REPLACE takes away fires no
trigger of its own: so a line says before it which row stood in the way.
"""

from django.db import models

from .logged import LOG, key_of, told

NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'"
"""As Django writes a moment."""

LINE = f"""
  INSERT INTO {LOG} (at, kind, thing, "key", what, who, way, seal)
    SELECT {NOW}, '{{kind}}', '{{table}}', CAST({{key}} AS TEXT), {{what}}, '', '', ''{{where}};"""

TELLS_WHOSE = f"""
CREATE TEMPORARY TRIGGER IF NOT EXISTS log_hand AFTER INSERT ON main.{LOG}
WHEN NEW.way = '' AND (hand_of('way') <> '' OR hand_of('who') <> '')
BEGIN
  UPDATE {LOG} SET account = hand_of('account'), who = hand_of('who'), way = hand_of('way')
    WHERE id = NEW.id;
END
"""  # noqa: S608
"""Only the connections of this program have it, and with it the function that says whose hand is
writing. A trigger of the database could not call one that other programs do not know."""


def log_triggers(
    table: str, model: type[models.Model], columns: list[str], unique: list[tuple[str, ...]]
) -> dict[str, str]:
    """By name, the SQL of the triggers that write the lines of a table."""
    key, seen = f'"{key_of(model)}"', told(table, columns)
    is_other = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in seen)
    names = " || ".join(
        f"CASE WHEN NEW.\"{column}\" IS NOT OLD.\"{column}\" THEN ' {column}' ELSE '' END"
        for column in seen
    )
    seconds = sorted({column for columns in unique for column in columns})
    another = f"replaced.{key} <> OLD.{key} AND ({_same(unique)})"
    made = {
        "added": ("AFTER INSERT", "", _line("added", table, f"NEW.{key}")),
        "changed": (
            "AFTER UPDATE",
            f" WHEN {is_other}",
            _line("changed", table, f"OLD.{key}", f"trim({names})"),
        ),
        "deleted": ("AFTER DELETE", "", _line("deleted", table, f"OLD.{key}")),
        "met": ("BEFORE INSERT", "", _met(table, key, _same(unique))),
        "met_again": (
            "BEFORE UPDATE OF " + ", ".join(f'"{column}"' for column in seconds),
            "",
            _met(table, key, another),
        ),
    }
    return {
        f"log_{table}_{name}": f'CREATE TRIGGER "log_{table}_{name}" {event} ON {table}'
        f" FOR EACH ROW{when} BEGIN{steps}\nEND"
        for name, (event, when, steps) in made.items()
    }


def _line(kind: str, table: str, key: str, what: str = "''", where: str = "") -> str:
    return LINE.format(kind=kind, table=table, key=key, what=what, where=where)


def _met(table: str, key: str, same: str) -> str:
    where = f"\n    FROM {table} AS replaced WHERE {same}"
    return _line("met", table, f"replaced.{key}", where=where)


def _same(unique: list[tuple[str, ...]]) -> str:
    return " OR ".join(
        "(" + " AND ".join(f'replaced."{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in unique
    )
