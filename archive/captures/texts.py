"""What of a capture is read: its text, and whether two of them say the same."""

import gzip
import hashlib
from collections.abc import Iterable

from django.core.files.storage import default_storage

from archive.models import Body

from .page_text import paragraphs, title

LONGEST = 256 * 1024
"""Bytes of a body that is still read for a list, whose readers wait for all of it."""

REMEMBERED = 10_000
"""How many digests of texts are kept in memory, of 32 bytes each."""


def content_of(body: Body) -> bytes:
    """The bytes of a body, as they are without compression."""
    if body.content is None:
        with default_storage.open(body.file) as file:
            return file.read()
    return gzip.decompress(body.content) if body.is_compressed else bytes(body.content)


def lines_of(body: Body, content_type: str) -> list[str]:
    """What a reader reads, a paragraph a line."""
    text = content_of(body).decode(errors="replace")
    return paragraphs(text) if is_page(content_type) else text.splitlines()


def is_page(content_type: str) -> bool:
    return content_type.startswith("text/html")


def digests(bodies: Iterable[str]) -> dict[str, bytes]:
    """What pages say, by their SHA-256: equal where no word that is read differs.

    Very long ones are left out. Asks the database once, and only for those not met before.
    """
    wanted = set(bodies)
    if unknown := [sha256 for sha256 in wanted if sha256 not in _digests]:
        if len(_digests) + len(unknown) > REMEMBERED:
            _digests.clear()
        found = Body.objects.no_larger_than(LONGEST).defer("brotli").in_bulk(unknown)
        for sha256, body in found.items():
            text = "\n".join(paragraphs(content_of(body).decode(errors="replace")))
            _digests[sha256] = hashlib.sha256(text.encode(errors="replace")).digest()
    return {sha256: _digests[sha256] for sha256 in wanted if sha256 in _digests}


_digests: dict[str, bytes] = {}


def title_of(body: Body) -> str:
    """What a page calls itself, without the name of the site behind it; nothing if it does not."""
    return title(content_of(body).decode(errors="replace"))
