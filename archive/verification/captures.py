"""What the web archive file holds: every record right, and found by its index."""

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from archive.verification import pages, wacz
from archive.verification.findings import Findings
from archive.verification.folder import lines_of
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule
from archive.verification.skeleton import skeleton
from archive.verification.warc import Record, RecordBroken, digest_bytes, records

MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,9})?Z"
)
MOST_UNPAIRED = 1_000
LONGEST_INDEX_LINE = 64 * 1024
LONGEST_PAGE_LINE = 32 * 1024 * 1024
CODED = ("content-encoding", "transfer-encoding")
RECORDS = "Records of the web archive file"

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Held:
    """What the web archive file says of the whole: where the site was, and when it was frozen.
    `questions_text` is what its list of pages has of the page of questions."""

    site_url: str = ""
    created: str = ""
    questions_text: str = ""
    records: int = 0
    listed: int = 0


def stamp_of(moment: str) -> str:
    """2022-05-23T09:00:00Z as 20220523090000; nothing where it is no moment in UTC."""
    found = MOMENT.fullmatch(moment)
    if not found:
        return ""
    try:
        year, month, day, hour, minute, second = map(int, found.groups())
        datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:  # such as 31 February
        return ""
    return "".join(found.groups())


def check_captures(
    archive: wacz.Wacz, ledger: Ledger, findings: Findings, *, questions_at: str, progress: Progress
) -> Held:
    """Notes each capture in the ledger. Raises WaczBroken where nothing more can be read."""
    package = wacz.check_package(archive, findings)
    held = Held(created=str(package.get("created", "")))
    if not stamp_of(held.created):
        findings.add(_in(wacz.PACKAGE), Rule.WACZ_PACKAGE, "it does not say when it was created")
    warcs = [name for name in archive.names if name.startswith("archive/")]
    if not warcs:
        raise wacz.WaczBroken("it has no WARC file")
    for name in warcs:
        _Warc(name, held, ledger, findings).check(archive, package, progress)
    index = archive.part(wacz.INDEX)
    _check_index(index.chunks(), ledger, findings)
    wacz.check_part(wacz.INDEX, index, package, findings)
    listed = archive.part(wacz.PAGES)
    _check_pages(listed.chunks(), held, questions_at, ledger, findings)
    wacz.check_part(wacz.PAGES, listed, package, findings)
    return held


