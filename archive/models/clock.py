"""The moment at which the site is looked at: now, unless another is tried out.

What the public sees follows from dates and the clock. So does what it would see on another day:
inside `at(moment)` every question to the record is answered as of that moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_tried_out: ContextVar[datetime | None] = ContextVar("tried_out", default=None)


def now() -> datetime:
    return _tried_out.get() or timezone.now()


def today() -> date:
    """The day in London."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Look at the site as of `moment` (aware) until the end of the block, in this thread alone."""
    before = _tried_out.set(moment)
    try:
        yield
    finally:
        _tried_out.reset(before)
