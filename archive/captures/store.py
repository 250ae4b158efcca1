"""The store of captures, in the site's own database: what the public was served is what is kept."""

import hashlib
import logging
from contextlib import nullcontext, suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.lifecycle import SiteClosed, refusing_when_closed
from archive.models import Body, Capture, Edition
from archive.models.capture import CaptureQuerySet

from .asking import ask, in_a_hurry
from .kept import Answer, Headers, Kept, StoredFile
from .large_bodies import put_file
from .packing import IN_DATABASE, pack

log = logging.getLogger(__name__)

STATUSES = {200, 301, 308, 410}
LONGEST_ADDRESS = Capture._meta.get_field("address").max_length
LONGEST_TYPE = Capture._meta.get_field("content_type").max_length
TRIES = 3
A_MOMENT = timedelta(microseconds=1)

OF_ONE_DELIVERY = {
    "accept-ranges", "age", "cache-status", "connection", "content-encoding", "content-length",
    "content-range", "date", "etag", "keep-alive", "last-modified", "link", "server", "set-cookie",
    "transfer-encoding", "vary",
}  # fmt: skip
"""Headers that are no part of what an address answers: each delivery has its own."""


class DatabaseStore:
    """Keeps answers in rows of Capture and Body; asked by the layer, by `fill` and by nobody else.

    Addresses are paths, decoded, with their first slash. One that could not be a capture's (too
    long, or no text) is found nowhere, and kept nowhere. One that `is_hurried` keeps no reader
    waiting for somebody who writes: it raises StoreAway instead.
    """

    def __init__(self, *, is_hurried: bool = False) -> None:
        self._pace = in_a_hurry if is_hurried else nullcontext

    def find(self, address: str, edition: int) -> Kept | None:
        return self._find(address, Capture.objects.of_edition(edition))

    def last(self, address: str) -> Kept | None:
        """What stands at `address`, in whatever edition it was seen last. What has ended, because
        the address answered nothing any more, is not given out again."""
        return self._find(address, Capture.objects.all())

    def keep(self, address: str, answer: Answer, edition: int) -> Kept | None:
        if not can_be_kept(address, answer):
            return None
        return ask(lambda: self._keep(address, answer, edition))

    def end(self, address: str) -> None:
        if is_address(address):
            ask(lambda: self._end(address))

    def _end(self, address: str) -> None:
        with self._pace(), suppress(SiteClosed), refusing_when_closed():
            _end(address)

    def _find(self, address: str, captures: CaptureQuerySet) -> Kept | None:
        if not is_address(address):
            return None
        standing = captures.of(address).standing().with_bodies().newest_first()
        capture = ask(standing.first)
        return kept_in(capture) if capture else None

    def _keep(self, address: str, answer: Answer, edition: int) -> Kept | None:
        """Where two keep an address at the same time, the database lets one be first; the other
        looks again and finds that it is kept already."""
        wanted = Wanted(address, answer, edition)
        for _ in range(TRIES):
            try:
                with self._pace(), refusing_when_closed():
                    return wanted.keep()
            except SiteClosed:
                return None
            except IntegrityError as error:
                refusal = error
        log.error("%s could not be kept: %s", address, refusal)
        return None


class BodyIsNew(Exception):
    """No row has that body yet. It is made outside the transaction, where nobody waits for it."""


