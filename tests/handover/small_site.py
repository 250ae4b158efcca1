"""A small site as it stood at its end: as a frozen copy tells of it, and as an archive took it."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.handover.judging import Finding, Outcome

SITE = "https://review.example.org"
FROZEN_AT = "2023-03-10T09:00:00Z"
CRAWLED_AT = "2023-03-12T14:30:00Z"
ANSWERS = Path(__file__).parent / "answers"
"""What a pywb answered that had crawled `AS_CRAWLED`; tests/replay asks one anew."""


@dataclass(frozen=True)
class Kept:
    """An answer of the site, at its address, with its escapes."""

    path: str
    body: bytes
    status: str = "200 OK"
    content_type: str = "text/html; charset=utf-8"

    @property
    def sha1(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body).digest()).decode()  # noqa: S324

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


SITE_AS_FROZEN = (
    Kept("/", b"<h1>The review has ended</h1>"),
    Kept("/faqs/", b"<h2>Who decides?</h2><p>The chair does.</p>"),
    Kept("/letters/first/", b"<h1>The first letter</h1>"),
    Kept("/attachments/first/The%20letter.pdf", b"%PDF-1.4 letter", "200 OK", "application/pdf"),
    Kept("/attachments/final/report.pdf", b"%PDF-1.4 report", "200 OK", "application/pdf"),
    Kept("/podcast/one/audio.mp3", b"ID3 sound", "200 OK", "audio/mpeg"),
    Kept("/caf%C3%A9/", b"<h1>A caf\xc3\xa9</h1>"),
)
LOST = {"/attachments/final/report.pdf", "/podcast/one/audio.mp3"}
"""What the crawl did not reach."""
CHANGED = Kept("/faqs/", b"<h2>Who decides?</h2><p>An older answer.</p>")
BEFORE = Kept("/wp-login.php", b"<h1>Not found</h1>", "404 Not Found")
AS_CRAWLED = (
    *(kept for kept in SITE_AS_FROZEN if kept.path not in {*LOST, CHANGED.path}),
    CHANGED,
    BEFORE,
)


def stamp(moment: str) -> str:
    return "".join(figure for figure in moment if figure.isdecimal())


def write_warc(path: Path, kept: Iterable[Kept], moment: str = CRAWLED_AT) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for each in kept:
            http = StatusAndHeaders(
                each.status, [("Content-Type", each.content_type)], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                SITE + each.path,
                "response",
                payload=BytesIO(each.body),
                length=len(each.body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": moment},
            )
            writer.write_record(record)


def index_line(kept: Kept, moment: str = FROZEN_AT) -> str:
    facts = {
        "url": SITE + kept.path,
        "digest": f"sha1:{kept.sha1}",
        "status": kept.status[:3],
        "mime": kept.content_type.partition(";")[0],
    }
    return f"org,example,review){kept.path.lower()} {stamp(moment)} {json.dumps(facts)}\n"


def bag_of(
    folder: Path, kept: Iterable[Kept] = SITE_AS_FROZEN, *, moment: str = FROZEN_AT, lines: str = ""
) -> Path:
    """A frozen copy, as far as a comparison looks at it."""
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "tagmanifest-sha256.txt").write_text("the digests of all that\n")
    with zipfile.ZipFile(data / "archive.wacz", "w") as package:
        text = lines or "".join(index_line(each, moment) for each in kept)
        package.writestr("indexes/index.cdx", text)
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    """Write down the digests of what lies in it."""
    files = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    (folder / "manifest-sha256.txt").write_text(
        "".join(
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n"
            for path in files
        )
    )


def outcomes(found: dict[str, Finding]) -> dict[str, Outcome]:
    return {path: each.outcome for path, each in found.items()}
