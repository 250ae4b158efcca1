"""The store of captures as the writers of a frozen copy read it: the one part of it that asks the
database for what was served."""

import gzip
import hashlib
import zlib
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property, partial

from django.conf import settings
from django.core.files.storage import default_storage

from archive.freeze.served import Served, Version
from archive.models import Capture, Edition
from archive.models.capture import CaptureQuerySet

AT_ONCE = 25
"""Captures whose bodies are in memory together: of at most 1 MiB each, longer ones are files."""

CHUNK = 256 * 1024
WITHOUT_BODIES = (
    "pk", "address", "status", "content_type", "body_id", "captured_from", "captured_until",
)  # fmt: skip
WITH_BODIES = (
    *WITHOUT_BODIES, "headers", "body__size", "body__is_compressed", "body__file", "body__content",
)  # fmt: skip


class NotWhatWasKept(Exception):
    """A body that is read is not the one that was served. The text names the address."""

    def __init__(self, address: str, captured_from: datetime, why: str) -> None:
        super().__init__(
            f"{address}: what the store holds of {captured_from:%Y-%m-%d %H:%M:%S} UTC is not what "
            f"was served ({why}). Bring the database and the folder of files back from the same "
            "backup; “manage.py captures” says what else is wrong."
        )
        self.address = address


class StoreSource:
    """What is kept, as of one edition. What it gives is fixed once it is made: the captures, by
    their numbers, take eight bytes of memory each, and nothing else grows with them.

    An iterator opens no cursor that lasts, so that writers may take their time.
    """

    def __init__(self, edition: Edition) -> None:
        self.site_url = settings.SITE_URL.rstrip("/")
        self.edition = edition.number
        self.edition_began_at = edition.began_at
        self._ever = _numbers(Capture.objects.all())
        self._standing = _numbers(Capture.objects.standing().of_edition(edition.number))

    def standing(self) -> Iterator[Served]:
        return _served(self._standing)

    def ever(self) -> Iterator[Served]:
        return _served(self._ever)

    def versions(self) -> Iterator[Version]:
        for _, address, status, content_type, sha256, since, until in _rows(
            self._ever, WITHOUT_BODIES
        ):
            yield Version(address, status, content_type, sha256 or "", since, until)

    @property
    def count_of_standing(self) -> int:
        return len(self._standing)

    @property
    def count_of_captures(self) -> int:
        return len(self._ever)

    @cached_property
    def fingerprint(self) -> str:
        """Stands for all that the source gives: no two that differ have the same."""
        digest = hashlib.sha256(f"{self.site_url} {self.edition} {self.edition_began_at}".encode())
        for version in self.versions():
            digest.update(repr(version).encode())
        digest.update(self._standing.tobytes())
        return digest.hexdigest()

    def has_changed(self) -> bool:
        """Is there another edition by now, or more in the store than there was?"""
        now = Edition.objects.current()
        return now.number != self.edition or StoreSource(now).fingerprint != self.fingerprint


def _numbers(captures: CaptureQuerySet) -> "array[int]":
    return array("q", captures.by_address().values_list("pk", flat=True).iterator())


def _rows(numbers: "array[int]", names: tuple[str, ...]) -> Iterator[tuple]:
    """The rows of these captures, in that order, a few at a time; those that are gone are left
    out."""
    at_once = AT_ONCE if names is WITH_BODIES else AT_ONCE * 20
    for first in range(0, len(numbers), at_once):
        wanted = numbers[first : first + at_once]
        rows = {row[0]: row for row in Capture.objects.numbered(wanted).values_list(*names)}
        yield from (rows[number] for number in wanted if number in rows)


def _served(numbers: "array[int]") -> Iterator[Served]:
    for row in _rows(numbers, WITH_BODIES):
        (_, address, status, content_type, sha256, since, until) = row[: len(WITHOUT_BODIES)]
        headers, size, is_compressed, file, content = row[len(WITHOUT_BODIES) :]
        if sha256 is None:
            continue
        read: Callable[[], Iterator[bytes]]
        if file:
            read = partial(_from_storage, file)
        else:
            read = partial(_from_database, bytes(content), is_compressed)
        yield Served(
            address=address,
            status=status,
            headers=tuple((name, value) for name, value in headers),
            content_type=content_type,
            sha256=sha256,
            size=size,
            captured_from=since,
            captured_until=until,
            chunks=partial(_checked, read, address, since, sha256),
        )


def _checked(
    read: Callable[[], Iterator[bytes]], address: str, since: datetime, sha256: str
) -> Iterator[bytes]:
    """The body. Raises NotWhatWasKept after its last byte, at the latest."""
    digest = hashlib.sha256()
    try:
        for chunk in read():
            digest.update(chunk)
            yield chunk
    except (EOFError, zlib.error, OSError) as error:
        raise NotWhatWasKept(address, since, str(error)) from error
    if digest.hexdigest() != sha256:
        raise NotWhatWasKept(address, since, "its SHA-256 is another")


def _from_database(content: bytes, is_compressed: bool) -> Iterator[bytes]:
    yield gzip.decompress(content) if is_compressed else content


def _from_storage(name: str) -> Iterator[bytes]:
    with default_storage.open(name) as file:
        yield from file.chunks(CHUNK)
