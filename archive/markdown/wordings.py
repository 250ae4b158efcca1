"""What in a text will read wrong in years to come: the vocabulary, for editors and for the closing.

`passages` finds it with the sentence around it; `problems` says some of it while a text is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.markdown.code import lines_without_code, without_code_spans
from archive.markdown.links import BARE_ADDRESS, IMAGE, LINK

SAYS_NOTHING = frozenset({
    "click here", "click this", "here", "link", "more", "read more", "this", "this link",
    "this page", "visit here",
})  # fmt: skip
POINTS_AT_NOTHING = re.compile(
    r"\b(available|click|downloaded|find|found|published|read|see|seen)\b"
    r"(?:[^.\n]|\n(?!\s*\n)){0,80}?\bhere\b",
    re.IGNORECASE,
)

_UNITS = "days?|weeks?|months?|years?"
_SPANS = "week(?:end)?|month|quarter|term|year|spring|summer|autumn|winter"
_NUMBERS = r"\d{1,3}|a|an|a few|several|two|three|four|five|six|seven|eight|nine|ten|twelve"
_EVENTS = (
    "announcement|decision|event|figures?|hearing|launch|letter|meeting|news|publication|report|"
    "session|speech|statement"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_RELATIVE = re.compile(
    rf"\b(?:(?:today|tomorrow|yesterday)(?![’']s (?!{_EVENTS}))|tonight|"
    r"currently|(?<!more )(?<!most )recently|in due course|"
    r"(?<!as )(?<!too )(?<!how )soon(?! after| as\b|er)|shortly(?! before| after)|"
    r"at (?:the moment(?! of| when| that)|present)|"
    rf"(?:earlier |later )?(?:this|next|last) (?:{_SPANS}|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?! of\b)|"
    rf"in the (?:coming|next few|last few|past few) (?:{_UNITS})|"
    rf"(?:{_NUMBERS}) (?:{_UNITS}) ago)\b",
    re.IGNORECASE,
)
_DATE = rf"(?:\w{{6,9}},? )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTHS}),? \d{{4}}"
_DATE_AFTER = re.compile(rf"^[\s,(–—-]{{0,4}}(?:on |in )?(?:{_DATE}|\(\d{{4}}\))", re.IGNORECASE)
_DATE_BEFORE = re.compile(rf"\d (?:{_MONTHS}) \d{{4}}[\s,(–—-]{{1,4}}$", re.IGNORECASE)

_FUTURE = re.compile(
    r"\b(?:will|shall|won[’']t|(?:we|it|they|he|she|you|there|that)[’']ll|"
    r"(?:is|are|am) (?:going|due|planning|hoping|intending) to|"
    r"(?:I|they|we) (?:also |still )?(?:expect|hope|intend|plan) to)\b",
    re.IGNORECASE,
)
_A_WILL = re.compile(r"\b(?:a|the|of|at|their|his|her|our|my|free|good|ill|political)\s$", re.I)

_OPEN_CALL = re.compile(
    r"\b(?:holding|running|inviting) (?:an? |our |the )?(?:open |public )?"
    r"(?:calls?|consultations?|surveys?)\b|"
    r"\b(?:calls?|consultations?|surveys?|applications?|registrations?|questionnaires?)\b"
    r"[^.,:;!?\n]{0,100}?\b(?:is|are|remains?) (?:now |still |currently )?(?:open|live)\b|"
    r"\bplease\b[^.!?\n]{0,80}?\b(?:apply|register|respond|reply|contribute|submit|send|write)\b"
    r"[^.!?\n]{0,60}?\b(?:by|before|until) (?:the )?(?:\d|midnight|noon|midday|end\b)",
    re.IGNORECASE,
)

_LEAD_WORDS = (
    r"\b(?:available|click|download(?:ed)?|find|found|follow|information|listen|more|published|read|"
    r"see|seen|visit|watch)\b"
)
_LEADS_ON = re.compile(
    rf"{_LEAD_WORDS}[^.!?:\n]{{0,100}}?\b(?:at|here|below|on|via|from|links?|(?:web)?sites?|"
    r"(?:web)?pages?|address(?:es)?)\s*(?::\s*$|$)|"
    rf"{_LEAD_WORDS}[^.!?:\n]{{0,100}}?\b(?:at|here)\s*:",
    re.IGNORECASE,
)
_LINK_BELOW = re.compile(
    r"\b(?:links? below|(?:following|below) links?|button below)\b", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"\bsee (?:the )?attached\b|\b(?:is|are) attached\b(?! to)|"
    r"\bthe attached (?:annex|document|file|form|letter|paper|pdf|report)s?\b",
    re.IGNORECASE,
)
_LINK, _IMAGE, _BARE = re.compile(LINK), re.compile(IMAGE), re.compile(BARE_ADDRESS)
_SHOWN_BELOW = re.compile(r"^\s*(?:[-*+>|]|\d+\.|!\[|:::)")
_LEADS_SOMEWHERE = re.compile(
    rf"{LINK}|https?://|\bwww\.|[\w.+-]@[\w-]|\b0\d{{2,4}}[ \d]{{5,}}", re.IGNORECASE
)

_GLUED = re.compile(
    rf"(?<=\d)\[\^[^\[\]\s^]{{1,80}}\](?!:)|"
    rf"\b(?:{_MONTHS}) (?:19|20)\d{{2}}(?P<figure>\d{{1,2}})(?![\d.,]?\d)|"
    r"[a-z]{3}[.,;:!?”’)]{0,2}[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|"
    r"(?<![a-zA-Z])(?!(?:para|page|vol|fig|art|sec|chap|app|nos?)\.)[a-zA-Z]*[a-z]{3}[.,;!?”’)]{1,2}"
    r"\d{1,2}(?=\s|$)"
)

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SENTENCE_END = re.compile(r"[.!?][”’\")]?\s+(?=[A-Z“‘\"(\[])")
_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+\.\s+)|[*_`]|\{#[^}\n]*\}", re.MULTILINE)
LONGEST = 320
"""Characters of a sentence that are shown of it, around what is meant."""


class Wording(StrEnum):
    """A way in which a text ages."""

    RELATIVE_DATE = "relative-date"  # a day that is counted from the day of writing
    FUTURE = "future"  # something that is still to happen
    OPEN_CALL = "open-call"  # an invitation whose time is over
    EMPTY_LINK = "empty-link"  # a link whose words do not say where it leads
    BARE_ADDRESS = "bare-address"  # a link whose words are an address
    LEADS_NOWHERE = "leads-nowhere"  # words that announce a link or a file, and there is none
    GLUED_MARK = "glued-mark"  # a footnote mark that reads as part of a word or figure


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text that will read wrong, with the sentence around them. `is_quoted`: they
    stand in a quotation, and are somebody else's. `start` and `end`: where in the text."""

    wording: Wording
    words: str
    sentence: str
    is_quoted: bool
    start: int
    end: int


