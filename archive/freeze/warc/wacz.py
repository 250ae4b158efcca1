"""Writes a WACZ 1.1.1 of every capture there ever was: one WARC, its index, its list of pages."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from ..served import Served, Source
from .lists import Index, Pages
from .members import member
from .package import Package, Resource
from .records import END, Record, identity, information, request, response
from .uris import Keys, to_the_second, uri

CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
WARC = "data.warc.gz"
CAPTURES = "Captures into the web archive file"
"""What is told of each capture as it is written."""
TELL_EVERY = 100

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


class NothingToArchive(Exception):
    """There is no capture that still holds something."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing that was served is in the store, so there is nothing to archive. Fill it with "
            "`manage.py captures --fill`, then freeze again."
        )


@dataclass(slots=True)
class WaczFigures:
    """What a WACZ holds: `pages` are versions of pages that had something to read. Sizes are in
    bytes: of the bodies as they were served, and of the WARC with all its records, compressed."""

    captures: int = 0
    addresses: int = 0
    pages: int = 0
    served_bytes: int = 0
    warc_bytes: int = 0


def write_wacz(
    source: Source,
    to: BinaryIO,
    *,
    work: Path,
    title: str,
    description: str,
    software: str,
    progress: Progress,
) -> WaczFigures:
    """Write every capture of `source` into `to`, which is empty and can be sought in.

    `work` is a folder on a disk, for what does not fit into memory; nothing stays there. `software`
    is the name and version of what writes it. The same source gives the same bytes, but for what
    `members.py` says of zlib. Raises LengthDiffers and NothingToArchive.
    """
    about = {"title": title, "description": description}
    with (
        TemporaryDirectory(prefix="wacz-", dir=work) as name,
        closing(Index(Path(name))) as index,
        closing(Pages(Path(name))) as pages,
        closing(Package(to)) as package,
    ):
        with package.resource(f"archive/{WARC}") as warc:
            writing = _Writing(source, software, warc, index, pages)
            writing.write_information(about)
            writing.write_captures(progress)
        if not writing.figures.captures:
            raise NothingToArchive
        package.put("indexes/index.cdx", index.lines())
        package.put("pages/pages.jsonl", pages.chunks())
        created = to_the_second(source.edition_began_at)
        package.describe(about | {"created": created, "software": software} | writing.main_page)
    return writing.figures


class _Writing:
    """Records into the WARC, and of each what the two lists say of it."""

    def __init__(
        self, source: Source, software: str, warc: Resource, index: Index, pages: Pages
    ) -> None:
        self.figures = WaczFigures()
        self.main_page: dict[str, str] = {}
        self._source = source
        self._software = software
        self._warc = warc
        self._index = index
        self._pages = pages
        self._keys = Keys(source.site_url)

    def write_information(self, about: dict[str, str]) -> None:
        facts = {
            "software": self._software,
            "format": "WARC File Format 1.1",
            "conformsTo": CONFORMS_TO,
            "isPartOf": about["title"],
            "description": about["description"],
        }
        source = self._source
        self._write(information(facts, source.edition_began_at, source.site_url, WARC))

    def write_captures(self, progress: Progress) -> None:
        total = sum(1 for version in self._source.versions() if version.sha256)
        before, repeated = None, 0
        for served in self._source.ever():
            now = (served.address, served.captured_from)
            repeated = repeated + 1 if now == before else 0
            self.figures.addresses += before is None or before[0] != served.address
            self._write_capture(served, repeated)
            if self.figures.captures % TELL_EVERY == 0:
                progress(CAPTURES, self.figures.captures, total)
            before = now
        progress(CAPTURES, self.figures.captures, total)
        self.figures.warc_bytes = self._warc.size

    def _write_capture(self, served: Served, repeated: int) -> None:
        target = uri(self._source.site_url, served.address)
        this = identity(target, served.captured_from, repeated)
        answer = response(served, this)
        begins = self._warc.size
        self._write(answer)
        facts = {
            "url": this.uri,
            "mime": served.content_type.partition(";")[0].strip() or "unk",
            "status": str(served.status),
            "digest": answer.payload_digest,
            "length": str(self._warc.size - begins),
            "offset": str(begins),
            "filename": WARC,
        }
        self._write(request(this, self._source.site_url, self._software))
        self._index.add(self._keys.key(served.address), served.captured_from, facts, begins)
        if served.is_page and served.status == HTTPStatus.OK:
            self._pages.add(served, this, b"".join(answer.body))
        self._count(served, this.uri)

    def _count(self, served: Served, target: str) -> None:
        self.figures.captures += 1
        self.figures.pages = self._pages.count
        self.figures.served_bytes += served.size
        if served.address == "/" and served.captured_until is None:
            date = to_the_second(served.captured_from)
            self.main_page = {"mainPageURL": target, "mainPageDate": date}

    def _write(self, record: Record) -> None:
        for piece in member(chain((record.start,), record.body, (END,))):
            self._warc.write(piece)
