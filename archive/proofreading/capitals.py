"""WORDS IN CAPITALS, which read as shouting and are hard to read; names made of letters are not."""

import re
from collections.abc import Iterator

from .sheet import Remark, Sheet

_CAPITALS = r"[A-Z][A-Z'’]+"
_RUN = re.compile(
    rf"(?<![\w&/.-])(?:A[ \t]+)?{_CAPITALS}(?:[ \t,]+(?:{_CAPITALS}|[AI&]\b))*(?![\w/-])"
)
_PLAIN = frozenset(
    [
        "ABOUT",
        "AFTER",
        "ALL",
        "ALSO",
        "ALWAYS",
        "AND",
        "ANY",
        "ARE",
        "BEEN",
        "BEFORE",
        "BEGIN",
        "BUT",
        "CAN",
        "CANNOT",
        "CHANGED",
        "CLOSED",
        "CLOSES",
        "CLOSING",
        "CONFIDENTIAL",
        "DO",
        "DOES",
        "DON'T",
        "DRAFT",
        "EVERY",
        "EVERYONE",
        "FOR",
        "FREE",
        "FROM",
        "HAS",
        "HAVE",
        "HERE",
        "IMMEDIATELY",
        "IMPORTANT",
        "IN",
        "INTO",
        "IS",
        "LAST",
        "MAY",
        "MUST",
        "NEVER",
        "NEW",
        "NO",
        "NOT",
        "NOTE",
        "NOTHING",
        "NOW",
        "OF",
        "OFF",
        "ON",
        "ONLY",
        "OPEN",
        "OR",
        "OUR",
        "OUT",
        "PLEASE",
        "PUBLISH",
        "PUBLISHED",
        "READ",
        "REMEMBER",
        "SHOULD",
        "STOP",
        "THAT",
        "THE",
        "THEIR",
        "THERE",
        "THESE",
        "THEY",
        "THIS",
        "THOSE",
        "TO",
        "TODAY",
        "UNTIL",
        "UPDATE",
        "UPDATED",
        "URGENT",
        "VERY",
        "WARNING",
        "WAS",
        "WE",
        "WERE",
        "WHEN",
        "WHERE",
        "WHY",
        "WILL",
        "WITH",
        "WITHOUT",
        "YOU",
        "YOUR",
    ]
)
"""Words that stand for nothing but themselves: WHO, IT, US and SEND are names, too."""
_LONG = 6
"""Letters from which a word in capitals among others is no abbreviation."""


def remarks(sheet: Sheet) -> Iterator[Remark]:
    for found in _RUN.finditer(sheet.words):
        words = re.findall(r"[A-Z'’]+", found[0])
        if _is_shouted(words):
            yield Remark(
                "capitals",
                *found.span(),
                f"“{found[0]}” is in capitals.",
                "Write it small: capitals are slow to read, and some programs spell them out.",
                _small(sheet.words, found) if _PLAIN.issuperset(words) else None,
            )


def _is_shouted(words: list[str]) -> bool:
    plain = [word for word in words if word.replace("’", "'") in _PLAIN]
    if len(words) == 1:
        return bool(plain) and len(words[0]) > 2
    if plain and sum(map(len, words)) > 5:
        return any(len(word) > 2 for word in plain) or len(plain) < len(words)
    return len(words) > 2 and sum(len(word) >= _LONG for word in words) > 1


def _small(text: str, found: re.Match[str]) -> str:
    before = text[max(0, found.start() - 40) : found.start()].rstrip(" \t*_“\"'‘(")
    begins = not before or before[-1] in ".!?:\n#"
    small = found[0].lower()
    return small[0].upper() + small[1:] if begins else small
