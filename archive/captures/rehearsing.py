"""Gives the demonstration a past: its pages as they would have stood, on days that have gone by.

What a page says follows from the record's dates and the clock, so a page of a past day is made by
setting the clock. A real site's past is what it served; this is for the demonstration alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from archive.models import Capture, Edition, clock

from .filling import fill
from .kept import Known


class PastIsKnown(Exception):
    """Something was served already: a past cannot be made up in front of it."""


@dataclass(frozen=True)
class PastEdition:
    """The edition of a past moment, which the clock of today does not end."""

    known: Known

    def read(self) -> Known:
        return self.known


def rehearse(moments: Iterable[datetime]) -> None:
    """Keep the whole site as of each of `moments`, the earliest first, and come back to now.

    Raises PastIsKnown where there are captures, and ValueError where a moment is yet to come.
    """
    if Capture.objects.exists():
        raise PastIsKnown
    moments = sorted(moments)
    if moments and moments[-1] > timezone.now():
        raise ValueError(f"{moments[-1]} is yet to come.")
    for moment in moments:
        known = Known(_begin(moment), moment, holds_until=None, may_keep=True, is_closed=False)
        with clock.at(moment):
            fill(editions=PastEdition(known))
    _begin(timezone.now())


def _begin(moment: datetime) -> int:
    """Begin an edition at `moment`; its number."""
    number = Edition.objects.current().number
    Edition.objects.begin_next(number, began_at=moment)
    return number + 1
