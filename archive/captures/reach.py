"""What a takedown reaches: everything that would go with the page or file that it names."""

import gzip
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from archive.captures.forgetting import told_of
from archive.captures.not_out_yet import NotOutYet, not_out_yet
from archive.captures.words import Unsearchable, Words, can_be_searched
from archive.models import (
    Attachment,
    AttachmentVersion,
    Body,
    Capture,
    Picture,
    Record,
    Redirect,
    Takedown,
)
from archive.models.capture import CaptureQuerySet
from archive.models.shown_pictures import is_shown

MADE_OF_A_RECORD = (("citation", "bib"), ("citation", "ris"), ("captions",), ("record_card",))
"""Routes of what is made of a record, each with what its address has besides the record's."""

log = logging.getLogger(__name__)

PICTURE = re.compile(r"/pictures/([A-Za-z0-9][A-Za-z0-9_.-]*)")
SHARED_PICTURE = re.compile(rb'property="og:image" content="[^"]*/pictures/([A-Za-z0-9_.-]+)"')
AT_ONCE = 20  # bodies in memory
SAY_EVERY = 1000


class Hits:
    """Where words are found in what was kept, and in the files of public pages, read or not. Every
    text that was ever kept is looked through, one after the other; the log says how far that is.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.bodies: list[str] = []  # by their SHA-256
        self.unsearchable: list[str] = []
        self._seen: set[str] = set()

    def look(self) -> None:
        """Look through all that was kept, and every file that came, since it was last looked."""
        if not self.words:
            return
        all_kept = Body.objects.in_order().values_list("pk", flat=True)
        new = [sha256 for sha256 in all_kept if sha256 not in self._seen]
        self._seen.update(new)
        for first in range(0, len(new), AT_ONCE):
            bodies = Body.objects.with_content_types().in_bulk(new[first : first + AT_ONCE])
            for body in bodies.values():
                self._look_into(body)
            if first and first % SAY_EVERY == 0:
                log.info("Looked for the words in %d of %d kept bodies.", first, len(new))
        for attachment in Attachment.objects.public().files().in_order():
            if attachment.sha256 not in self._seen:
                self._seen.add(attachment.sha256)
                name, content_type = attachment.file.name, attachment.content_type
                self._search(attachment.sha256, partial(default_storage.open, name), content_type)

    def _look_into(self, body: Body) -> None:
        if body.content_type is not None:
            self._search(body.pk, partial(opened, body), body.content_type)

    def _search(self, sha256: str, opens: Callable[[], BinaryIO], content_type: str) -> None:
        if not can_be_searched(content_type):
            return
        try:
            with opens() as file:
                if self.words.are_in(file, content_type):
                    self.bodies.append(sha256)
        except (Unsearchable, FileNotFoundError):
            self.unsearchable.append(sha256)

    @property
    def captures(self) -> CaptureQuerySet:
        """The site's own style sheets and scripts have words of their own, and keep them."""
        return Capture.objects.holding(self.bodies).not_below(settings.STATIC_URL)

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Each address with how many of its captures hold the words."""
        return sorted(Counter(self.captures.values_list("address", flat=True)).items())


class Reach:
    """All that goes with a takedown, asked of the database when it is first wanted."""

    def __init__(self, takedown: Takedown) -> None:
        self.takedown = takedown
        self.record = takedown.record
        self.words = Words(takedown.lines_of_words)

    @cached_property
    def former_addresses(self) -> list[str]:
        if self.record is None:
            return []
        return list(Redirect.objects.leading_to(self.record).values_list("address", flat=True))

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files that hang on its page now."""
        if self.record is None:
            return []
        return list(Attachment.objects.of_record(self.record).files().in_order())

    @cached_property
    def versions(self) -> list[AttachmentVersion]:
        """Earlier versions of them: where the page stays, these go all the same."""
        if self.record is None:
            return []
        return list(AttachmentVersion.objects.of_record(self.record).in_order())

    @cached_property
    def file_addresses(self) -> list[str]:
        """Where its files are, and where earlier ones were."""
        if self.record is None:
            return []
        now = {each.get_absolute_url() for each in (*self.attachments, *self.versions)}
        kept = Capture.objects.below(_folder_of(self.record)).values_list("address", flat=True)
        return sorted(now | set(kept))

    @cached_property
    def pictures(self) -> list[Picture]:
        """Those of its page, now or once, that the public sees nowhere else."""
        takedown = self.takedown
        if takedown.address.startswith("/pictures/"):
            return list(Picture.objects.served_as(takedown.address.removeprefix("/pictures/")))
        besides = None if takedown.page_stays else self.record
        found = Picture.objects.named_any(self._picture_names)
        return [picture for picture in found if not is_shown(picture, besides=besides)]

    @cached_property
    def picture_addresses(self) -> list[str]:
        return [address for picture in self.pictures for address in picture.addresses]

    @cached_property
    def pages(self) -> list[str]:
        """The address itself, what is made of it, and what led to it."""
        return [self.takedown.address, *self.former_addresses, *self._made_of_it]

    @property
    def _made_of_it(self) -> list[str]:
        """The files that are made of its record, from whichever of its addresses."""
        if self.record is None:
            return []
        return [
            reverse(route, args=[address.strip("/"), *more])
            for address in (self.takedown.address, *self.former_addresses)
            for route, *more in MADE_OF_A_RECORD
        ]

    @cached_property
    def tombstones(self) -> list[str]:
        """The addresses that will say that it was taken down."""
        if self.takedown.page_stays:
            return self.picture_addresses
        return sorted({*self.pages, *self.file_addresses, *self.picture_addresses})

    @property
    def captures(self) -> list[CaptureQuerySet]:
        """Those of its own addresses that lose what they hold."""
        pictures = Capture.objects.of_any(self.picture_addresses).not_emptied()
        pages = Capture.objects.of_any(self.pages).not_emptied()
        files = Capture.objects.of_any(self.file_addresses).not_emptied()
        if self.takedown.page_stays:
            now = [attachment.sha256 for attachment in self.attachments]
            return [pages.with_pages(), files.not_holding(now), pictures]
        return [pages, files, pictures]

    @cached_property
    def count(self) -> int:
        return sum(captures.count() for captures in self.captures)

    @cached_property
    def same_bytes_at(self) -> list[str]:
        """Other addresses at which the public still gets one of its files."""
        if self.takedown.page_stays:
            return []
        others = Attachment.objects.public().with_bytes(*(a.sha256 for a in self.attachments))
        found = {attachment.get_absolute_url() for attachment in others.with_records()}
        return sorted(found - set(self.file_addresses))

    @cached_property
    def hits(self) -> Hits:
        return Hits(self.words)

    @cached_property
    def others(self) -> list[tuple[str, int]]:
        """Other addresses whose captures hold the words, and how many do."""
        self.hits.look()
        return [pair for pair in self.hits.addresses if pair[0] not in self.own]

    @cached_property
    def unsearchable(self) -> list[str]:
        """Other addresses with files that could not be looked into, now or on a past day."""
        self.hits.look()
        dark = self.hits.unsearchable
        held = Capture.objects.holding(dark).values_list("address", flat=True)
        attached = Attachment.objects.public().with_bytes(*dark).with_records()
        found = {*held, *(attachment.get_absolute_url() for attachment in attached)}
        return sorted(found - self.own)

    @cached_property
    def not_out_yet(self) -> list[NotOutYet]:
        """What would bring the words back, once it is published."""
        return list(not_out_yet(self.words))

    @cached_property
    def notes(self) -> int:
        """How many things that administrators wrote of these pages, or that say the words, lose
        their words."""
        return sum(1 for _ in told_of(self.own, self.words))

    @cached_property
    def own(self) -> set[str]:
        """The addresses of all that goes."""
        return {*self.pages, *self.file_addresses, *self.picture_addresses}

    @property
    def _picture_names(self) -> set[str]:
        if self.record is None:
            return set()
        names = {self.record.picture.name} if self.record.picture else set()
        for text in (self.record.facts.words(), *_revised(self.record)):
            names.update(PICTURE.findall(str(text)))
        return names | set(self._shared_pictures())

    def _shared_pictures(self) -> Iterator[str]:
        """The pictures that stood at the head of its page, as its captures have them."""
        for capture in Capture.objects.of_any(self.pages).with_pages().not_emptied().with_bodies():
            with opened(capture.body) as file:
                for name in SHARED_PICTURE.findall(file.read()):
                    yield name.decode()


def opened(body: Body) -> BinaryIO:
    """The bytes of `body`, without compression. Raises FileNotFoundError."""
    if body.file:
        return default_storage.open(body.file)
    content = bytes(body.content)
    return gzip.GzipFile(fileobj=BytesIO(content)) if body.is_compressed else BytesIO(content)


def _revised(record: Record) -> Iterator[dict]:
    yield from record.revisions.values_list("text", flat=True)


def _folder_of(record: Record) -> str:
    return reverse("attachment", args=[record.slug, "x"]).removesuffix("x")
