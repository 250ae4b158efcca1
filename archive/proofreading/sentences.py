"""How hard a text is to read: the length of its sentences, and the age at which it is understood.

The age is the grade of Flesch and Kincaid plus five: 0.39 × words a sentence + 11.8 × syllables a
word − 15.59 (J. P. Kincaid and others, 1975, for the United States Navy). It counts, and
understands nothing: a hint, never a mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.markdown.wordings import reading_words

from .sheet import Remark, Sheet

LONGEST_SENTENCE = 40
"""Words. GOV.UK asks for 25; above this even practised readers go back to the beginning."""
OLDEST = 16
"""The reading age from which it is said: that of a school leaver."""
FEWEST_WORDS = 100
"""Below so many the formula says nothing."""

_END = re.compile(r"(?<![.!?])[.!?]++[”’\")\]]*+(?:\[\^[^\]\s]{1,80}\])*+(?=\s+[A-Z“‘\"(\[0-9])")
_SPACE = re.compile(r"\s*")
_LONGEST_TITLE = 12  # characters before a full stop that may make it none
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Rt|Hon|St|e\.g|i\.e|cf|vs)|(?:^|\n)\s*\d+)\.$"
)
_BEFORE_A_FIGURE = re.compile(r"\b(?:Nos?|paras?|pp?|vol|c|s)\.$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouy](?<![^aeiouy]l)e|[^aeiouytd]ed|[^aeiouyscxzgh]es)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted. `age` is None where there are too few words."""

    words: int
    sentences: int
    age: int | None
    longest: tuple[int, int]
    longest_words: int


def remarks(sheet: Sheet) -> Iterator[Remark]:
    """The sentences of what was sent or spoken stay as they are."""
    if not sheet.about.is_english:
        return
    for start, end in () if sheet.about.is_as_said else sentences(sheet):
        count = len(_words_of(sheet.source[start:end]))
        if count > LONGEST_SENTENCE:
            yield Remark(
                "long-sentence",
                start,
                end,
                f"This sentence has {count} words.",
                "Make two or three of it: above 25 words readers begin to lose the thread.",
            )
    read = reading(sheet)
    if sheet.is_markdown and read.age is not None and read.age >= OLDEST:
        yield Remark(
            "reading-age",
            *read.longest,
            f"The text is read easily from the age of {read.age} (Flesch–Kincaid grade "
            f"{read.age - 5}, plus 5).",
            f"Shorter sentences and shorter words bring it down. This is its longest sentence, "
            f"of {read.longest_words} words.",
            quote=str(read.age),
            words="reading age",
        )


def reading(sheet: Sheet) -> Reading:
    words, count, syllables, longest, most = 0, 0, 0, (0, 0), 0
    for start, end in sentences(sheet):
        said = _words_of(sheet.source[start:end])
        if not said:
            continue
        count += 1
        words += len(said)
        syllables += sum(map(_syllables, said))
        if len(said) > most:
            longest, most = (start, end), len(said)
    age = None
    if words >= FEWEST_WORDS:
        grade = 0.39 * words / count + 11.8 * syllables / words - 15.59
        age = max(5, round(grade) + 5)
    return Reading(words, count, age, longest, most)


def sentences(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Where each sentence of the prose begins and ends."""
    text = sheet.words
    for first, last in sheet.prose():
        start = first
        for found in _END.finditer(text, first, last):
            said = text[max(start - 1, found.start() - _LONGEST_TITLE, 0) : found.start() + 1]
            is_numbered = text[found.end() : found.end() + 9].lstrip()[:1].isdigit()
            if _NO_END.search(said) or (is_numbered and _BEFORE_A_FIGURE.search(said)):
                continue
            yield start, found.end()
            space = _SPACE.match(text, found.end(), last)
            start = space.end() if space else found.end()
        end = first + len(text[first:last].rstrip())
        if start < end:
            yield start, end


@lru_cache(maxsize=8192)
def _words_of(source: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(reading_words(source)))


@lru_cache(maxsize=16384)
def _syllables(word: str) -> int:
    """As they are counted where nobody listens: runs of vowels, without an e that is silent."""
    parts = [part for part in re.split(r"[’'-]", word.lower()) if len(part) > 1]
    return sum(_of_part(part) for part in parts) or 1


def _of_part(part: str) -> int:
    count = len(_VOWELS.findall(part))
    return max(1, count - bool(_SILENT.search(part)))
