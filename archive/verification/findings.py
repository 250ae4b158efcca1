"""What is wrong, a line each, told as soon as it is found."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from archive.verification.rules import Rule

MOST_OF_A_RULE = 1_000
"""So many findings of one rule are told. Whoever broke a bag cannot fill memory with more."""
LONGEST = 300
LARGEST_HELD = 16 * 1024 * 1024
"""Bytes of a file that is looked at as a whole, such as a page."""


class CannotVerify(Exception):
    """There is nothing here that could be proved, or the machine does not let us."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`where` is an address of the site where there is one, else a file of the bag."""

    where: str
    rule: Rule
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.what}; {self.rule.to_do}"


class Findings:
    """Passes findings on, and counts them."""

    def __init__(self, tell: Callable[[Finding], None]) -> None:
        self._tell = tell
        self.counts: Counter[Rule] = Counter()

    def add(self, where: str, rule: Rule, what: str) -> None:
        self.counts[rule] += 1
        if self.counts[rule] <= MOST_OF_A_RULE:
            self._tell(Finding(one_line(where), rule, one_line(what)))

    @property
    def untold(self) -> dict[Rule, int]:
        """By rule, how many more there are than were told."""
        return {
            rule: count - MOST_OF_A_RULE
            for rule, count in self.counts.items()
            if count > MOST_OF_A_RULE
        }


def one_line(text: str) -> str:
    """The text as a terminal and a log can show it, whatever a bag put into it."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in text[: LONGEST + 1])
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
