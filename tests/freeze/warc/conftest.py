"""A site's captures, made by hand, and the WACZ that is written of them."""

import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.freeze.served import Served, Version
from archive.freeze.warc import WaczFigures, write_wacz

ON_MONDAY = datetime(2022, 5, 23, 9, tzinfo=UTC)
ON_FRIDAY = datetime(2022, 5, 27, 9, tzinfo=UTC)
HTML = "text/html; charset=utf-8"


@dataclass
class MadeSource:
    """Captures in the order of a source: by address, then by moment."""

    captures: list[Served]
    site_url: str = "https://review.example.org"
    edition: int = 7
    edition_began_at: datetime = datetime(2022, 6, 1, 12, tzinfo=UTC)

    def ever(self):
        return iter(sorted(self.captures, key=lambda one: (one.address, one.captured_from)))

    def versions(self):
        for one in self.ever():
            yield Version(
                one.address,
                one.status,
                one.content_type,
                one.sha256,
                one.captured_from,
                one.captured_until,
            )

    def standing(self):
        return (one for one in self.ever() if one.captured_until is None)


@dataclass
class Written:
    """A WACZ, and what is in it."""

    content: bytes
    figures: WaczFigures
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self):
        with zipfile.ZipFile(io.BytesIO(self.content)) as opened:
            self.files = {name: opened.read(name) for name in opened.namelist()}

    @property
    def warc(self) -> bytes:
        return self.files["archive/data.warc.gz"]

    @property
    def plain_warc(self) -> bytes:
        return gzip.decompress(self.warc)

    @property
    def index(self) -> list[tuple[str, str, dict]]:
        lines = self.files["indexes/index.cdx"].decode().splitlines()
        parts = (line.split(" ", 2) for line in lines)
        return [(key, stamp, json.loads(facts)) for key, stamp, facts in parts]

    @property
    def pages(self) -> list[dict]:
        return list(map(json.loads, self.files["pages/pages.jsonl"].splitlines()))[1:]

    @property
    def package(self) -> dict:
        return json.loads(self.files["datapackage.json"])

    def records(self, kind: str) -> list["ReadRecord"]:
        """Those of a type, as warcio reads them."""
        read = ArchiveIterator(io.BytesIO(self.warc))
        return [ReadRecord(record) for record in read if record.rec_type == kind]


class ReadRecord:
    def __init__(self, record) -> None:
        self.headers = dict(record.rec_headers.headers)
        self.http = record.http_headers
        self.body = record.content_stream().read()


@pytest.fixture
def make_served():
    def make(address: str = "/", body: bytes = b"<p>Hello</p>", status: int = 200, **facts):
        content_type = facts.pop("content_type", HTML)
        given = {
            "headers": (("Content-Type", content_type), ("X-Frame-Options", "DENY")),
            "sha256": hashlib.sha256(body).hexdigest(),
            "size": len(body),
            "captured_from": ON_MONDAY,
            "captured_until": None,
            "chunks": lambda: iter((body,)),
        }
        return Served(address, status, content_type=content_type, **given | facts)

    return make


@pytest.fixture
def write(tmp_path):
    def write(*captures: Served, **facts) -> Written:
        to = io.BytesIO()
        told = {"title": "The Review", "description": "All of it", "software": "Review Site 1"}
        said = {"work": tmp_path, "progress": lambda *_: None} | told
        for name in list(facts):
            if name in said:
                said[name] = facts.pop(name)
        figures = write_wacz(MadeSource(list(captures), **facts), to, **said)
        return Written(to.getvalue(), figures)

    return write
