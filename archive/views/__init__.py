"""Find, decide, answer: what the public gets at each address."""

from .accessibility import accessibility
from .captions import captions
from .changes import changes, changes_after
from .citing import citation
from .days import day, days
from .faqs import faqs, faqs_all
from .files import attachment, attachment_version, picture
from .home import home
from .lists import (
    calls,
    news,
    news_of_kind,
    podcast,
    publications,
    publications_about,
    publications_of_kind,
    topic,
    topics,
)
from .look import card, favicon, icon, look, record_card, touch_icon
from .machines import healthz, robots, security, sitemap
from .mementos import memento, memento_after, negotiated
from .people import board, boards, person
from .records import record
from .search import search, search_words
from .shown_drafts import shown_draft, shown_file, shown_picture
from .site_map import site_map
from .takedowns import tombstone
from .timemaps import timemap

__all__ = [
    "accessibility",
    "attachment",
    "attachment_version",
    "board",
    "boards",
    "calls",
    "captions",
    "card",
    "changes",
    "changes_after",
    "citation",
    "day",
    "days",
    "faqs",
    "faqs_all",
    "favicon",
    "healthz",
    "home",
    "icon",
    "look",
    "memento",
    "memento_after",
    "negotiated",
    "news",
    "news_of_kind",
    "person",
    "picture",
    "podcast",
    "publications",
    "publications_about",
    "publications_of_kind",
    "record",
    "record_card",
    "robots",
    "search",
    "search_words",
    "security",
    "shown_draft",
    "shown_file",
    "shown_picture",
    "site_map",
    "sitemap",
    "timemap",
    "tombstone",
    "topic",
    "topics",
    "touch_icon",
]
