"""What the database refuses, whoever asks it: the sentences, and the conditions in SQL.

While the site is closed nothing on the record changes; and in every stage what the record says
of the site's own life stays as it was said. `OLD` and `NEW` are the row before and after.
"""

from dataclasses import dataclass

from archive.lifecycle.closed import SITE_CLOSED

NO_SILENT_REOPENING = (
    "The site is closed. It leaves that stage only with a reason on the record: "
    "use the admin or manage.py site_stage (docs/closing.md)."
)
FOR_EVER = "What happened to the site is on the record for ever: this row cannot change."

IS_CLOSED = "EXISTS (SELECT 1 FROM archive_sitestate AS state WHERE state.stage = 'closed')"
REOPENING_IS_ON_RECORD = (
    "EXISTS (SELECT 1 FROM archive_stagechange AS move WHERE move.from_stage = 'closed'"
    " AND move.to_stage = NEW.stage AND trim(move.reason) <> ''"
    " AND move.id > COALESCE((SELECT MAX(closing.id) FROM archive_stagechange AS closing"
    " WHERE closing.to_stage = 'closed'), 0))"
)


@dataclass(frozen=True)
class Refusal:
    """`says` is raised where a row of `table` would be changed so, and `when` is true."""

    table: str
    event: str
    when: str
    says: str


REFUSALS = (
    # A row that REPLACE takes away in SQLite is deleted unseen: so it may not be put in.
    Refusal(
        "archive_sitestate",
        "INSERT",
        f"NEW.stage <> 'closed' AND {IS_CLOSED}",
        NO_SILENT_REOPENING,
    ),
    Refusal(
        "archive_sitestate",
        "UPDATE",
        f"OLD.stage = 'closed' AND NEW.stage <> 'closed' AND NOT {REOPENING_IS_ON_RECORD}",
        NO_SILENT_REOPENING,
    ),
    Refusal("archive_sitestate", "DELETE", "OLD.stage = 'closed'", NO_SILENT_REOPENING),
    Refusal(
        "archive_stagechange",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_stagechange AS move WHERE move.id = NEW.id)",
        FOR_EVER,
    ),
    Refusal(
        "archive_stagechange",
        "INSERT",
        f"NEW.from_stage <> 'closed' AND {IS_CLOSED}",
        "The site is closed: no other stage can be left now.",
    ),
    Refusal("archive_stagechange", "UPDATE", "1 = 1", FOR_EVER),
    Refusal("archive_stagechange", "DELETE", "1 = 1", FOR_EVER),
    Refusal(
        "archive_stagerequest",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_stagerequest AS wish WHERE wish.id = NEW.id)",
        FOR_EVER,
    ),
    Refusal("archive_stagerequest", "UPDATE", "OLD.outcome <> 'waiting'", FOR_EVER),
    Refusal("archive_stagerequest", "DELETE", "1 = 1", FOR_EVER),
    # A takedown can be asked for and declined at any time; to be done it changes the record.
    Refusal("archive_takedown", "INSERT", f"NEW.outcome = 'done' AND {IS_CLOSED}", SITE_CLOSED),
    Refusal(
        "archive_takedown",
        "UPDATE",
        f"(NEW.outcome = 'done') <> (OLD.outcome = 'done') AND {IS_CLOSED}",
        SITE_CLOSED,
    ),
    Refusal("archive_takedown", "DELETE", "OLD.outcome = 'done'", FOR_EVER),
)

GUARDED_TABLES = tuple(dict.fromkeys(refusal.table for refusal in REFUSALS))
"""Those with refusals of their own."""


def refusals(table: str, event: str) -> list[Refusal]:
    return [refusal for refusal in REFUSALS if (refusal.table, refusal.event) == (table, event)]
