"""Renditions of a picture: narrower copies, in formats that cost a reader less to fetch.

The picture itself stays what is kept for good. Its renditions are made of it, once, when it comes,
and may be made again. WebP for every picture; AVIF for photographs, where it saves another third
(of a drawing it saves nothing, and takes ten times as long); and one copy in the picture's own
format, for browsers that know neither.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

from archive.files.types import FileType, identify

WIDTHS = (320, 640, 1280)  # a list, a column, a column on a fine screen
PLAIN_WIDTH = 960  # of the copy in the picture's own format
SMALL = 20_000  # bytes: a picture that has no more costs nobody anything
WORTH_IT = 0.9  # what saves less than a tenth is left out

AVIF: dict[str, Any] = {"quality": 60, "speed": 7, "max_threads": 1}  # with one, the same each time
PHOTOGRAPH: dict[str, Any] = {"quality": 80, "method": 4}
DRAWING: dict[str, Any] = {"quality": 90, "method": 4}  # its lines and words are to stay sharp
JPEG: dict[str, Any] = {"quality": 82, "optimize": True, "progressive": True}
PNG: dict[str, Any] = {"optimize": True}


@dataclass(frozen=True)
class Rendition:
    """A copy of a picture; width in pixels, `extension` without a dot."""

    data: bytes
    width: int
    extension: str
    sha256: str


def renditions(data: bytes) -> list[Rendition]:
    """What is worth having beside the picture `data`, which is as `picture()` left it.

    The best format first, the narrowest of each first. The same bytes give the same renditions.
    """
    if len(data) <= SMALL:
        return []
    kind = identify(io.BytesIO(data))
    with Image.open(io.BytesIO(data)) as opened:
        drawn = _in_full_colour(opened)
    is_photograph = kind is FileType.JPEG
    made: list[Rendition] = []
    if is_photograph:
        made += _if_worth_it(_in(drawn, FileType.AVIF, AVIF), len(data))
    made += _if_worth_it(
        _in(drawn, FileType.WEBP, PHOTOGRAPH if is_photograph else DRAWING), len(data)
    )
    if drawn.width > PLAIN_WIDTH:
        plain = _written(drawn, PLAIN_WIDTH, kind, JPEG if is_photograph else PNG)
        made += _if_worth_it([plain], len(data))
    return made


def _in_full_colour(opened: Image.Image) -> Image.Image:
    """The pixels in a mode that can be made smaller without steps."""
    is_see_through = "A" in opened.mode or "transparency" in opened.info
    drawn = opened.convert("RGBA" if is_see_through else "RGB")
    drawn.info = {}
    return drawn


def _in(drawn: Image.Image, kind: FileType, options: dict[str, Any]) -> list[Rendition]:
    return [_written(drawn, width, kind, options) for width in _widths(drawn.width)]


def _widths(own: int) -> Iterator[int]:
    """Those that a picture of that width has: none where it is as small as the smallest."""
    if own <= WIDTHS[0]:
        return
    widest = min(own, WIDTHS[-1])
    yield from (width for width in WIDTHS if width * 1.2 < widest)
    yield widest


def _written(drawn: Image.Image, width: int, kind: FileType, options: dict[str, Any]) -> Rendition:
    height = max(1, round(drawn.height * width / drawn.width))
    smaller = drawn.resize((width, height), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    smaller.save(target, kind.name, **options)
    data = target.getvalue()
    return Rendition(data, width, kind.extension, hashlib.sha256(data).hexdigest())


def _if_worth_it(made: list[Rendition], size: int) -> list[Rendition]:
    """All of them or none: with its widest left out, a format would look blurred."""
    return made if made and len(made[-1].data) < size * WORTH_IT else []
