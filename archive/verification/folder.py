"""The folder of a bag, looked at without ever leaving it."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.verification.findings import CannotVerify, Findings
from archive.verification.rules import Rule

CHUNK = 256 * 1024
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    path: str
    size: int


class Folder:
    """Only plain files are opened that `files` came upon, so no link of the file system and no
    `..` in a manifest leads out of the bag, and no pipe or device lets us wait."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            if not stat.S_ISDIR(root.stat().st_mode):
                raise CannotVerify(f"{root} is not a folder. Name the folder that freeze wrote.")
            if not (root / "bagit.txt").is_file():
                raise CannotVerify(
                    f"{root} is not a bag: it has no bagit.txt. Name the folder that freeze wrote."
                )
        except OSError as error:
            raise CannotVerify(f"{root} cannot be read: {error.strerror}.") from error

    def files(self, findings: Findings) -> Iterator[Found]:
        """Every plain file with its size; anything else is a finding."""
        folders = [""]
        while folders:
            prefix = folders.pop()
            try:
                entries = os.scandir(self.root / prefix)
            except OSError as error:
                raise CannotVerify(f"{prefix or self.root}: {error.strerror}.") from error
            with entries:
                for entry in entries:
                    path = f"{prefix}{entry.name}"
                    if not _is_text(path):
                        findings.add(
                            os.fsencode(path).decode("ascii", "backslashreplace"),
                            Rule.BAG_ODD, "its name is not UTF-8",
                        )  # fmt: skip
                    elif entry.is_symlink():
                        findings.add(path, Rule.BAG_ODD, "it is a link of the file system")
                    elif entry.is_dir(follow_symlinks=False):
                        if path.count("/") < DEEPEST:
                            folders.append(f"{path}/")
                        else:
                            findings.add(path, Rule.BAG_ODD, "it lies too deep")
                    elif entry.is_file(follow_symlinks=False):
                        yield Found(path, entry.stat(follow_symlinks=False).st_size)
                    else:
                        findings.add(path, Rule.BAG_ODD, "it is neither a file nor a folder")

    def open(self, path: str) -> BinaryIO:
        """A file that `files` came upon."""
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            return os.fdopen(os.open(self.root / path, flags), "rb", buffering=0)
        except OSError as error:
            raise CannotVerify(f"{path} cannot be read: {error.strerror}.") from error

    def chunks(self, path: str) -> Iterator[bytes]:
        with self.open(path) as file:
            try:
                while chunk := file.read(CHUNK):
                    yield chunk
            except OSError as error:
                raise CannotVerify(f"{path} cannot be read: {error.strerror}.") from error

    def read(self, path: str, most: int) -> bytes:
        """The file, or its first `most` bytes."""
        held = bytearray()
        for chunk in self.chunks(path):
            held += chunk
            if len(held) >= most:
                break
        return bytes(held[:most])

    def lines(self, path: str, longest: int) -> Iterator[bytes]:
        """The file's lines without their ends; of a longer one only its first `longest` bytes."""
        yield from lines_of(self.chunks(path), longest)

    def digest(self, path: str) -> str:
        taken = hashlib.sha256()
        for chunk in self.chunks(path):
            taken.update(chunk)
        return taken.hexdigest()


def lines_of(chunks: Iterator[bytes], longest: int) -> Iterator[bytes]:
    """Lines without their ends (LF, or CR and LF); a longer one is cut after `longest` bytes."""
    rest = b""
    is_cut = False
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if not is_cut:
                yield line[:longest].removesuffix(b"\r")
            is_cut = False
        if len(rest) > longest:
            if not is_cut:
                yield rest[:longest]
            rest, is_cut = b"", True
    if rest and not is_cut:
        yield rest


def _is_text(name: str) -> bool:
    with suppress(UnicodeEncodeError):
        name.encode()
        return True
    return False
