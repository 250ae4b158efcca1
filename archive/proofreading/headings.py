"""Headings that skip a level, that say nothing, or that are only bold text."""

import re
from collections.abc import Iterator

from archive.markdown.headings import CLOSING_MARKS

from .sheet import Remark, Sheet

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_BOLD_ALONE = re.compile(r"^ {0,3}(\*\*|__)(?=\S)((?:(?!\1).){1,90}\S|\S)\1[ \t]*$")
_MOST_WORDS = 12
_SENTENCE = re.compile(r"[.!?;,:]$")


def remarks(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.is_markdown:
        return
    lines = list(sheet.lines())
    above: list[int] = []
    for index, (start, line) in enumerate(lines):
        if found := _HEADING.match(line):
            words = CLOSING_MARKS.sub("", found[2] or "").strip()
            if not re.sub(r"[*_`\s]|\{#[^}]*\}", "", words):
                yield _empty(start, line, is_last=index + 1 == len(lines))
                continue
            level = len(found[1])
            while above and above[-1] >= level:
                above.pop()
            if above and level > above[-1] + 1:
                yield _skipping(start + found.start(1), found[1], above[-1])
            above.append(level)
        elif (bold := _BOLD_ALONE.match(line)) and _is_heading(bold[2], lines, index):
            # Beside the one above, not below it: the headings of a text in which all are bold stay
            # of one level, whichever is mended first.
            level = max(above[-1] if above else 0, 2)
            yield Remark(
                "heading-bold",
                start,
                start + len(line),
                f"“{bold[2]}” looks like a heading, and is only bold text.",
                "Make it a heading: people who listen to a page find their way by its headings.",
                f"{'#' * level} {bold[2]}",
            )


def _is_heading(words: str, lines: list[tuple[int, str]], index: int) -> bool:
    """A few words by themselves with text below them, and no sentence that is meant loudly."""
    before = lines[index - 1][1].strip() if index else ""
    after = next((line for _, line in lines[index + 1 :] if line.strip()), "")
    stands_alone = not before and bool(after) and not _HEADING.match(after)
    is_short = len(words.split()) <= _MOST_WORDS and not _SENTENCE.search(words.strip())
    return stands_alone and is_short


def _empty(start: int, line: str, *, is_last: bool) -> Remark:
    end = start + len(line) + (not is_last)
    return Remark(
        "heading-empty", start, end, "A heading has no words.", "Write them, or take it out.", ""
    )


def _skipping(start: int, marks: str, above: int) -> Remark:
    return Remark(
        "heading-skips",
        start,
        start + len(marks),
        f"This heading is of level {len(marks)}, and the one above it of level {above}.",
        "Go down one level at a time: who hears the page takes the gap for something missing.",
        "#" * (above + 1),
    )