class _Warc:
    """One WARC file, from its first record to its last."""

    def __init__(self, name: str, held: Held, ledger: Ledger, findings: Findings) -> None:
        self._name = name
        self._held = held
        self._ledger = ledger
        self._findings = findings
        self._unpaired: OrderedDict[tuple[str, str], Record] = OrderedDict()

    def check(self, archive: wacz.Wacz, package: dict[str, Any], progress: Progress) -> None:
        part = archive.part(self._name)
        whole = part._left
        packed = self._name.endswith(".gz")
        try:
            for record in records(part, is_packed=packed, wants=_wanted):
                self._held.records += 1
                self._check_record(record)
                if self._held.records % 1000 == 0:
                    progress(RECORDS, min(record.start, whole - 1), whole)
        except RecordBroken as broken:
            self._add(
                Rule.WARC_RECORD, f"the record at byte {broken.start} cannot be read: {broken}"
            )
        for (uri, _), record in self._unpaired.items():
            self._tell_unpaired(uri, record)
        progress(RECORDS, max(1, whole), max(1, whole))
        wacz.check_part(self._name, part, package, self._findings)

    def _check_record(self, record: Record) -> None:
        kind = record.named("warc-type")
        where = record.named("warc-target-uri") or f"the record at byte {record.start}"
        if not stamp_of(record.named("warc-date")):
            self._add(Rule.WARC_RECORD, f"{where} has no date in UTC")
        if not record.named("warc-record-id"):
            self._add(Rule.WARC_RECORD, f"{where} has no WARC-Record-ID")
        if record.block_is is not True:
            self._add(Rule.WARC_DIGEST, f"{where}: the block is not what its digest says", where)
        if kind in ("request", "response"):
            self._check_origin(record)
            self._pair(record)
        elif kind != "warcinfo":
            self._add(Rule.WARC_RECORD, f"{where} is a “{kind}”, and only answers are kept")
        if kind == "response":
            self._note(record)

    def _check_origin(self, record: Record) -> None:
        uri = record.named("warc-target-uri")
        if self._held.site_url and uri.startswith(f"{self._held.site_url}/"):
            return
        origin = _origin(uri)
        self._held.site_url = self._held.site_url or origin
        if not origin or origin != self._held.site_url:
            self._add(
                Rule.WARC_HOST,
                f"it is not at {self._held.site_url or 'an address of the web'}",
                uri,
            )

    def _pair(self, record: Record) -> None:
        key = (record.named("warc-target-uri"), record.named("warc-date"))
        other = self._unpaired.get(key)
        if other is None or other.named("warc-type") == record.named("warc-type"):
            self._unpaired[key] = Record(record.start, record.length, record.fields)
            if other is not None:
                self._tell_unpaired(key[0], other)
            if len(self._unpaired) > MOST_UNPAIRED:
                (uri, _), oldest = self._unpaired.popitem(last=False)
                self._tell_unpaired(uri, oldest)
            return
        del self._unpaired[key]
        identities = {record.named("warc-record-id"), other.named("warc-record-id")}
        if not {record.named("warc-concurrent-to"), other.named("warc-concurrent-to")} & identities:
            self._add(Rule.WARC_PAIR, "request and response do not name each other", key[0])

    def _tell_unpaired(self, uri: str, record: Record) -> None:
        missing = "request" if record.named("warc-type") == "response" else "response"
        self._add(
            Rule.WARC_PAIR, f"the record of {record.named('warc-date')} has no {missing}", uri
        )

    def _note(self, record: Record) -> None:
        uri = record.named("warc-target-uri")
        if record.payload_is is not True:
            self._add(Rule.WARC_DIGEST, "the answer is not what its payload digest says", uri)
        if any(record.headers.get(name, "identity") != "identity" for name in CODED):
            self._add(Rule.WARC_RECORD, "the answer is kept in a coding", uri)
        if (stated := record.headers.get("content-length")) and stated != str(record.size):
            self._add(Rule.WARC_RECORD, f"{record.size} bytes, and its header says {stated}", uri)
        is_page = record.body is not None and _is_html(record)
        self._ledger.execute(
            "INSERT INTO captures (address, stamp, uri, status, content_type, location, sha256, "
            "digest, skeleton, warc, start, length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                address_of(uri), stamp_of(record.named("warc-date")), uri, record.status,
                record.headers.get("content-type", ""), record.headers.get("location", ""),
                record.sha256, record.named("warc-payload-digest"),
                skeleton(record.body) if is_page and record.body is not None else None,
                self._name, record.start, record.length,
            ),
        )  # fmt: skip

    def _add(self, rule: Rule, what: str, where: str = "") -> None:
        self._findings.add(where or _in(self._name), rule, what)


def _wanted(record: Record) -> int:
    return pages.LARGEST if record.status and _is_html(record) else 0


def _is_html(record: Record) -> bool:
    return record.headers.get("content-type", "").partition(";")[0].strip() == "text/html"


