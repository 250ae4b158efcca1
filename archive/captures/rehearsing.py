"""Gives the demonstration a past: its pages as they would have stood, on days that have gone by.

What a page says follows from the record and the clock, so a page of a past day is made by giving
the record the wording of that day and setting the clock. A real site's past is what it served; this
is for the demonstration alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from archive.models import Capture, Edition, Revision, clock

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


def rehearse(
    moments: Iterable[datetime],
    word: Callable[[datetime], None] = lambda moment: None,
    word_finally: Callable[[], None] = lambda: None,
) -> None:
    """Keep the whole site as of each of `moments`, the earliest first, and come back to now.

    Ahead of each, `word` gives the record the wording of that moment. `word_finally` gives it that
    of today, also where something went wrong or somebody broke off.

    Raises PastIsKnown where there are captures, and ValueError where a moment is yet to come.
    """
    if Capture.objects.exists():
        raise PastIsKnown
    moments = sorted(moments)
    if moments and moments[-1] > timezone.now():
        raise ValueError(f"{moments[-1]} is yet to come.")
    try:
        for moment in moments:
            word(moment)
            known = Known(_begin(moment), moment, holds_until=None, may_keep=True, is_closed=False)
            with clock.at(moment):
                fill(editions=PastEdition(known))
    finally:
        word_finally()
        Revision.objects.overtaken_imports().delete()
        _begin(timezone.now())


def _begin(moment: datetime) -> int:
    """Begin an edition at `moment`; its number."""
    number = Edition.objects.current().number
    Edition.objects.begin_next(number, began_at=moment)
    return number + 1
