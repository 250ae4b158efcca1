"""Names on the watch list, looked for in all that the public can read, will, or once could."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.captures.filling import Progress, fill
from archive.captures.reach import opened
from archive.lifecycle import watched_in_record
from archive.lifecycle.watching import Watched, found_in, said_by
from archive.models import Attachment, AttachmentVersion, Body, Capture, Record, WatchedName
from archive.watch_list import WatchList

TEXTS = ("text/html", "application/xml", "application/atom+xml", "application/rss+xml",
         "application/x-bibtex", "application/x-research-info-systems", "text/javascript",
         "text/plain")  # fmt: skip
TAG = re.compile(r"<[^<>]*>")
AT_ONCE = 50


class Said(NamedTuple):
    """A watched name that the public can read, or will."""

    address: str
    words: str
    when: str = ""

    def __str__(self) -> str:
        when = f" ({self.when})" if self.when else ""
        return f"{self.address}: “{self.words}”{when}"


def said_now(progress: Progress | None = None) -> Iterator[Said]:
    """In every page and file of the site as it is. Raises WatchListLocked and StoreAway."""
    watch_list = WatchedName.objects.watch_list()
    if not watch_list:
        return
    edition = fill(progress=progress).edition
    captures = Capture.objects.standing().of_edition(edition).not_emptied().with_bodies()
    for capture in captures.oldest_first().iterator(chunk_size=AT_ONCE):
        for words in _words_in(watch_list, capture.body, capture.content_type):
            yield Said(capture.address, words)
    files = Attachment.objects.public().files().with_records().in_order()
    versions = AttachmentVersion.objects.public().with_records().in_order()
    for file in (*files, *versions):
        for watched in found_in(watch_list, said_by(file)):
            yield Said(file.get_absolute_url(), watched.words, watched.place)


def said_soon() -> Iterator[Said]:
    """In what is scheduled, be it with a release set."""
    for record in Record.objects.scheduled_in_any_way().soonest_first():
        for watched in watched_in_record(record):
            yield Said(record.address, watched.words, f"scheduled, {watched.place}")


def said_once() -> Iterator[Said]:
    """In every page that was ever kept."""
    watch_list = WatchedName.objects.watch_list()
    if not watch_list:
        return
    for sha256 in Body.objects.in_order().values_list("pk", flat=True):
        body = Body.objects.with_content_types().get(pk=sha256)
        for words in _words_in(watch_list, body, body.content_type or ""):
            addresses = Capture.objects.holding([sha256]).values_list("address", flat=True)
            for address in sorted(set(addresses)):
                yield Said(address, words, "kept of a past day, or of now")


def _words_in(watch_list: WatchList, body: Body, content_type: str) -> list[str]:
    """Each watched name once, whether it is in the text or in what describes a picture."""
    if not content_type.startswith(TEXTS):
        return []
    with opened(body) as file:
        written = html.unescape(file.read().decode(errors="replace"))
    texts = [("", TAG.sub(" ", written)), ("", written)] if "<" in written else [("", written)]
    found: list[Watched] = list(found_in(watch_list, texts))
    return list(dict.fromkeys(watched.words for watched in found))