def passages(source: str, *, has_files: bool = False) -> list[Passage]:
    """All of it in a text, each in its order. `has_files`: files are attached to what it is of."""
    text = without_code_spans("\n".join(lines_without_code(source)))
    plain = without_targets(text)
    found = [
        *((Wording.RELATIVE_DATE, *place) for place in relative(plain)
          if not has_its_date(plain, *place)),
        *((Wording.FUTURE, *place) for place in future(plain)),
        *((Wording.OPEN_CALL, *match.span()) for match in _OPEN_CALL.finditer(plain)),
        *_of_links(text),
        *((Wording.LEADS_NOWHERE, *place) for place in _leading_nowhere(text, has_files)),
        *((Wording.GLUED_MARK, *match.span()) for match in _GLUED.finditer(plain)),
    ]  # fmt: skip
    found.sort(key=lambda each: (each[1], each[0]))
    return [_passage(text, *each) for each in found]


def relative(text: str) -> Iterator[tuple[int, int]]:
    """Where a text counts days from the day on which it was written."""
    for match in _RELATIVE.finditer(text):
        yield match.span()


def has_its_date(text: str, start: int, end: int) -> bool:
    """Does the date itself stand right beside those words?"""
    after, before = text[end : end + 60], text[max(0, start - 40) : start]
    return bool(_DATE_AFTER.match(after) or _DATE_BEFORE.search(before))


def says_nothing(words: str) -> bool:
    """Are these words of a link the same whatever it leads to?"""
    return words.lower().strip(" .,:;!") in SAYS_NOTHING


def reading_words(markdown: str) -> str:
    """A stretch of Markdown as it is read: without its marks, links as their words."""
    linked = markdown
    if "](" in markdown:
        linked = _LINK.sub(lambda found: found[1], _IMAGE.sub(" ", markdown))
    return " ".join(_MARKS.sub("", linked).split())


