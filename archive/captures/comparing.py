"""How two texts differ, line by line and word by word. Knows nothing of Django.

However long and however alike the texts are, the time that it takes is bounded: where comparing
word by word would take too long, sentences are compared, and where that would, too, a passage is
said to be another one as a whole.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

Pieces = list[tuple[str, bool]]
"""Texts in order, each with whether it differs from the other side."""

EFFORT = 5_000_000
"""How often a token of one text may meet its like in the other, all in all: about a second."""

TOKENS: tuple[Callable[[str], list[str]], ...] = (
    re.compile(r"\S+\s*|\s+").findall,  # words
    re.compile(r"\S.*?(?:[.!?:]\s+|\n+|\Z)|\s+", re.DOTALL).findall,  # sentences
)


class Is(Enum):
    """What has become of a piece of text."""

    SAME = "same"  # it stands in both
    GONE = "gone"  # it stands in the earlier text alone
    NEW = "new"  # it stands in the later text alone


@dataclass(frozen=True)
class Passage:
    """Lines that stand side by side, or, where both texts have them, `unchanged` ones."""

    theirs: Pieces
    yours: Pieces
    unchanged: tuple[str, ...] = ()

    @property
    def lines_left_out(self) -> int:
        return len(self.unchanged)

    @property
    def together(self) -> list[tuple[str, Is]]:
        """Both texts as one: what went, then what came in its place. Of the space behind what
        stands in both there is as much as the one with more of it has."""
        woven: list[tuple[str, Is]] = []
        left, right = deque(self.theirs), deque(self.yours)
        while left or right:
            if left and left[0][1]:
                woven.append((left.popleft()[0], Is.GONE))
            elif right and right[0][1]:
                woven.append((right.popleft()[0], Is.NEW))
            else:
                one, other = left.popleft()[0], right.popleft()[0]
                woven.append((max(one, other, key=len), Is.SAME))
        return woven


@dataclass
class Effort:
    """What comparing may still cost."""

    left: int = EFFORT

    def allows(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether two texts in tokens can be compared still. If so, it is paid for."""
        counts = Counter(other)
        meetings = sum(count * counts[token] for token, count in Counter(one).items())
        # A text of few words that come again and again takes a search for each of its pieces.
        cost = meetings * max(1, meetings // (20 * max(len(one), len(other), 1)))
        if cost > self.left:
            return False
        self.left -= cost
        return True


def passages(theirs: str, yours: str) -> list[Passage]:
    """Both texts beside each other where they differ, with the words that differ marked."""
    return passages_of_lines(theirs.splitlines() or [""], yours.splitlines() or [""])


def passages_of_lines(theirs: Sequence[str], yours: Sequence[str]) -> list[Passage]:
    effort = Effort()
    found = []
    for is_same, i, j, k, m in _lines(theirs, yours, effort):
        if is_same:
            found.append(Passage([], [], unchanged=tuple(theirs[i:j])))
        else:
            left, right = _pieces("\n".join(theirs[i:j]), "\n".join(yours[k:m]), effort)
            found.append(Passage(left, right))
    return found


Step = tuple[bool, int, int, int, int]
"""Whether two stretches are the same, and where each begins and ends."""


def _lines(theirs: Sequence[str], yours: Sequence[str], effort: Effort) -> list[Step]:
    # Empty lines come so often that they say nothing of where one is.
    said = [[line for line in lines if line.strip()] for lines in (theirs, yours)]
    if not effort.allows(*said):
        return [(False, 0, len(theirs), 0, len(yours))]
    matcher = SequenceMatcher(lambda line: not line.strip(), theirs, yours, autojunk=False)
    return [(what == "equal", i, j, k, m) for what, i, j, k, m in matcher.get_opcodes()]


def _pieces(theirs: str, yours: str, effort: Effort) -> tuple[Pieces, Pieces]:
    left: Pieces = []
    right: Pieces = []
    for parted in TOKENS:
        a, b = parted(theirs), parted(yours)
        keys = [_key(token) for token in a], [_key(token) for token in b]
        if effort.allows(*keys):
            matcher = SequenceMatcher(None, *keys, autojunk=False)
            for what, i, j, k, m in matcher.get_opcodes():
                one, other, space = _without_shared_end("".join(a[i:j]), "".join(b[k:m]))
                left += [(one, what != "equal")] * bool(one) + [(space, False)] * bool(space)
                right += [(other, what != "equal")] * bool(other) + [(space, False)] * bool(space)
            return left, right
    return [(text, True) for text in (theirs,) if text], [(text, True) for text in (yours,) if text]


def _without_shared_end(one: str, other: str) -> tuple[str, str, str]:
    """Both texts without the space that both end with, and that space."""
    space = one[len(one.rstrip()) :]
    if not space or not other.rstrip() or not other.endswith(space):
        return one, other, ""
    return one.removesuffix(space), other.removesuffix(space), space


def _key(token: str) -> str:
    """What is compared of a token: one space behind it is as good as the end of the line."""
    return token[:-1] if token[-1:] in (" ", "\n") else token
