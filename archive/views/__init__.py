"""Find, decide, answer: what the public gets at each address."""

from .faqs import faqs, faqs_all
from .files import attachment, picture
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
from .machines import healthz, robots, security, sitemap
from .people import board, boards, person
from .records import record
from .site_map import site_map

__all__ = [
    "attachment",
    "board",
    "boards",
    "calls",
    "faqs",
    "faqs_all",
    "healthz",
    "home",
    "news",
    "news_of_kind",
    "person",
    "picture",
    "podcast",
    "publications",
    "publications_about",
    "publications_of_kind",
    "record",
    "robots",
    "security",
    "site_map",
    "sitemap",
    "topic",
    "topics",
]
