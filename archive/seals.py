"""What makes the log a chain: the seal of each line is made of that line and of the seal before.

Knows nothing of Django, so that a copy of the log is proved without the site that wrote it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

FIRST = "0" * 64
"""Stands in the place of a seal before the first line."""

Line = Mapping[str, str | int | None]
"""What a line says, by name; `place` is its number in the chain."""


def seal(before: str, line: Line) -> str:
    """The SHA-256, in hex, of the seal before and of the line as JSON: in ASCII, its names in
    order, with no spaces."""
    text = json.dumps(dict(line), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """The first line that does not fit, by its place, and what is wrong with it."""

    place: int
    says: str

    def __str__(self) -> str:
        return f"Line {self.place:,}: {self.says}"


@dataclass(frozen=True)
class Chain:
    """A chain of lines that was read as far as it holds."""

    lines: int = 0
    head: str = FIRST
    fault: Fault | None = None

    @property
    def holds(self) -> bool:
        return self.fault is None


def read(sealed: Iterable[tuple[Line, str]]) -> Chain:
    """Follow lines, in their order and each with its seal, up to the first that does not fit."""
    chain = Chain()
    for chain in links(sealed):
        if not chain.holds:
            break
    return chain


def links(sealed: Iterable[tuple[Line, str]]) -> Iterator[Chain]:
    """The chain after each line."""
    before = FIRST
    for count, (line, said) in enumerate(sealed, start=1):
        if line.get("place") != count:
            yield Chain(count - 1, before, Fault(count, "it is missing."))
            return
        if seal(before, line) != said:
            words = "its seal does not follow from what it says and from the line before."
            yield Chain(count - 1, before, Fault(count, words))
            return
        before = said
        yield Chain(count, before)
