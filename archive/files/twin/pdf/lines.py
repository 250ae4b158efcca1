"""A PDF's lines as they are laid out: where each stands, how large and how heavy it is, and what
its tags say that it is, where it has any (ISO 32000-1, 14.8)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from time import monotonic
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTTextBox, LTTextLine
from pdfplumber.page import Page
from pdfplumber.utils.geometry import objects_to_bbox
from pdfplumber.utils.text import extract_text

from archive.files.twin.text import SAFE_LINKS, escaped

MOST_PAGES = 1_000
SMALL_PICTURE = 40.0  # points: a bullet or a rule is no picture
RAISED = 0.78  # of the size of its line, and smaller is the mark of a note
BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


class TakesTooLong(Exception):
    """More time has passed than there is for it."""


@dataclass(frozen=True)
class Role:
    """What a tag says: the name of the element that the words are in, and which one it is."""

    name: str = ""
    element: int = 0


@dataclass
class Line:
    """Distances in points, from the left and from the top of the page."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    text: str
    plain: str
    role: Role = Role()
    begins_block: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass
class Table:
    rows: list[list[str]]
    page: int


@dataclass
class Laid:
    """All that is taken over from the file, in reading order, page by page."""

    pages: list[list[Line | Table]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    pictures: int = 0
    blank_pages: int = 0


def laid_out(file: BytesIO, seconds: float) -> Laid:
    """The lines of an untrusted file. Raises TakesTooLong; whatever else goes wrong in reading it
    is an exception of the library's."""
    end = monotonic() + seconds
    laid = Laid()
    with pdfplumber.open(file, laparams={}) as pdf:
        for page in pdf.pages[:MOST_PAGES]:
            if monotonic() > end:
                raise TakesTooLong
            parts = list(_parts(page))
            laid.pages.append(parts)
            laid.heights.append(float(page.height))
            laid.pictures += sum(_is_picture(each) for each in page.images)
            laid.blank_pages += not parts
            page.close()
    return laid


def _is_picture(image: dict[str, Any]) -> bool:
    return bool(min(image["width"], image["height"]) > SMALL_PICTURE)


def _parts(page: Page) -> Iterator[Line | Table]:
    roles, links = Roles(page), _links(page)
    ruled = ((each.bbox, each.extract()) for each in page.find_tables())
    tables = roles.tables or [table for table in ruled if _is_table(table[1])]
    told: set[int] = set()
    for box in page.layout:
        if not isinstance(box, LTTextBox):
            continue
        begins = True
        for laid_line in box:
            line = _line(laid_line, page, roles, links)
            if line is None:
                continue
            inside = next((n for n, each in enumerate(tables) if _holds(each[0], line)), None)
            if inside is None:
                line.begins_block, begins = begins, False
                yield line
            elif inside not in told:
                told.add(inside)
                yield Table(_cells(tables[inside][1]), page.page_number)


def _is_table(rows: Sequence[Sequence[str | None]]) -> bool:
    """A frame around words is none, nor a grid that is mostly empty."""
    filled = [cell for row in rows for cell in row if cell and cell.strip()]
    wide = max(map(len, rows), default=0)
    return len(rows) > 1 and wide > 1 and len(filled) * 2 >= len(rows) * wide


def _cells(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    return [[escaped(" ".join(_mended(cell or "").split())) for cell in row] for row in rows]


def _holds(box: tuple[float, float, float, float], line: Line) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _line(laid: Any, page: Page, roles: "Roles", links: list["Link"]) -> Line | None:
    chars = [each for each in laid if isinstance(each, LTChar) and each.get_text().strip()]
    if not isinstance(laid, LTTextLine) or not chars:
        return None
    height = float(page.height)
    sizes = sorted(each.size for each in chars)
    size = sizes[len(sizes) // 2]
    heavy = sum(bool(BOLD.search(each.fontname)) for each in chars)
    plain = " ".join(_mended(laid.get_text()).split())
    return Line(
        page=page.page_number,
        x0=laid.x0,
        x1=laid.x1,
        top=height - laid.y1,
        bottom=height - laid.y0,
        size=round(size, 1),
        is_bold=heavy * 2 > len(chars),
        text=_words(laid, size, height, links),
        plain=plain,
        role=roles.of(chars[0], height),
    )


def _words(laid: Any, size: float, height: float, links: list["Link"]) -> str:
    """The line's Markdown: links where they stand, and raised figures as `^1^` until it is known
    whether they are notes."""
    runs: list[tuple[str, str, bool]] = []
    base = min(
        (each.y0 for each in laid if isinstance(each, LTChar) and each.size > size * RAISED),
        default=0,
    )
    for each in laid:
        text = _mended(each.get_text())
        address, raised = "", False
        if isinstance(each, LTChar):
            address = next((link.address for link in links if link.holds(each, height)), "")
            raised = text.isdigit() and each.size < size * RAISED and each.y0 > base
        elif runs:  # a blank that the layout put in belongs to what stands before it
            address, raised = runs[-1][1], False
        if runs and runs[-1][1:] == (address, raised):
            runs[-1] = (runs[-1][0] + text, address, raised)
        else:
            runs.append((text, address, raised))
    return " ".join("".join(_run(*run) for run in runs).split())


def _run(text: str, address: str, raised: bool) -> str:
    if raised:
        return f"^{text.strip()}^"
    words = escaped(text)
    bare = words.strip()
    if not address or not bare:
        return words
    return words.replace(bare, f"[{bare}]({address})", 1)


def _mended(text: str) -> str:
    return text.translate(LIGATURES).replace("\N{SOFT HYPHEN}", "").replace("\x00", "")


@dataclass(frozen=True)
class Link:
    address: str
    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, char: LTChar, height: float) -> bool:
        x, y = (char.x0 + char.x1) / 2, height - (char.y0 + char.y1) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def _links(page: Page) -> list[Link]:
    return [
        Link(each["uri"], each["x0"], each["top"], each["x1"], each["bottom"])
        for each in page.hyperlinks
        if str(each.get("uri") or "").startswith(SAFE_LINKS) and not set(each["uri"]) & set(" ()<>")
    ]


class Roles:
    """What the tags of a page say of its words, found by where these stand; and its tables."""

    def __init__(self, page: Page) -> None:
        self._by_mark: dict[int, Role] = {}
        self._tables: list[list[list[set[int]]]] = []
        for element in page.structure_tree:
            self._read(element, Role())
        chars = page.chars if self._by_mark else []
        self._by_place = {(round(c["x0"], 1), round(c["top"], 1)): c.get("mcid") for c in chars}
        read = (_tagged_table(rows, chars) for rows in self._tables)
        self.tables = [table for table in read if table is not None and _is_table(table[1])]

    def of(self, char: LTChar, height: float) -> Role:
        place = (round(char.x0, 1), round(height - char.y1, 1))
        mark = self._by_place.get(place)
        return self._by_mark.get(mark, Role()) if mark is not None else Role()

    def _read(self, element: dict[str, Any], around: Role) -> None:
        name = str(element.get("type", ""))
        if name == "Table":
            rows = (each for each in _within(element) if each.get("type") == "TR")
            self._tables.append([[_marks(cell) for cell in _children(row)] for row in rows])
        if re.fullmatch(r"H[1-6]?|LI|P|Title|Note|FENote", name):
            is_of_an_item = around.name == "LI" and name == "P"
            around = around if is_of_an_item else Role(name, id(element))
        for mark in element.get("mcids") or ():
            self._by_mark[mark] = around
        for child in _children(element):
            self._read(child, around)


Placed = tuple[tuple[float, float, float, float], list[list[str | None]]]


def _tagged_table(rows: list[list[set[int]]], chars: list[dict[str, Any]]) -> Placed | None:
    """Where the table stands, and the words of its cells."""
    inside = [c for c in chars if any(c.get("mcid") in cell for row in rows for cell in row)]
    if not inside:
        return None
    words: list[list[str | None]] = [
        [extract_text([c for c in inside if c.get("mcid") in cell]) for cell in row] for row in rows
    ]
    return objects_to_bbox(inside), [row for row in words if any(row)]


def _children(element: dict[str, Any]) -> list[dict[str, Any]]:
    return element.get("children") or []


def _within(element: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in _children(element):
        yield child
        yield from _within(child)


def _marks(element: dict[str, Any]) -> set[int]:
    own = set(element.get("mcids") or ())
    return own.union(*(each.get("mcids") or () for each in _within(element)))
