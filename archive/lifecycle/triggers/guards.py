"""What the database refuses, whoever asks it: the sentences, and the conditions in SQL.

While the site is closed nothing on the record changes, nor what it serves; and in every stage what
the record says of the site's own life stays as it was said, and what the public was served stays
what it was. `OLD` and `NEW` are the row before and after.
"""

from dataclasses import dataclass

from archive.lifecycle.closed import SITE_CLOSED

NO_SILENT_REOPENING = (
    "The site is closed. It leaves that stage only with a reason on the record: "
    "use the admin or manage.py site_stage (docs/closing.md)."
)
FOR_EVER = "What happened to the site is on the record for ever: this row cannot change."
KEPT_FOR_EVER = (
    "What the public was served is kept for ever, as it was: only a takedown empties it "
    "(docs/taking-down.md)."
)
WAIVED_FOR_EVER = (
    "Who left a finding as it is, and why, is on the record for ever: it can be taken back, once."
)
ONLY_GROWS = "There is one edition of the site at a time, and its number only grows."

IS_CLOSED = "EXISTS (SELECT 1 FROM archive_sitestate AS state WHERE state.stage = 'closed')"


REOPENING_IS_ON_RECORD = (
    "EXISTS (SELECT 1 FROM archive_stagechange AS move WHERE move.from_stage = 'closed'"
    " AND move.to_stage = {to} AND trim(move.reason) <> ''"
    " AND move.id > COALESCE((SELECT MAX(closing.id) FROM archive_stagechange AS closing"
    " WHERE closing.to_stage = 'closed'), 0))"
)
LEAVES_UNSAID = (
    "OLD.stage = 'closed' AND NEW.stage <> 'closed'"
    f" AND NOT {REOPENING_IS_ON_RECORD.format(to='NEW.stage')}"
)
# On SQLite the edition of a site that opens again begins a moment before it is open.
STAYS_CLOSED = f"{IS_CLOSED} AND NOT {REOPENING_IS_ON_RECORD}".format(to="'open'")


def changes(*columns: str) -> str:
    """Has one of them another value than before? An empty one is like another empty one."""
    return "(" + " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in columns) + ")"


EMPTIES = (
    "(NEW.body_id IS NULL AND OLD.takedown_id IS NULL AND EXISTS (SELECT 1 FROM archive_takedown"
    " AS takedown WHERE takedown.id = NEW.takedown_id AND takedown.outcome = 'done'))"
)
"""Does a change of a capture take away what it holds, because that was taken down?"""

SAYS = ("id", "address", "record_id", "reason", "page_stays", "asked_by_id", "asked_at")
DECIDES = ("outcome", "decided_by_id", "decided_at")
DECLINES = "(OLD.outcome = 'waiting' AND NEW.outcome = 'declined')"
A_DONE_TAKEDOWN_OF_IT = (
    "EXISTS (SELECT 1 FROM archive_takedown AS done WHERE done.outcome = 'done' AND {another}"
    " (done.id = NEW.id OR (done.address = NEW.address AND NEW.outcome <> 'declined'"
    " AND NOT done.page_stays AND NOT NEW.page_stays)))"
)


