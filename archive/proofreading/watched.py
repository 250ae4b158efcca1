"""Names that must never be published, at their places in what somebody writes. Of the list nothing
is told but the words that stand there already."""

from collections.abc import Iterator, Sequence

from archive.models import WatchedName, WatchListLocked

from .sheet import Remark, Sheet

RULE = "watched-name"


def remarks(pages: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """In each text as it was typed, code and addresses included; the list is read once."""
    try:
        watch_list = WatchedName.objects.watch_list()
    except WatchListLocked as locked:
        yield pages[0], Remark(RULE, 0, 0, locked.sentence)
        return
    for page in pages:
        for hit in watch_list.hits(page.source):
            yield (
                page,
                Remark(
                    RULE,
                    hit.start,
                    hit.end,
                    f"“{hit.words}” is on the list of names that must never be published.",
                    "Take it out, or ask an administrator.",
                ),
            )
