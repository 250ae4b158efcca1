"""What lies over what on a page: boxes and characters in the order in which they are painted.

A redaction that hides nothing and a table's dark heading look the same in a list of shapes. They
are told apart by what a reader sees: words are hidden where an opaque box is painted over them
later, or where they are painted in the colour of the box, or of the paper, that is under them.
White words on a dark row are neither. Words painted again on top of a box are seen.

A picture over words hides them where it has one colour all over them. A scan lies over its own
recognised words, or has them over it, not painted: of a picture as large as the page only what it
has of black counts, and words that are not painted are hidden where it shows nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, Protocol

Colour = tuple[float, float, float]  # red, green, blue from 0 to 1
WHITE: Colour = (1.0, 1.0, 1.0)
BAND = 24.0  # points of height that boxes are sorted by
LOWEST_CONTRAST = 1.25  # below it (WCAG 2) nobody can read
DARK = 0.3  # luminance below which a box is called black
FEWEST = 2  # characters that make words
MOST_BOXES = 40_000
MOST_CHARACTERS = 400_000  # of a page
A_SCAN = 0.6  # of the page, from which on a picture may be one of all of it
AN_OUTLINE = 2.0  # times as high as a character, up to which a shape may be the drawing of it


class TooMuch(Exception):
    """More on a page than is looked at."""


@dataclass(frozen=True)
class Box:
    """A rectangle from left, bottom to right, top, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def is_near(self, x: float, y: float, slack: float) -> bool:
        return self.x0 - slack <= x <= self.x1 + slack and self.y0 - slack <= y <= self.y1 + slack

    def within(self, other: "Box") -> bool:
        return (
            self.x0 >= other.x0 - 0.5
            and self.y0 >= other.y0 - 0.5
            and self.x1 <= other.x1 + 0.5
            and self.y1 <= other.y1 + 0.5
        )

    def meet(self, other: "Box") -> "Box":
        return Box(
            max(self.x0, other.x0),
            max(self.y0, other.y0),
            min(self.x1, other.x1),
            min(self.y1, other.y1),
        )

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return max(self.width, 0) * max(self.height, 0)


EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)


def box_around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


class Covering(Protocol):
    """A picture, as far as it covers words. `colour_over` is None where it has many there."""

    @property
    def is_known(self) -> bool: ...
    @property
    def is_see_through(self) -> bool: ...
    @property
    def is_of_one_colour(self) -> bool: ...
    def colour_over(self, box: Box) -> Colour | None: ...
    def may_be_black_at(self, x: float, y: float) -> bool: ...


class Hidden(Enum):
    """How a character is hidden."""

    UNDER_BLACK = "under black"
    COVERED = "covered"
    SAME_COLOUR = "same colour"
    NOT_PAINTED = "not painted"
    CUT_OFF = "cut off"
    TOO_SMALL = "too small"


@dataclass(frozen=True)
class Ground:
    """Something painted. `colour` is None where it has many or is not known."""

    order: int
    box: Box
    colour: Colour | None
    is_opaque: bool
    picture: Covering | None = None


class Character(NamedTuple):
    """One character, by the middle of it. `unseen` is why nobody sees it, whatever lies there."""

    order: int
    x: float
    y: float
    height: float
    colour: Colour | None
    unseen: Hidden | None = None

    @property
    def heart(self) -> Box:
        """What of it has ink, whichever letter it is."""
        wide, high = self.height * 0.25, self.height * 0.3
        return Box(self.x - wide, self.y - high, self.x + wide, self.y + high)


