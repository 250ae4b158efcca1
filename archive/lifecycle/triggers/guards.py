"""What the database refuses, whoever asks it: the sentences, and the conditions in SQL.

While the site is closed nothing on the record changes, nor what it serves; and in every stage what
the record says of the site's own life stays as it was said, and what the public was served stays
what it was. `OLD` and `NEW` are the row before and after.
"""

from archive.lifecycle.closed import SITE_CLOSED
from archive.models import Stage
from archive.models.told import EVERYTHING_TOLD, TAKEN_DOWN, Told

from .log_guards import LOGGED_FOR_EVER, OF_THE_LOG
from .logged import LOG
from .refusal import Refusal, changes
from .release_guards import OF_RELEASE_SETS, WENT_OUT_FOR_EVER

NO_SILENT_REOPENING = (
    "The site is closed. It leaves that stage only with a reason on the record: "
    "use the admin or manage.py site_stage (docs/closing.md)."
)
FOR_EVER = "What happened to the site is on the record for ever: this row cannot change."
NOWHERE_TO_LEAD = (
    "A site is archived with a row that says where its pages are now, and that they were looked at "
    "there: use the admin or manage.py site_stage (docs/closing.md)."
)
WHILE_CLOSED = (
    "Where an archived site leads is said while it is closed, and then stays as it was said: to "
    "change it, move the site back to closed and archive it again (docs/closing.md)."
)
KEPT_FOR_EVER = (
    "What the public was served is kept for ever, as it was: only a takedown empties it "
    "(docs/taking-down.md)."
)
SAID_FOR_EVER = (
    "What was said of the last weeks is on the record for ever: say the next thing in a new row."
)
WAIVED_FOR_EVER = (
    "Who left a finding as it is, and why, is on the record for ever: it can be taken back, once."
)
ALONE_FOR_EVER = (
    "Who published what alone, and why, is on the record for ever: this row cannot change."
)
ONLY_GROWS = "There is one edition of the site at a time, and its number only grows."

OF_THE_LAST_WEEKS = (
    "archive_countdown",
    "archive_taskmark",
    "archive_archivecheck",
    "archive_archivecomparison",
)
"""Written in every stage, a row for each thing that is said, and never again."""

CLOSED = "({})".format(", ".join(f"'{stage.value}'" for stage in Stage if stage.is_closed))
"""The stages in which nothing changes."""


def site(condition: str) -> str:
    """Is that so of the site's `state`?"""
    return f"EXISTS (SELECT 1 FROM archive_sitestate AS state WHERE {condition})"  # noqa: S608


IS_CLOSED = site(f"state.stage IN {CLOSED}")
IS_JUST_CLOSED = site("state.stage = 'closed'")
LEAVING_IS_ON_RECORD = (
    "EXISTS (SELECT 1 FROM archive_stagechange AS move WHERE move.from_stage = {left}"
    " AND move.to_stage = {to} AND trim(move.reason) <> ''"
    " AND move.id > COALESCE((SELECT MAX(coming.id) FROM archive_stagechange AS coming"
    " WHERE coming.to_stage = {left}), 0))"
)
LEAVES_UNSAID = (
    f"OLD.stage IN {CLOSED} AND NEW.stage <> OLD.stage"
    f" AND NOT {LEAVING_IS_ON_RECORD.format(left='OLD.stage', to='NEW.stage')}"
)
# On SQLite the edition of a site that opens again begins a moment before it is open.
IS_LEFT_FOR_OPEN = LEAVING_IS_ON_RECORD.format(left="state.stage", to="'open'")
STAYS_CLOSED = site(f"state.stage IN {CLOSED} AND NOT {IS_LEFT_FOR_OPEN}")
CAN_CHANGE = site(f"state.stage NOT IN {CLOSED}")
IS_PLACED = (
    "EXISTS (SELECT 1 FROM archive_archivedsite AS place WHERE place.change_id ="
    " (SELECT MAX(move.id) FROM archive_stagechange AS move WHERE move.to_stage = 'archived'))"
)
LEADS_NOWHERE = f"NEW.stage = 'archived' AND ({CAN_CHANGE} OR NOT {IS_PLACED})"


EMPTIES = (
    "(NEW.body_id IS NULL AND OLD.takedown_id IS NULL AND EXISTS (SELECT 1 FROM archive_takedown"
    " AS takedown WHERE takedown.id = NEW.takedown_id AND takedown.outcome = 'done'))"
)
"""Does a change of a capture take away what it holds, because that was taken down?"""


def forgets(told: Told) -> str:
    """Does a change of a row take its words away, after something was taken down, and no more?"""
    words = " AND ".join(
        f"(NEW.{each} = OLD.{each} OR NEW.{each} = '{TAKEN_DOWN}')" for each in told.words
    )
    is_after = (
        "EXISTS (SELECT 1 FROM archive_takedown AS takedown"  # noqa: S608
        " WHERE takedown.outcome = 'done'"
        f" AND takedown.decided_at >= OLD.{told.said_at})"
    )
    return f"(NOT {IS_CLOSED} AND NOT {changes(*told.kept)} AND {words} AND {is_after})"


FORGETS = {told.model._meta.db_table: forgets(told) for told in EVERYTHING_TOLD}
"""By its table: what may happen to a row that otherwise stays for ever."""

PLACE = ("id", "asked_id", "checked", "timestamp", "answering", "questions", "prefix")
"""What a row says of an archived site from the moment that it is asked for."""

