"""Lines of pages as the headings, paragraphs, lists and notes that somebody wrote."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.files.twin.pdf.lines import Laid, Line, Table
from archive.files.twin.text import Block, as_heading, as_item, as_paragraph, as_table

LARGER = 1.12  # times the size of the text, and more is a heading
SMALLER = 0.93
LONGEST_HEADING = 160  # characters
GAP = 0.75  # of a line's height between two lines, and more begins another paragraph
BULLET = re.compile(r"^[•●○▪■◦‣⁃·–—-](\s+|$)")
NUMBERED = re.compile(r"^\d{1,3}[.)](\s+|$)")
NOTE = re.compile(r"^\^?(\d{1,3})\^?\s+(?=\S)")
RAISED = re.compile(r"\^(\d{1,3})\^")
END = (".", "!", "?", ":", ";", "”", "’", ")")


@dataclass
class _Sizes:
    """The size of the text, and the larger ones with the level of heading of each."""

    text: float
    levels: dict[float, int]

    @classmethod
    def of(cls, lines: list[Line]) -> "_Sizes":
        told: Counter[float] = Counter()
        for line in lines:
            told[line.size] += len(line.plain)
        text = told.most_common(1)[0][0] if told else 0.0
        headings = {
            line.size
            for line in lines
            if line.size > text * LARGER and len(line.plain) < LONGEST_HEADING
        }
        larger = sorted(headings, reverse=True)
        return cls(text, {size: level for level, size in enumerate(larger, 2)})


def blocks_of(laid: Laid) -> Iterator[Block]:
    parts = list(_whole_tables(part for page in laid.pages for part in page))
    lines = [part for part in parts if isinstance(part, Line)]
    sizes = _Sizes.of(lines)
    notes = _notes(parts, sizes)
    words = _Words(lines)
    begun: _Begun | None = None
    for part in parts:
        if isinstance(part, Line) and id(part) in notes.lines:
            continue
        if isinstance(part, Line) and begun and begun.goes_on_with(part, sizes):
            begun.add(part, words)
            continue
        if begun:
            yield begun.block(notes)
        begun = _Begun(part, sizes) if isinstance(part, Line) else None
        if isinstance(part, Table):
            yield from as_table(part.rows)
    if begun:
        yield begun.block(notes)
    yield from (Block(f"[^{number}]: {text}") for number, text in notes.told(words))


def _whole_tables(parts: Iterable[Line | Table]) -> Iterator[Line | Table]:
    """A table that goes on over a page, under the same head, as one."""
    begun: Table | None = None
    for part in parts:
        if isinstance(part, Table) and begun and part.rows[0] == begun.rows[0]:
            begun.rows += part.rows[1:]
            continue
        if begun:
            yield begun
        begun = part if isinstance(part, Table) else None
        if not begun:
            yield part
    if begun:
        yield begun


class _Words:
    """How words are written within lines: what tells whether a hyphen at an end stays."""

    def __init__(self, lines: list[Line]) -> None:
        self._known = {
            word.strip(".,;:()“”‘’").lower() for line in lines for word in line.plain.split()
        }

    def joined(self, first: str, second: str) -> str:
        found = re.search(r"(\w+)-$", first)
        follows = re.match(r"[a-z]\w*", second)
        if not found or not follows:
            return f"{first} {second}"
        hyphened = f"{found[1]}-{follows[0]}".lower()
        return first + second if hyphened in self._known else first[:-1] + second


class _Begun:
    """A block of which more lines may follow."""

    def __init__(self, line: Line, sizes: _Sizes) -> None:
        self.first = self.last = line
        self.text = line.text
        self.level = _level(line, sizes)
        self.mark = "" if self.level else _mark(line)
        if self.mark:
            self.text = NUMBERED.sub("", BULLET.sub("", self.text))

    def goes_on_with(self, line: Line, sizes: _Sizes) -> bool:
        if _level(line, sizes) != self.level:
            return False
        if not self.text:  # a bullet that stands by itself, before its words
            is_another = bool(_mark(line)) and line.role != self.last.role
            return line.page == self.last.page and not is_another
        if line.role.name and line.page == self.last.page:
            return line.role == self.last.role
        if _mark(line):
            return False
        if self.level:
            return line.page == self.last.page and self._is_near(line)
        if abs(line.size - self.last.size) > 0.6:
            return False
        if line.page == self.last.page and line.top >= self.last.top:
            return self._is_near(line) and not self._ends_before(line)
        return self._breaks_off() and line.plain[:1].islower()  # over a column or a page

    def _is_near(self, line: Line) -> bool:
        return line.top - self.last.bottom < GAP * self.last.height

    def _ends_before(self, line: Line) -> bool:
        """A first line that is set in, after one that ended."""
        is_in = line.x0 > self.last.x0 + line.size * 0.8 and self.first is not self.last
        return is_in and not self._breaks_off()

    def _breaks_off(self) -> bool:
        return not self.last.plain.endswith(END)

    def add(self, line: Line, words: _Words) -> None:
        self.text = words.joined(self.text, line.text) if self.text else line.text
        self.last = line

    def block(self, notes: "_Notes") -> Block:
        text = notes.marked(self.text)
        if self.level:
            return as_heading(self.level, text)
        return as_item(text, self.mark) if self.mark else as_paragraph(text)


def _level(line: Line, sizes: _Sizes) -> int:
    """Of the heading that this line is of; 0 where it is none."""
    if found := re.fullmatch(r"H([1-6])", line.role.name):
        return int(found[1]) + 1
    if line.role.name in ("Title", "H"):
        return 2
    if line.role.name:
        return 0
    if level := sizes.levels.get(line.size):
        return level
    is_short = len(line.plain) < LONGEST_HEADING // 2 and not line.plain.endswith(END)
    is_heading = line.is_bold and line.begins_block and is_short and line.size >= sizes.text
    return len(sizes.levels) + 2 if is_heading else 0


def _mark(line: Line) -> str:
    if BULLET.match(line.plain):
        return "-"
    if NUMBERED.match(line.plain):
        return "1."
    return "-" if line.role.name == "LI" else ""


@dataclass
class _Notes:
    """Notes at the foot of pages, by page and number, where a raised figure leads to them."""

    texts: dict[tuple[int, str], list[Line]]
    numbers: dict[str, int]
    lines: set[int]

    def marked(self, text: str) -> str:
        return RAISED.sub(lambda found: self._mark(found[1]), text)

    def _mark(self, figure: str) -> str:
        return f"[^{self.numbers[figure]}]" if figure in self.numbers else figure

    def told(self, words: _Words) -> Iterator[tuple[int, str]]:
        for (_, figure), lines in self.texts.items():
            text = NOTE.sub("", lines[0].text, 1)
            for line in lines[1:]:
                text = words.joined(text, line.text)
            yield self.numbers[figure], RAISED.sub(r"\1", text)


def _notes(parts: list[Line | Table], sizes: _Sizes) -> _Notes:
    """Small lines that begin with a figure which is raised in the text. A document that counts
    anew on each page has one figure for several notes: then none is taken for one."""
    raised: Counter[str] = Counter()
    begun: dict[tuple[int, str], list[Line]] = {}
    last: tuple[int, str] | None = None
    for part in parts:
        if not isinstance(part, Line) or part.size >= sizes.text * SMALLER:
            last = None
            if isinstance(part, Line):
                raised.update(RAISED.findall(part.text))
            continue
        if found := NOTE.match(part.text):
            last = (part.page, found[1])
            begun.setdefault(last, []).append(part)
        elif last and last[0] == part.page:
            begun[last].append(part)
    figures = Counter(figure for _, figure in begun)
    texts = {key: lines for key, lines in begun.items() if raised[key[1]] == 1 == figures[key[1]]}
    numbers = {figure: number for number, (_, figure) in enumerate(texts, 1)}
    return _Notes(texts, numbers, {id(line) for lines in texts.values() for line in lines})
