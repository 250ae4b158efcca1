"""The versions of an address: which one stood when, and what stands around it.

A moment in an address of this site has fourteen digits, in UTC, and names a whole second: the
version that stood at its end, or else the last one that stood within it.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from archive.models import Capture, Record, Redirect
from archive.models.address import KEPT_FOR_THE_PAST
from archive.models.capture import CaptureQuerySet

from . import link_format, listing, rewriting
from .link_format import STAMP, Link, stamp
from .listing import Version
from .texts import title_of

A_SECOND = timedelta(seconds=1)
YEARS = range(1900, 3000)
DIGITS = re.compile(r"\d{4}(?:\d{2}){0,5}", re.ASCII)
THE_SAME_AT_ANY_MOMENT = (*KEPT_FOR_THE_PAST, "/admin/", "/healthz")


class NotAMoment(Exception):
    """Digits that name no moment."""


def moment_of(digits: str) -> datetime:
    """The second that fourteen digits name. Raises NotAMoment."""
    if len(digits) != len("yyyymmddhhmmss") or not DIGITS.fullmatch(digits):
        raise NotAMoment
    try:
        moment = datetime.strptime(digits, STAMP).replace(tzinfo=UTC)
    except ValueError:
        raise NotAMoment from None
    if moment.year not in YEARS:
        raise NotAMoment
    return moment


def completed(digits: str) -> datetime:
    """The last second of the year, month, day, hour or minute that fewer digits name, or now if
    that is still to come. Raises NotAMoment."""
    if not DIGITS.fullmatch(digits):
        raise NotAMoment
    begins = moment_of(digits + "00000101000000"[len(digits) :])
    if len(digits) == len("yyyy"):
        ends = begins.replace(month=12, day=31, hour=23, minute=59, second=59)
    elif len(digits) == len("yyyymm"):
        next_month = (begins + timedelta(days=31)).replace(day=1)
        ends = next_month - A_SECOND
    else:
        seconds = {8: 86_400, 10: 3_600, 12: 60}.get(len(digits), 1)
        ends = begins + timedelta(seconds=seconds - 1)
    return min(ends, timezone.now().replace(microsecond=0))


class Versions:
    """What is kept of one address, and of the page there from when it had other addresses."""

    def __init__(self, address: str) -> None:
        self.address = address

    @cached_property
    def former(self) -> list[str]:
        """The addresses that the page had before it moved here."""
        if self.record is None:
            return []
        return [redirect.address for redirect in Redirect.objects.leading_to_page(self.address)]

    @cached_property
    def first(self) -> Capture | None:
        return self._captures.oldest_first().first()

    @cached_property
    def last(self) -> Capture | None:
        return self._captures.newest_first().first()

    def at(self, moment: datetime) -> Capture | None:
        """What stood at this very address within that second; the last, if one took another's
        place."""
        begun = Capture.objects.of(self.address).begun_before(moment + A_SECOND)
        return begun.not_ended_by(moment).newest_first().first()

    def page_at(self, moment: datetime) -> Capture | None:
        """The page as it stood within that second, at whatever address; else what stood here."""
        begun = self._pages.begun_before(moment + A_SECOND).newest_first().first()
        is_over = begun and begun.captured_until and begun.captured_until <= moment
        return self.at(moment) if begun is None or is_over else begun

    def nearest(self, moment: datetime) -> Capture | None:
        """What stood then, or what stood before, or the first that ever did."""
        return self.before(moment + A_SECOND) or self.first

    def before(self, moment: datetime) -> Capture | None:
        """The last that began before that second."""
        return self._captures.begun_before(moment).newest_first().first()

    def page_before(self, moment: datetime) -> Capture | None:
        """The last before that second that had something to read."""
        return self._pages.begun_before(moment).newest_first().first()

    def after(self, moment: datetime) -> Capture | None:
        """The first that began after that second."""
        return self._captures.begun_since(moment + A_SECOND).oldest_first().first()

    def page_since(self, moment: datetime) -> Capture | None:
        """The first page that began within that second or later: what a change then led to."""
        return self._pages.begun_since(moment).oldest_first().first()

    def links_around(self, capture: Capture) -> list[Link]:
        """Its neighbours as RFC 7089 names them, the address itself, and the list of all."""
        second = capture.captured_from.replace(microsecond=0)
        ends = {"first": self.first, "last": self.last}
        neighbours = {"prev": self.before(second), "next": self.after(second)}
        named = {_place(capture): (capture, ["memento"])}
        for rel, other in (ends | neighbours).items():
            if other is not None:
                named.setdefault(_place(other), (other, ["memento"]))[1].insert(0, rel)
        return [
            link_format.original(settings.SITE_URL, self.address),
            link_format.timemap(settings.SITE_URL, self.address),
            *(
                link_to(each.address, each.captured_from, " ".join(rels))
                for _, (each, rels) in sorted(named.items())
            ),
        ]

    def listed(self) -> list[Version]:
        """All of them, the newest first."""
        rows = self._captures.newest_first().values_list(
            "address", "captured_from", "captured_until", "status", "content_type", "body"
        )
        found = listing.in_a_list(rows, self.address)
        if self.record is not None:
            listing.tell(found, self.record)
        return found

    @cached_property
    def record(self) -> Record | None:
        """The record whose page it is."""
        return Record.objects.published().at(self.address).first()

    @cached_property
    def moved_to(self) -> Record | None:
        """The record whose page this address was, and leads to now."""
        if self.record is not None:
            return None
        redirect = Redirect.objects.public().at(self.address).first()
        return redirect.to_record if redirect else None

    @cached_property
    def title(self) -> str:
        """What the page is called: by its record, or by itself when it was last kept. Its address
        where neither says so."""
        if self.record is not None:
            return self.record.title
        pages = self._pages.not_emptied().of_types("text/html").with_bodies()
        page = pages.newest_first().first()
        return (title_of(page.body) if page else "") or self.address

    @property
    def called(self) -> str:
        """The title with the address beside it."""
        return self.title if self.title == self.address else f"{self.title} · {self.address}"

    @cached_property
    def _captures(self) -> CaptureQuerySet:
        return Capture.objects.of_page(self.address, self.former)

    @property
    def _pages(self) -> CaptureQuerySet:
        return self._captures.with_pages()


def link_to(address: str, moment: datetime, rel: str = "memento") -> Link:
    return link_format.memento(settings.SITE_URL, address, moment, rel)


def _place(capture: Capture) -> tuple[str, str]:
    return stamp(capture.captured_from), capture.address


def led_into(page: str, moment: datetime) -> str:
    """The page with its links staying at that moment."""
    return rewriting.rewritten(page, place_of(moment))


def redirected(location: str, moment: datetime) -> str:
    """Where a redirect of that moment led then."""
    return rewriting.led(location, place_of(moment))


def place_of(moment: datetime) -> rewriting.Moment:
    host = urlsplit(settings.SITE_URL).netloc.lower()
    return rewriting.Moment(f"/memento/{stamp(moment)}", host, THE_SAME_AT_ANY_MOMENT)
