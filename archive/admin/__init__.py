"""How editors change the record: the forms, lists and pages under /admin/."""

from . import (
    accounts,
    calls,
    captures,
    episodes,
    everything,
    notices,
    pages,
    people,
    pictures,
    posts,
    publications,
    questions,
    review,
    takedowns,
    the_log,
)

__all__ = [
    "accounts",
    "calls",
    "captures",
    "episodes",
    "everything",
    "notices",
    "pages",
    "people",
    "pictures",
    "posts",
    "publications",
    "questions",
    "review",
    "takedowns",
    "the_log",
]