class Wanted:
    """An answer on its way into the store."""

    def __init__(self, address: str, answer: Answer, edition: int) -> None:
        self.address, self.answer, self.edition = address, answer, edition
        self.headers = own_headers(answer.headers)
        types = (value for name, value in self.headers if name.lower() == "content-type")
        self.content_type = next(types, "")[:LONGEST_TYPE]
        self.rendered_at = timezone.now()
        self.sha256, self.file = _digest(answer)

    def keep(self) -> Kept | None:
        """What the address answers in that edition; None where the edition is over."""
        try:
            with transaction.atomic():
                return self._keep(body=None)
        except BodyIsNew:
            body = Body.objects.in_bulk([self.sha256]).get(self.sha256) or self._new_body()
            with transaction.atomic():
                return self._keep(body)

    def _keep(self, body: Body | None) -> Kept | None:
        edition = Edition.objects.hold(self.edition)
        if edition is None:
            return None
        before = (
            Capture.objects.of(self.address)
            .with_bodies()
            .select_for_update(of=("self",))
            .newest_first()
            .first()
        )
        if before and before.is_standing and before.first_edition > self.edition:
            return None
        if before and before.is_standing and self.is_in(before):
            return self._prolong(before)
        if body is None:
            raise BodyIsNew
        Body.objects.bulk_create([body], ignore_conflicts=True)
        return kept_in(self._take_the_place_of(before, body, edition))

    def is_in(self, capture: Capture) -> bool:
        """Is that what the capture holds?"""
        return (capture.status, capture.body_id, capture.headers) == (
            self.answer.status,
            self.sha256,
            [[*header] for header in self.headers],
        )

    def _prolong(self, capture: Capture) -> Kept | None:
        if capture.last_edition < self.edition:
            capture.last_edition = self.edition
            capture.save(update_fields=["last_edition"])
        return kept_in(capture)

    def _take_the_place_of(self, before: Capture | None, body: Body, edition: Edition) -> Capture:
        since = min(edition.began_at, self.rendered_at)
        if before and before.is_standing:
            if since <= before.captured_from:
                since = max(self.rendered_at, before.captured_from + A_MOMENT)
            before.captured_until = since
            before.save(update_fields=["captured_until"])
        elif before:
            since = max(since, before.captured_until)
        return Capture.objects.create(
            address=self.address,
            status=self.answer.status,
            headers=self.headers,
            content_type=self.content_type,
            body=body,
            first_edition=self.edition,
            last_edition=self.edition,
            captured_from=since,
            rendered_at=self.rendered_at,
        )

    def _new_body(self) -> Body:
        if self.file:
            return Body(sha256=self.sha256, size=self.file.size, file=self.file.name)
        body = Body(sha256=self.sha256, size=len(self.answer.body))
        packed = pack(self.answer.body, self.content_type)
        if len(packed.content) > IN_DATABASE:
            body.file = put_file(self.sha256, self.answer.body)
        else:
            body.content, body.brotli = packed.content, packed.brotli
            body.is_compressed = packed.gzip is not None
        return body


def is_address(text: str) -> bool:
    """Can that be the address of a capture at all? PostgreSQL would not even look for a null."""
    if not text.startswith("/") or len(text) > LONGEST_ADDRESS or "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def can_be_kept(address: str, answer: Answer) -> bool:
    if answer.status not in STATUSES or not is_address(address):
        return False
    for name, value in answer.headers:
        if name.lower() == "set-cookie" or (name.lower() == "vary" and "cookie" in value.lower()):
            log.error("%s is not kept, because it is not the same for everyone: %s", address, name)
            return False
    return True


def own_headers(headers: Headers) -> Headers:
    """Those that belong to the answer itself, in one order however they came."""
    own = (header for header in headers if header[0].lower() not in OF_ONE_DELIVERY)
    return tuple(sorted(own, key=lambda header: header[0].lower()))


def kept_in(capture: Capture) -> Kept | None:
    """What is served of a capture; None where what it held was taken down, or its file is lost."""
    body = capture.body
    if body is None:
        return None
    plain = zipped = None
    if body.content is not None:
        content = bytes(body.content)
        plain, zipped = (None, content) if body.is_compressed else (content, None)
    elif body.size <= IN_DATABASE:
        plain = _from_file(body)
        if plain is None:
            return None
    return Kept(
        address=capture.address,
        status=capture.status,
        headers=tuple((name, value) for name, value in capture.headers),
        sha256=body.sha256,
        size=body.size,
        plain=plain,
        gzip=zipped,
        brotli=None if body.brotli is None else bytes(body.brotli),
        stands_since=capture.captured_from,
    )


def _from_file(body: Body) -> bytes | None:
    """A small file of the record; nothing, and a line in the log, where it is not what it was."""
    try:
        with default_storage.open(body.file) as file:
            content = file.read()
    except OSError as error:
        log.error("A body of the store cannot be read, %s: %s", body.file, error)
        return None
    if hashlib.sha256(content).hexdigest() != body.sha256:
        log.error("A body of the store is not what was kept: %s", body.file)
        return None
    return content


def _digest(answer: Answer) -> tuple[str, StoredFile | None]:
    """The SHA-256 of the body, and the file that has it, if it is in the storage already."""
    if answer.file and not answer.body:
        return answer.file.sha256, answer.file
    sha256 = hashlib.sha256(answer.body).hexdigest()
    return sha256, answer.file if answer.file and answer.file.sha256 == sha256 else None


@transaction.atomic
def _end(address: str) -> None:
    """What is known to stand in this very edition was answered after that it was not there."""
    edition = Edition.objects.current()
    Capture.objects.of(address).standing().last_known_before(edition.number).end(
        min(edition.began_at, timezone.now())
    )
