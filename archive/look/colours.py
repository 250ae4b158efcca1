"""Colours and how well they can be told apart, as WCAG 2.2 reckons it."""

import re
from dataclasses import dataclass

AA = 4.5
"""The contrast that WCAG asks of text (success criterion 1.4.3)."""

AAA = 7.0
"""The contrast that long texts have here (success criterion 1.4.6)."""

HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.I)


class NotAColour(Exception):
    """What was written is no colour in six digits, such as #14283b."""


@dataclass(frozen=True)
class Colour:
    """A colour of a screen: red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, written: str) -> "Colour":
        """Raises NotAColour."""
        found = HEX.fullmatch(written.strip())
        if not found:
            raise NotAColour(f"“{written}” is no colour. Write it as # and six digits: #14283b.")
        return cls(*(int(part, 16) for part in found.groups()))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """Relative luminance: 0 for black, 1 for white."""
        red, green, blue = (_linear(part / 255) for part in self.parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def towards(self, other: "Colour", share: float) -> "Colour":
        """A mixture: this colour where `share` is 0, `other` where it is 1."""
        pairs = zip(self.parts, other.parts, strict=True)
        return Colour(*(round(mine + (its - mine) * share) for mine, its in pairs))

    def until(self, least: float, *grounds: "Colour", towards: "Colour") -> "Colour":
        """This colour, moved towards another only as far as it takes to have a contrast of
        `least` on all `grounds`."""
        for step in range(101):
            moved = self.towards(towards, step / 100)
            if all(contrast(moved, ground) >= least for ground in grounds):
                return moved
        return towards


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """From 1, for the same colour, to 21, for black and white."""
    lighter, darker = sorted((one.luminance, other.luminance), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
