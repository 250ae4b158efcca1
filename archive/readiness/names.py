"""One thing under several names: “Expert by Experience board” and “Experts by Experience Board”.

Names are several words, most of them with a capital. Two spellings are of one name where they
differ in capitals, hyphens or the number of a word. The plural of its head is no difference
(“Local Authority”, “Local Authorities”), and words without any capital may mean anything.
It knows nothing of Django.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.markdown.code import lines_without_code
from archive.markdown.wordings import reading_words

LINKING = frozenset((
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with",
))  # fmt: skip
ARTICLES = frozenset(("a", "an", "the"))
WHOSE = ("’s", "'s", "’", "'")
LONGEST = 7  # words of a name
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BETWEEN = re.compile(r"[.!?:;,()\[\]“”\"/–—|•]+|\s-\s|\n")


@dataclass(frozen=True, slots=True)
class Variant:
    """A name that is written otherwise than usually in the text with that place in the list."""

    text: int
    spelling: str
    usual: str
    times_usual: int


@dataclass(frozen=True, slots=True)
class _Spelling:
    """`key` is the same for all spellings of a name; `way` is so for those that do not differ."""

    key: str
    way: str
    words: str
    is_full: bool


def variants(texts: Sequence[str]) -> Iterator[Variant]:
    """The spellings that are not the usual one of their name, text by text."""
    found = [_spellings(text) for text in texts]
    names = {each.key for spellings in found for each in spellings if each.is_full}
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for spellings in found:
        for each in spellings:
            if each.key in names:
                ways[each.key][each.way] += 1
                shown[each.key, each.way][each.words] += 1
    usual = {key: _usual(counted) for key, counted in ways.items() if len(counted) > 1}
    for index, spellings in enumerate(found):
        odd = {each.words: each for each in spellings if each.way != usual.get(each.key, each.way)}
        for words, each in odd.items():
            if not any(words != other and words in other for other in odd):
                way = usual[each.key]
                named = shown[each.key, way].most_common(1)[0][0]
                yield Variant(index, words, named, ways[each.key][way])


def _usual(ways: Counter[str]) -> str:
    """The most frequent; of two that are so, the one with more capitals."""
    return max(ways, key=lambda way: (ways[way], sum(map(str.isupper, way)), way))


@lru_cache(maxsize=16384)
def _spellings(text: str) -> tuple[_Spelling, ...]:
    found: list[_Spelling] = []
    for line in lines_without_code(text):
        for segment in _BETWEEN.split(reading_words(line)):
            found += _in_segment(_WORD.findall(segment))
    return tuple(found)


def _in_segment(words: list[str]) -> Iterator[_Spelling]:
    """Stretches of words that may be names: they begin with a capital, and half of their words or
    more have one. The first word of all may have its own for being first."""
    has_capital = [word[0].isupper() for word in words]
    if not any(has_capital[1:]):
        return
    links = [word.lower() in LINKING for word in words]
    for first, is_begun in enumerate(has_capital):
        if not is_begun or links[first]:
            continue
        heavy = capitals = 1
        for last in range(first + 1, min(first + LONGEST, len(words))):
            if links[last]:
                continue
            heavy += 1
            capitals += has_capital[last]
            if capitals > (first == 0) and 2 * capitals >= heavy:
                stretch = words[first : last + 1]
                yield _Spelling(_key(stretch), _way(stretch), " ".join(stretch), capitals == heavy)


def _key(stretch: list[str]) -> str:
    return " ".join(_stem(part) for word in stretch for part in _parts(word))


def _parts(word: str) -> list[str]:
    return [] if word.lower() in ARTICLES else word.split("-")


def _way(stretch: list[str]) -> str:
    """How it is written, but for what makes no other name of it: articles, whose it is, and the
    number of its head, which stands last or before an “of”."""
    words = [word for word in stretch if word.lower() not in ARTICLES]
    written = []
    for index, word in enumerate(words):
        is_head = index + 1 == len(words) or words[index + 1].lower() == "of"
        written.append(_singular(_of_nobody(word)) if is_head else _of_nobody(word))
    return " ".join(written)


def _of_nobody(word: str) -> str:
    return word[: -2 if word[-1] == "s" else -1] if word.endswith(WHOSE) else word


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    return _singular(_of_nobody(word).casefold())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
