"""What belongs to a record and what stands beside it on its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Self

from django.urls import reverse

from archive.captures.link_format import stamp
from archive.captures.listing import shown_since
from archive.models import Attachment, Contributor, Kind, Link, Record, Turn


@dataclass(frozen=True)
class Version:
    """A record beside its original, which it says again for other readers; the original itself
    stands beside itself. An original that is not public is named nowhere."""

    record: Record
    original: Record | None

    @property
    def is_original(self) -> bool:
        return self.record.version_of_id is None

    @property
    def follows_at(self) -> datetime | None:
        """As of when it says what the original says."""
        return self.record.last_updated_at

    @property
    def is_behind(self) -> bool:
        """Were readers of the original told of something since?"""
        if self.original is None or self.follows_at is None:
            return False
        return (self.original.last_updated_at or self.follows_at) > self.follows_at


@dataclass(frozen=True)
class Captions:
    """Where a player finds them (WebVTT); `is_made`: out of the transcript."""

    address: str
    language: str
    is_made: bool = False


@dataclass
class Parts:
    """The rows around one record.

    A page of the public reads them from the database; a preview of a form that is not saved
    can bring its own, as unsaved rows.
    """

    record: Record
    contributors: Sequence[Contributor] = ()
    attachments: Sequence[Attachment] = ()
    links: Sequence[Link] = ()
    turns: Sequence[Turn] = ()
    topics: Sequence[dict] = ()  # each with name and slug
    changes: Sequence[dict] = ()  # each with made_at, change_note and stamp, the latest first
    beside: Sequence[Record] = ()  # other versions, episodes of the series

    @classmethod
    def of(cls, record: Record) -> Self:
        """Four questions to the database, and one more for an episode."""
        if record.pk is None:
            return cls(record)
        if not hasattr(record, "topic_rows"):
            record = Record.objects.for_pages().get(pk=record.pk)
        is_episode = record.kind == Kind.EPISODE
        return cls(
            record,
            contributors=list(Contributor.objects.of_record(record).with_people()),
            attachments=list(Attachment.objects.of_record(record).with_versions().in_order()),
            links=list(Link.objects.of_record(record).with_records()),
            turns=list(Turn.objects.of_episode(record).in_order()) if is_episode else (),
            topics=record.topic_rows,
            changes=[_dated(row, record) for row in record.change_rows],
            beside=list(Record.objects.published().beside(record).for_lists().newest_first()),
        )

    @cached_property
    def biographies(self) -> list[Contributor]:
        return [contributor for contributor in self.contributors if contributor.biography]

    @cached_property
    def media(self) -> Attachment | None:
        """What an episode plays."""
        return next((file for file in self.attachments if file.is_audio or file.is_video), None)

    @cached_property
    def captions(self) -> Captions | None:
        """What is said in it, for the player: a file that somebody brought, else one that is made
        of the transcript where that has times."""
        for file in self.attachments:
            if file.content_type == "text/vtt":
                return Captions(file.get_absolute_url(), file.language or "en")
        if self.record.pk and any(turn.starts_at_seconds is not None for turn in self.turns):
            address = reverse("captions", args=[self.record.cited_as])
            return Captions(address, self.record.written_in, is_made=True)
        return None

    @cached_property
    def documents(self) -> list[Attachment]:
        return [attachment for attachment in self.attachments if attachment is not self.media]

    @cached_property
    def documents_first(self) -> list[Attachment]:
        """What readers are given before the text: where the page says all that a file does, it is
        the page that comes first."""
        return [attachment for attachment in self.documents if not attachment.is_on_page]

    @cached_property
    def documents_last(self) -> list[Attachment]:
        return [attachment for attachment in self.documents if attachment.is_on_page]

    @cached_property
    def original(self) -> Record | None:
        """Of which it and the others are versions, if that is public."""
        original = self.record.version_of or self.record
        return original if original.is_public else None

    @cached_property
    def itself(self) -> Version:
        return Version(self.record, self.original)

    @cached_property
    def versions(self) -> list[Version]:
        """The original and its other versions: easy read, Welsh, for children …"""
        original = self.record.version_of_id or self.record.pk
        others = (other for other in self.beside if original in (other.pk, other.version_of_id))
        return [Version(other, self.original) for other in others]

    @cached_property
    def translations(self) -> list[Record]:
        """The original and its first version in each other language, if this page is among them:
        an easy read is no translation."""
        if self.original is None:
            return []
        itself = [] if self.itself.is_original else [self.record]
        others = [*itself, *(each.record for each in self.versions if not each.is_original)]
        said = [self.original]
        for other in sorted(others, key=lambda each: each.pk or 0):
            if other.written_in not in {each.written_in for each in said}:
                said.append(other)
        is_among = any(each.address == self.record.address for each in said)
        return said if is_among and len(said) > 1 else []

    @cached_property
    def series(self) -> list[Record]:
        """The other episodes of its series, in its order."""
        series = getattr(self.record.facts, "series_id", None)
        episodes = [other for other in self.beside if other.kind == Kind.EPISODE]
        episodes = [other for other in episodes if series and other.facts.series_id == series]
        return sorted(episodes, key=lambda other: other.facts.series_position or len(episodes))

    @cached_property
    def related(self) -> list[Link]:
        return self._links(Link.Purpose.NEXT_IN_SERIES) + self._links(Link.Purpose.RELATED)

    @cached_property
    def listen(self) -> list[Link]:
        return self._links(Link.Purpose.LISTEN)

    @cached_property
    def subscribe(self) -> list[Link]:
        return self._links(Link.Purpose.SUBSCRIBE)

    def _links(self, purpose: Link.Purpose) -> list[Link]:
        return [link for link in self.links if link.purpose == purpose and link.is_shown]


def _dated(row: dict, record: Record) -> dict:
    """A row with its moment as one: in JSON it is text, in UTC even where that is not said. Its
    `stamp` is from when on it was there to be read."""
    made_at = datetime.fromisoformat(row["made_at"])
    made_at = made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC)
    seen_at = shown_since(made_at, record.published_at or made_at)
    return row | {"made_at": made_at, "stamp": stamp(seen_at)}
