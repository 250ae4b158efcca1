"""When the clock alone will next change what the public sees.

Every question to the clock that a public page depends on has its moments here: a page may be
kept until the next of them. tests/lifecycle/test_next_change.py holds the two to each other.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from .call import Call
from .faq import FaqEntry
from .people import BoardMember
from .record import Record
from .stage import Notice, SiteState


def next_change_after(moment: datetime) -> datetime:
    """The first moment after `moment` (aware) at which a public page changes by itself. There is
    always one: twice a year the address for reporting weaknesses is given a new expiry."""
    return min(each for each in _moments_after(moment) if each is not None)


def half_year_after(day: date) -> date:
    """The first day of the next half-year."""
    return date(day.year, 7, 1) if day.month <= 6 else date(day.year + 1, 1, 1)


def _moments_after(moment: datetime) -> Iterator[datetime | None]:
    published = Call.objects.filter(published_at__isnull=False)
    yield _first(Record.objects.filter(published_at__gt=moment), "published_at")
    yield _first(FaqEntry.objects.filter(published_at__gt=moment), "published_at")
    yield _first(published.filter(opens_at__gt=moment), "opens_at")
    yield _first(published.filter(closes_at__gt=moment), "closes_at")
    if SiteState.objects.current().is_ending:
        yield _first(Notice.objects.filter(starts_at__gt=moment), "starts_at")
    today = timezone.localdate(moment)
    last_day = _first(BoardMember.objects.filter(left_on__gte=today), "left_on")
    yield last_day and _begin_of(last_day + timedelta(days=1))
    yield _begin_of(half_year_after(today))


def _first(found: QuerySet, field: str):
    return found.aggregate(first=Min(field))["first"]


def _begin_of(day: date) -> datetime:
    """Midnight in London."""
    return timezone.make_aware(datetime.combine(day, time.min))
