"""What the admin offers: things to do, the menu on top, and all of its lists, by what they are for.

Each is named by its model, in lower case.
"""

from collections.abc import Iterator
from typing import NamedTuple

from archive.models import Kind


class Task(NamedTuple):
    """Something to do, and the form in which it is done; `kind` where a form has several."""

    says: str
    model: str
    kind: Kind | None = None


TASKS = (
    Task("Write news", "post", Kind.NEWS),
    Task("Write a blog post", "post", Kind.BLOG),
    Task("Write a letter", "publication", Kind.LETTER),
    Task("Write an open letter", "publication", Kind.OPEN_LETTER),
    Task("Put up a speech", "publication", Kind.SPEECH),
    Task("Put up a statement", "publication", Kind.STATEMENT),
    Task("Put up a report", "publication", Kind.REPORT),
    Task("Open a call", "call"),
    Task("Put up an episode", "episode"),
    Task("Answer a question", "faqentry"),
    Task("Write a page", "page"),
    Task("Add a picture", "picture"),
    Task("Make a release set", "releaseset"),
)
SECTIONS = (
    ("News and blogs", "post"),
    ("Publications", "publication"),
    ("Calls", "call"),
    ("Episodes", "episode"),
    ("Questions", "faqentry"),
    ("Pages", "page"),
    ("People", "person"),
    ("Boards", "board"),
    ("Pictures", "picture"),
    ("Everything", "record"),
)
"""The menu: what it says, and the model whose list it leads to."""

SHELVES = {
    "What the public reads": (
        *("publication", "post", "call", "episode", "series", "page", "faqentry", "faqcategory"),
        *("person", "board", "picture", "topic", "notice", "review"),
    ),
    "Before it goes out": (
        *("releaseset", "secondpersonrule", "houseword", "ruleseverity", "waiver", "watchedname"),
    ),
    "What was public": ("capture", "redirect", "takedown"),
    "Who works here": ("user", "group", "logline", "logentry"),
}
ELSEWHERE = "More"


class Shelf(NamedTuple):
    says: str
    models: list[dict]


def shelved(apps: list[dict]) -> Iterator[Shelf]:
    """The lists that somebody may open, as Django's `get_app_list` gives them. One that stands on
    no shelf is shown all the same, at the end."""
    models = {each["object_name"].lower(): each for app in apps for each in app["models"]}
    models.pop("record", None)  # the menu's last word but one
    for says, names in SHELVES.items():
        if found := [models.pop(name) for name in names if name in models]:
            yield Shelf(says, found)
    if models:
        yield Shelf(ELSEWHERE, list(models.values()))
