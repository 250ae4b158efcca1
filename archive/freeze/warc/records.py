"""WARC 1.1 records: what stands in them, byte for byte, before anything is compressed.

Written here rather than by warcio, whose records hold the moment at which they were written and
random identifiers, and which asks for three times the work a record. The tests let warcio read
and check what is written.

A record has two digests. `WARC-Payload-Digest` is of the body, in SHA-1 and base 32, because that
is what the CDX servers of web archives answer and compare by. Theirs is of what their crawler
received: where it let pages be compressed on their way, it is of compressed bytes, and only the
bodies can be compared. `WARC-Block-Digest`, in SHA-256, is of status line, headers and body: it is
the one that proves that nothing was altered.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import NAMESPACE_URL, UUID, uuid5

from ..served import Served
from .uris import exactly

END = b"\r\n\r\n"
IN_MEMORY = 1024 * 1024
"""Bytes of a file that is read once; a longer one is read twice, for its digests and to copy it."""

ASKED = (
    "GET {path} HTTP/1.1\r\n"
    "Host: {host}\r\n"
    "User-Agent: {software}\r\n"
    "Accept: */*\r\n"
    "Accept-Encoding: identity\r\n"
    "\r\n"
)


class LengthDiffers(Exception):
    """A body is longer or shorter than what its capture says, so that no record can hold it."""

    def __init__(self, served: Served, size: int) -> None:
        super().__init__(
            f"{served.address} cannot be frozen as it stood from {exactly(served.captured_from)} "
            f"on: the store says that it was {served.size} bytes long, and holds {size}. Bring the "
            "database and the folder of files back from the same backup, then freeze again."
        )


@dataclass(frozen=True, slots=True)
class Record:
    """`start` and then `body`, in chunks, and then END. `payload_digest` as the index has it."""

    start: bytes
    body: Iterable[bytes]
    payload_digest: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a capture from all others, on another day and machine too. `date` is exact;
    `repeated` counts those of the same address and moment that came before it."""

    uri: str
    date: str
    repeated: int
    uuid: UUID


def identity(uri: str, captured_from: datetime, repeated: int) -> Identity:
    date = exactly(captured_from)
    return Identity(uri, date, repeated, uuid5(NAMESPACE_URL, f"{uri} {date} {repeated}"))


def information(facts: dict[str, str], moment: datetime, site_url: str, filename: str) -> Record:
    """The `warcinfo` record, which says of the file what it is."""
    lines = (f"{name}: {' '.join(text.split())}\r\n" for name, text in facts.items() if text)
    block = "".join(lines).encode()
    uuid = uuid5(NAMESPACE_URL, f"{site_url} {exactly(moment)}")
    head = _head(
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", _named(uuid)),
        ("WARC-Filename", filename),
        ("WARC-Date", exactly(moment)),
        ("WARC-Block-Digest", _sha256(hashlib.sha256(block).hexdigest())),
        ("Content-Type", "application/warc-fields"),
        ("Content-Length", str(len(block))),
    )
    return Record(head, (block,))


def response(served: Served, identity: Identity) -> Record:
    """What was answered; the body of a page, which is never large, can be read again. Raises
    LengthDiffers."""
    http = _http_head(served)
    is_large = served.size > IN_MEMORY and not served.is_page
    body = served.chunks() if is_large else (served.body(),)
    payload, block = hashlib.sha1(usedforsecurity=False), hashlib.sha256(http)
    size = 0
    for chunk in body:
        payload.update(chunk)
        block.update(chunk)
        size += len(chunk)
    if size != served.size:
        raise LengthDiffers(served, size)
    digest = f"sha1:{base64.b32encode(payload.digest()).decode()}"
    head = _head(
        ("WARC-Type", "response"),
        ("WARC-Record-ID", _named(identity.uuid)),
        ("WARC-Date", identity.date),
        ("WARC-Target-URI", identity.uri),
        ("WARC-Payload-Digest", digest),
        ("WARC-Block-Digest", _sha256(block.hexdigest())),
        ("Content-Type", "application/http; msgtype=response"),
        ("Content-Length", str(len(http) + size)),
    )
    return Record(head + http, served.chunks() if is_large else body, digest)


def request(identity: Identity, site_url: str, software: str) -> Record:
    """What an anonymous reader asks to get it: the address, and nothing of its own."""
    host = site_url.partition("://")[2]
    path = identity.uri.removeprefix(site_url)
    block = ASKED.format(path=path, host=host, software=software).encode()
    head = _head(
        ("WARC-Type", "request"),
        ("WARC-Record-ID", _named(uuid5(identity.uuid, "request"))),
        ("WARC-Date", identity.date),
        ("WARC-Target-URI", identity.uri),
        ("WARC-Concurrent-To", _named(identity.uuid)),
        ("WARC-Block-Digest", _sha256(hashlib.sha256(block).hexdigest())),
        ("Content-Type", "application/http; msgtype=request"),
        ("Content-Length", str(len(block))),
    )
    return Record(head + block, ())


def _http_head(served: Served) -> bytes:
    status = f"HTTP/1.1 {served.status} {HTTPStatus(served.status).phrase}\r\n"
    lines = (_header_line(name, value) for name, value in served.headers)
    return status.encode() + b"".join(lines) + f"Content-Length: {served.size}\r\n\r\n".encode()


def _header_line(name: str, value: str) -> bytes:
    """In Latin-1, as WSGI sends what Django answers; what it could not send, in UTF-8."""
    line = f"{name}: {value}\r\n"
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode()


def _head(*headers: tuple[str, str]) -> bytes:
    lines = (f"{name}: {value}\r\n" for name, value in headers)
    return f"WARC/1.1\r\n{''.join(lines)}\r\n".encode()


def _named(uuid: UUID) -> str:
    return f"<urn:uuid:{uuid}>"


def _sha256(digest: str) -> str:
    return f"sha256:{digest}"
