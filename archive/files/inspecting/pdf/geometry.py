"""Matrices and closed lines of a page's content (ISO 32000-1, 8.3)."""

from dataclasses import dataclass
from typing import Self

from archive.files.inspecting.pdf.painting import Box, box_around

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_CORNERS = 60
FILLS_ITS_BOX = 0.85  # part of its box that a shape fills to count as one


def times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inverse(matrix: Matrix) -> Matrix | None:
    """The way back; None where there is none."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-12:
        return None
    return (
        d / size, -b / size, -c / size, a / size,
        (c * f - d * e) / size, (b * e - a * f) / size,
    )  # fmt: skip


def scale(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


@dataclass(frozen=True)
class Shape:
    """A closed line: the box around it, whether it fills that as a rounded rectangle does and a
    ring or a letter does not, and which way it runs round."""

    box: Box
    is_box: bool
    runs_left: bool

    @classmethod
    def of(cls, path: list[Point]) -> Self:
        box = box_around(path)
        if len(path) < 4 or len(path) > MOST_CORNERS or box.area <= 0:
            return cls(box, is_box=False, runs_left=False)
        following = [*path[1:], path[0]]
        area = sum(x * v - u * y for (x, y), (u, v) in zip(path, following, strict=True)) / 2
        return cls(box, abs(area) >= box.area * FILLS_ITS_BOX, area > 0)

    def cuts(self, other: "Shape", *, by_turns: bool) -> bool:
        """Whether one of the two is a hole in the other, as in a frame."""
        if other is self or not (by_turns or self.runs_left != other.runs_left):
            return False
        return self.box.within(other.box) or other.box.within(self.box)
