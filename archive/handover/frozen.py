"""What a frozen copy says of itself: its captures with their digests, and which of them stand.

A whole bag is best, since its inventory knows what still stood at its end. Where only the WACZ is
at hand, or the index out of it, the last capture of each address is taken for what stood.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import quote

from .addresses import IN_A_PATH
from .answers import MOST_BYTES, NotAnswers, read_answers
from .held import Held

WACZ = "data/archive.wacz"
INVENTORY = "data/inventory.jsonl"
MANIFEST = "manifest-sha256.txt"
WHOLE = "tagmanifest-sha256.txt"
"""Its digest is the bag's: it holds that of the manifest, and the manifest every file's."""
OF_THE_PUBLIC = {"page", "redirect", "tombstone", "file", "dress"}
"""The kinds of the inventory at which the site itself answered; the others are about its past, or
were made for the frozen copy."""
INDEX_NAMES = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")
ZIP = b"PK"
CHUNK = 1 << 20
LONGEST_LINE = 1 << 16


class NotAFrozenCopy(Exception):
    """What was given is no bag, WACZ or index of one. The text says what is missing."""


@dataclass(frozen=True)
class Frozen:
    """`sha256` is of the bag, or of the one file that was given in its place. `captures` can be
    run through once."""

    name: str
    sha256: str
    captures: Iterator[Held]
    standing: Iterator[str] | None = None
    """The paths that stood at the end, escaped; None where nothing tells of them."""


@contextmanager
def opened(place: Path) -> Iterator[Frozen]:
    """The bag in a folder, or its WACZ or index alone. Raises NotAFrozenCopy, also where
    a file that is compared is not the one that was frozen, and OSError."""
    if not place.is_dir():
        with place.open("rb") as stream:
            yield of_stream(stream, place.name)
        return
    wacz, whole = place / WACZ, place / WHOLE
    for needed in (wacz, place / MANIFEST, whole):
        if not needed.is_file():
            raise NotAFrozenCopy(
                f"There is no {needed.relative_to(place)} in {place}. Give the folder that "
                "manage.py freeze made."
            )
    inventory = place / INVENTORY
    _check_digests(place, (WACZ, INVENTORY))
    with wacz.open("rb") as stream, whole.open("rb") as manifest:
        standing = _standing(inventory) if inventory.is_file() else None
        yield Frozen(place.name, digest(manifest), _captures(stream, wacz.name), standing)


def of_stream(stream: BinaryIO, name: str, most: int = MOST_BYTES) -> Frozen:
    """A WACZ, or an index of one; `stream` can be sought. `most` bytes of each index are read."""
    sha256 = digest(stream)
    stream.seek(0)
    return Frozen(name, sha256, _captures(stream, name, most))


def digest(stream: BinaryIO) -> str:
    found = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


def _check_digests(place: Path, paths: tuple[str, ...]) -> None:
    said = _digests_of(place / MANIFEST, paths)
    for path in paths:
        if not (place / path).is_file():
            continue
        with (place / path).open("rb") as file:
            found = digest(file)
        if said.get(path) != found:
            raise NotAFrozenCopy(
                f"{path} is not the file that was frozen: {MANIFEST} gives it "
                f"{'the SHA-256 ' + said[path] if path in said else 'no SHA-256'}, and it has "
                f"{found}. Take another copy of the folder; manage.py verify_freeze names all that "
                "is wrong with this one."
            )


def _digests_of(manifest: Path, paths: tuple[str, ...]) -> dict[str, str]:
    """What the manifest says of these files. None has a name that it would have to escape."""
    found = {}
    with manifest.open("rb") as lines:
        while line := lines.readline(LONGEST_LINE):
            sha256, _, path = line.decode("utf-8", "replace").strip().partition(" ")
            if path.strip() in paths:
                found[path.strip()] = sha256.lower()
    return found


def _captures(stream: BinaryIO, name: str, most: int = MOST_BYTES) -> Iterator[Held]:
    is_zip = stream.read(len(ZIP)) == ZIP
    stream.seek(0)
    try:
        yield from _of_zip(stream, name, most) if is_zip else read_answers(stream, name, most)
    except NotAnswers as error:
        raise NotAFrozenCopy(f"The index of the frozen copy cannot be read: {error}") from error


def _of_zip(stream: BinaryIO, name: str, most: int) -> Iterator[Held]:
    try:
        with zipfile.ZipFile(stream) as package:
            indexes = [
                each
                for each in package.infolist()
                if each.filename.startswith("indexes/") and each.filename.endswith(INDEX_NAMES)
            ]
            if not indexes:
                raise NotAFrozenCopy(f"{name} has no index (indexes/index.cdx): it is no WACZ.")
            for each in indexes:
                if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise NotAFrozenCopy(f"{name} is packed in a way that no WACZ is.")
                with package.open(each) as index:
                    yield from read_answers(cast(BinaryIO, index), each.filename, most)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotAFrozenCopy(f"{name} is damaged: {error}.") from error


def _standing(inventory: Path) -> Iterator[str]:
    with inventory.open("rb") as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            try:
                row = json.loads(line)
                address, kind = str(row["address"]), row["kind"]
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise NotAFrozenCopy(f"{INVENTORY} is damaged in line {number}.") from error
            if kind in OF_THE_PUBLIC:
                yield quote(address, safe=IN_A_PATH)
