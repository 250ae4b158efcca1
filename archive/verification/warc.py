"""Reads WARC 1.1, record by record, in bounded memory and without trust in what it says."""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

CHUNK = 16 * 1024
PIECE = 64 * 1024
LARGEST_HEADER = 64 * 1024
UNPACKED_FREELY = 64 * 1024 * 1024
MOST_UNPACKED = 200
"""How many times its size a file may unpack to, beyond what it may freely. deflate could do 1,032,
and a site does five."""
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
ENDS = b"\r\n\r\n"
BASE32 = re.compile("[A-Z2-7]+")
AS_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV")
ALGORITHMS = {"sha256": 32, "sha1": 20, "sha512": 64, "md5": 16}


class RecordBroken(Exception):
    """Says what is wrong with the record that begins at `start`."""

    def __init__(self, start: int, what: str) -> None:
        super().__init__(what)
        self.start = start


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(slots=True)
class Record:
    """`block_is` and `payload_is` say whether the digests that the record states are right: None
    where it states none. `body` is the payload, where `wants` asked for it."""

    start: int
    length: int
    fields: dict[str, str]
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    sha256: str = ""
    size: int = 0
    block_is: bool | None = None
    payload_is: bool | None = None
    body: bytes | None = None

    def named(self, name: str) -> str:
        return self.fields.get(name, "")


Wants = Callable[[Record], int]
"""Told what is known before the payload is read, answers how many of its bytes are to be held."""


def records(file: Readable, *, is_packed: bool, wants: Wants, at: int = 0) -> Iterator[Record]:
    """The records of a WARC file, the first of which begins at `at`, where `file` stands.

    Raises RecordBroken at the first one that cannot be read; what follows it is not looked for.
    """
    source: _Packed | _Plain = _Packed(file, at) if is_packed else _Plain(file, at)
    while source.begin():
        reader = _Reader(source, source.start, wants)
        try:
            record = reader.record()
        except zlib.error as error:
            raise RecordBroken(source.start, f"it cannot be unpacked ({error})") from error
        record.length = source.ended() - record.start
        yield record


class _Packed:
    """A file in which each record is a gzip member of its own."""

    def __init__(self, file: Readable, at: int) -> None:
        self._file = file
        self._raw = b""
        self._at = at  # where in the file `_raw` ends
        self._unpacked = 0
        self._inflater = zlib.decompressobj(31)
        self.start = at

    def begin(self) -> bool:
        self._raw = self._raw or self._more()
        self.start = self._at - len(self._raw)
        self._inflater = zlib.decompressobj(31)
        return bool(self._raw)

    def piece(self) -> bytes:
        """Some more of the record; nothing at its end."""
        while not self._inflater.eof:
            raw = self._inflater.unconsumed_tail or self._raw or self._more()
            if not raw:
                raise RecordBroken(self.start, "the file ends within it")
            piece = self._inflater.decompress(raw, PIECE)
            self._raw = self._inflater.unused_data
            if piece:
                self._unpacked += len(piece)
                if self._unpacked > UNPACKED_FREELY + MOST_UNPACKED * self._at:
                    raise RecordBroken(self.start, "it unpacks to more than anything that is real")
                return piece
        return b""

    def ended(self) -> int:
        """Where the record ends, which it must do here."""
        if self.piece() or not self._inflater.eof:
            raise RecordBroken(self.start, "it is longer than its Content-Length says")
        return self._at - len(self._raw)

    def give_back(self, rest: bytes) -> None:
        raise RecordBroken(self.start, "it is longer than its Content-Length says")

    def _more(self) -> bytes:
        raw = self._file.read(CHUNK)
        self._at += len(raw)
        return raw


class _Plain:
    """A file in which records follow each other as they are."""

    def __init__(self, file: Readable, at: int) -> None:
        self._file = file
        self._rest = b""
        self._at = at
        self.start = at

    def begin(self) -> bool:
        self._rest = self.piece()
        self.start = self._at - len(self._rest)
        return bool(self._rest)

    def piece(self) -> bytes:
        rest, self._rest = self._rest, b""
        if not rest:
            rest = self._file.read(PIECE)
            self._at += len(rest)
        return rest

    def ended(self) -> int:
        return self._at - len(self._rest)

    def give_back(self, rest: bytes) -> None:
        self._rest = rest


