"""The site on a past day: choosing one."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext

from archive.captures.link_format import stamp
from archive.captures.mementos import NotAMoment, moment_of
from archive.models import Capture, Record
from archive.models.days import parse_day

LATEST = 50
"""How many days are listed."""

NAMED = 200
"""How many of the latest records are named on the days on which they were published."""

LOOKED_THROUGH = 10_000
"""How many of the latest captures are looked through for days, however many there are."""

A_SECOND = timedelta(seconds=1)


def days(request: HttpRequest) -> HttpResponse:
    """Asks for a day, and leads to it."""
    typed = request.GET.get("day", "").strip()
    first = Capture.objects.oldest_first().first()
    since = timezone.localdate(first.captured_from) if first else None
    fault = ""
    if typed:
        try:
            return HttpResponseRedirect(reverse("day", args=[chosen(typed, since).isoformat()]))
        except ValidationError as refusal:
            fault = refusal.messages[0]
    context = {
        "title": gettext("The site on a past day"),
        "typed": typed,
        "fault": fault,
        "since": since,
        "today": timezone.localdate(),
        "days": _days_of_change() if first else [],
    }
    return render(request, "days.html", context, status=400 if fault else 200)


def chosen(typed: str, since: date | None) -> date:
    """The day that was typed. Raises ValidationError, with what to do, if nothing is kept of it."""
    day = parse_day(typed)
    if day > timezone.localdate():
        raise ValidationError(gettext("That day is still to come. Choose today or an earlier one."))
    if since is None:
        raise ValidationError(gettext("Nothing is kept yet. Come back on another day."))
    if day < since:
        raise ValidationError(
            gettext("Nothing is kept from that day. Choose %(day)s or a later day.")
            % {"day": dateformat.format(since, "j F Y")}
        )
    return day


def day(request: HttpRequest, day: str) -> HttpResponse:
    """Leads to the home page at the end of that day in London, or now if it is not over."""
    try:
        found = date.fromisoformat(day)
        ends = end_of(found)
        moment_of(stamp(ends))
    except (ValueError, OverflowError, NotAMoment):
        raise Http404 from None
    moment = min(ends, timezone.now())
    return HttpResponseRedirect(reverse("memento", args=[stamp(moment), "/"]))


def end_of(day: date) -> datetime:
    """The last second of a day in London."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day + timedelta(days=1), time(), zone) - A_SECOND


def _days_of_change() -> list[dict[str, object]]:
    """The latest days on which pages were new or changed, with the records published on them."""
    captures = Capture.objects.all()
    if older := captures.newest_first()[LOOKED_THROUGH : LOOKED_THROUGH + 1]:
        captures = captures.begun_since(end_of(timezone.localdate(older[0].captured_from)))
    rows = sorted(captures.begun_on(), key=lambda row: row["day"], reverse=True)[:LATEST]
    published: dict[date, list[Record]] = {row["day"]: [] for row in rows}
    for record in Record.objects.published().for_lists().newest_first()[:NAMED]:
        published.setdefault(timezone.localdate(record.published_at), []).append(record)
    return [row | {"published": published[row["day"]]} for row in rows]
