"""The triggers around a migration, and the check that says where they are not as they should be.

SQLite loses a table's triggers without a word when Django makes the table anew, and cannot rename
one while a trigger names another that is gone: there they are taken away first. On PostgreSQL
they stay, and go on counting and refusing while the migration runs.
"""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.migrations import Migration

from archive.lifecycle.log import note
from archive.models import LogLine

from . import begin_edition, counts_editions, findings, install, keeps_log, remove

Plan = Sequence[tuple[Migration, bool]]

TRIGGERS_ANEW = "the triggers were not as they should be, and were made anew"


def before_migrating(*, using: str, plan: Plan, **facts: object) -> None:
    if plan and connections[using].vendor == "sqlite":
        remove(using)


def after_migrating(*, using: str, plan: Plan = (), **facts: object) -> None:
    """An edition begins where something may have changed unseen: while the triggers were away, or
    by a migration of the record, finished now or broken off before."""
    was_wanting = install(using)
    was_migrated = any(migration.app_label == "archive" for migration, _ in plan)
    if keeps_log(using) and (was_wanting or plan):
        note(LogLine.Kind.MIGRATED, _moves(plan) or TRIGGERS_ANEW, using=using)
    if counts_editions(using) and (was_wanting or was_migrated):
        begin_edition(using)


def _moves(plan: Plan) -> str:
    """What was migrated: while it is, SQLite has no triggers, and nothing else is logged."""
    return ", ".join(
        f"{'back from ' if back else ''}{move.app_label}.{move.name}" for move, back in plan
    )


@register(Tags.database)
def the_triggers_are_there(
    databases: Sequence[str] | None = None, **facts: object
) -> list[CheckMessage]:
    return [
        Warning(
            "The database does not count editions as this version of the site needs it: readers "
            f"may be shown old pages, and a closed site can be changed ({_some(found)}).",
            hint="Run manage.py migrate, which makes the triggers anew.",
            id="archive.W001",
        )
        for alias in databases or ()
        if (found := findings(alias))
    ]


def _some(found: list[str]) -> str:
    more = f", and {len(found) - 3} more" if len(found) > 3 else ""
    return f"{', '.join(found[:3])}{more}"
