"""What every twin is made of: Markdown of the kind that editors write."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

HIGHEST, LOWEST = 2, 4  # the levels of headings that a text has: its title is none of them
MARKS = re.compile(r"([\\`*_\[\]<>~])")
AT_THE_START = re.compile(r"^(\s*\d*)([#+.)-])(?=\s)")  # what would begin a heading or a list
SAFE_LINKS = ("https://", "http://", "mailto:")


@dataclass
class Twin:
    """The Markdown, and how much of the document is not in it: pictures, and pages without a
    text, as of a scan."""

    text: str
    pictures: int = 0
    blank_pages: int = 0


@dataclass(frozen=True)
class Block:
    """`mark` is that of an item of a list, by which one list ends where another begins."""

    text: str
    mark: str = ""
    depth: int = 0


def escaped(words: str) -> str:
    return MARKS.sub(r"\\\1", words)


def as_heading(level: int, words: str) -> Block:
    marks = "#" * min(max(level, HIGHEST), LOWEST)
    return Block(f"{marks} {re.sub('[*]', '', words)}")


def as_paragraph(words: str) -> Block:
    return Block(AT_THE_START.sub(r"\1\\\2", words))


def as_item(words: str, mark: str = "-", depth: int = 0) -> Block:
    return Block(f"{'    ' * depth}{mark} {words}", mark, depth)


def as_table(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """One table whose first row is its head. The cells are Markdown already, but for bars."""
    width = max(map(len, rows), default=0)
    if not width:
        return
    lines = []
    for row in rows:
        cells = [cell.replace("|", "\\|") for cell in row] + [""] * (width - len(row))
        lines.append(f"| {' | '.join(cells)} |")
    yield Block("\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]))


def joined(blocks: Iterable[Block]) -> Iterator[str]:
    """Items of one list stand together, everything else apart."""
    items: list[Block] = []
    for block in blocks:
        goes_on = block.mark and (not items or block.depth or block.mark == items[0].mark)
        if items and not goes_on:
            yield "\n".join(item.text for item in items)
            items = []
        if block.mark:
            items.append(block)
        else:
            yield block.text
    if items:
        yield "\n".join(item.text for item in items)
