"""What must never be published, looked for in what is about to be."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.models import Attachment, AttachmentVersion, WatchedName
from archive.watch_list import WatchList

from .inspections import inspected


class Watched(NamedTuple):
    """A watched name that was found: where, and as it stands there."""

    place: str
    words: str

    @property
    def sentence(self) -> str:
        return (
            f"“{self.words}” ({self.place}) is on the list of names that must never be published. "
            "Take it out, or ask an administrator."
        )


def watched_in_texts(texts: Iterable[tuple[str, str]]) -> list[Watched]:
    """The watched names in several texts, each with what its place is called. Raises
    WatchListLocked; the list is read once."""
    return list(found_in(WatchedName.objects.watch_list(), texts))


def watched_in_files(attachments: Iterable[Attachment]) -> list[Watched]:
    """In names, titles and words of files, whether those are seen or hidden."""
    watch_list = WatchedName.objects.watch_list()
    if not watch_list:
        return []
    return [
        found for attachment in attachments for found in found_in(watch_list, said_by(attachment))
    ]


def said_by(attachment: Attachment | AttachmentVersion) -> Iterator[tuple[str, str]]:
    """All that a file says: its title, its name, and what is in it, each with its place."""
    name = attachment.name or attachment.url
    yield f"the title of {name}", attachment.title
    yield "the name of a file", name
    if attachment.sha256:
        for where, text in inspected(attachment).words:
            yield f"{name}, {where}" if where else name, text


def found_in(watch_list: WatchList, texts: Iterable[tuple[str, str]]) -> Iterator[Watched]:
    for place, text in texts:
        told = set()
        for hit in watch_list.hits(text):
            if hit.name not in told:
                told.add(hit.name)
                yield Watched(place, hit.words)
