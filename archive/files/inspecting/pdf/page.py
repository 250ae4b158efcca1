"""A page's content read as a printer reads it (ISO 32000-1, 8 and 9): its shapes and words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from archive.files.inspecting.pdf.colours import BLACK, colour_in, space_of
from archive.files.inspecting.pdf.fonts import Font, font_of
from archive.files.inspecting.pdf.geometry import SAME, Matrix, Point, Shape, at, scale, times
from archive.files.inspecting.pdf.objects import number, of_array, of_dictionary, resolved
from archive.files.inspecting.pdf.painting import (
    EVERYWHERE,
    Box,
    Colour,
    Hidden,
    Painted,
    TooMuch,
    box_around,
)
from archive.files.inspecting.pdf.picture import Decoded, Picture

DEEPEST = 8  # forms within forms
MOST_OPERATIONS = 600_000  # of a page
DEEPEST_STACK = 500
MOST_COMPARED = 200  # shapes of a path
WIDE_LINE = 4.0  # points from which on a line is a box
SMALLEST = 0.99  # points of height below which nobody reads, a hair less than one
FAINTEST = 0.05  # of what is opaque
MIDDLE = 0.3  # of the size: how high the middle of a letter is
UNSEEN = (3, 7)  # rendering modes that paint nothing, as for recognised text under a scan


@dataclass
class State:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix = SAME
    clip: Box = EVERYWHERE
    fill: Colour | None = BLACK
    stroke: Colour | None = BLACK
    fill_space: str = "gray"
    stroke_space: str = "gray"
    alpha: float = 1.0
    is_blended: bool = False
    is_masked: bool = False
    line_width: float = 1.0
    font: Font = field(default_factory=Font)
    size: float = 1.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scaling: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    @property
    def is_opaque(self) -> bool:
        return self.alpha > 0.9 and not (self.is_blended or self.is_masked)


@dataclass
class Reader:
    """Runs a page's operations and notes in `painted` what they paint."""

    painted: Painted = field(default_factory=Painted)
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    paths: list[list[Point]] = field(default_factory=list)
    text: Matrix = SAME
    line: Matrix = SAME
    clips_next: bool = False
    has_pictures: bool = False
    operations: int = 0
    decoded: Decoded = field(default_factory=dict)

    def run(self, content: Any, resources: DictionaryObject, reader: Any, depth: int = 0) -> None:
        if not isinstance(content, ContentStream):
            content = ContentStream(content, reader, "bytes")
        for operands, operator in content.operations:
            self.operations += 1
            if self.operations > MOST_OPERATIONS:
                raise TooMuch
            name = operator.decode("latin-1") if isinstance(operator, bytes) else str(operator)
            if name == "Do":
                self._paint_object(operands, resources, reader, depth)
            elif name in ("gs", "Tf", "cs", "CS"):
                self._use(name, operands, resources)
            elif name == "INLINE IMAGE":
                matrix, fill = self.state.matrix, self.state.fill
                self._paint_picture(Picture.of_inline(operands, resources, matrix, fill))
            elif step := STEPS.get(name):
                step(self, operands)

    # --- State ----------------------------------------------------------------------------

    def keep(self, _: Any) -> None:
        if len(self.stack) > DEEPEST_STACK:
            raise TooMuch
        self.stack.append(replace(self.state))

    def bring_back(self, _: Any) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def transform(self, operands: Sequence[Any]) -> None:
        self.state.matrix = times(_matrix(operands), self.state.matrix)

    def _use(self, name: str, operands: Sequence[Any], resources: DictionaryObject) -> None:
        if not operands:
            return
        if name == "Tf":
            fonts = of_dictionary(resources.get("/Font"))
            self.state.font = self._font(
                fonts.raw_get(operands[0]) if operands[0] in fonts else None
            )
            self.state.size = number(operands[1], 1.0) if len(operands) > 1 else 1.0
        elif name == "cs":
            self.state.fill_space, self.state.fill = space_of(operands[0], resources), BLACK
        elif name == "CS":
            self.state.stroke_space, self.state.stroke = space_of(operands[0], resources), BLACK
        else:
            said = of_dictionary(of_dictionary(resources.get("/ExtGState")).get(operands[0]))
            if "/ca" in said:
                self.state.alpha = number(said["/ca"], 1.0)
            if "/SMask" in said:
                self.state.is_masked = str(resolved(said["/SMask"])) != "/None"
            if "/BM" in said:
                modes = resolved(said["/BM"])
                first = modes[0] if isinstance(modes, ArrayObject) and modes else modes
                self.state.is_blended = str(first) not in ("/Normal", "/Compatible")

    _fonts: dict[tuple[int, int], Font] = field(default_factory=dict)

    def _font(self, said: Any) -> Font:
        key = (getattr(said, "idnum", 0), getattr(said, "generation", 0))
        if key == (0, 0):
            return font_of(said)
        if key not in self._fonts:
            self._fonts[key] = font_of(said)
        return self._fonts[key]

    # --- Shapes ---------------------------------------------------------------------------

    def begin(self, operands: Sequence[Any]) -> None:
        self.paths.append([self._point(operands)])

    def go_on(self, operands: Sequence[Any]) -> None:
        if self.paths and len(operands) >= 2:
            self.paths[-1].append(self._point(operands[-2:]))

    def rectangle(self, operands: Sequence[Any]) -> None:
        x, y, width, height = (number(each, 0.0) for each in operands[:4])
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.paths.append([at(self.state.matrix, *corner) for corner in corners])

    def clip(self, _: Any) -> None:
        self.clips_next = True

    def end(self, _: Any) -> None:
        if self.clips_next and self.paths:
            around = box_around(point for path in self.paths for point in path)
            self.state.clip = self.state.clip.meet(around)
        self.clips_next = False
        self.paths = []

    def fill(self, operands: Any) -> None:
        self._fill(by_turns=False)
        self.end(operands)

    def fill_by_turns(self, operands: Any) -> None:
        """By the even-odd rule: a shape within a shape is a hole, whichever way it runs."""
        self._fill(by_turns=True)
        self.end(operands)

    def _fill(self, *, by_turns: bool) -> None:
        shapes = [Shape.of(path) for path in self.paths]
        few = shapes[:MOST_COMPARED]
        for shape in shapes:
            is_holed = any(shape.cuts(other, by_turns=by_turns) for other in few)
            is_plain = shape.is_box and not is_holed
            colour = self.state.fill if is_plain else None
            box = shape.box.meet(self.state.clip)
            self.painted.fill(box, colour, is_plain and self.state.is_opaque)

    def stroke(self, operands: Any) -> None:
        width = self.state.line_width * scale(self.state.matrix)
        for path in self.paths if width >= WIDE_LINE else ():
            if len(path) == 2:
                around, half = box_around(path), width / 2
                is_level = around.height < around.width
                wide = Box(
                    around.x0 - (0 if is_level else half),
                    around.y0 - (half if is_level else 0),
                    around.x1 + (0 if is_level else half),
                    around.y1 + (half if is_level else 0),
                )
                self.painted.fill(
                    wide.meet(self.state.clip), self.state.stroke, self.state.is_opaque
                )
        self.end(operands)

    def shade(self, _: Any) -> None:
        self.painted.fill(self.state.clip, None, is_opaque=False)

    def _paint_picture(self, picture: Picture) -> None:
        self.has_pictures = True
        picture.decoded = self.decoded
        corners = (at(self.state.matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
        box = box_around(corners).meet(self.state.clip)
        self.painted.fill(box, None, self.state.is_opaque, picture)

    def _paint_object(
        self, operands: Sequence[Any], resources: DictionaryObject, reader: Any, depth: int
    ) -> None:
        said = of_dictionary(resources.get("/XObject")).get(operands[0]) if operands else None
        found = resolved(said)
        if not isinstance(found, StreamObject):
            return
        if found.get("/Subtype") == "/Image":
            self._paint_picture(Picture(found, resources, self.state.matrix, self.state.fill))
        elif found.get("/Subtype") == "/Form" and depth < DEEPEST:
            before, stack = replace(self.state), self.stack
            self.stack = []
            self.transform(of_array(found.get("/Matrix")))
            within = of_array(found.get("/BBox"))
            if len(within) == 4:
                x0, y0, x1, y1 = (number(each, 0.0) for each in within)
                corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
                around = box_around(at(self.state.matrix, *corner) for corner in corners)
                self.state.clip = self.state.clip.meet(around)
            own = of_dictionary(found.get("/Resources"))
            self.run(found, own or resources, reader, depth + 1)
            self.state, self.stack = before, stack

    def _point(self, operands: Sequence[Any]) -> Point:
        x, y = (number(each, 0.0) for each in operands[:2])
        return at(self.state.matrix, x, y)

    # --- Words ----------------------------------------------------------------------------

    def begin_text(self, _: Any) -> None:
        self.text = self.line = SAME

    def move(self, operands: Sequence[Any]) -> None:
        x, y = (number(each, 0.0) for each in operands[:2])
        self.line = times((1, 0, 0, 1, x, y), self.line)
        self.text = self.line

    def move_and_lead(self, operands: Sequence[Any]) -> None:
        self.state.leading = -number(operands[1], 0.0)
        self.move(operands)

    def place(self, operands: Sequence[Any]) -> None:
        self.text = self.line = _matrix(operands)

    def next_line(self, _: Any) -> None:
        self.move((0, -self.state.leading))

    def show(self, operands: Sequence[Any]) -> None:
        for part in operands:
            found = resolved(part)
            if isinstance(found, ArrayObject):
                self.show(found)
            elif isinstance(found, str | bytes):
                self._write(_bytes_of(found))
            elif (back := number(found, 0.0)) != 0.0:
                self._advance(-back / 1000 * self.state.size * self.state.scaling)

    def show_on_next_line(self, operands: Sequence[Any]) -> None:
        self.next_line(())
        self.show(operands[-1:])

    def show_spaced(self, operands: Sequence[Any]) -> None:
        if len(operands) == 3:
            self.state.word_spacing = number(operands[0], 0.0)
            self.state.spacing = number(operands[1], 0.0)
        self.show_on_next_line(operands)

    def _write(self, text: bytes) -> None:
        state, font = self.state, self.state.font
        is_painted = font.is_drawn or state.mode not in UNSEEN
        colour = state.stroke if state.mode == 1 else state.fill
        if state.alpha < 0.5:
            colour = None
            is_painted = is_painted and state.alpha >= FAINTEST
        for code in font.codes(text):
            wide = font.width(code) / 1000 * state.size
            if code not in font.blanks and font.width(code):
                whole = times(self.text, state.matrix)
                x, y = at(whole, wide * state.scaling / 2, state.rise + state.size * MIDDLE)
                height = abs(state.size) * scale(whole)
                unseen = None
                if not is_painted:
                    unseen = Hidden.NOT_PAINTED
                elif height < SMALLEST and not font.is_drawn:
                    unseen = Hidden.TOO_SMALL
                elif not state.clip.is_near(x, y, height / 2):
                    unseen = Hidden.CUT_OFF
                self.painted.write(x, y, height, colour, unseen)
            gap = state.spacing + (state.word_spacing if code == 32 and font.step == 1 else 0)
            self._advance((wide + gap) * state.scaling)

    def _advance(self, along: float) -> None:
        self.text = times((1, 0, 0, 1, along, 0), self.text)


def _sets(name: str, factor: float = 1.0) -> Callable[[Reader, Sequence[Any]], None]:
    def step(reader: Reader, operands: Sequence[Any]) -> None:
        setattr(reader.state, name, number(operands[0], 0.0) * factor)

    return step


def _sets_mode(reader: Reader, operands: Sequence[Any]) -> None:
    reader.state.mode = int(number(operands[0], 0))


def _colours(name: str, space: str) -> Callable[[Reader, Sequence[Any]], None]:
    def step(reader: Reader, operands: Sequence[Any]) -> None:
        known = space or getattr(reader.state, f"{name}_space")
        if space:
            setattr(reader.state, f"{name}_space", space)
        setattr(reader.state, name, colour_in(known, operands))

    return step


STEPS: dict[str, Callable[[Reader, Any], None]] = {
    "q": Reader.keep, "Q": Reader.bring_back, "cm": Reader.transform, "w": _sets("line_width"),
    "g": _colours("fill", "gray"), "rg": _colours("fill", "rgb"), "k": _colours("fill", "cmyk"),
    "G": _colours("stroke", "gray"), "RG": _colours("stroke", "rgb"),
    "K": _colours("stroke", "cmyk"), "sc": _colours("fill", ""), "scn": _colours("fill", ""),
    "SC": _colours("stroke", ""), "SCN": _colours("stroke", ""),
    "m": Reader.begin, "l": Reader.go_on, "c": Reader.go_on, "v": Reader.go_on, "y": Reader.go_on,
    "re": Reader.rectangle, "W": Reader.clip, "W*": Reader.clip, "n": Reader.end,
    "f": Reader.fill, "F": Reader.fill, "f*": Reader.fill_by_turns, "B": Reader.fill,
    "B*": Reader.fill_by_turns, "b": Reader.fill, "b*": Reader.fill_by_turns,
    "S": Reader.stroke, "s": Reader.stroke,
    "sh": Reader.shade, "BT": Reader.begin_text, "Td": Reader.move, "TD": Reader.move_and_lead,
    "Tm": Reader.place, "T*": Reader.next_line, "Tj": Reader.show, "TJ": Reader.show,
    "'": Reader.show_on_next_line, '"': Reader.show_spaced, "Tc": _sets("spacing"),
    "Tw": _sets("word_spacing"), "Tz": _sets("scaling", 0.01), "TL": _sets("leading"),
    "Ts": _sets("rise"), "Tr": _sets_mode,
}  # fmt: skip


def read_page(page: PageObject, paper: Box) -> Reader:
    """The page as it was painted. Raises TooMuch where that is more than is looked at."""
    reader = Reader(Painted(paper))
    if "/Contents" in page:
        content = ContentStream(page["/Contents"], page.pdf, "bytes")
        page[NameObject("/Contents")] = content  # parsed once, for its words as well
        reader.run(content, of_dictionary(page.get("/Resources")), page.pdf)
    return reader


def _matrix(operands: Sequence[Any]) -> Matrix:
    if len(operands) != 6:
        return SAME
    a, b, c, d, e, f = (number(each, 0.0) for each in operands)
    return (a, b, c, d, e, f)


def _bytes_of(text: Any) -> bytes:
    if isinstance(text, ByteStringObject | bytes):
        return bytes(text)
    if isinstance(text, TextStringObject):
        return text.original_bytes
    return str(text).encode("latin-1", "replace")