@dataclass(frozen=True)
class Refusal:
    """`says` is raised where a row of `table` would be changed so, and `when` is true.

    `of_replacing`: it stands in the way of SQLite's REPLACE, which deletes unseen the row that
    another takes the place of. PostgreSQL has none.
    """

    table: str
    event: str
    when: str
    says: str
    of_replacing: bool = False


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
        LEAVES_UNSAID,
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
    Refusal(
        "archive_waiver",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_waiver AS other WHERE other.id = NEW.id"
        " OR (other.place = NEW.place AND other.taken_back_at IS NULL"
        " AND NEW.taken_back_at IS NULL))",
        WAIVED_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        "archive_waiver",
        "UPDATE",
        "OLD.taken_back_at IS NOT NULL OR "
        + changes(
            "id", "rule", "address", "place", "what", "quote", "reason", "waived_by_id", "waived_at"
        ),
        WAIVED_FOR_EVER,
    ),
    Refusal("archive_waiver", "DELETE", "1 = 1", WAIVED_FOR_EVER),
    # A takedown can be asked for and declined at any time; to be done it changes the record.
    Refusal("archive_takedown", "INSERT", f"NEW.outcome <> 'waiting' AND {IS_CLOSED}", SITE_CLOSED),
    Refusal(
        "archive_takedown",
        "INSERT",
        A_DONE_TAKEDOWN_OF_IT.format(another=""),
        FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        "archive_takedown",
        "UPDATE",
        f"({changes(*SAYS)} OR {changes(*DECIDES)} AND NOT {DECLINES}"
        f" OR {changes('words')} AND NEW.words <> '') AND {IS_CLOSED}",
        SITE_CLOSED,
    ),
    # What is left may change: which of its files are still there, how many captures it emptied.
    Refusal(
        "archive_takedown",
        "UPDATE",
        f"OLD.outcome = 'done' AND {changes(*SAYS, *DECIDES)}",
        FOR_EVER,
    ),
    Refusal(
        "archive_takedown",
        "UPDATE",
        A_DONE_TAKEDOWN_OF_IT.format(another="done.id <> OLD.id AND"),
        FOR_EVER,
        of_replacing=True,
    ),
    Refusal("archive_takedown", "DELETE", IS_CLOSED, SITE_CLOSED),
    Refusal("archive_takedown", "DELETE", "OLD.outcome = 'done'", FOR_EVER),
    # A closed site serves what is kept: who could change that would change the site.
    *(
        Refusal(table, event, IS_CLOSED, SITE_CLOSED)
        for table in ("archive_body", "archive_capture")
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    Refusal(
        "archive_capture",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_capture AS other WHERE other.id = NEW.id)"
        " OR NEW.captured_until IS NULL AND EXISTS (SELECT 1 FROM archive_capture AS other"
        " WHERE other.address = NEW.address AND other.captured_until IS NULL)",
        KEPT_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        "archive_capture",
        "UPDATE",
        changes(
            "id",
            "address",
            "status",
            "content_type",
            "first_edition",
            "captured_from",
            "rendered_at",
        ),
        KEPT_FOR_EVER,
    ),
    Refusal(
        "archive_capture",
        "UPDATE",
        f"{changes('headers', 'body_id', 'takedown_id')} AND NOT {EMPTIES}",
        KEPT_FOR_EVER,
    ),
    Refusal(
        "archive_capture",
        "UPDATE",
        f"OLD.captured_until IS NOT NULL AND {changes('captured_until')}"
        " OR NEW.last_edition < OLD.last_edition",
        KEPT_FOR_EVER,
    ),
    Refusal("archive_capture", "DELETE", "1 = 1", KEPT_FOR_EVER),
    Refusal(
        "archive_body",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_body AS other WHERE other.sha256 = NEW.sha256"
        " AND (other.size IS DISTINCT FROM NEW.size OR other.content IS DISTINCT FROM NEW.content"
        " OR other.brotli IS DISTINCT FROM NEW.brotli OR other.file IS DISTINCT FROM NEW.file"
        " OR other.is_compressed IS DISTINCT FROM NEW.is_compressed))",
        KEPT_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        "archive_body",
        "UPDATE",
        changes("sha256", "size", "content", "is_compressed", "brotli", "file"),
        KEPT_FOR_EVER,
    ),
    Refusal(
        "archive_body",
        "DELETE",
        "EXISTS (SELECT 1 FROM archive_capture AS capture WHERE capture.body_id = OLD.sha256)",
        KEPT_FOR_EVER,
    ),
    Refusal(
        "archive_edition",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_edition)",
        ONLY_GROWS,
        of_replacing=True,
    ),
    Refusal("archive_edition", "INSERT", STAYS_CLOSED, SITE_CLOSED),
    Refusal("archive_edition", "UPDATE", STAYS_CLOSED, SITE_CLOSED),
    Refusal(
        "archive_edition",
        "UPDATE",
        f"NEW.number < OLD.number OR {changes('id')}",
        ONLY_GROWS,
    ),
    Refusal("archive_edition", "DELETE", "1 = 1", ONLY_GROWS),
)

GUARDED_TABLES = tuple(dict.fromkeys(refusal.table for refusal in REFUSALS))
"""Those with refusals of their own."""

NEVER_EMPTIED = {
    "archive_stagechange": FOR_EVER,
    "archive_stagerequest": FOR_EVER,
    "archive_body": KEPT_FOR_EVER,
    "archive_capture": KEPT_FOR_EVER,
    "archive_edition": ONLY_GROWS,
    "archive_waiver": WAIVED_FOR_EVER,
}
"""Those that no TRUNCATE may empty in any stage, and what it is told."""


def refusals(table: str, event: str, *, knows_replace: bool) -> list[Refusal]:
    """What that table refuses; `knows_replace`: in a database that is SQLite."""
    return [
        each
        for each in REFUSALS
        if (each.table, each.event) == (table, event) and (knows_replace or not each.of_replacing)
    ]
