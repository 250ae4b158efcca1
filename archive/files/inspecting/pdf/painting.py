"""What lies over what on a page: boxes and characters in the order in which they are painted.

A redaction that hides nothing and a table's dark heading look the same in a list of shapes. They
are told apart by what a reader sees: words are hidden where an opaque box is painted over them
later, or where they are painted in the colour of the box, or of the paper, that is under them.
White words on a dark row are neither. Words painted again on top of a box are seen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

Colour = tuple[float, float, float]  # red, green, blue from 0 to 1
WHITE: Colour = (1.0, 1.0, 1.0)
BAND = 24.0  # points of height that boxes are sorted by
LOWEST_CONTRAST = 1.25  # below it (WCAG 2) nobody can read
DARK = 0.3  # luminance below which a box is called black
FEWEST = 2  # characters that make words
MOST_BOXES = 40_000
MOST_CHARACTERS = 400_000  # of a page


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


@dataclass(frozen=True)
class Ground:
    """Something painted. `colour` is None where it has many or is not known."""

    order: int
    box: Box
    colour: Colour | None
    is_opaque: bool


@dataclass(frozen=True)
class Character:
    """One character that is meant to be seen, by the middle of it."""

    order: int
    x: float
    y: float
    height: float
    colour: Colour | None


class Hidden(Enum):
    """How a character is hidden."""

    UNDER_BLACK = "under black"
    COVERED = "covered"
    SAME_COLOUR = "same colour"


@dataclass
class Painted:
    """A page as it was painted. `order` counts what was painted."""

    order: int = 0
    grounds: list[Ground] = field(default_factory=list)
    characters: list[Character] = field(default_factory=list)

    def fill(self, box: Box, colour: Colour | None, is_opaque: bool) -> None:
        if box.area <= 0:
            return
        self.order += 1
        self.grounds.append(Ground(self.order, box, colour, is_opaque))
        if len(self.grounds) > MOST_BOXES:
            raise TooMuch

    def write(self, x: float, y: float, height: float, colour: Colour | None) -> None:
        self.order += 1
        self.characters.append(Character(self.order, x, y, height, colour))
        if len(self.characters) > MOST_CHARACTERS:
            raise TooMuch

    def hidden(self) -> dict[Hidden, int]:
        """How many characters are hidden in which way, where that makes at least words."""
        bands = _in_bands(self.grounds)
        under: dict[tuple[Hidden, int], list[Character]] = {}
        for character in self.characters:
            found = _hidden_by(character, bands.get(int(character.y // BAND), ()))
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
        )

    def outside(self, paper: Box) -> int:
        """How many characters lie off the paper."""
        wide = Box(paper.x0 - 2, paper.y0 - 2, paper.x1 + 2, paper.y1 + 2)
        return sum(not wide.holds(each.x, each.y) for each in self.characters)

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


def _hidden_by(character: Character, grounds: Iterable[Ground]) -> tuple[Hidden, int] | None:
    """How it is hidden, and the order of what hides it (0 for the paper)."""
    behind: Ground | None = None
    for ground in grounds:
        if not ground.box.holds(character.x, character.y):
            continue
        if ground.order < character.order:
            behind = ground
        elif ground.is_opaque and ground.colour is not None and _is_high_enough(ground, character):
            is_black = luminance(ground.colour) < DARK
            return (Hidden.UNDER_BLACK if is_black else Hidden.COVERED), ground.order
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
