"""How bodies lie in the store: text compressed once, for all its readers, and the rest as it is.

The measurements behind the choices are in docs/decisions/0007-what-is-kept.md. Knows nothing of
Django.
"""

import gzip
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]

from .kept import Kept

IN_DATABASE = 1024 * 1024
"""Bytes that a body may take in the database; a longer one is a file of the storage."""

GZIP = 9
BROTLI = 10
BROTLI_OF_LONG = 5
LONG = 128 * 1024
"""Where the best compression would let a reader wait for a tenth of a second and more."""

TEXT = ("text/", "image/svg+xml", "application/javascript", "application/json", "application/xml")


@dataclass(frozen=True, slots=True)
class Packed:
    """The forms of a body: as it is in `plain`, or compressed by gzip and, where that is smaller
    still, by brotli."""

    plain: bytes | None
    gzip: bytes | None = None
    brotli: bytes | None = None

    @property
    def content(self) -> bytes:
        return self.plain if self.gzip is None else self.gzip  # type: ignore[return-value]


def pack(body: bytes, content_type: str) -> Packed:
    if not is_text(content_type):
        return Packed(body)
    zipped = gzip.compress(body, GZIP, mtime=0)
    if len(zipped) >= len(body):
        return Packed(body)
    quality = BROTLI if len(body) <= LONG else BROTLI_OF_LONG
    smaller = brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
    return Packed(None, zipped, smaller if len(smaller) < len(zipped) else None)


def unpacked(kept: Kept) -> bytes:
    """The bytes that were answered; none where there are too many for memory."""
    return gzip.decompress(kept.gzip) if kept.gzip is not None else kept.plain or b""


def is_text(content_type: str) -> bool:
    """Does compression make such a body smaller? Pictures, sound and PDF have their own."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith(TEXT) or kind.endswith(("+xml", "+json"))
