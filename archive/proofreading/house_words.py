"""House words: names and terms written in one way. Finds the other ways, and mends them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.markdown.wordings import is_quoted

from .sheet import Remark, Sheet, Spelling

_ALIKE = {"'": "['’‘]", "’": "['’‘]", "-": "[-‐‑]", '"': '["“”]', "–": "[–—-]"}
QUOTED = "It stands in a quotation: keep its words, if they were written so."


def remarks(sheet: Sheet) -> Iterator[Remark]:
    """Where two forms meet in one place, the longer one is meant."""
    found = sorted(
        (
            (start, -end, right, spelling.why, spelling.write)
            for spelling in sheet.about.spellings
            for start, end, right in places(sheet.words, spelling)
        ),
    )
    last = -1
    for start, minus_end, right, why, write in found:
        end = -minus_end
        if start < last:
            continue
        last = end
        said = " ".join(sheet.words[start:end].split())
        quoted = is_quoted(sheet.words, start)
        yield Remark(
            "house-words",
            start,
            end,
            f"“{said}” is written “{write}” here.",
            QUOTED if quoted else why,
            right,
        )


def places(text: str, spelling: Spelling) -> Iterator[tuple[int, int, str]]:
    """Where it is written in another way than the house's, as whole words, and what belongs there:
    the house's way, with a capital where a sentence began with one."""
    like = text.casefold()
    said = [wrong for wrong in spelling.instead_of if _longest_word(wrong) in like]
    if not said:
        return  # quickly passed by: every house word is looked for with every key
    right = [found.span() for found in _pattern(spelling.write, False).finditer(text)]
    for wrong in said:
        for found in _written(wrong, spelling.write, text):
            start, end = found.span()
            if any(first <= start and end <= last for first, last in right):
                continue
            is_capital = wrong[:1].islower() and found[0][:1].isupper()
            put = _capital(spelling.write) if is_capital else spelling.write
            if found[0] != put:
                yield start, end, put


def _written(wrong: str, right: str, text: str) -> Iterator[re.Match[str]]:
    """Capitals count where the two forms differ in nothing else."""
    if wrong.casefold() != right.casefold():
        yield from _pattern(wrong, True).finditer(text)
        return
    for form in {wrong, _capital(wrong)} - {right}:
        for found in _pattern(form, False).finditer(text):
            if not (form == _capital(right) and _begins_a_sentence(text, found.start())):
                yield found


def replaced(text: str, words: str, spelling: Spelling) -> str:
    """`text` with the house's way in place of every other. `words` is `text` where only what may
    be changed is left: addresses and code are not."""
    pieces, last = [], 0
    for start, end, right in sorted(places(words, spelling), key=lambda each: (each[0], -each[1])):
        if start >= last:
            pieces += [text[last:start], right]
            last = end
    return "".join([*pieces, text[last:]])


def clashing(spelling: Spelling, others: Sequence[Spelling]) -> Spelling | None:
    """Another house word that is mended into this one's wrong form, or the other way round."""
    for other in others:
        if any(wrong == other.write for wrong in spelling.instead_of):
            return other
        if any(wrong == spelling.write for wrong in other.instead_of):
            return other
    return None


@lru_cache(maxsize=4096)
def _pattern(words: str, ignores_capitals: bool) -> re.Pattern[str]:
    """Quotation marks, hyphens and the space between words may be of any kind; a line may end
    between two words, a paragraph may not."""
    parts = ["".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words.split()]
    whole = r"(?:[ \t\xa0]+|[ \t]*\n[ \t]*(?!\s*\n))".join(parts)
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(f"{before}{whole}{after}", re.IGNORECASE if ignores_capitals else 0)


@lru_cache(maxsize=4096)
def _longest_word(words: str) -> str:
    each: list[str] = re.findall(r"\w+", words.casefold())
    return max(each, key=len, default="")


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].rstrip(" \t*_“\"‘'(#->")
    return not before or before[-1] in ".!?:\n"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
