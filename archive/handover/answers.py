"""What archives answer when they are asked which captures they hold, read capture by capture.

CDX with its header line or without, CDXJ, the JSON of CDX servers, TimeMaps as links and in JSON;
each compressed by gzip or not. Which of them a file is, is told by how it begins, never by its
name. Files come from elsewhere: none can fill the memory, and none is read without an end.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from .held import Held
from .json_values import values
from .lines import IS_NO_CAPTURE, NotUnderstood, from_facts, from_row, reader_of
from .timemaps import from_link_format, from_object

GZIP = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_LINE = 1 << 20
MOST_BYTES = 8 << 30
"""Of one file, uncompressed: thirty million captures."""
COLUMNS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest")
"""Those of a CDX server whose JSON begins without naming them."""


SAYS_NOTHING = (
    "is empty: the archive’s answer is not in it, not even that it holds nothing. Ask the archive "
    "again, and look into the file."
)


class NotAnswers(Exception):
    """What was given cannot be read as an archive's answers. The text says where and why."""


def read_folder(place: Path) -> Iterator[Held]:
    """The captures of a file, or of all files of a folder. Raises NotAnswers, also where nothing is
    written in any of them, and OSError."""
    files = list(_files(place))
    if not any(map(_says_something, files)):
        raise NotAnswers(f"{place} {SAYS_NOTHING}")
    for path in files:
        with path.open("rb") as stream:
            yield from read_answers(stream, path.name)


def says_something(stream: BinaryIO) -> bool:
    """Is there anything but blanks at the beginning of it? An archive that holds nothing says
    so at least by a header or an empty list."""
    try:
        start = Bounded(_plain(stream)).peek(LONGEST_LINE)[:LONGEST_LINE]
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return True  # something that cannot be read: `read_answers` says why
    return bool(start.removeprefix(BYTE_ORDER_MARK).strip())


def read_answers(stream: BinaryIO, name: str, most: int = MOST_BYTES) -> Iterator[Held]:
    """The captures that `stream` tells of; `name` is for the errors. Raises NotAnswers, also where
    it holds more than `most` bytes once uncompressed."""
    try:
        yield from _captures(Bounded(_plain(stream), most))
    except NotUnderstood as error:
        raise NotAnswers(f"{name} cannot be read as an archive’s answer: {error}.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NotAnswers(f"{name} is compressed, and cut off or damaged: {error}.") from error


class Bounded:
    """A stream that is not read any further once it has given `MOST_BYTES`. What was looked at by
    `peek` is read again."""

    def __init__(self, stream: BinaryIO, most: int = MOST_BYTES) -> None:
        self.stream = stream
        self.most = self.left = most
        self.looked_at = b""

    def peek(self, size: int) -> bytes:
        while len(self.looked_at) < size and (more := self.stream.read(size)):
            self.looked_at += more
        return self.looked_at

    def read(self, size: int) -> bytes:
        octets, self.looked_at = self.looked_at[:size], self.looked_at[size:]
        return self._counted(octets or self.stream.read(size))

    def readline(self, size: int) -> bytes:
        if not self.looked_at:
            return self._counted(self.stream.readline(size))
        line, found, rest = self.looked_at.partition(b"\n")
        self.looked_at = rest
        if not found:
            line += self.stream.readline(size)
        return self._counted(line + found)

    def _counted(self, octets: bytes) -> bytes:
        self.left -= len(octets)
        if self.left < 0:
            raise NotUnderstood(f"it holds more than {self.most >> 20} MiB. Give it in parts")
        return octets


def _says_something(path: Path) -> bool:
    with path.open("rb") as stream:
        return says_something(stream)


def _files(place: Path) -> Iterable[Path]:
    if not place.is_dir():
        return [place]
    found = sorted(
        path for path in place.rglob("*") if path.is_file() and not path.name.startswith(".")
    )
    if not found:
        raise NotAnswers(f"There is no file in {place}.")
    return found


def _plain(stream: BinaryIO) -> BinaryIO:
    """`stream` from its place on, without its compression if it has one."""
    start = Bounded(stream)
    if start.peek(len(GZIP))[: len(GZIP)] != GZIP:
        return cast(BinaryIO, start)
    return cast(BinaryIO, gzip.GzipFile(fileobj=cast(BinaryIO, start)))


def _captures(stream: Bounded) -> Iterator[Held]:
    start = stream.peek(64).removeprefix(BYTE_ORDER_MARK).lstrip()
    whole = cast(BinaryIO, stream)
    if start[:1] in (b"[", b"{"):
        return _from_json(values(whole))
    if start[:1] == b"<":
        if start[1:2] in (b"!", b"?") or start[:5].lower() in (b"<html", b"<head"):
            raise NotUnderstood(
                "it is a web page. The archive may have asked whether you are a person: "
                "save its answer from a browser"
            )
        return from_link_format(whole)
    return _from_lines(stream)


def _from_lines(stream: Bounded) -> Iterator[Held]:
    read = None
    number = 0
    while octets := stream.readline(LONGEST_LINE):
        number += 1
        line = octets.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "replace").rstrip("\r\n")
        if len(octets) >= LONGEST_LINE:
            raise NotUnderstood(f"line {number} has no end")
        if not line.strip() or line.startswith(IS_NO_CAPTURE):
            continue
        try:
            if read is None:
                read, is_header = reader_of(line)
                if is_header:
                    continue
            held = read(line)
        except NotUnderstood as error:
            raise NotUnderstood(f"line {number}: {error}") from error
        yield held


def _from_json(found: Iterable[object]) -> Iterator[Held]:
    names: tuple[str, ...] = COLUMNS
    is_first = True
    for value in found:
        if isinstance(value, dict) and "mementos" in value:
            yield from from_object(value)
        elif isinstance(value, dict):
            yield from_facts(value)
        elif (
            isinstance(value, list) and is_first and {"timestamp", "urlkey"} & set(map(str, value))
        ):
            names = tuple(map(str, value))
        elif isinstance(value, list) and value:
            yield from_row(value, names)
        elif value != []:
            raise NotUnderstood("its JSON tells of no captures")
        is_first = False
