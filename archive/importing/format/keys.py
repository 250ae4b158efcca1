"""Which keys each type of file knows, in the order in which they are written."""

from dataclasses import dataclass
from enum import Enum, auto

PUBLICATIONS = ("report", "letter", "open-letter", "speech", "statement", "terms-of-reference")
LETTERS = ("letter", "open-letter")
POSTS = ("news", "blog")
RECORDS = (*PUBLICATIONS, *POSTS, "call", "episode", "page")


class Kind(Enum):
    """What the value of a key is."""

    TEXT = auto()  # any text
    PROSE = auto()  # Markdown
    SLUG = auto()  # a short name for addresses
    ADDRESS = auto()  # a path on the site
    CHOICE = auto()  # one of a few words
    FLAG = auto()  # true or false
    NUMBER = auto()  # 0, 1, 2 …
    PLACE = auto()  # a number that may say of how many: 1 of 2
    DAY = auto()  # a date
    MOMENT = auto()  # a date or a time
    DAY_OR_MOMENT = auto()  # the same, where it matters which of them
    MOMENT_OR_DRAFT = auto()  # a date or a time, or the word draft
    PARTIAL_DAY = auto()  # a year, month or day
    FILE = auto()  # a file in the folder
    TEXTS = auto()  # a list of texts
    SLUGS = auto()  # a list of slugs
    ADDRESSES = auto()  # a list of paths
    ENTRY = auto()  # a mapping with keys of its own
    ENTRIES = auto()  # a list of such mappings


@dataclass(frozen=True)
class Key:
    """`shorthand` is the key of an entry that a bare text in its place stands for; a
    key that `may_be_empty` says something by being so: that the usual value does not hold."""

    name: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    choices: tuple[str, ...] = ()
    keys: "tuple[Key, ...]" = ()
    shorthand: str = ""
    may_be_empty: bool = False


FOCUS = (
    "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom",
    "bottom-right",
)  # fmt: skip
PICTURE = (
    Key("file", Kind.FILE, is_required=True),
    Key("alt"),
    Key("decorative", Kind.FLAG),
    Key("caption"),
    Key("credit"),
    Key("focus", Kind.CHOICE, choices=FOCUS),
)
PERSON = (
    Key("name", is_required=True),
    Key("person", Kind.SLUG),
    Key("role"),
    Key("biography", Kind.PROSE),
    Key("speaks_as", Kind.TEXTS, may_be_empty=True),
)
MEMBER = (
    Key("name", is_required=True),
    Key("person", Kind.SLUG),
    Key("role"),
    Key("from", Kind.DAY),
    Key("until", Kind.DAY),
    Key("biography", Kind.PROSE),
)
ATTACHMENT = (
    Key("file", Kind.FILE),
    Key("url"),
    Key("title", is_required=True),
    Key("language"),
    Key("on_page", Kind.FLAG),
)
EARLIER_FILE = (
    Key("file", Kind.FILE, is_required=True),
    Key("version", Kind.NUMBER, is_required=True),
    Key("title", is_required=True),
    Key("language"),
    Key("replaced", Kind.MOMENT, is_required=True),
)
LINK = (Key("label"), Key("url"), Key("record", Kind.SLUG))
RELATED = (*LINK, Key("kind", Kind.CHOICE, choices=("related", "next-in-series")))
CHANGE = (Key("at", Kind.MOMENT, is_required=True), Key("note", is_required=True),
          Key("major", Kind.FLAG), Key("correction", Kind.FLAG))  # fmt: skip
HELP_LINE = (
    Key("name", is_required=True),
    Key("description"),
    Key("phone"),
    Key("url"),
    Key("topic"),
)

TITLE = Key("title", is_required=True)
NAME = Key("name", is_required=True)
SLUG = Key("slug", Kind.SLUG)
PICTURES = Key("pictures", Kind.ENTRIES, keys=PICTURE)

