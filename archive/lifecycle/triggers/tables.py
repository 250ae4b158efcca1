"""Which tables the public site is made of, and which of their rows the public can see.

A condition is SQL that SQLite and PostgreSQL both understand, over `{row}`: the row as it was or
as it will be. It names no clock: what is scheduled counts as shown, so that whoever moves its
hour makes a new edition, and with it a new look at when that edition ends.
"""

from dataclasses import dataclass

ALWAYS = "1 = 1"
OF_A_PUBLIC_RECORD = (
    "EXISTS (SELECT 1 FROM archive_record AS whole"
    " WHERE whole.address_row_id = {row}.%s AND whole.published_at IS NOT NULL)"
)
NAMED_IN_PUBLIC = (
    "(EXISTS (SELECT 1 FROM archive_review AS review WHERE review.chair_id = {row}.id)"
    " OR EXISTS (SELECT 1 FROM archive_boardmember AS member WHERE member.person_id = {row}.id)"
    " OR EXISTS (SELECT 1 FROM archive_contributor AS part"
    " JOIN archive_record AS whole ON whole.address_row_id = part.record_id"
    " WHERE part.person_id = {row}.id AND whole.published_at IS NOT NULL))"
)
LEADS_SOMEWHERE = (
    "({row}.to_record_id IS NULL OR EXISTS (SELECT 1 FROM archive_record AS whole"
    " WHERE whole.address_row_id = {row}.to_record_id AND whole.published_at IS NOT NULL))"
)
AT_A_PUBLIC_ADDRESS = (
    "(EXISTS (SELECT 1 FROM archive_record AS whole"
    " WHERE whole.address_row_id = {row}.id AND whole.published_at IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM archive_redirect AS redirect"
    " LEFT JOIN archive_record AS target ON target.address_row_id = redirect.to_record_id"
    " WHERE redirect.address_row_id = {row}.id"
    " AND (redirect.to_record_id IS NULL OR target.published_at IS NOT NULL)))"
)
OF_PUBLIC_RECORDS = (
    "EXISTS (SELECT 1 FROM archive_record_topics AS about"
    " JOIN archive_record AS whole ON whole.address_row_id = about.record_id"
    " WHERE about.topic_id = {row}.id AND whole.published_at IS NOT NULL)"
)
OF_PUBLIC_EPISODES = (
    "EXISTS (SELECT 1 FROM archive_episode AS episode"
    " JOIN archive_record AS whole ON whole.address_row_id = episode.record_id"
    " WHERE episode.series_id = {row}.id AND whole.published_at IS NOT NULL)"
)
OF_PUBLIC_QUESTIONS = (
    "EXISTS (SELECT 1 FROM archive_faqentry AS entry"
    " WHERE entry.category_id = {row}.id AND entry.published_at IS NOT NULL)"
)
UNDER_NOTICE = "EXISTS (SELECT 1 FROM archive_sitestate AS state WHERE state.stage <> 'open')"
OF_A_DONE_TAKEDOWN = (
    "EXISTS (SELECT 1 FROM archive_takedown AS takedown"
    " WHERE takedown.id = {row}.takedown_id AND takedown.outcome = 'done')"
)


@dataclass(frozen=True)
class Table:
    """A table of the record, by its name in the database.

    A new edition begins when a row that is `shown` comes or goes, and when one changes in another
    column than those `unseen`, be it shown before or after. With `only_turns` a change counts
    only where it shows or hides the row. `is_guarded`: nothing in it can change once the site is
    closed.
    """

    name: str
    shown: str = ALWAYS
    unseen: tuple[str, ...] = ()
    only_turns: bool = False
    counts_inserts: bool = True
    is_guarded: bool = True


