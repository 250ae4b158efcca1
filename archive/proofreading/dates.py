"""Days in a text that are wrong, or will be: a future that has passed, a weekday that was another,
a call that says other days than its own, a page that says how old it is."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from archive.markdown.wordings import future, is_quoted

from .sentences import sentences
from .sheet import Remark, Sheet

LONGEST = 1500
"""Characters of a sentence that are looked at for a future with its day."""
OLD = timedelta(days=365)
"""After which a page that says when it was updated says that it is out of date."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = (
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)}),?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"\s+(?:of\s+)?(?P<month>{'|'.join(_MONTHS)})\b(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_DATE = re.compile(_DAY, re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)

_HAVE = re.compile(r"\s+have\b", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:\b(?P<before>[\w’]+)\s+)?\b(?:on|by|in|until|before|from|at the end of|"
    r"by the end of|later in|early in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_DONE = re.compile(
    r"(?:ed|begun|brought|built|given|gone|heard|held|kept|known|made|met|said|seen|sent|set|"
    r"taken|told|written)$",
    re.IGNORECASE,
)

_UPDATED = re.compile(
    r"\b(?:last |page )?(?:updated|reviewed|revised|checked|correct|accurate)(?: as)?"
    r"(?: on| at| in)?:?\s+$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:clos(?:es|ed|ing)|deadline|ends?|ended|no later than|respond|reply|replies|responses|"
    r"contribute|submit|apply|send|write|(?:is|was|are|were|stays?|remains?) open)\b"
    r"[^.!?\n]{0,60}?\b(?:on|is|was|by|before|until|till|at|than|date:?)\s+"
    r"(?:(?:midnight|noon|midday|\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)?),?\s+(?:on\s+)?)?(?:the\s+)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:opens|opened|starts|started|begins|began|launche[sd]|will open)\b[^.!?\n]{0,30}?"
    r"\b(?:on|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_IS_OPEN = re.compile(r"\b(?:is|are) (?:now |still |currently )*open\b(?! to\b)", re.IGNORECASE)
_HAS_CLOSED = re.compile(
    r"\b(?:has|have|is|are) (?:now |already )*(?:closed|ended)\b", re.IGNORECASE
)


def remarks(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.about.is_english:
        return
    yield from _future_of_the_past(sheet)
    yield from _weekdays(sheet)
    yield from _old(sheet)
    if sheet.about.closes_on is not None:
        yield from _call_days(sheet)
        yield from _call_phase(sheet)


def _future_of_the_past(sheet: Sheet) -> Iterator[Remark]:
    """What was sent or spoken told of its own future, and keeps its words."""
    if sheet.about.is_as_said:
        return
    for start, end in sentences(sheet):
        said = sheet.words[start : min(end, start + LONGEST)]
        for first, last in future(said):
            found = None if _HAVE.match(said, last) else _passed(said, last, sheet.about.today)
            if found and not is_quoted(sheet.words, start + first):
                yield Remark(
                    "future-of-past",
                    start + first,
                    start + found.end(),
                    f"This says “{said[first:last]}” of {found[0]}, which has passed.",
                    "Say what happened.",
                )
                break


def _passed(said: str, start: int, today: date) -> re.Match[str] | None:
    """The day at which something is told to happen that has passed."""
    for found in _dates(said, start):
        last = _last_day(found)
        if last and last < today and _is_when(said[max(start, found.start() - 60) : found.start()]):
            return found
    return None


def _dates(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The days that it names, then the months."""
    yield from _DATE.finditer(text, start)
    yield from _MONTH_OF_YEAR.finditer(text, start)


def _last_day(found: re.Match[str]) -> date | None:
    """The day that is named, or the last one of the month; None without a year."""
    named = found.groupdict()
    if not named["year"]:
        return None
    month, year = _month(named["month"]), int(named["year"])
    if "day" in named:
        return _date(year, month, int(named["day"]))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _is_when(between: str) -> bool:
    """Is the date that follows the time of the verb, and not of a thing that is named there:
    “will be published on …”, not “will read the letter sent on …”?"""
    when = _WHEN.search(between)
    if when is None:
        return False
    before = when["before"] or ""
    return not _DONE.search(before) or bool(_BE.search(between[: when.start()]))


def _weekdays(sheet: Sheet) -> Iterator[Remark]:
    for found in _DATE.finditer(sheet.words):
        day = _named_day(found)
        if found["weekday"] and day is not None:
            right = _WEEKDAYS[day.weekday()]
            if found["weekday"].lower() != right.lower():
                yield Remark(
                    "wrong-weekday",
                    *found.span("weekday"),
                    f"{in_words(day)} is not a {found['weekday']}.",
                    f"It is a {right}. Correct the one that is wrong.",
                    right,
                )


def _old(sheet: Sheet) -> Iterator[Remark]:
    for found in _dates(sheet.words):
        before = _UPDATED.search(sheet.words[max(0, found.start() - 40) : found.start()])
        day = _last_day(found)
        if before and day and day < sheet.about.today - OLD:
            yield Remark(
                "last-updated",
                found.start() - len(before[0]),
                found.end(),
                f"This says that it was {before[0].strip().rstrip(':').lower()} {found[0]}.",
                "Look through the page, then take the line out: the page says by itself when it "
                "was last updated.",
            )
    about = sheet.about
    if sheet.field in ("body", "answer") and about.lasts and about.last_updated_on:
        age = about.today - about.last_updated_on
        if age > OLD:
            years = age // OLD
            yield Remark(
                "last-updated",
                0,
                0,
                f"This was last updated {'a year' if years == 1 else f'{years} years'} ago.",
                "Look through it. If it still holds, say so with this save and tell readers.",
                quote=f"{about.last_updated_on}",
            )


def _call_days(sheet: Sheet) -> Iterator[Remark]:
    about = sheet.about
    closing = {about.closes_on}
    if about.closes_on and about.closes_at_midnight:
        closing.add(about.closes_on - timedelta(days=1))
    ends = (
        (_CLOSES, closing, "closes", about.closes_on),
        (_OPENS, {about.opens_on}, "opens", about.opens_on),
    )
    for found in _DATE.finditer(sheet.words):
        before = sheet.words[max(0, found.start() - 120) : found.start()]
        for said, days, verb, right in ends:
            day = _named_day(found) or (right and _in_year(found, right.year))
            if said.search(before) and right and day and day not in days:
                yield Remark(
                    "call-dates",
                    *found.span(),
                    f"This says {found[0]}, and the call {verb} on {in_words(right)}.",
                    "Correct the one that is wrong. The page itself always says both days.",
                    in_words(right),
                )
                break


def _call_phase(sheet: Sheet) -> Iterator[Remark]:
    """Each of a call's texts stands for one time: before, while or after it is open."""
    wrong = {
        "text_before": (_HAS_CLOSED, "before it opens"),
        "text_open": (_HAS_CLOSED, "while it is open"),
        "text_after": (_IS_OPEN, "after it closed"),
    }.get(sheet.field)
    if wrong is None:
        return
    for found in wrong[0].finditer(sheet.words):
        yield Remark(
            "call-dates",
            *found.span(),
            f"This text stands there {wrong[1]}, and says “{found[0]}”.",
            "Move the words to the text of the time that they are true of.",
        )


def _named_day(found: re.Match[str]) -> date | None:
    return _in_year(found, int(found["year"])) if found["year"] else None


def _in_year(found: re.Match[str], year: int) -> date | None:
    return _date(year, _month(found["month"]), int(found["day"]))


def _month(name: str) -> int:
    return _MONTHS.index(name.capitalize()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June
        return None


def in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
