"""Which version of an address stood at a moment, as archive.captures.mementos finds it on the live
site, among versions that are in order already.

A moment is a second since 1970. It means that whole second: the version that stood at its end, or
else the last one that stood within it.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from .index import SECOND, Known

DIGITS = re.compile(r"\d{4}(?:\d{2}){0,5}", re.ASCII)


class NotAMoment(ValueError):
    """Digits that name no moment."""


def at(versions: Sequence[Known], second: int) -> Known | None:
    """What stood then."""
    begun = _last_begun_by(versions, second)
    return begun if begun and not _is_over(begun, second) else None


def page_at(pages: Sequence[Known], versions: Sequence[Known], second: int) -> Known | None:
    """The page as it stood then, at whatever address; else what stood at this one."""
    begun = _last_begun_by(pages, second)
    return at(versions, second) if begun is None or _is_over(begun, second) else begun


def first_since(versions: Sequence[Known], second: int) -> Known | None:
    """What a change then led to."""
    return next((each for each in versions if each.since >= second * SECOND), None)


def last_before(versions: Sequence[Known], second: int) -> Known | None:
    return next((each for each in reversed(versions) if each.since < second * SECOND), None)


def second_of(digits: str) -> int:
    """The last second of what four to fourteen digits name, from a year to a second. Raises
    NotAMoment."""
    if not DIGITS.fullmatch(digits):
        raise NotAMoment(digits)
    try:
        whole = digits + "00000101000000"[len(digits) :]
        begins = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if len(digits) == len("yyyy"):
            ends = begins.replace(year=begins.year + 1)
        elif len(digits) == len("yyyymm"):
            ends = (begins + timedelta(days=31)).replace(day=1)
        else:
            ends = begins + timedelta(seconds={8: 86_400, 10: 3_600, 12: 60}.get(len(digits), 1))
    except (ValueError, OverflowError):
        raise NotAMoment(digits) from None
    return int(ends.timestamp()) - 1


def _last_begun_by(versions: Sequence[Known], second: int) -> Known | None:
    return last_before(versions, second + 1)


def _is_over(known: Known, second: int) -> bool:
    return known.until is not None and known.until <= second * SECOND