BEFORE_FACTS = (
    TITLE,
    SLUG,
    Key("address", Kind.ADDRESS),
    Key("date", Kind.DAY_OR_MOMENT),
    Key("published", Kind.MOMENT_OR_DRAFT),
    Key("updated", Kind.MOMENT),
    Key("withdrawn", Kind.MOMENT),
    Key("withdrawn_because"),
    Key("superseded_by", Kind.SLUG),
    Key("version_of", Kind.SLUG),
    Key("version_for"),
    Key("language", Kind.CHOICE, choices=("en", "cy", "bfi")),
    Key("summary"),
)
AFTER_FACTS = (
    Key("content_note"),
    Key("topics", Kind.TEXTS),
    Key("people", Kind.ENTRIES, keys=PERSON),
    Key("picture", Kind.ENTRY, keys=PICTURE),
    PICTURES,
    Key("attachments", Kind.ENTRIES, keys=ATTACHMENT),
    Key("earlier_files", Kind.ENTRIES, keys=EARLIER_FILE),
    Key("related", Kind.ENTRIES, keys=RELATED),
    Key("listen", Kind.ENTRIES, keys=LINK, shorthand="label"),
    Key("subscribe", Kind.ENTRIES, keys=LINK, shorthand="label"),
    Key("former_addresses", Kind.ADDRESSES),
    Key("changes", Kind.ENTRIES, keys=CHANGE),
)
PUBLICATION = (
    Key("addressed_to", Kind.TEXTS),
    Key("copied_to", Kind.TEXTS),
    Key("salutation"),
    Key("sign_off"),
    Key("event"),
    Key("place"),
    Key("delivered_on", Kind.DAY),
    Key("delivery", Kind.CHOICE, choices=("as-delivered", "as-written")),
    Key("reference"),
    Key("isbn"),
    Key("key", Kind.FLAG),
)
POST = (Key("byline"),)
CALL = (
    Key("opens", Kind.MOMENT, is_required=True),
    Key("closes", Kind.MOMENT, is_required=True),
)
EPISODE = (
    Key("podcast"),
    Key("series"),
    Key("series_position", Kind.PLACE),
    Key("recorded", Kind.PARTIAL_DAY),
    Key("transcript", Kind.FILE),
)
PAGE = (Key("parent", Kind.SLUG), Key("menu_position", Kind.NUMBER))

REVIEW = (
    NAME,
    Key("short_name"),
    Key("question"),
    Key("summary"),
    Key("chair"),
    Key("chair_person", Kind.SLUG),
    Key("commissioned_by"),
    Key("started", Kind.DAY),
    Key("reported", Kind.DAY),
    Key("contact_email"),
    Key("contact_address"),
    Key("licence_name", may_be_empty=True),
    Key("licence_url", may_be_empty=True),
    Key("where_to_turn", Kind.PROSE),
    Key("what_happens_next", Kind.PROSE),
    Key("ink_colour"),
    Key("cloth_colour"),
    Key("thread_colour"),
    Key("exit_url"),
    Key("compliance", Kind.CHOICE, choices=("fully", "partly", "not")),
    Key("accessibility_problems", Kind.PROSE),
    Key("disproportionate_burden", Kind.PROSE),
    Key("outside_regulations", Kind.PROSE),
    Key("accessibility_testing", Kind.PROSE),
    Key("accessibility_contact", Kind.PROSE),
    Key("enforcement", Kind.CHOICE, choices=("britain", "northern-ireland", "kingdom")),
    Key("statement_prepared", Kind.DAY),
    Key("statement_reviewed", Kind.DAY),
    Key("crest", Kind.ENTRY, keys=PICTURE),
    PICTURES,
    Key("help_lines", Kind.ENTRIES, keys=HELP_LINE),
)
PERSON_FILE = (
    NAME,
    SLUG,
    Key("sort_name"),
    Key("portrait", Kind.ENTRY, keys=PICTURE),
    Key("portrait_focus", Kind.CHOICE, choices=FOCUS),
    PICTURES,
)
BOARD = (
    NAME,
    SLUG,
    Key("kind", Kind.CHOICE, choices=("board", "group", "secretariat")),
    Key("position", Kind.NUMBER),
    Key("summary"),
    PICTURES,
    Key("members", Kind.ENTRIES, keys=MEMBER),
)
FAQS = (
    TITLE,
    SLUG,
    Key("position", Kind.NUMBER),
    Key("published", Kind.MOMENT_OR_DRAFT),
    Key("intro"),
    PICTURES,
)
NOTICE = (
    TITLE,
    Key("starts", Kind.MOMENT, is_required=True),
    Key("closing_date", Kind.DAY),
    PICTURES,
)
TOPIC = (NAME, SLUG, Key("description"))
SERIES = (TITLE, SLUG, Key("podcast"), Key("summary"), Key("length", Kind.NUMBER))
REDIRECT = (Key("from", Kind.ADDRESS, is_required=True), Key("to", is_required=True))

KEYS: dict[str, tuple[Key, ...]] = {
    **dict.fromkeys(PUBLICATIONS, (*BEFORE_FACTS, *PUBLICATION, *AFTER_FACTS)),
    **dict.fromkeys(POSTS, (*BEFORE_FACTS, *POST, *AFTER_FACTS)),
    "call": (*BEFORE_FACTS, *CALL, *AFTER_FACTS),
    "episode": (*BEFORE_FACTS, *EPISODE, *AFTER_FACTS),
    "page": (*BEFORE_FACTS, *PAGE, *AFTER_FACTS),
    "review": REVIEW,
    "person": PERSON_FILE,
    "board": BOARD,
    "faqs": FAQS,
    "notice": NOTICE,
    "topics": (Key("topics", Kind.ENTRIES, True, keys=TOPIC),),
    "series": (Key("series", Kind.ENTRIES, True, keys=SERIES),),
    "redirects": (Key("redirects", Kind.ENTRIES, True, keys=REDIRECT),),
}
"""The keys of each type, `type` itself left out."""
WITHOUT_BODY = ("topics", "series", "redirects")