@dataclass
class Painted:
    """A page as it was painted. `order` counts what was painted."""

    paper: Box = EVERYWHERE
    order: int = 0
    grounds: list[Ground] = field(default_factory=list)
    characters: list[Character] = field(default_factory=list)

    def fill(
        self, box: Box, colour: Colour | None, is_opaque: bool, picture: Covering | None = None
    ) -> None:
        if box.area <= 0:
            return
        self.order += 1
        self.grounds.append(Ground(self.order, box, colour, is_opaque, picture))
        if len(self.grounds) > MOST_BOXES:
            raise TooMuch

    def write(
        self, x: float, y: float, height: float, colour: Colour | None, unseen: Hidden | None
    ) -> None:
        self.order += 1
        self.characters.append(Character(self.order, x, y, height, colour, unseen))
        if len(self.characters) > MOST_CHARACTERS:
            raise TooMuch

    def hidden(self) -> dict[Hidden, int]:
        """How many characters are hidden in which way, where that makes at least words."""
        bands = _in_bands(self.grounds)
        under: dict[tuple[Hidden, int], list[Character]] = {}
        for character in self.characters:
            grounds = bands.get(int(character.y // BAND), ())
            if character.unseen is None:
                found = _hidden_by(character, grounds, self.paper)
            else:
                found = _not_shown(character, grounds)
            if found:
                under.setdefault(found, []).append(character)
        seen = self._places_of_seen(under)
        counts: dict[Hidden, int] = {}
        for (how, _), characters in under.items():
            lost = [each for each in characters if not _is_seen_elsewhere(each, seen)]
            if len(lost) >= FEWEST:
                counts[how] = counts.get(how, 0) + len(lost)
        return counts

    def covered_by(self, box: Box) -> int:
        """How many characters something of that size over all of them would cover."""
        return sum(
            box.holds(each.x, each.y) and box.height >= each.height * 0.45
            for each in self.characters
            if each.unseen in (None, Hidden.NOT_PAINTED)
        )

    def outside(self) -> int:
        """How many characters lie off the paper."""
        return sum(
            not self.paper.is_near(each.x, each.y, 2)
            for each in self.characters
            if each.unseen in (None, Hidden.NOT_PAINTED)
        )

    def _places_of_seen(
        self, under: dict[tuple[Hidden, int], list[Character]]
    ) -> set[tuple[int, int]]:
        if not under:
            return set()
        hidden = {each.order for group in under.values() for each in group}
        return {_place(each) for each in self.characters if each.order not in hidden}


def _in_bands(grounds: list[Ground]) -> dict[int, list[Ground]]:
    bands: dict[int, list[Ground]] = {}
    for ground in grounds:
        low = max(int(ground.box.y0 // BAND), -500)
        high = min(int(ground.box.y1 // BAND), 2000)
        for band in range(low, high + 1):
            bands.setdefault(band, []).append(ground)
    return bands


def _hidden_by(
    character: Character, grounds: Iterable[Ground], paper: Box
) -> tuple[Hidden, int] | None:
    """How it is hidden, and the order of what hides it (0 for the paper)."""
    behind: Ground | None = None
    for ground in grounds:
        if not ground.box.holds(character.x, character.y):
            continue
        if ground.order < character.order:
            behind = ground
        elif ground.is_opaque and _is_high_enough(ground, character):
            if ground.picture is not None:
                how = _under_picture(character, ground.picture, ground.box.area, paper)
            else:
                how = ground.colour and _under(ground.colour)
            if how:
                return how, ground.order
    if character.colour is None:
        return None
    if behind is None:
        is_lost = contrast(character.colour, WHITE) < 1.05
        return (Hidden.SAME_COLOUR, 0) if is_lost else None
    if behind.colour is None or not behind.is_opaque:
        return None
    if contrast(character.colour, behind.colour) >= LOWEST_CONTRAST:
        return None
    is_black = luminance(behind.colour) < DARK
    return (Hidden.UNDER_BLACK if is_black else Hidden.SAME_COLOUR), behind.order


def _under(colour: Colour) -> Hidden:
    return Hidden.UNDER_BLACK if luminance(colour) < DARK else Hidden.COVERED


def _under_picture(
    character: Character, picture: Covering, area: float, paper: Box
) -> Hidden | None:
    may_be_scan = area >= paper.area * A_SCAN
    if not picture.is_known:
        return None if may_be_scan or picture.is_see_through else Hidden.COVERED
    is_scan = may_be_scan and not picture.is_of_one_colour
    if is_scan and not picture.may_be_black_at(character.x, character.y):
        return None
    colour = picture.colour_over(character.heart)
    how = colour and _under(colour)
    return None if is_scan and how is Hidden.COVERED else how


def _not_shown(character: Character, grounds: Iterable[Ground]) -> tuple[Hidden, int] | None:
    """How a character that shows nothing of itself is hidden. What is not painted is harmless
    where a picture or a drawing shows it."""
    if character.unseen is not Hidden.NOT_PAINTED:
        return (character.unseen, 0) if character.unseen else None
    top: Ground | None = None
    is_shown = False
    for ground in grounds:
        if not ground.box.is_near(character.x, character.y, character.height):
            continue
        if ground.picture is not None:
            shows = not ground.picture.is_of_one_colour
        else:
            shows = ground.colour is None and ground.box.height <= character.height * AN_OUTLINE
        is_shown = is_shown or shows
        if shows or (ground.is_opaque and ground.box.holds(character.x, character.y)):
            top = ground
    if not is_shown or top is None:
        return Hidden.NOT_PAINTED, 0
    if top.picture is None:
        is_box = top.colour is not None and _is_high_enough(top, character)
        return (_under(top.colour), top.order) if is_box and top.colour else None
    if not top.picture.may_be_black_at(character.x, character.y):
        return None
    colour = top.picture.colour_over(character.heart)
    return (Hidden.UNDER_BLACK, top.order) if colour and luminance(colour) < DARK else None


def _is_high_enough(ground: Ground, character: Character) -> bool:
    """A line through words, or under them, hides none."""
    return ground.box.height >= character.height * 0.45


def _place(character: Character) -> tuple[int, int]:
    return round(character.x / 2), round(character.y / 2)


def _is_seen_elsewhere(character: Character, seen: set[tuple[int, int]]) -> bool:
    return any(place in seen for place in _around(*_place(character)))


def _around(x: int, y: int) -> Iterator[tuple[int, int]]:
    for right in (0, -1, 1):
        for up in (0, -1, 1):
            yield x + right, y + up


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance: 0 for black, 1 for white."""
    red, green, blue = (_linear(min(max(part, 0.0), 1.0)) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
