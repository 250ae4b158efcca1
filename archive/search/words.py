"""Takes texts and questions apart into words that can be looked for.

static/js/search.js does the same with the questions that are asked of a frozen copy.
"""

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’ʼ]")
ACCENTS = re.compile("[\u0300-\u036f]")
ENDINGS = re.compile(r"(?:ies|ied|ing|ed|es|s|y|e)$")
SHORTEST_STEM = 4
"""Letters that stay where an ending is cut off: “used” and “uses” are no “us”."""

LONGEST_QUESTION = 200
MOST_WORDS = 8

# fmt: off
EVERYWHERE = frozenset((
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
    "can", "did", "do", "does", "for", "from", "had", "has", "have", "how", "if", "in", "into",
    "is", "it", "its", "may", "more", "no", "not", "of", "on", "one", "or", "other", "our", "so",
    "than", "that", "the", "their", "them", "there", "these", "they", "this", "to", "was", "we",
    "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
))
# fmt: on
"""Words that nearly every page says, so that to look for them tells nothing."""


def words_of(text: str) -> Iterator[str]:
    """Every word of the text in its order, in small letters and without accents."""
    plain = text.lower()
    if not plain.isascii():
        plain = ACCENTS.sub("", unicodedata.normalize("NFKD", APOSTROPHES.sub("", plain)))
    else:
        plain = plain.replace("'", "")
    yield from WORD.findall(plain)


def asked_for(question: str) -> list[str]:
    """What to look for: the beginnings of its words, each once, without those that are said
    everywhere unless it has no others."""
    words = list(dict.fromkeys(words_of(question[:LONGEST_QUESTION])))
    telling = [word for word in words if word not in EVERYWHERE] or words
    return list(dict.fromkeys(stem(word) for word in telling))[:MOST_WORDS]


def stem(word: str) -> str:
    """What “family” and “families”, “foster” and “fostering” have in common, near enough."""
    cut = ENDINGS.sub("", word)
    return cut if len(cut) >= SHORTEST_STEM else word
