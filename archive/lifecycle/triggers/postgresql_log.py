"""The log in PostgreSQL's words: a function for each table, and one that says whose hand it was."""

from django.db import models

from .logged import LOG, key_of, told

HAND = ("archive.account", "archive.who", "archive.way")
"""Settings of a transaction: who is writing, and how (`archive.lifecycle.log.connecting`)."""

WRITE = f"""
DECLARE
  changed text := '';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    changed := concat_ws(' ', {{names}});
    IF changed = '' THEN RETURN NULL; END IF;
    INSERT INTO {LOG} (at, kind, thing, key, what, who, way, seal)
      VALUES (clock_timestamp(), 'changed', '{{table}}', OLD.{{key}}::text, changed, '', '', '');
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO {LOG} (at, kind, thing, key, what, who, way, seal)
      VALUES (clock_timestamp(), 'added', '{{table}}', NEW.{{key}}::text, '', '', '', '');
  ELSE
    INSERT INTO {LOG} (at, kind, thing, key, what, who, way, seal)
      VALUES (clock_timestamp(), 'deleted', '{{table}}', OLD.{{key}}::text, '', '', '', '');
  END IF;
  RETURN NULL;
END
"""  # noqa: S608
WRITE_EMPTIED = f"""
BEGIN
  INSERT INTO {LOG} (at, kind, thing, key, what, who, way, seal)
    VALUES (clock_timestamp(), 'emptied', TG_TABLE_NAME, '', '', '', '', '');
  RETURN NULL;
END
"""  # noqa: S608
TELL_WHOSE = """
BEGIN
  IF NEW.way = '' THEN
    NEW.account := nullif(current_setting('archive.account', true), '')::bigint;
    NEW.who := coalesce(current_setting('archive.who', true), '');
    NEW.way := coalesce(current_setting('archive.way', true), '');
  END IF;
  RETURN NEW;
END
"""


def write_lines(table: str, model: type[models.Model], columns: list[str]) -> str:
    """The body of the function that writes the lines of a table."""
    names = ", ".join(
        f'CASE WHEN OLD."{column}" IS DISTINCT FROM NEW."{column}" THEN \'{column}\' END'
        for column in told(table, columns)
    )
    return WRITE.format(names=names, table=table, key=f'"{key_of(model)}"')
