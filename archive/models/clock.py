"""The moment at which the site is looked at: now, unless another is tried out.

What the public sees follows from dates and the clock. So does what it would see on another day:
inside `at(moment)` every question to the record is answered as of that moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.db.models import DateTimeField, Value
from django.utils import timezone

_tried_out: ContextVar[datetime | None] = ContextVar("tried_out", default=None)


def now() -> datetime:
    return _tried_out.get() or timezone.now()


def today() -> date:
    """The day in London."""
    return timezone.localdate(now())


class Now(Value):
    """The same moment in a question to the database: that at which it is asked, not that at which
    it was put into words. So a long question is put into words once."""

    def __init__(self) -> None:
        super().__init__(None, output_field=DateTimeField())

    @property
    def value(self) -> datetime:
        return now()

    @value.setter
    def value(self, _: None) -> None:
        """What is to be asked has none of its own."""


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Look at the site as of `moment` (aware) until the end of the block, in this thread alone."""
    before = _tried_out.set(moment)
    try:
        yield
    finally:
        _tried_out.reset(before)
