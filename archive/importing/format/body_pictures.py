"""Pictures in Markdown: the files that a text names, and the names that stand in for them."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from archive.markdown.code import fenced_ranges
from archive.markdown.links import IMAGE, SCHEME

PICTURE = re.compile(rf"(?<!\\){IMAGE}")
SITE_PICTURES = "/pictures/"


@dataclass(frozen=True)
class BodyPicture:
    """A picture in a text: its target as a path, what it says of itself, and its line (from 1)."""

    target: str
    alt: str
    caption: str
    line: int


def pictures_in(text: str) -> Iterator[BodyPicture]:
    """Every picture in a text that is not shown as code, wherever it lies."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for found in _found(text):
        yield BodyPicture(
            _path(found[2]),
            _plain(text[found.start(1) : found.end(1)]),
            _plain(found[3] or found[4] or ""),
            bisect_right(starts, found.start()),
        )


def with_targets(text: str, change: Callable[[str], str]) -> str:
    """The text with the target of every picture changed, and not a letter besides."""
    pieces, end = [], 0
    for found in _found(text):
        target = _path(found[2])
        changed = change(target)
        pieces += [text[end : found.start(2)], found[2] if changed == target else changed]
        end = found.end(2)
    return "".join([*pieces, text[end:]])


def is_local(target: str) -> bool:
    """Is this a file beside the text, rather than a place on the site or elsewhere?"""
    return bool(target) and not target.startswith(("/", "#")) and not SCHEME.match(target)


def _found(text: str) -> Iterator[re.Match[str]]:
    if "![" not in text:
        return
    yield from PICTURE.finditer(_without_code(text))


def _without_code(text: str) -> str:
    """The text with what is shown as code blanked out, so that every place stays where it was."""
    lines = text.split("\n")
    for first, last in fenced_ranges(lines):
        lines[first : last + 1] = [" " * len(line) for line in lines[first : last + 1]]
    paragraphs = re.split(r"(\n[ \t]*\n)", "\n".join(lines))
    return "".join(_without_spans(paragraph) for paragraph in paragraphs)


def _without_spans(paragraph: str) -> str:
    runs = list(re.finditer("`+", paragraph))
    following: dict[int, int] = {}
    closing = {}
    for number in reversed(range(len(runs))):
        length = len(runs[number][0])
        closing[number] = following.get(length)
        following[length] = number
    pieces, position, number = [], 0, 0
    while number < len(runs):
        end = closing[number]
        if end is not None:
            span = paragraph[runs[number].start() : runs[end].end()]
            pieces += [paragraph[position : runs[number].start()], re.sub(r"[^\n]", " ", span)]
            position, number = runs[end].end(), end
        number += 1
    return "".join([*pieces, paragraph[position:]])


def _path(written: str) -> str:
    return unquote(html.unescape(written).strip().removeprefix("<").removesuffix(">"))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).split())