def _origin(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError:
        return ""
    is_one = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if is_one else ""


def address_of(uri: str) -> str:
    """The path of an address on the web, decoded; with its query, where it has one."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return uri
    query = f"?{parts.query}" if parts.query else ""
    return (unquote(parts.path) or "/") + query


def _check_index(chunks: Iterator[bytes], ledger: Ledger, findings: Findings) -> None:
    before: list[bytes] = []
    where = _in(wacz.INDEX)
    for number, line in enumerate(lines_of(chunks, LONGEST_INDEX_LINE), 1):
        # Within one second at one address the latest is last: what a line says else has no order.
        searched = line.split(b" ", 2)[:2]
        if searched < before:
            findings.add(where, Rule.WACZ_INDEX_ORDER, f"line {number} stands behind a later one")
        before = searched
        if wrong := _wrong_in_index(line, ledger):
            findings.add(where, Rule.WACZ_INDEX, f"line {number} {wrong}")
    lost = ledger.rows("SELECT uri, stamp FROM captures WHERE NOT is_indexed ORDER BY id")
    for uri, stamp in lost:
        findings.add(uri, Rule.WACZ_INDEX, f"the index does not name its capture of {stamp}")


def _wrong_in_index(line: bytes, ledger: Ledger) -> str:
    """What is wrong with a line of the index; nothing where it is right."""
    key, _, rest = line.decode(errors="replace").partition(" ")
    stamp, _, text = rest.partition(" ")
    try:
        said = json.loads(text)
        place = (f"archive/{said['filename']}", int(said["offset"]))
        length = int(said["length"])
        place[0].encode()
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return "is no key, moment and facts in JSON"
    if abs(place[1]) >= 2**63:
        return "names a byte that no file has"
    found = ledger.row(
        "SELECT id, uri, stamp, status, content_type, digest, length FROM captures "
        "WHERE warc = ? AND start = ?",
        *place,
    )  # fmt: skip
    if not found:
        return f"names byte {place[1]} of {place[0]}, where no answer begins"
    identity, uri, held_stamp, status, content_type, digest, held_length = found
    ledger.execute("UPDATE captures SET is_indexed = 1 WHERE id = ?", (identity,))
    differing = [
        name
        for name, stated, held in (
            ("key", _plain_key(key), _plain_key(_key(uri))),
            ("moment", stamp, held_stamp),
            ("url", said.get("url"), uri),
            ("status", str(said.get("status")), str(status)),
            ("mime", said.get("mime"), content_type.partition(";")[0].strip() or "unk"),
            ("digest", *_plain_digests(str(said.get("digest")), digest)),
            ("length", length, held_length),
        )
        if stated != held
    ]
    return f"has another {', '.join(differing)} than the record of {uri}" if differing else ""


def _key(uri: str) -> str:
    """How a replay looks an address up: its host from the end, then its path."""
    try:
        parts = urlsplit(uri)
        number = parts.port
    except ValueError:  # which is a finding of its own
        return ""
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{number}" if number not in (None, 80, 443) else ""
    return f"{host}{port}){quote(unquote(parts.path))}"


def _plain_key(key: str) -> str:
    host, bracket, path = key.partition(")")
    return f"{host}{bracket}{unquote(path).lower().rstrip('/')}"


def _plain_digests(stated: str, held: str) -> tuple[object, object]:
    return (stated, held) if stated == held else (_plain_digest(stated), _plain_digest(held))


def _plain_digest(stated: str) -> tuple[str, bytes]:
    """Digests may be written with or without their name, in hexadecimal or base32."""
    name, _, value = stated.rpartition(":")
    for algorithm, size in (("sha256", 32), ("sha1", 20)):
        if name in ("", algorithm) and (found := digest_bytes(value, size)):
            return algorithm, found
    return name, value.encode()


def _check_pages(
    chunks: Iterator[bytes], held: Held, questions_at: str, ledger: Ledger, findings: Findings
) -> None:
    where = _in(wacz.PAGES)
    newest = ""
    for number, line in enumerate(lines_of(chunks, LONGEST_PAGE_LINE), 1):
        try:
            said = json.loads(line)
            if number == 1 and "format" in said:
                continue
            uri, stamp, text = str(said["url"]), stamp_of(str(said["ts"])), str(said["text"])
            uri.encode()
        except (ValueError, KeyError, TypeError, RecursionError):
            findings.add(where, Rule.WACZ_PAGES, f"line {number} is no page: url, ts, title, text")
            continue
        held.listed += 1
        address = address_of(uri)
        found = ledger.row(
            "SELECT id, uri FROM captures WHERE address = ? AND stamp = ? AND is_listed = 0",
            address, stamp,
        )  # fmt: skip
        if not found or found[1] != uri:
            findings.add(where, Rule.WACZ_PAGES, f"line {number}: no record of {uri} at {stamp}")
            continue
        ledger.execute("UPDATE captures SET is_listed = 1 WHERE id = ?", (found[0],))
        if not str(said.get("title", "")).strip():
            findings.add(uri, Rule.WACZ_PAGES, f"line {number} has no title")
        if address == questions_at and stamp >= newest:
            newest, held.questions_text = stamp, " ".join(text.split())
    unlisted = ledger.rows(
        "SELECT uri, stamp FROM captures WHERE NOT is_listed AND status = 200 "
        "AND content_type LIKE 'text/html%' ORDER BY id"
    )
    for uri, stamp in unlisted:
        findings.add(uri, Rule.WACZ_PAGES, f"the list of pages lacks its capture of {stamp}")


def _in(name: str) -> str:
    return f"{wacz.WACZ}/{name}"