TABLES = (
    Table("archive_address", AT_A_PUBLIC_ADDRESS),
    Table(
        "archive_record",
        "{row}.published_at IS NOT NULL",
        unseen=("created_at", "edited_at", "edited_by_id", "edits"),
    ),
    Table("archive_attachment", OF_A_PUBLIC_RECORD % "record_id", unseen=("uploaded_by_id",)),
    *(
        Table(f"archive_{name}", OF_A_PUBLIC_RECORD % "record_id")
        for name in (
            "attachmentversion",
            "call",
            "contributor",
            "episode",
            "link",
            "page",
            "post",
            "publication",
            "record_topics",
        )
    ),
    Table("archive_turn", OF_A_PUBLIC_RECORD % "episode_id"),
    Table(
        "archive_revision",
        f"({{row}}.is_major AND {{row}}.change_note <> '' AND {OF_A_PUBLIC_RECORD % 'record_id'})",
        unseen=("event", "made_by_id", "text"),
    ),
    # Its words change as often as editors like: the public gets them at its moment. That it has
    # another moment, or none, begins an edition, which ends then.
    Table(
        "archive_drafting",
        "{row}.goes_out_at IS NOT NULL",
        unseen=(
            "begun_at",
            "begun_by_id",
            "begun_from",
            "change_note",
            "is_correction",
            "is_major",
            "not_published_because",
            "scheduled_by_id",
        ),
    ),
    # The same of a release set.
    Table(
        "archive_releaseset",
        "{row}.goes_out_at IS NOT NULL",
        unseen=("made_at", "made_by_id", "name", "not_published_because", "released_by_id"),
    ),
    Table("archive_redirect", LEADS_SOMEWHERE),
    Table("archive_topic", OF_PUBLIC_RECORDS),
    Table("archive_series", OF_PUBLIC_EPISODES),
    # A picture has an address as soon as it is there, and Markdown names it by that alone: which
    # pages show it is not to be told from the tables. A new one is on no page yet.
    Table(
        "archive_picture",
        unseen=("source_name", "source_sha256", "uploaded_at", "uploaded_by_id"),
        counts_inserts=False,
    ),
    Table("archive_person", NAMED_IN_PUBLIC),
    Table("archive_board"),
    Table("archive_boardmember"),
    Table("archive_faqcategory", OF_PUBLIC_QUESTIONS),
    Table("archive_faqentry", "{row}.published_at IS NOT NULL"),
    Table("archive_review"),
    Table("archive_helpline"),
    Table("archive_accessibilitycheck", unseen=("recorded_at",)),
    Table("archive_notice", f"NOT {{row}}.is_draft AND {UNDER_NOTICE}"),
    # The moves of the site have guards of their own (`guards`).
    Table("archive_sitestate", "{row}.stage <> 'open'", only_turns=True, is_guarded=False),
    Table("archive_stagechange", "{row}.from_stage = 'open'", is_guarded=False),
    Table(
        "archive_takedown",
        "{row}.outcome = 'done'",
        unseen=("words", "asked_by_id", "decided_by_id", "captures_emptied", "files_left"),
        is_guarded=False,
    ),
    Table("archive_tombstone", OF_A_DONE_TAKEDOWN),
)

EXCUSED = {
    "archive_edition": "is the count itself",
    "archive_body": "what was served before; no page is made from it",
    "archive_capture": "what was served before; no page that is kept is made from it",
    "archive_archivedsite": "says what is answered in the place of the pages of an archived site, "
    "which stay as they are; written while the site is closed, through its door alone (`guards`)",
    "archive_stagerequest": "a wish of one administrator, which the admin alone shows",
    "archive_countdown": "the days of the end as planned; they move in a closed site, too",
    "archive_taskmark": "what was done in the last weeks, much of it in a closed site",
    "archive_archivecheck": "what people saw in the web archive, after the site was closed",
    "archive_archivecomparison": "what the web archive holds, asked after the site was closed",
    "archive_inspection": "what was found inside files: the admin alone shows it",
    "archive_clearance": "who let a file out that was held back: the admin alone shows it",
    "archive_beat": "what an account may write about; no public page names one",
    "archive_draftlink": "shows a draft to somebody outside; the public gets no page of it",
    "archive_releasemember": "what waits in a release set: the public sees the set's moment come, "
    "and what goes out then, by their own tables",
    "archive_watchedname": "names that must never be published, and never are",
    "archive_look": "what the last look at the site found: the admin alone shows it, and looks "
    "anew at any time, at a closed site, too",
    "archive_waiver": "why a finding is left as it is: the admin alone shows it, and of a closed "
    "site more may be said, which changes no page",
    "archive_logline": "the log: the admin alone shows it, and it is written in every stage",
    "archive_houseword": "how names are written, for those who write; pages say what they say",
    "archive_ruleseverity": "what stops a page from going out, which changes none that is out",
    "archive_secondpersonrule": "what asks for a second person before it goes out",
    "archive_submission": "who looks at a draft: the admin alone shows it",
    "archive_comment": "what was said of a draft: the admin alone shows it",
    "archive_publishedalone": "who published what alone: the admin alone shows it",
    "archive_writing": "what somebody types and has not saved, which its person alone sees; of a "
    "closed site it can still be read, and thrown away",
    "auth": "accounts and what they may do; no public page names one",
    "admin": "the admin's own log",
    "axes": "failed log-ins",
    "contenttypes": "Django's list of its models",
    "sessions": "who is signed in",
}
"""Tables, and whole apps, whose changes no public page shows: why that is so."""
