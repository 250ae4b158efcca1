"""The triggers in PostgreSQL's words: functions, and for each table the triggers that call them.

Editions are counted by deferred constraint triggers, at the very end of a transaction: its row
is locked for that moment alone, so that nobody who writes waits for somebody else's long import.
The guards take part in locks: whoever closes the site waits for those who are writing, and who
writes afterwards finds it closed. Who keeps what was served waits for nobody.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from archive.lifecycle.closed import SITE_CLOSED

from .guards import CLOSED, FOR_EVER, GUARDED_TABLES, IS_CLOSED, NEVER_EMPTIED, refusals
from .logged import LOG, logged_tables
from .postgresql_log import TELL_WHOSE, WRITE_EMPTIED, write_lines
from .tables import TABLES, Table

WRITERS = 7_362_201_122
"""The advisory lock that who writes on the record shares, and who closes the site has alone."""
KEEPERS = 7_362_201_123
"""The same for who adds to the store. They may hold what is waited for by who closes the site: so
they do not wait for that, but are refused."""
SEALERS = 7_362_201_124
"""The one that who puts seals on lines of the log has alone."""
STORE = ("archive_body", "archive_capture")

FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS {returns} LANGUAGE plpgsql
SECURITY DEFINER SET search_path = {schema}, pg_temp AS $trigger${body}$trigger$"""

COUNT_ONCE = """
BEGIN
  -- xmin tells whether this very transaction has begun an edition already.
  IF EXISTS (SELECT 1 FROM archive_edition WHERE id = 1 AND xmin = pg_current_xact_id()::xid) THEN
    RETURN;
  END IF;
  UPDATE archive_edition SET number = number + 1, began_at = clock_timestamp() WHERE id = 1;
  IF NOT FOUND THEN
    INSERT INTO archive_edition (id, number, began_at, dress)
      SELECT 1, COALESCE(MAX(last_edition), 0) + 1, clock_timestamp(), '' FROM archive_capture
      ON CONFLICT (id) DO UPDATE
      SET number = archive_edition.number + 1, began_at = clock_timestamp();
  END IF;
END
"""
COUNT_CHANGE = """
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT ({inserted}) THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT ({old}) THEN RETURN NULL; END IF;
  ELSIF NOT ({updated}) THEN
    RETURN NULL;
  ELSE
    {forget}
    IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  END IF;
  PERFORM edition_begins();
  RETURN NULL;
END
"""
COUNT_TRUNCATION = """
BEGIN
  PERFORM edition_begins();
  RETURN NULL;
END
"""
# A transaction that sees the database as it was when it began (REPEATABLE READ) has to lock the
# row, and fails if it has changed meanwhile; any other sees it as it is now.
GUARD_RECORD = f"""
DECLARE
  now_in text;
BEGIN
  PERFORM pg_advisory_xact_lock_shared({WRITERS});
  IF current_setting('transaction_isolation') = 'read committed' THEN
    SELECT stage INTO now_in FROM archive_sitestate WHERE id = 1;
  ELSE
    SELECT stage INTO now_in FROM archive_sitestate WHERE id = 1 FOR SHARE;
  END IF;
  IF now_in IN {CLOSED} THEN
    RAISE EXCEPTION '{SITE_CLOSED}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
"""  # noqa: S608
GUARD_STORE = f"""
BEGIN
  IF NOT pg_try_advisory_xact_lock_shared({KEEPERS}) THEN
    RAISE EXCEPTION '{SITE_CLOSED}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM 1 FROM archive_sitestate WHERE id = 1 FOR SHARE;
  END IF;
  RETURN NULL;
END
"""
REFUSE_EMPTYING = """
  IF TG_TABLE_NAME = '{table}' THEN
    RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;"""
REFUSALS_OF_EMPTYING = "".join(
    REFUSE_EMPTYING.format(table=table, says=says) for table, says in NEVER_EMPTIED.items()
)
GUARD_TRUNCATION = f"""
BEGIN{REFUSALS_OF_EMPTYING}
  IF {IS_CLOSED} THEN
    RAISE EXCEPTION '{FOR_EVER}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
"""
# What a transaction changed before it closed the site is counted at its end: not by hand.
REFUSE = """
  IF TG_OP = '{event}' AND (TG_TABLE_NAME <> 'archive_edition' OR pg_trigger_depth() = 1) THEN
    IF {when} THEN
      RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;"""
WAIT_FOR_WRITERS = f"""
  IF TG_OP <> 'INSERT' THEN
    IF OLD.stage IN {CLOSED} THEN
      PERFORM pg_advisory_xact_lock({WRITERS});
      PERFORM pg_advisory_xact_lock({KEEPERS});
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    IF NEW.stage IN {CLOSED} THEN
      PERFORM pg_advisory_xact_lock({WRITERS});
      PERFORM pg_advisory_xact_lock({KEEPERS});
    END IF;
  END IF;"""

