"""When the clock alone will next change what the public sees.

Every question to the clock that a public page depends on has its moments here: a page may be
kept until the next of them. tests/lifecycle/test_next_change.py holds the two to each other.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from .call import Call
from .drafting import Drafting
from .faq import FaqEntry
from .people import BoardMember
from .record import Record
from .release import ReleaseSet
from .revision import Revision
from .stage import Notice, SiteState

COMPARED_AGAIN = 50
"""More moments than anybody writes by hand, and past the first of them."""

A_TICK = timedelta(milliseconds=1)
"""SQLite's clock counts no less: what was told in the one in which an edition began is in it."""


def next_change_after(moment: datetime) -> datetime:
    """The first moment after `moment` (aware) at which a public page changes by itself. There is
    always one: twice a year the address for reporting weaknesses is given a new expiry."""
    return min(each for each in _moments_after(moment) if each is not None)


def half_year_after(day: date) -> date:
    """The first day of the next half-year."""
    return date(day.year, 7, 1) if day.month <= 6 else date(day.year + 1, 1, 1)


def _moments_after(moment: datetime) -> Iterator[datetime | None]:
    published = Call.objects.filter(published_at__isnull=False)
    yield _first(Record.objects.all(), "published_at", moment)
    yield _first(Record.objects.all(), "public_updated_at", moment + A_TICK)
    yield _first(Revision.objects.with_change_notes(), "made_at", moment + A_TICK)
    yield _first(Drafting.objects.all(), "goes_out_at", moment)
    yield _first(ReleaseSet.objects.all(), "goes_out_at", moment)
    yield _first(FaqEntry.objects.all(), "published_at", moment)
    yield _first(published, "opens_at", moment)
    yield _first(published, "closes_at", moment)
    if SiteState.objects.current().is_ending:
        yield _first(Notice.objects.all(), "starts_at", moment)
    today = timezone.localdate(moment)
    last_day = BoardMember.objects.filter(left_on__gte=today).aggregate(first=Min("left_on"))
    yield last_day["first"] and _begin_of(last_day["first"] + timedelta(days=1))
    yield _begin_of(half_year_after(today))


def _first(rows: QuerySet, field: str, after: datetime) -> datetime | None:
    """The first moment in `field` after that one. SQLite compares moments as texts, which one
    that was written otherwise than Django writes it misleads: so they are compared again."""
    found = rows.filter(**{f"{field}__gt": after}).order_by(field, "pk")
    moments = found.values_list(field, flat=True)[:COMPARED_AGAIN]
    return next((each for each in moments if each > after), None)


def _begin_of(day: date) -> datetime:
    """Midnight in London."""
    return timezone.make_aware(datetime.combine(day, time.min))
