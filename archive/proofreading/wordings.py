"""What archive.markdown says of a text, as remarks: its faults, and how its words will age.

These are the findings that the closing asks about as well, told by the same functions: a waiver of
one of them here is a waiver there.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from archive.markdown import problems
from archive.markdown.wordings import Passage, Wording, reading_words, sentence_around
from archive.readiness.texts import Text
from archive.readiness.wording import findings_with_places

from .dates import in_words
from .sheet import Remark, Sheet

SAID_BY_WORDINGS = frozenset({"link-says-nothing", "leads-nowhere"})
ENGLISH = frozenset({"relative-date", "future-in-questions", "open-call", "leads-nowhere"})
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
GLUED = re.compile(r"(?:(?<=\b(?:19|20)\d\d)|(?<=[^\d\s]))(?P<figure>\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})$")
DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def remarks(sheet: Sheet) -> Iterator[Remark]:
    yield from _wordings(sheet)
    if not sheet.is_markdown:
        return
    for problem in problems(sheet.source):
        if problem.rule not in SAID_BY_WORDINGS:
            yield Remark(problem.rule, problem.start, problem.end, problem.text)


def _wordings(sheet: Sheet) -> Iterator[Remark]:
    about = sheet.about
    text = Text(
        about.address,
        sheet.source,
        "",
        is_question=about.is_question,
        is_as_said=about.is_as_said and sheet.field == "body",
        has_files=about.has_files,
    )
    for finding, passage in findings_with_places(text):
        if finding.rule in ENGLISH and not about.is_english:
            continue
        yield Remark(
            finding.rule,
            passage.start,
            passage.end,
            finding.what,
            finding.do,
            None if text.is_as_said else _replacement(sheet, passage),
            finding.quote,
            finding.words,
        )


def _replacement(sheet: Sheet, passage: Passage) -> str | None:
    said = sheet.source[passage.start : passage.end]
    if passage.is_quoted:
        return None
    if passage.wording == Wording.RELATIVE_DATE and sheet.about.dated_on:
        days = DAYS.get(said.lower())
        if days is not None:
            return f"{said} ({in_words(sheet.about.dated_on + timedelta(days=days))})"
    if passage.wording == Wording.GLUED_MARK and (glued := GLUED.search(said)):
        return f"{said[: glued.start('figure')]}[^{glued['figure'].translate(FIGURES)}]"
    return None


def quote_of(sheet: Sheet, remark: Remark) -> tuple[str, str]:
    """The sentence at its place and the words there: what tells it from others of its rule."""
    if remark.quote:
        return remark.quote, remark.words
    if remark.start == remark.end:
        return remark.what, ""
    quote = sentence_around(sheet.source, remark.start, remark.end)
    words = remark.words or reading_words(sheet.source[remark.start : remark.end])
    return quote, words
