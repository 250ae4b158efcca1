"""Finding words in what was kept: in pages across their markup, in texts, PDFs and office files.

What is looked through at once is bounded, whatever the size of the file.
"""

import html
import re
import unicodedata
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

WINDOW = 1024 * 1024  # bytes of a text that are looked through at once
OVERLAP = 64 * 1024  # characters of them that are looked through with the next ones, too
LARGEST_PART = 20_000_000  # bytes of one part of an office file
MOST_PARTS = 20_000

TEXTS = ("text/", "application/xml", "application/atom+xml", "application/rss+xml",
         "application/json", "application/x-subrip", "image/svg+xml")  # fmt: skip
CAPTIONS = ("text/vtt", "application/x-subrip")
OFFICE = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)
PDF = "application/pdf"

TIMING = re.compile(
    r"(?:\r?\n[ \t]*){2,}(?:[^\r\n]*\r?\n)?[ \t]*[\d:]*\d\d:\d\d[.,]\d{3} --> [^\r\n]*\r?\n"
)  # between two captions: sentences go on across it
COMMENT = re.compile(r"<!--.*?-->", re.S)
BREAK = re.compile(r"<(?:br|w:br|w:tab|text:s|text:tab|text:line-break)\b[^>]*>", re.I)
BLOCK = re.compile(
    r"</?(?:p|div|main|section|article|aside|header|footer|nav|h[1-6]|ul|ol|li|dl|dt|dd|table|tr"
    r"|td|th|caption|figure|figcaption|blockquote|pre|details|summary|title|option|label|button"
    r"|entry|item|id|link|name|updated|published|description|content|url|loc|lastmod"
    r"|w:p|a:p|w:tc|text:p|text:h|table:table-cell|si|c|v)\b[^>]*>",
    re.I,
)
TAG = re.compile(r"<[^<>]*>")
APART = "\x1f"  # stands where one block ends and another begins: no words go across it
ALIKE = {
    **dict.fromkeys("’‘ʼ`", "'"),
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("‐‑–—−", "-"),
    **dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", ""),
}
OTHERS_ALIKE = re.compile("[" + re.escape("".join(ALIKE)) + "]")
SPACES = re.compile(r" [^\S\x1f]+|[^\S\x1f ][^\S\x1f]*")  # all but a single blank


class Unsearchable(Exception):
    """A file that cannot be looked into: broken, locked, or gone."""


class Words:
    """Words to be found, each line of them whole: “Ada” is not in “Canada”.

    Capitals, kinds of quotation marks, dashes, spaces and line breaks make no difference.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        wanted = sorted({like for line in lines if (like := _alike(line).strip())})
        self._wanted = {each: re.compile(rf"(?<!\w){re.escape(each)}(?!\w)") for each in wanted}

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def are_in_text(self, text: str) -> bool:
        """Are they in `text`, read as plain words?"""
        like = _alike(text)
        return any(each in like and whole.search(like) for each, whole in self._wanted.items())

    def are_in(self, file: BinaryIO, content_type: str) -> bool:
        """Are they in what a reader of `file` can read? Pictures and recordings are not looked at.

        Raises Unsearchable.
        """
        if not self:
            return False
        if content_type.startswith(PDF):
            return any(map(self.are_in_text, _pages(file)))
        if content_type.startswith(OFFICE):
            return any(map(self._are_in_markup, _parts(file)))
        if content_type.startswith(TEXTS):
            windows = _windows(file, content_type)
            if content_type.startswith(CAPTIONS):
                return any(self._are_in_markup(TIMING.sub(" ", window)) for window in windows)
            return any(map(self._are_in_markup, windows))
        return False

    def _are_in_markup(self, text: str) -> bool:
        """As it is written, which is where attributes have their words; as it is read; and once
        more, since a feed has whole pages inside its own markup."""
        if self.are_in_text(html.unescape(text)):
            return True
        read = _without_markup(text)
        return self.are_in_text(read) or ("<" in read and self.are_in_text(_without_markup(read)))


def can_be_searched(content_type: str) -> bool:
    return content_type.startswith((*TEXTS, *OFFICE, PDF))


def _alike(text: str) -> str:
    """`text` as every other spelling of the same words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return SPACES.sub(" ", OTHERS_ALIKE.sub(lambda found: ALIKE[found[0]], folded))


def _without_markup(text: str) -> str:
    parted = BLOCK.sub(APART, BREAK.sub(" ", COMMENT.sub("", text)))
    return html.unescape(TAG.sub("", parted))


def _windows(file: BinaryIO, content_type: str) -> Iterator[str]:
    """The text of `file` in pieces, each beginning with the end of the one before."""
    first = file.read(WINDOW)
    decoder = getincrementaldecoder(_encoding(first, content_type))(errors="replace")
    before, piece = "", first
    while piece:
        text = before + decoder.decode(piece)
        yield text
        before, piece = text[-OVERLAP:], file.read(WINDOW)


def _encoding(start: bytes, content_type: str) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    said = re.search(r"charset=\"?(utf-8|us-ascii|iso-8859-1|windows-1252)\b", content_type, re.I)
    return said[1].lower() if said else "utf-8"


def _pages(file: BinaryIO) -> Iterator[str]:
    """The text of each page of a PDF, and what the file says of itself, as far as it can be got."""
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise Unsearchable
        yield " ".join(str(value) for value in (reader.metadata or {}).values())
        for page in reader.pages:
            yield page.extract_text()
    except (
        PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError,
        RecursionError, OverflowError, AssertionError, NotImplementedError,
    ):  # fmt: skip
        # pypdf lets whatever its parser stumbles over through.
        raise Unsearchable from None


def _parts(file: BinaryIO) -> Iterator[str]:
    try:
        with zipfile.ZipFile(file) as parts:
            for part in parts.infolist()[:MOST_PARTS]:
                if part.filename.endswith((".xml", ".rels")):
                    with parts.open(part) as opened:
                        yield opened.read(LARGEST_PART).decode(errors="replace")
                        if opened.read(1):
                            raise Unsearchable
            if len(parts.infolist()) > MOST_PARTS:
                raise Unsearchable
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unsearchable from None