# pg_trigger.tgtype, as catalog/pg_trigger.h has its bits.
ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = (1 << bit for bit in range(6))
ANY_CHANGE = INSERT | UPDATE | DELETE
EVENTS = {INSERT: "INSERT", DELETE: "DELETE", UPDATE: "UPDATE", TRUNCATE: "TRUNCATE"}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Functions by their name and triggers by “name on table”, each with what tells whether it
    is as it should be: a function's text, a trigger's kind."""
    return {
        **{f"{name}()": body for name, (_, body) in _functions(connection).items()},
        **{f"{name} on {table}": _kind(*how) for (name, table), how in _triggers().items()},
    }


def tables_of(name: str, how: str) -> set[str]:
    """The one that a trigger is made on; a function stands on none until it is called."""
    return {name.partition(" on ")[2]}


def standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname || '()', prosrc FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace"
            r" AND (proname LIKE 'edition\_%' OR proname LIKE 'guard\_%'"
            r" OR proname LIKE 'log\_%')"
        )
        found.update(cursor.fetchall())
        cursor.execute(
            "SELECT tgname || ' on ' || relname,"
            " concat_ws(' ', proname, tgtype, tgdeferrable AND tginitdeferred, tgenabled)"
            " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
            r" AND (tgname LIKE 'edition\_%' OR tgname LIKE 'guard\_%'"
            r" OR tgname LIKE 'log\_%')"
        )
        found.update(cursor.fetchall())
    return found


def replace(connection: BaseDatabaseWrapper, away: set[str], made: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        for name in sorted(away, key=lambda each: each.endswith("()")):  # triggers first
            if not name.endswith("()"):
                trigger, _, table = name.partition(" on ")
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}" ON "{table}"')
            elif name not in made:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}")
        for name, (returns, body) in _functions(connection).items():
            if f"{name}()" in made:
                cursor.execute(
                    FUNCTION.format(name=name, returns=returns, schema=schema, body=body)
                )
        for (name, table), how in _triggers().items():
            if f"{name} on {table}" in made:
                cursor.execute(_create(name, table, *how))
                # ALWAYS: even in a session that replays what happened elsewhere.
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def lock_out_sealers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALERS])


def lock_out_writers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])


def _functions(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """Return type and body by name."""
    columns = _columns(connection)
    return {
        "log_of_emptying": ("trigger", WRITE_EMPTIED),
        "log_of_hands": ("trigger", TELL_WHOSE),
        **{
            f"log_of_{name}": ("trigger", write_lines(name, model, columns[name]))
            for name, model in logged_tables().items()
            if name in columns
        },
        "edition_begins": ("void", COUNT_ONCE),
        "edition_of_truncation": ("trigger", COUNT_TRUNCATION),
        "guard_record": ("trigger", GUARD_RECORD),
        "guard_store": ("trigger", GUARD_STORE),
        "guard_truncation": ("trigger", GUARD_TRUNCATION),
        **{f"edition_of_{table.name}": ("trigger", _count_change(table)) for table in TABLES},
        **{f"guard_{name}": ("trigger", _refusals(name)) for name in GUARDED_TABLES},
    }


def _columns(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Those that each table has, in their order."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        )
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    return found


def _triggers() -> dict[tuple[str, str], tuple[str, int, bool]]:
    """By name and table: the function, what fires it, and whether it waits for the commit."""
    made = {("log_tells_whose", LOG): ("log_of_hands", BEFORE | ROW | INSERT, False)}
    for name in logged_tables():
        made["log_lines", name] = (f"log_of_{name}", ROW | ANY_CHANGE, False)
        made["log_emptied", name] = ("log_of_emptying", TRUNCATE, False)
    for table in TABLES:
        counts = (f"edition_of_{table.name}", ROW | ANY_CHANGE, True)
        made["edition_counts", table.name] = counts
        made["edition_truncated", table.name] = ("edition_of_truncation", TRUNCATE, False)
        if table.is_guarded:
            guard = ("guard_record", BEFORE | ANY_CHANGE | TRUNCATE, False)
            made["guard_stage", table.name] = guard
    for name in STORE:
        made["guard_stage", name] = ("guard_store", BEFORE | ANY_CHANGE, False)
    for name in GUARDED_TABLES:
        made["guard_rows", name] = (f"guard_{name}", BEFORE | ROW | ANY_CHANGE, False)
        made["guard_truncated", name] = ("guard_truncation", BEFORE | TRUNCATE, False)
    return made


def _kind(function: str, fired_by: int, is_deferred: bool) -> str:
    return f"{function} {fired_by} {'t' if is_deferred else 'f'} A"


def _create(name: str, table: str, function: str, fired_by: int, is_deferred: bool) -> str:
    when = "BEFORE" if fired_by & BEFORE else "AFTER"
    events = " OR ".join(word for bit, word in EVENTS.items() if fired_by & bit)
    deferred = " DEFERRABLE INITIALLY DEFERRED" if is_deferred else ""
    return (
        f"CREATE {'CONSTRAINT ' if is_deferred else ''}TRIGGER {name} {when} {events} ON {table}"
        f"{deferred} FOR EACH {'ROW' if fired_by & ROW else 'STATEMENT'}"
        f" EXECUTE FUNCTION {function}()"
    )


def _count_change(table: Table) -> str:
    old, new = table.shown.format(row="OLD"), table.shown.format(row="NEW")
    return COUNT_CHANGE.format(
        inserted=new if table.counts_inserts else "false",
        old=old,
        updated=f"({old}) <> ({new})" if table.only_turns else f"{old} OR {new}",
        forget=" ".join(f"OLD.{column} := NEW.{column};" for column in table.unseen),
    )


def _refusals(table: str) -> str:
    said = [
        REFUSE.format(event=event, when=each.when, says=each.says)
        for event in ("INSERT", "UPDATE", "DELETE")
        for each in refusals(table, event, knows_replace=False)
    ]
    wait = WAIT_FOR_WRITERS if table == "archive_sitestate" else ""
    end = "\n  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n  RETURN NEW;\n"
    return f"\nBEGIN{wait}{''.join(said)}{end}END\n"
