"""How wide the characters of a PDF's font are, and which of them are blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from archive.files.inspecting.pdf.objects import number, of_dictionary, resolved

USUAL_WIDTH = 500.0  # thousandths of the size, where a font does not say
BLANKS = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<(?:0020|00A0|00a0)>")
MOST_WIDTHS = 70_000


@dataclass
class Font:
    """Widths in thousandths of the font's size, by code; `step` is the bytes of a code.
    Where `is_drawn`, each character is a drawing (Type 3): its size is not that of the font."""

    step: int = 1
    usual: float = USUAL_WIDTH
    widths: dict[int, float] = field(default_factory=dict)
    blanks: set[int] = field(default_factory=lambda: {32})
    is_drawn: bool = False

    def codes(self, text: bytes) -> Iterator[int]:
        for start in range(0, len(text) - self.step + 1, self.step):
            yield int.from_bytes(text[start : start + self.step], "big")

    def width(self, code: int) -> float:
        return self.widths.get(code, self.usual)


def font_of(said: Any) -> Font:
    """The font that a page's resources name; a usual one where it cannot be read."""
    dictionary = of_dictionary(said)
    subtype = dictionary.get("/Subtype")
    if subtype == "/Type0":
        return _composite(dictionary)
    font = Font()
    scale = 1.0
    if subtype == "/Type3":
        font.is_drawn = True
        matrix = resolved(dictionary.get("/FontMatrix"))
        scale = abs(number(matrix[0], 0.001)) * 1000 if isinstance(matrix, ArrayObject) else 1.0
    first = int(number(dictionary.get("/FirstChar"), 0))
    widths = resolved(dictionary.get("/Widths"))
    if isinstance(widths, ArrayObject):
        for position, width in enumerate(widths[:256]):
            font.widths[first + position] = number(width, USUAL_WIDTH) * scale
    descriptor = of_dictionary(dictionary.get("/FontDescriptor"))
    font.usual = number(descriptor.get("/MissingWidth"), 0) or USUAL_WIDTH
    return font


def _composite(dictionary: DictionaryObject) -> Font:
    font = Font(step=2, usual=1000.0, blanks=set())
    descendants = resolved(dictionary.get("/DescendantFonts"))
    if isinstance(descendants, ArrayObject) and descendants:
        descendant = of_dictionary(descendants[0])
        font.usual = number(descendant.get("/DW"), 1000.0)
        widths = resolved(descendant.get("/W"))
        if isinstance(widths, ArrayObject):
            font.widths = _of_ranges(widths)
    to_unicode = resolved(dictionary.get("/ToUnicode"))
    if isinstance(to_unicode, StreamObject):
        data = to_unicode.get_data()[:1_000_000]
        font.blanks = {int(code, 16) for code in BLANKS.findall(data)}
    return font


def _of_ranges(said: ArrayObject) -> dict[int, float]:
    """The widths of `/W`: `first [w w …]` and `first last w`."""
    widths: dict[int, float] = {}
    entries = [resolved(each) for each in said[:MOST_WIDTHS]]
    position = 0
    while position + 1 < len(entries):
        first, second = int(number(entries[position], 0)), entries[position + 1]
        if isinstance(second, ArrayObject):
            for offset, width in enumerate(second):
                widths[first + offset] = number(width, 1000.0)
            position += 2
            continue
        if position + 2 >= len(entries):
            break
        last = min(int(number(second, 0)), first + MOST_WIDTHS)
        width = number(entries[position + 2], 1000.0)
        widths.update(dict.fromkeys(range(first, last + 1), width))
        position += 3
    return widths
