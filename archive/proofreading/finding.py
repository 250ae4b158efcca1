"""What the proofreader found, with how grave it is, and what was decided about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from archive.models import Severity, Waiver

from .files import FileFinding
from .rules import Rule
from .sentences import Reading

ORDER = (Severity.BLOCKS, Severity.WARNING, Severity.INFORMATION)


@dataclass(frozen=True)
class Finding:
    """`address` is that of the page, `start` and `end` are where it stands in the text of `field`;
    `line` counts from 1.

    `place` is what a waiver is for: another one as soon as the words there are others. `quote` is
    the sentence at its place and `words` those that are meant.
    """

    rule: Rule
    severity: Severity
    address: str
    field: str
    label: str
    line: int
    start: int
    end: int
    what: str
    do: str
    replacement: str | None
    quote: str
    words: str
    place: str
    waiver: Waiver | None = None

    @property
    def stands_in_the_way(self) -> bool:
        return self.severity == Severity.BLOCKS and self.waiver is None

    @property
    def can_be_waived(self) -> bool:
        return not self.rule.is_fixed and self.waiver is None

    @property
    def where(self) -> str:
        return f"{self.label}, line {self.line}" if self.line > 1 else self.label


@dataclass(frozen=True)
class Proof:
    """All that was found in what somebody writes, the gravest first, and in the files beside it."""

    all: tuple[Finding, ...]
    readings: tuple[Reading, ...] = ()
    files: tuple[FileFinding, ...] = ()

    @cached_property
    def standing(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.all if each.waiver is None)

    @cached_property
    def waived(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.all if each.waiver is not None)

    @property
    def in_the_way(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.all if each.stands_in_the_way)

    def groups(self) -> Iterator[tuple[Severity, list[Finding]]]:
        """What stands, by how grave it is; all three, be they empty."""
        for severity in ORDER:
            yield severity, [each for each in self.standing if each.severity == severity]

    @property
    def summary(self) -> str:
        """How much was found, in a sentence."""
        stop = len(self.in_the_way) + sum(each.stops for each in self.files)
        mend = len(self._to_mend) + len(self.files)
        if not mend:
            return "Nothing to mend."
        if stop == mend:
            return f"{_things(stop, 'stops', 'stop')} it from going out."
        said = f"{_things(mend, 'to look at', 'to look at')}."
        if stop:
            some = "One of them stops" if stop == 1 else f"{stop} of them stop"
            said += f" {some} it from going out."
        return said

    @property
    def _to_mend(self) -> list[Finding]:
        return [each for each in self.standing if each.severity != Severity.INFORMATION]

    @property
    def reading(self) -> str:
        """How long and how hard it is to read, in a sentence; empty for a few words."""
        read = max(self.readings, key=lambda each: each.words, default=None)
        if read is None or read.age is None:
            return ""
        return (
            f"Reading age {read.age} (Flesch–Kincaid grade {read.age - 5}, plus 5). "
            f"{read.sentences} sentences, the longest of {read.longest_words} words."
        )


def _things(count: int, one: str, more: str) -> str:
    return f"One thing {one}" if count == 1 else f"{count} things {more}"