SAYS = ("id", "address", "record_id", "reason", "page_stays", "asked_by_id", "asked_at")
DECIDES = ("outcome", "decided_by_id", "decided_at")
DECLINES = "(OLD.outcome = 'waiting' AND NEW.outcome = 'declined')"
A_DONE_TAKEDOWN_OF_IT = (
    "EXISTS (SELECT 1 FROM archive_takedown AS done WHERE done.outcome = 'done' AND {another}"
    " (done.id = NEW.id OR (done.address = NEW.address AND NEW.outcome <> 'declined'"
    " AND NOT done.page_stays AND NOT NEW.page_stays)))"
)


REFUSALS = (
    # A row that REPLACE takes away in SQLite is deleted unseen: so it may not be put in.
    Refusal(
        "archive_sitestate",
        "INSERT",
        f"{IS_CLOSED} AND NOT {site('state.stage = NEW.stage')}",
        NO_SILENT_REOPENING,
    ),
    Refusal("archive_sitestate", "INSERT", LEADS_NOWHERE, NOWHERE_TO_LEAD),
    Refusal(
        "archive_sitestate",
        "UPDATE",
        LEAVES_UNSAID,
        NO_SILENT_REOPENING,
    ),
    Refusal(
        "archive_sitestate",
        "UPDATE",
        f"OLD.stage <> 'archived' AND {LEADS_NOWHERE}",
        NOWHERE_TO_LEAD,
    ),
    Refusal("archive_sitestate", "DELETE", f"OLD.stage IN {CLOSED}", NO_SILENT_REOPENING),
    Refusal(
        "archive_stagechange",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_stagechange AS move WHERE move.id = NEW.id)",
        FOR_EVER,
    ),
    Refusal(
        "archive_stagechange",
        "INSERT",
        f"{IS_CLOSED} AND NOT {site('state.stage = NEW.from_stage')}",
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
    # Written in a closed site, and only there: it says what comes next.
    Refusal(
        "archive_archivedsite",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_archivedsite AS place WHERE place.id = NEW.id"
        " OR place.asked_id = NEW.asked_id OR place.change_id = NEW.change_id)",
        FOR_EVER,
    ),
    *(
        Refusal("archive_archivedsite", event, f"NOT {IS_JUST_CLOSED}", WHILE_CLOSED)
        for event in ("INSERT", "UPDATE")
    ),
    Refusal(
        "archive_archivedsite",
        "UPDATE",
        f"OLD.change_id IS NOT NULL OR {changes(*PLACE)}",
        FOR_EVER,
    ),
    Refusal("archive_archivedsite", "DELETE", "1 = 1", FOR_EVER),
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
        "(OLD.taken_back_at IS NOT NULL OR "
        + changes(
            "id", "rule", "address", "place", "what", "quote", "reason", "waived_by_id", "waived_at"
        )
        + f") AND NOT {FORGETS['archive_waiver']}",
        WAIVED_FOR_EVER,
    ),
    Refusal("archive_waiver", "DELETE", "1 = 1", WAIVED_FOR_EVER),
    *OF_RELEASE_SETS,
    Refusal(
        "archive_publishedalone",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_publishedalone AS other WHERE other.id = NEW.id)",
        ALONE_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        "archive_publishedalone",
        "UPDATE",
        f"NOT {FORGETS['archive_publishedalone']}",
        ALONE_FOR_EVER,
    ),
    Refusal("archive_publishedalone", "DELETE", "1 = 1", ALONE_FOR_EVER),
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
        for table in ("archive_body", "archive_capture", "archive_releasemember")
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
    *(
        refusal
        for table in OF_THE_LAST_WEEKS
        for refusal in (
            Refusal(
                table,
                "INSERT",
                f"EXISTS (SELECT 1 FROM {table} AS other WHERE other.id = NEW.id)",  # noqa: S608
                SAID_FOR_EVER,
                of_replacing=True,
            ),
            Refusal(table, "UPDATE", f"NOT {FORGETS.get(table, '(1 = 0)')}", SAID_FOR_EVER),
            Refusal(table, "DELETE", "1 = 1", SAID_FOR_EVER),
        )
    ),
    *OF_THE_LOG,
    # Its number is a second key, by which SQLite's REPLACE would take another row away.
    Refusal(
        "archive_taskmark",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_taskmark AS other WHERE other.task = NEW.task"
        " AND other.number = NEW.number)",
        SAID_FOR_EVER,
        of_replacing=True,
    ),
)

GUARDED_TABLES = tuple(dict.fromkeys(refusal.table for refusal in REFUSALS))
"""Those with refusals of their own."""

NEVER_EMPTIED = {
    "archive_stagechange": FOR_EVER,
    "archive_stagerequest": FOR_EVER,
    "archive_archivedsite": FOR_EVER,
    "archive_body": KEPT_FOR_EVER,
    "archive_capture": KEPT_FOR_EVER,
    "archive_edition": ONLY_GROWS,
    **dict.fromkeys(OF_THE_LAST_WEEKS, SAID_FOR_EVER),
    "archive_waiver": WAIVED_FOR_EVER,
    "archive_releaseset": WENT_OUT_FOR_EVER,
    "archive_publishedalone": ALONE_FOR_EVER,
    LOG: LOGGED_FOR_EVER,
}
"""Those that no TRUNCATE may empty in any stage, and what it is told."""


def refusals(table: str, event: str, *, knows_replace: bool) -> list[Refusal]:
    """What that table refuses; `knows_replace`: in a database that is SQLite."""
    return [
        each
        for each in REFUSALS
        if (each.table, each.event) == (table, event) and (knows_replace or not each.of_replacing)
    ]
