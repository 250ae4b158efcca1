"""Dates and times as people type them, with London's clocks where they name no zone."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
MOMENT = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?"
    r"\s?([Zz]|[+-]\d{2}:?\d{2})?$"
)


class NoSuchTime(Exception):
    """A date or time that cannot be read, or that never was. The text says what to write."""


def read_day(text: str) -> date:
    """A date such as 2021-07-20."""
    found = DAY.match(text)
    if not found:
        raise NoSuchTime(f"“{text}” is not a date. Write it as 2021-07-20.")
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise NoSuchTime(f"There is no {text} in the calendar. Correct the date.") from None


def read_moment(text: str) -> datetime:
    """A time such as 2021-07-20T09:30, in London unless it names its offset; a date is its start.

    The answer is in UTC.
    """
    if DAY.match(text):
        return start_of(read_day(text))
    found = MOMENT.match(text)
    if not found:
        raise NoSuchTime(
            f"“{text}” is not a date or time. Write it as 2021-07-20 or 2021-07-20T09:30."
        )
    day, hour, minute, second, fraction, offset = found.groups()
    try:
        clock = time(int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")))
    except ValueError:
        raise NoSuchTime(f"There is no {text} on the clock. Correct the time.") from None
    moment = datetime.combine(read_day(day), clock)
    try:
        if offset:
            return (moment - _offset(offset)).replace(tzinfo=UTC)
        return _in_london(moment, text)
    except OverflowError:
        raise NoSuchTime(f"“{text}” is out of range. Correct the year.") from None


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta()
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise NoSuchTime(f"“{text}” is not an offset from UTC. Write it as +01:00.")
    return sign * timedelta(hours=hours, minutes=minutes)


def _in_london(moment: datetime, text: str) -> datetime:
    first = moment.replace(tzinfo=LONDON, fold=0)
    second = moment.replace(tzinfo=LONDON, fold=1)
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != moment:
        raise NoSuchTime(
            f"There was no {text} in London: the clocks went forward over it. Correct the time."
        )
    if first.utcoffset() != second.utcoffset():
        raise NoSuchTime(
            f"{text} was twice in London: the clocks went back over it. Say which by its "
            f"offset, +01:00 for the first or +00:00 for the second."
        )
    return first.astimezone(UTC)


def start_of(day: date) -> datetime:
    """The start of a day in London, in UTC."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def write_moment(moment: datetime) -> str:
    """The shortest text that `read_moment` reads as this moment: in London's time."""
    there = moment.astimezone(LONDON)
    if start_of(there.date()) == moment:
        return there.date().isoformat()
    text = there.replace(tzinfo=None).isoformat(
        timespec="microseconds" if there.microsecond else "seconds" if there.second else "minutes"
    )
    is_twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return f"{text}{there.isoformat()[-6:]}" if is_twice else text
