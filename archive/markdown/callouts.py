"""Callouts: `::: warning` … `:::`, a passage set apart with its kind said in words.

A chart is written in the same marks: `charts` makes it out of what stands between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from archive.markdown.words import Words

KINDS = ("information", "warning", "help-line", "statistic", "chart")
OPENING = re.compile(r"^ {0,3}:::+[ \t]*(help[ -]?line\b|[A-Za-z][\w-]*)[ \t]*(.*)$", re.IGNORECASE)
CLOSING = re.compile(r"^ {0,3}:::+[ \t]*$")
START, END = f"{STX}callout ", f"{STX}callout-end{ETX}"


@dataclass(frozen=True)
class Callout:
    """Where a callout stands: indices of its first and last line, its kind, its title."""

    first: int
    last: int
    kind: str
    title: str


@dataclass(frozen=True)
class Misplaced:
    """A line of colons that is no callout: `reason` is unclosed, unknown, nested or stray."""

    line: int
    reason: str
    kind: str


def find_callouts(lines: Sequence[str]) -> tuple[list[Callout], list[Misplaced]]:
    """Every callout that is opened and closed, and every mark that is not part of one."""
    callouts: list[Callout] = []
    misplaced: list[Misplaced] = []
    waiting: tuple[int, str, str] | None = None
    passed_over = False
    for index, line in enumerate(lines):
        if ":::" not in line:
            continue
        opening = OPENING.match(line)
        if opening:
            kind = _kind(opening[1])
            if kind not in KINDS:
                misplaced.append(Misplaced(index, "unknown", opening[1]))
                passed_over = waiting is None
            elif waiting:
                misplaced.append(Misplaced(waiting[0], "unclosed", waiting[1]))
                waiting = (index, kind, opening[2].strip())
            else:
                waiting = (index, kind, opening[2].strip())
        elif CLOSING.match(line):
            if waiting:
                callouts.append(Callout(waiting[0], index, waiting[1], waiting[2]))
                waiting = None
            elif not passed_over:
                misplaced.append(Misplaced(index, "stray", ""))
            passed_over = False
    if waiting:
        misplaced.append(Misplaced(waiting[0], "unclosed", waiting[1]))
    return callouts, misplaced


def _kind(written: str) -> str:
    return re.sub(r"^help[ -]?line$", "help-line", written.lower())


class CalloutMarks(Preprocessor):
    """Sets each callout's marks apart, so that what is inside is read as blocks of its own."""

    def run(self, lines: list[str]) -> list[str]:
        marks: dict[int, list[str]] = {}
        for callout in find_callouts(lines)[0]:
            marks[callout.first] = ["", f"{START}{callout.kind}{ETX}", "", callout.title, ""]
            marks[callout.last] = ["", END, ""]
        if not marks:
            return lines
        return [text for index, line in enumerate(lines) for text in marks.get(index, [line])]


class CalloutProcessor(BlockProcessor):
    def __init__(self, parser: BlockParser, words: Words) -> None:
        super().__init__(parser)
        self.words = words

    def test(self, parent: Element, block: str) -> bool:
        return block.strip().startswith(START)

    def run(self, parent: Element, blocks: list[str]) -> None:
        kind = blocks.pop(0).strip().removeprefix(START).removesuffix(ETX)
        if kind == "chart":
            self._chart(parent, _until_the_end(blocks))
            return
        aside = SubElement(parent, "aside", {"class": f"callout callout--{kind}", "role": "note"})
        if label := self.words.label(kind):
            SubElement(aside, "p", {"class": "callout-label"}).text = label
        inside = _until_the_end(blocks)
        if kind == "statistic":
            inside = self._figure(aside, "\n\n".join(inside).strip("\n"))
        self.parser.parseBlocks(aside, inside)

    def _chart(self, parent: Element, inside: list[str]) -> None:
        figure = SubElement(parent, "figure", {"class": "chart"})
        if inside and "|" not in inside[0]:
            SubElement(figure, "figcaption").text = inside.pop(0).strip()
        self.parser.parseBlocks(figure, inside)

    def _figure(self, aside: Element, text: str) -> list[str]:
        figure, _, rest = text.partition("\n")
        if figure.strip():
            SubElement(aside, "p", {"class": "callout-figure"}).text = figure.strip()
        return rest.strip("\n").split("\n\n")


def _until_the_end(blocks: list[str]) -> list[str]:
    """Takes the blocks up to the mark that closes the callout, and that mark."""
    inside: list[str] = []
    while blocks and (block := blocks.pop(0)).strip() != END:
        inside.append(block)
    return inside
