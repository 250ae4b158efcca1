"""The versions of an address: which one stood when, and what stands around it.

A moment in an address of this site has fourteen digits, in UTC, and names a whole second: the
version that stood at its end, or else the last one that stood within it.
"""

import gzip
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from archive.models import Body, Capture, Record, Revision
from archive.models.address import KEPT_FOR_THE_PAST
from archive.models.capture import CaptureQuerySet

from . import link_format, rewriting
from .link_format import STAMP, Link, stamp

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


@dataclass
class Version:
    """One capture among those of its address, without what it holds."""

    begun_at: datetime
    ended_at: datetime | None
    status: int
    is_taken_down: bool
    before: datetime | None = None
    notes: list[Revision] = field(default_factory=list)

    @property
    def stamp(self) -> str:
        return stamp(self.begun_at)

    @property
    def stamp_before(self) -> str:
        return stamp(self.before) if self.before else ""

    @property
    def is_redirect(self) -> bool:
        return self.status in (301, 308)

    @property
    def is_tombstone(self) -> bool:
        return self.status == 410

    @property
    def can_be_compared(self) -> bool:
        return self.before is not None and self.status == 200 and not self.is_taken_down


class Versions:
    """What is kept of one address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __bool__(self) -> bool:
        return self.first is not None

    @cached_property
    def first(self) -> Capture | None:
        return self._captures.oldest_first().first()

    @cached_property
    def last(self) -> Capture | None:
        return self._captures.newest_first().first()

    def at(self, moment: datetime) -> Capture | None:
        """What stood there within that second; the last, if one took another's place."""
        begun = self._captures.begun_before(moment + A_SECOND)
        return begun.not_ended_by(moment).newest_first().first()

    def nearest(self, moment: datetime) -> Capture | None:
        """What stood there, or what stood there before, or the first that ever did."""
        return self.at(moment) or self.before(moment) or self.first

    def before(self, moment: datetime) -> Capture | None:
        """The last that began before that second."""
        return self._captures.begun_before(moment).newest_first().first()

    def after(self, moment: datetime) -> Capture | None:
        """The first that began after that second."""
        return self._captures.begun_since(moment + A_SECOND).oldest_first().first()

    def since(self, moment: datetime) -> Capture | None:
        """The first that began within that second or later: what a change at that moment led to."""
        return self._captures.begun_since(moment).oldest_first().first()

    def links_around(self, capture: Capture) -> list[Link]:
        """Its neighbours as RFC 7089 names them, the address itself, and the list of all."""
        second = capture.captured_from.replace(microsecond=0)
        neighbours = {"prev": self.before(second), "next": self.after(second)}
        rels = {stamp(capture.captured_from): ["memento"]}
        ends = {"first": self.first, "last": self.last}
        moments = {stamp(capture.captured_from): capture.captured_from}
        for rel, other in (ends | neighbours).items():
            if other is not None:
                moments[stamp(other.captured_from)] = other.captured_from
                rels.setdefault(stamp(other.captured_from), ["memento"]).insert(0, rel)
        return [
            link_format.original(settings.SITE_URL, self.address),
            link_format.timemap(settings.SITE_URL, self.address),
            *(self._link(moments[at], " ".join(rels[at])) for at in sorted(rels)),
        ]

    def listed(self) -> list[Version]:
        """All of them, the newest first. Of several in one second the last, which is the one
        that can be asked for."""
        rows = self._captures.newest_first().values_list(
            "captured_from", "captured_until", "status", "takedown"
        )
        newest_first: dict[str, Version] = {}
        for begun_at, ended_at, status, takedown in rows:
            version = Version(begun_at, ended_at, status, takedown is not None)
            newest_first.setdefault(version.stamp, version)
        found = list(newest_first.values())
        for version, older in pairwise(found):
            version.before = older.begun_at
        self._let_tell(found)
        return found

    @property
    def is_page(self) -> bool:
        return self.last is not None and self.last.content_type.startswith("text/html")

    @cached_property
    def record(self) -> Record | None:
        """The record whose page it is."""
        return Record.objects.published().at(self.address).first()

    def link_to(self, version: Version, rel: str = "memento") -> Link:
        return self._link(version.begun_at, rel)

    def _link(self, moment: datetime, rel: str) -> Link:
        return link_format.memento(settings.SITE_URL, self.address, moment, rel)

    def _let_tell(self, newest_first: list[Version]) -> None:
        """Give each version the changes that it was the first with, as far as readers were told."""
        if self.record is None:
            return
        oldest_first = newest_first[::-1]
        for note in Revision.objects.told_readers(self.record.pk).newest_first():
            shown_at = shown_since(note.made_at, self.record.published_at)
            later = (version for version in oldest_first if version.begun_at >= shown_at)
            if version := next(later, None):
                version.notes.append(note)

    @property
    def _captures(self) -> CaptureQuerySet:
        return Capture.objects.of(self.address)


def shown_since(made_at: datetime, published_at: datetime) -> datetime:
    """The second from which on readers can have seen a change: not before what it is a change of
    was published."""
    return max(made_at, published_at).replace(microsecond=0)


def led_into(page: str, moment: datetime) -> str:
    """The page with its links staying at that moment."""
    return rewriting.rewritten(page, place_of(moment))


def redirected(location: str, moment: datetime) -> str:
    """Where a redirect of that moment led then."""
    return rewriting.led(location, place_of(moment))


def place_of(moment: datetime) -> rewriting.Moment:
    host = urlsplit(settings.SITE_URL).netloc.lower()
    return rewriting.Moment(f"/memento/{stamp(moment)}", host, THE_SAME_AT_ANY_MOMENT)


def content_of(body: Body) -> bytes:
    """The bytes of a body, as they are without compression."""
    if body.content is None:
        with default_storage.open(body.file) as file:
            return file.read()
    return gzip.decompress(body.content) if body.is_compressed else bytes(body.content)
