"""Names and words that must never be published, found however they are written.

Capitals, accents, blanks, line breaks, hyphens and apostrophes make no difference, nor does a
word's being divided at the end of a line; “Example, Jane” is Jane Example. Words are whole: “Ann”
is not in “Joanna”.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SHORTEST = 3
"""Letters and figures that a name has at least: fewer are found everywhere."""

PLAIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
})  # fmt: skip
"""Letters that are no letter with an accent, and are written without one all the same."""

WORD = re.compile(r"[^\W_]+")
SENTENCE_ENDS = re.compile(r"[.!?]\s|\n\s*\n")
MARKS = re.compile(r"[*_`~\[\]]")
"""Marks of Markdown, which are none of the name."""
TURNED_ROUND = re.compile(r"[,;\t|]")
"""What stands between a family name and a first one that follows it, in lists and in tables."""


@dataclass(frozen=True)
class Hit:
    """A watched name in a text: its number in the list, where it stands, and as it is written."""

    name: int
    start: int
    end: int
    words: str


class WatchList:
    """The names, ready to be looked for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [_words_of(name) for name in names]

    def __bool__(self) -> bool:
        return any(self._names)

    def hits(self, text: str) -> list[Hit]:
        """Every place of every name in `text`, in the order of the text."""
        if not self or not text:
            return []
        folded = _Folded(text)
        found = {
            (start, end): number
            for number, words in enumerate(self._names)
            for start, end in folded.places_of(words)
        }
        return [
            Hit(number, start, end, " ".join(MARKS.sub(" ", text[start:end]).split()))
            for (start, end), number in sorted(found.items())
        ]


def is_long_enough(name: str) -> bool:
    return len("".join(_words_of(name))) >= SHORTEST


def _fold(text: str) -> str:
    """`text` without capitals and accents, and without marks that nobody sees."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    shown = (each for each in apart if unicodedata.category(each) not in ("Mn", "Cf"))
    return "".join(shown).translate(PLAIN)


def _words_of(name: str) -> list[str]:
    return WORD.findall(_fold(name))


class _Folded:
    """A text as one run of letters, with the places of each in the text and where words begin
    and end."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded, places = _with_places(text)
        letters: list[str] = []
        self.places: list[int] = []
        self.begins: set[int] = set()
        self.ends: set[int] = set()
        length = 0
        for word in WORD.finditer(folded):
            self.begins.add(length)
            letters.append(word[0])
            self.places.extend(places[word.start() : word.end()])
            length += len(word[0])
            self.ends.add(length)
        self.letters = "".join(letters)

    def places_of(self, words: list[str]) -> Iterator[tuple[int, int]]:
        if not words:
            return
        yield from self._in_order(words)
        if len(words) > 1:
            yield from self._turned_round(words)

    def _in_order(self, words: list[str]) -> Iterator[tuple[int, int]]:
        for first, after in self._runs("".join(words)):
            start, end = self._span(first, after)
            if not SENTENCE_ENDS.search(self._without_initials(start, end)):
                yield start, end

    def _turned_round(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """With the family name, however many words that is, ahead of the others."""
        for family in range(1, len(words)):
            last = "".join(words[-family:])
            for first, after in self._runs(last + "".join(words[:-family])):
                middle = first + len(last)
                if middle not in self.begins:
                    continue
                gap = self.text[self.places[middle - 1] + 1 : self.places[middle]]
                if TURNED_ROUND.search(gap) and len(gap) <= 4:
                    yield self._span(first, after)

    def _runs(self, wanted: str) -> Iterator[tuple[int, int]]:
        at = self.letters.find(wanted)
        while at >= 0:
            if at in self.begins and at + len(wanted) in self.ends:
                yield at, at + len(wanted)
            at = self.letters.find(wanted, at + 1)

    def _span(self, first: int, after: int) -> tuple[int, int]:
        return self.places[first], self.places[after - 1] + 1

    def _without_initials(self, start: int, end: int) -> str:
        """The words there; the full stop of an initial, as in “J. Example”, ends no sentence."""
        return re.sub(r"\b(\w)\.", r"\1", self.text[start:end])


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each of its letters the place in `text` that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        piece = letter.lower() if letter.isascii() else _fold(letter)
        pieces.append(piece)
        places.extend([place] * len(piece))
    return "".join(pieces), places
