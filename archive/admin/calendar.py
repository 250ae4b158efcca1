"""What will go out and when: a month at a time, and everything that has its moment as a list."""

from calendar import Calendar
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from archive.lifecycle import to_come
from archive.models import Call, FaqEntry, Notice, Record, ReleaseSet

from .closed import site_state

SEES = "archive.view_record"
COUNTED_IN_DAYS = 60
"""What is further away is told in months, then in years."""
YEARS = 50
"""As far as anybody looks, back or ahead."""


class Event(NamedTuple):
    """Something that the clock will do to the public site."""

    at: datetime
    does: str
    thing: Record | FaqEntry | Notice | ReleaseSet

    @property
    def day(self) -> date:
        """In London."""
        return timezone.localtime(self.at).date()


class Day(NamedTuple):
    day: date
    is_of_month: bool
    is_today: bool
    events: list[Event]


def calendar_view(site, request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(SEES):
        raise PermissionDenied
    found, first = events(calls_are_open=site_state(request).is_open), _month(request)
    context = site.each_context(request) | {
        "title": "What will go out",
        "first": first,
        "weeks": weeks(first, found),
        "before": first - timedelta(days=1),
        "after": _next(first),
        "days": [(day, list(its)) for day, its in groupby(found, key=lambda event: event.day)],
    }
    return TemplateResponse(request, "admin/calendar.html", context)


def events(*, calls_are_open: bool) -> list[Event]:
    """Soonest first: what is scheduled, notices that begin, calls that open and close. Once the
    site is closing, every call is shut."""
    found = [Event(each.at, _does(each.thing), each.thing) for each in to_come()]
    if calls_are_open:
        calls = Call.objects.published()
        upcoming = list(calls.upcoming())
        found += [Event(call.opens_at, "opens", call) for call in upcoming]
        found += [Event(call.closes_at, "closes", call) for call in (*calls.open(), *upcoming)]
    return sorted(found, key=lambda event: event.at)


def weeks(first: date, found: list[Event]) -> list[list[Day]]:
    """The weeks of the month that begins on `first`, each from its Monday on."""
    today = timezone.localdate()
    return [
        [
            Day(day, day.month == first.month, day == today, [e for e in found if e.day == day])
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def away(moment: datetime | date) -> str:
    """How far the day of `moment` is from today in London: `today`, `tomorrow`, `in 3 days`."""
    is_moment = isinstance(moment, datetime)
    day = timezone.localtime(moment).date() if is_moment else moment
    days = (day - timezone.localdate()).days
    if days < 0:
        return "yesterday" if days == -1 else f"{-days} days ago"
    if days > COUNTED_IN_DAYS:
        months = round(days / 30.4)
        return f"in {months} months" if months < 24 else f"in {months // 12} years"
    return ("today", "tomorrow")[days] if days < 2 else f"in {days} days"


def _does(thing: Record | FaqEntry | Notice | ReleaseSet) -> str:
    if isinstance(thing, ReleaseSet):
        return "goes out, all of it"
    return "begins" if isinstance(thing, Notice) else "goes out"


def _month(request: HttpRequest) -> date:
    """The first day of the month that was asked for; of this one otherwise."""
    this_one = timezone.localdate().replace(day=1)
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return this_one
    return asked if abs(asked.year - this_one.year) <= YEARS else this_one


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