def without_targets(text: str) -> str:
    """A text whose code is blanked out without the targets of links, too; every place stays."""

    def words_alone(found: re.Match[str]) -> str:
        return " " + found[1] + " " * (len(found[0]) - len(found[1]) - 1)

    def nothing(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found[0])

    return _BARE.sub(nothing, _LINK.sub(words_alone, _IMAGE.sub(nothing, text)))


def future(text: str) -> Iterator[tuple[int, int]]:
    """Where a text tells of what is still to come."""
    for match in _FUTURE.finditer(text):
        if not _A_WILL.search(text[max(0, match.start() - 12) : match.start()]):
            yield match.span()


def _of_links(text: str) -> Iterator[tuple[Wording, int, int]]:
    for match in _LINK.finditer(text):
        words = re.sub(r"[*_`]", "", match[1]).strip()
        if says_nothing(words):
            yield Wording.EMPTY_LINK, match.start(1), match.end(1)
        elif re.match(r"(?:https?://|www\.)\S+$", words, re.IGNORECASE):
            yield Wording.BARE_ADDRESS, match.start(1), match.end(1)
    for match in _BARE.finditer(_LINK.sub(_dots, text)):
        yield Wording.BARE_ADDRESS, match.start(1), match.end(1)


def _dots(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", ".", found[0])


def _leading_nowhere(text: str, has_files: bool) -> Iterator[tuple[int, int]]:
    seen: list[tuple[int, int]] = []
    unlinked = _LINK.sub(_dots, text)
    for match in POINTS_AT_NOTHING.finditer(unlinked):
        # Where the link stands right behind the words, it is what “here” means.
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        after = text[match.end() :].lstrip(" :–—\n")
        if not line.startswith("#") and not _LEADS_SOMEWHERE.match(after):
            seen.append(match.span())
    starts = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]
    ends = [*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)]
    blocks = list(zip(starts, ends, strict=True))
    for index, (start, end) in enumerate(blocks):
        block = text[start:end].rstrip()
        if not block or (":" not in block and not block[-1].isalnum()):
            continue  # quickly passed by: nothing is announced there
        after = text[slice(*blocks[index + 1])] if index + 1 < len(blocks) else ""
        for match in _LEADS_ON.finditer(block):
            rest = block[match.start() :]
            is_answered = _LEADS_SOMEWHERE.search(rest) or (
                match.end() == len(block)
                and (_LEADS_SOMEWHERE.search(after) or _SHOWN_BELOW.match(after))
            )
            is_heading = block.lstrip().startswith("#")
            if not is_answered and not is_heading:
                seen.append((start + match.start(), start + match.end()))
    for match in _LINK_BELOW.finditer(text):
        if not _LEADS_SOMEWHERE.search(text[match.end() :]):
            seen.append(match.span())
    if not has_files:
        seen += [match.span() for match in _ATTACHED.finditer(text)]
    last = -1
    for start, end in sorted(set(seen)):
        if start >= last:
            last = end
            yield start, end


def _passage(text: str, wording: Wording, start: int, end: int) -> Passage:
    return Passage(
        wording,
        " ".join(reading_words(text[start:end]).split()) or text[start:end],
        sentence_around(text, start, end),
        is_quoted(text, start),
        start,
        end,
    )


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that a stretch of Markdown stands in, as it is read; a long one is cut."""
    first, last = _block(text, start, end)
    block = text[first:last]
    begins = max((m.end() for m in _SENTENCE_END.finditer(block, 0, start - first + 1)
                  if m.end() <= start - first), default=0)  # fmt: skip
    ends = next((m.start() + 2 for m in _SENTENCE_END.finditer(block, end - first)), len(block))
    if start - first - begins > LONGEST:
        begins = start - first - LONGEST // 2
    return reading_words(block[begins : min(ends, begins + 3 * LONGEST)])


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph or the item of a list, by where it begins and ends."""
    breaks = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+\.)\s)|\n(?=#)")
    first = max((m.end() for m in breaks.finditer(text, max(0, start - 5000), start)), default=None)
    if first is None:
        first = max(0, start - 5000)
    after = breaks.search(text, end)
    return first, after.start() if after else len(text)


def is_quoted(text: str, start: int) -> bool:
    """Does what stands there stand in a quotation?"""
    first, _ = _block(text, start, start)
    before = text[first:start]
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return (
        line.lstrip().startswith(">")
        or before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
    )
