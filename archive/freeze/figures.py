"""What is in a frozen copy, in figures that a person understands. It knows nothing of Django."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from archive.freeze.served import Version

LONDON = ZoneInfo("Europe/London")
GONE = 410


@dataclass(frozen=True)
class Kind:
    """Addresses that answer something of one kind, and their bytes."""

    name: str
    addresses: int
    size: int


@dataclass(frozen=True)
class Part:
    """A file or folder of the bag."""

    path: str
    files: int
    size: int


@dataclass
class Figures:
    """`pages` stand now, `versions` are all that there ever were of any page, and they came on
    `days` (in London), the first on `first_on`. `emptied` are those that were taken down."""

    pages: int = 0
    versions: int = 0
    captures: int = 0
    emptied: int = 0
    days: int = 0
    first_on: date | None = None
    tombstones: list[str] = field(default_factory=list)


def figures_of(versions: Iterable[Version]) -> Figures:
    """Tombstones and days are few; nothing else is held."""
    figures = Figures()
    days: set[date] = set()
    for version in versions:
        figures.captures += 1
        figures.emptied += not version.sha256
        is_standing = version.captured_until is None
        if is_standing and version.status == GONE:
            figures.tombstones.append(version.address)
        if version.status == 200 and version.content_type.startswith("text/html"):
            figures.versions += 1
            figures.pages += is_standing
            days.add(day_of(version.captured_from))
    figures.days = len(days)
    figures.first_on = min(days, default=None)
    return figures


def day_of(moment: datetime) -> date:
    """The day in London."""
    return moment.astimezone(LONDON).date()
