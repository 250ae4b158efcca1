"""The web archive file: a zip whose parts are what its datapackage says. WACZ 1.1.1."""

import hashlib
import json
import struct
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from archive.verification.findings import Findings
from archive.verification.folder import CHUNK, Folder
from archive.verification.rules import Rule
from archive.verification.warc import RecordBroken, digest_bytes, records

WACZ = "data/archive.wacz"
PACKAGE = "datapackage.json"
PACKAGE_DIGEST = "datapackage-digest.json"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
LARGEST_DIRECTORY = 1024 * 1024
LARGEST_JSON = 4 * 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s22xHH")


class WaczBroken(Exception):
    """It cannot be read any further; the text says why."""


class Part:
    """A part that is read once, from its beginning. Its digest and size are taken meanwhile."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size
        self._sha256 = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1, /) -> bytes:
        most = self._left if size < 0 else min(size, self._left)
        chunk = self._file.read(most)
        self._left -= len(chunk)
        self.size += len(chunk)
        self._sha256.update(chunk)
        return chunk

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.read(CHUNK):
            yield chunk

    def finish(self) -> str:
        """Read what is left; gives the digest of the whole."""
        for _ in self.chunks():
            pass
        return self._sha256.hexdigest()


class Wacz:
    """Nothing in it is compressed by the zip, so no part is larger than the file itself."""

    def __init__(self, folder: Folder) -> None:
        self._file = folder.open(WACZ)
        try:
            self._refuse_large_directory()
            with zipfile.ZipFile(self._file) as opened:
                self._infos = {info.filename: info for info in opened.infolist()}
                count = len(opened.infolist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            self.close()
            raise WaczBroken(f"it is no zip that can be read ({error})") from error
        if count != len(self._infos):
            self.close()
            raise WaczBroken("two of its parts have one name")

    def close(self) -> None:
        self._file.close()

    @property
    def names(self) -> list[str]:
        return sorted(self._infos)

    def is_stored(self, name: str) -> bool:
        info = self._infos[name]
        return info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size

    def part(self, name: str, at: int = 0) -> Part:
        """A stored part, from byte `at` on."""
        info = self._infos[name]
        if not 0 <= info.header_offset < self._size:
            raise WaczBroken(f"{name} does not begin within it")
        self._file.seek(info.header_offset)
        header = self._file.read(LOCAL_HEADER.size)
        if len(header) != LOCAL_HEADER.size or not header.startswith(b"PK\3\4"):
            raise WaczBroken(f"{name} does not begin where the zip says")
        _, name_length, extra_length = LOCAL_HEADER.unpack(header)
        self._file.seek(name_length + extra_length + at, 1)
        return Part(self._file, max(0, info.file_size - at))

    def json(self, name: str) -> dict[str, Any]:
        """A part that is one JSON object."""
        text = self.part(name).read(LARGEST_JSON)
        try:
            held = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise WaczBroken(f"{name} is not JSON") from error
        if not isinstance(held, dict):
            raise WaczBroken(f"{name} is not a JSON object")
        return held

    def payload(self, warc: str, start: int, most: int) -> bytes:
        """What the record that begins there answered; nothing where it holds more than `most`."""
        packed = warc.endswith(".gz")
        part = self.part(warc, start)
        for record in records(part, is_packed=packed, wants=lambda _: most, at=start):
            return record.body or b""
        raise RecordBroken(start, "it is not there")

    def _refuse_large_directory(self) -> None:
        """Python reads a zip's directory at once, however large it says that it is."""
        self._size = self._file.seek(0, 2)
        self._file.seek(max(0, self._size - 66_000))
        tail = self._file.read(66_000)
        place = tail.rfind(b"PK\5\6")
        if place < 0:
            raise ValueError("it has no directory")
        (length,) = struct.unpack_from("<I", tail, place + 12)
        if length == 0xFFFFFFFF:
            wide = tail.rfind(b"PK\6\6", 0, place)
            if wide < 0:
                raise ValueError("it has no wide directory")
            (length,) = struct.unpack_from("<Q", tail, wide + 40)
        if length > LARGEST_DIRECTORY:
            raise ValueError(f"its directory has {length:,} bytes")


def check_package(wacz: Wacz, findings: Findings) -> dict[str, Any]:
    """What the datapackage says, once its own digest and its parts' names are looked at."""
    for name in wacz.names:
        if not wacz.is_stored(name):
            raise WaczBroken(f"{name} is compressed, and a WACZ is a stored zip")
    for name in (PACKAGE, PACKAGE_DIGEST, INDEX, PAGES):
        if name not in wacz.names:
            raise WaczBroken(f"it has no {name}")
    package = wacz.json(PACKAGE)
    stated = wacz.json(PACKAGE_DIGEST)
    if stated.get("path") != PACKAGE or not _is_digest(
        stated.get("hash"), wacz.part(PACKAGE).finish()
    ):
        findings.add(_in(PACKAGE_DIGEST), Rule.WACZ_PACKAGE, f"it is not the digest of {PACKAGE}")
    listed = set(resources(package))
    for name in sorted(set(wacz.names) - listed - {PACKAGE, PACKAGE_DIGEST}):
        findings.add(_in(name), Rule.WACZ_PACKAGE, f"{PACKAGE} does not name it")
    for name in sorted(listed - set(wacz.names)):
        findings.add(_in(name), Rule.WACZ_PACKAGE, f"{PACKAGE} names it, and it is not there")
    return package


def resources(package: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts that a datapackage names, by their paths."""
    listed = package.get("resources")
    return {
        str(each.get("path")): each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict)
    }


def check_part(name: str, part: Part, package: dict[str, Any], findings: Findings) -> None:
    """Holds a part, read to its end, to what the datapackage says of it."""
    said = resources(package).get(name)
    sha256 = part.finish()
    if said is None:
        return
    if not _is_digest(said.get("hash"), sha256):
        findings.add(_in(name), Rule.WACZ_PACKAGE, f"its digest is not the one in {PACKAGE}")
    if said.get("bytes") != part.size:
        findings.add(
            _in(name), Rule.WACZ_PACKAGE,
            f"it has {part.size} bytes, and {PACKAGE} says {said.get('bytes')}",
        )  # fmt: skip


def _is_digest(stated: object, sha256: str) -> bool:
    value = str(stated).removeprefix("sha256:")
    return str(stated).startswith("sha256:") and digest_bytes(value, 32).hex() == sha256


def _in(name: str) -> str:
    return f"{WACZ}/{name}"
