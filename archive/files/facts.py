"""What readers want to know of a file before they fetch it: its pages, its length in time."""

import logging
from dataclasses import dataclass
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from tinytag import TinyTag, TinyTagException

from archive.files.types import FileRefused, FileType

# What pypdf mutters about a file while it reads on is nothing that an editor could do.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MOST_PAGES = 20_000
BROKEN_PDF = "This PDF is broken and cannot be opened. Save it again, then send it again."
LOCKED_PDF = (
    "This PDF is locked with a password or restrictions, which keep some readers and their "
    "screen readers out. Save it without them."
)


@dataclass(frozen=True)
class Facts:
    """Pages of a PDF; seconds of a sound or film; None where a file has no such thing."""

    pages: int | None = None
    duration_seconds: float | None = None


def describe(file: BinaryIO, kind: FileType) -> Facts:
    """The facts of a file of a known type; the file is left at its beginning.

    Raises FileRefused where a PDF or a recording cannot be read at all.
    """
    file.seek(0)
    try:
        if kind is FileType.PDF:
            return Facts(pages=_pages(file))
        if kind.is_audio or kind.is_video:
            return Facts(duration_seconds=_seconds(file))
    finally:
        file.seek(0)
    return Facts()


def _pages(file: BinaryIO) -> int:
    """Pages as the PDF's own catalogue counts them; the pages themselves are not walked."""
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise FileRefused(LOCKED_PDF)
        count = reader.root_object["/Pages"].get_object()["/Count"]  # type: ignore[index]
        pages = int(count)
    except (
        PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError,
        RecursionError, OverflowError, AssertionError,
    ):  # fmt: skip
        # pypdf lets whatever its parser stumbles over through.
        raise FileRefused(BROKEN_PDF) from None
    if not 1 <= pages <= MOST_PAGES:
        raise FileRefused(BROKEN_PDF)
    return pages


def _seconds(file: BinaryIO) -> float | None:
    try:
        duration = TinyTag.get(file_obj=file, tags=False).duration
    except (TinyTagException, ValueError, TypeError, KeyError, IndexError, OSError):
        raise FileRefused("This recording is broken and cannot be played. Save it again.") from None
    return duration or None
