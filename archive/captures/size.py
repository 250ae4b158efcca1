"""How large the store is, of what, and how fast it grows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from archive.models import Body, Capture, Edition

DAYS = 14
KINDS = (
    ("Pages", ("text/html",)),
    ("Style sheets and scripts", ("text/css", "text/javascript", "application/javascript")),
    ("Pictures", ("image/",)),
    ("Sound and film", ("audio/", "video/", "text/vtt")),
    ("Feeds and lists for machines", ("application/xml", "application/rss", "application/atom")),
    ("Documents and other files", ("",)),
)
"""What people call each kind of body, and how its content types begin; the first that fits."""


@dataclass
class Kind:
    """Bodies of one kind. `sent` are the bytes that readers got, `stored` those that it takes in
    the database, `in_files` those of files of the storage, the record's own included."""

    name: str
    bodies: int = 0
    sent: int = 0
    stored: int = 0
    in_files: int = 0


@dataclass
class Growth:
    """What came in one day or month: captures, and the bytes of what was new among them."""

    begins_at: datetime
    captures: int = 0
    stored: int = 0
    in_files: int = 0


class Size:
    """Asked of the database when it is first wanted, in a fixed number of questions."""

    @cached_property
    def edition(self) -> Edition:
        return Edition.objects.current()

    @cached_property
    def captures(self) -> int:
        return Capture.objects.count()

    @cached_property
    def addresses(self) -> int:
        return Capture.objects.addresses()

    @cached_property
    def of_this_edition(self) -> int:
        return Capture.objects.standing().of_edition(self.edition.number).count()

    @cached_property
    def emptied(self) -> int:
        return Capture.objects.emptied().count()

    @cached_property
    def oldest(self) -> Capture | None:
        return Capture.objects.oldest_first().first()

    @cached_property
    def newest(self) -> Capture | None:
        return Capture.objects.newest_first().first()

    @cached_property
    def kinds(self) -> list[Kind]:
        found = {name: Kind(name) for name, _ in KINDS}
        for row in self._bodies:
            kind = found[kind_of(row["content_type"] or "")]
            kind.bodies += row["bodies"]
            kind.sent += row["sent"]
            kind.stored += row["stored"]
            kind.in_files += row["in_files"]
        return [kind for kind in found.values() if kind.bodies]

    @cached_property
    def whole(self) -> Kind:
        whole = Kind("Together")
        for kind in self.kinds:
            whole.bodies += kind.bodies
            whole.sent += kind.sent
            whole.stored += kind.stored
            whole.in_files += kind.in_files
        return whole

    @cached_property
    def days(self) -> list[Growth]:
        """The last two weeks, the newest first, without the days on which nothing came."""
        since = timezone.now() - timedelta(days=DAYS)
        return [day for day in self._every_day if day.begins_at > since]

    @cached_property
    def months(self) -> list[Growth]:
        """Every month in which something came, the newest first."""
        found: dict[datetime, Growth] = {}
        for day in self._every_day:
            begins_at = day.begins_at.replace(day=1)
            month = found.setdefault(begins_at, Growth(begins_at))
            month.captures += day.captures
            month.stored += day.stored
            month.in_files += day.in_files
        return list(found.values())

    @cached_property
    def _bodies(self) -> list[dict]:
        return list(Body.objects.sizes())

    @cached_property
    def _every_day(self) -> list[Growth]:
        found: dict[datetime, Growth] = {}
        for row in Capture.objects.grown_by_day():
            found[row["day"]] = Growth(row["day"], captures=row["captures"])
        for row in self._bodies:
            if grown := found.get(row["day"]):
                grown.stored += row["stored"]
                grown.in_files += row["in_files"]
        return [found[day] for day in sorted(found, reverse=True)]


def kind_of(content_type: str) -> str:
    return next(name for name, beginnings in KINDS if content_type.startswith(beginnings))
