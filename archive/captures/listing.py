"""The list of all versions of a page: what each was the first to tell, and how it differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from archive.models import Record, Revision

from .link_format import stamp
from .packing import is_text
from .texts import digests, is_page


@dataclass
class Version:
    """One capture among those of a page, without what it holds.

    `before` is the page that it took the place of, which it can be compared with.
    """

    address: str
    begun_at: datetime
    ended_at: datetime | None
    status: int
    content_type: str
    body: str | None
    is_former: bool = False
    before: "Version | None" = None
    notes: list[Revision] = field(default_factory=list)
    is_exact: bool = False
    has_same_text: bool = False

    @property
    def stamp(self) -> str:
        return stamp(self.begun_at)

    @property
    def is_taken_down(self) -> bool:
        return self.body is None

    @property
    def is_there(self) -> bool:
        """It had something to read, and not only led elsewhere."""
        return self.status == 200

    @property
    def is_redirect(self) -> bool:
        return self.status in (301, 308)

    @property
    def is_tombstone(self) -> bool:
        return self.status == 410

    @property
    def has_moved(self) -> bool:
        """It was the first at its address."""
        return self.before is not None and self.before.address != self.address

    @property
    def is_the_same(self) -> bool:
        """Byte for byte what stood before it, and in the same place."""
        same = self.before is not None and self.before.body == self.body is not None
        return same and not self.has_moved

    @property
    def can_be_compared(self) -> bool:
        return self.before is not None and all(
            version.is_there and not version.is_taken_down and is_text(version.content_type)
            for version in (self, self.before)
        )


def in_a_list(rows: Iterable[Sequence], address: str) -> list[Version]:
    """The captures of `address` and of its former ones as versions, the newest first, as they come.

    Of several in one second at one address it is the last, which is the one that can be asked for.
    """
    by_stamp: dict[tuple[str, str], Version] = {}
    for row in rows:
        version = Version(*row, is_former=row[0] != address)
        by_stamp.setdefault((version.stamp, version.address), version)
    found = list(by_stamp.values())
    for newer, older in pairwise(found):
        # What nobody asked for since the page moved seems to stand at its former address still.
        if older.is_former and (older.ended_at is None or older.ended_at > newer.begun_at):
            older.ended_at = newer.begun_at
    before = None
    for version in reversed(found):
        version.before = before
        if version.is_there:
            before = version
    _tell_apart(found)
    return found


def tell(newest_first: Sequence[Version], record: Record) -> None:
    """Give each version the changes that it was the first with, as far as readers were told."""
    pages = [version for version in reversed(newest_first) if version.is_there]
    for note in Revision.objects.told_readers(record.pk).newest_first():
        shown_at = shown_since(note.made_at, record.published_at)
        later = (version for version in pages if version.begun_at >= shown_at)
        if version := next(later, None):
            version.notes.append(note)


def compare(shown: Iterable[Version]) -> None:
    """Find out which of them have the same text as the one before."""
    pairs = [
        (version, version.before)
        for version in shown
        if version.can_be_compared and is_page(version.content_type)
    ]
    said = digests(each.body for pair in pairs for each in pair)
    for version, before in pairs:
        text = said.get(version.body)
        version.has_same_text = text is not None and text == said.get(before.body)


def shown_since(made_at: datetime, published_at: datetime) -> datetime:
    """The second from which on readers can have seen a change: not before what it is a change of
    was published."""
    return max(made_at, published_at).replace(microsecond=0)


def are_in_one_minute(one: datetime, other: datetime) -> bool:
    return _minute(one) == _minute(other)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _tell_apart(found: Sequence[Version]) -> None:
    """Where two began within one minute, all have their seconds said: a list writes times in one
    way."""
    is_exact = len({_minute(version.begun_at) for version in found}) < len(found)
    for version in found:
        version.is_exact = is_exact