class _Reader:
    """Reads one record."""

    def __init__(self, source: _Packed | _Plain, start: int, wants: Wants) -> None:
        self._source = source
        self._start = start
        self._wants = wants
        self._buffer = b""

    def record(self) -> Record:
        version, fields = self._header("its header", LARGEST_HEADER)
        if version not in ("WARC/1.1", "WARC/1.0"):
            raise self._broken(f"it begins with “{version}” and not with WARC/1.1")
        length = fields.get("content-length", "")
        if not re.fullmatch("[0-9]{1,15}", length):
            raise self._broken(f"its Content-Length “{length}” is no number")
        record = Record(self._start, 0, fields)
        block = _Digest(record.named("warc-block-digest"))
        left = int(length)
        if record.named("warc-type") == "response":
            left -= self._http_header(record, left, block)
        self._payload(record, left, block)
        self._end()
        record.block_is = block.is_right
        return record

    def _http_header(self, record: Record, left: int, block: "_Digest") -> int:
        line, record.headers = self._header("its HTTP header", min(left, LARGEST_HEADER), block)
        found = re.fullmatch(r"HTTP/1\.[01] ([0-9]{3})(?: .*)?", line)
        if not found:
            raise self._broken(f"what it holds begins with “{line}” and is no HTTP answer")
        record.status = int(found[1])
        return self._header_size

    def _header(
        self, what: str, most: int, block: "_Digest | None" = None
    ) -> tuple[str, dict[str, str]]:
        while (end := self._buffer.find(ENDS, 0, most)) < 0:
            piece = self._source.piece() if len(self._buffer) < most else b""
            if not piece:
                raise self._broken(f"{what} does not end")
            self._buffer += piece
        self._header_size = end + len(ENDS)
        if block:
            block.update(self._buffer[: self._header_size])
        first, *lines = self._buffer[:end].decode("utf-8", "replace").split("\r\n")
        self._buffer = self._buffer[self._header_size :]
        fields = {}
        for line in lines:
            name, colon, value = line.partition(":")
            known = _field_name(name)
            if not colon or not known:
                raise self._broken(f"{what} has a line that is no field: “{line}”")
            fields[known] = value.strip(" \t")
        return first, fields

    def _payload(self, record: Record, left: int, block: "_Digest") -> None:
        payload = _Digest(record.named("warc-payload-digest"))
        sha256 = hashlib.sha256()
        most = self._wants(record)
        held = bytearray() if most else None
        record.size = left
        while left:
            piece = self._buffer or self._source.piece()
            if not piece:
                raise self._broken("it is shorter than its Content-Length says")
            self._buffer = piece[left:]
            piece = piece[:left]
            left -= len(piece)
            block.update(piece)
            if record.status:
                payload.update(piece)
                sha256.update(piece)
            if held is not None and len(held) <= most:
                held += piece
        if record.status:
            record.sha256 = sha256.hexdigest()
            record.payload_is = payload.is_right
        if held is not None and len(held) <= most:
            record.body = bytes(held)

    def _end(self) -> None:
        while len(self._buffer) < len(ENDS) and (piece := self._source.piece()):
            self._buffer += piece
        if not self._buffer.startswith(ENDS):
            raise self._broken("it does not end with two empty lines")
        if rest := self._buffer[len(ENDS) :]:
            self._source.give_back(rest)

    def _broken(self, what: str) -> RecordBroken:
        return RecordBroken(self._start, what)


@lru_cache(maxsize=256)
def _field_name(name: str) -> str:
    """A field's name as it is looked for; nothing where it can be none."""
    return name.lower() if NAME.fullmatch(name) else ""


class _Digest:
    """A digest as a record states it: `sha256:` or another name, then hexadecimal or base32."""

    def __init__(self, stated: str) -> None:
        algorithm, _, value = stated.partition(":")
        algorithm = algorithm.strip().lower().replace("-", "")
        self._stated = stated
        self._value = digest_bytes(value, ALGORITHMS.get(algorithm, 0))
        self._taken = hashlib.new(algorithm, usedforsecurity=False) if self._value else None

    def update(self, piece: bytes) -> None:
        if self._taken:
            self._taken.update(piece)

    @property
    def is_right(self) -> bool | None:
        if not self._stated:
            return None
        return self._taken is not None and self._taken.digest() == self._value


def digest_bytes(value: str, size: int) -> bytes:
    """A digest of that many bytes; nothing where it is not written as one."""
    try:
        if len(value) == 2 * size:
            return bytes.fromhex(value)
        # As a number it is decoded several times faster than by base64.
        value = value.rstrip("=").upper()
        spare = 5 * len(value) - 8 * size
        if 0 <= spare < 5 and BASE32.fullmatch(value):
            return (int(value.translate(AS_DIGITS), 32) >> spare).to_bytes(size, "big")
    except ValueError:
        pass
    return b""
