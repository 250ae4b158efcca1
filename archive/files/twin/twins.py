"""The one door to a document's twin: which files have one, and what is said where there is none."""

from typing import BinaryIO

from archive.files.apart import NotRead, read_apart
from archive.files.twin.text import Twin
from archive.files.twin.word import twin_of_word
from archive.files.types import FileRefused, FileType

HAVE_TWINS = (FileType.DOCX, FileType.PDF)
SECONDS = 60.0  # of a processor's time; a report of 300 pages takes about 15
NO_TEXT = "There is no text in this document that could be taken over."
UNREADABLE = "The text of this document cannot be read: {}. Copy it by hand."


def twin_of(file: BinaryIO, kind: FileType) -> Twin:
    """The text of a .docx or PDF file, which is left at its beginning. Raises FileRefused, with a
    sentence."""
    twin = twin_of_word(file) if kind is FileType.DOCX else _of_pdf(file)
    if not twin.text:
        raise FileRefused(NO_TEXT)
    return twin


def _of_pdf(file: BinaryIO) -> Twin:
    try:
        return Twin(**read_apart("archive.files.twin", file=file, seconds=SECONDS))
    except NotRead as why:
        raise FileRefused(UNREADABLE.format(why)) from None
