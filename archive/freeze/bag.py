"""A BagIt bag (RFC 8493), written as a stream: each file's digest is taken as it is written.

The bag grows in a hidden folder beside the one that it is for, and is moved there when it is whole:
under its name there is a whole bag, or none. It knows nothing of Django.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from archive.freeze.ledger import Ledger, Written

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data/"
BUFFER = 1024 * 1024
LONGEST_NAME = 255
"""Bytes that a file system takes in one name."""


class FolderInUse(Exception):
    """The folder cannot become a bag. The text says why, and what to do."""


class NotAPath(ValueError):
    """A name that no file of a bag can have."""


class WrittenTwice(Exception):
    """Two things want the same file."""


class OpenBag:
    """A bag that is being written (served.Bag)."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        size = 0
        with self._created(path) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._ledger.add(Written(path, digest.hexdigest(), size))

    def has(self, path: str) -> bool:
        return self._ledger.has(path)

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """For what is not written from its beginning to its end: its digest is taken afterwards."""
        with self._created(path) as file:
            yield file
        with (self._folder / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            self._ledger.add(Written(path, digest, file.tell()))

    def read(self, path: str) -> BinaryIO:
        """A file that is written already, to read it again."""
        return (self._folder / path).open("rb")

    def written(self, folder: str = PAYLOAD) -> Iterator[Written]:
        """What was written so far into that folder (with a slash at its end), by its path."""
        self._ledger.save()
        return self._ledger.under(folder)

    def size_of(self, path: str) -> tuple[int, int]:
        """How many files were written so far, and their bytes: into a folder (with a slash at its
        end), or at the path of a file."""
        return self._ledger.size_of(path)

    def seal(self, facts: Iterable[tuple[str, str]]) -> str:
        """Write what stands beside the payload; gives the digest of the whole."""
        files, size = 0, 0
        with self._tag("manifest-sha256.txt").open("w", encoding="utf-8", newline="\n") as file:
            for written in self.written():
                file.write(f"{written.sha256}  {encoded(written.path)}\n")
                files, size = files + 1, size + written.size
        self._tag("bagit.txt").write_bytes(DECLARATION)
        lines = [*facts, ("Payload-Oxum", f"{size}.{files}")]
        info = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines)
        self._tag("bag-info.txt").write_text(info, encoding="utf-8", newline="\n")
        tags = map(self._tag, ("bag-info.txt", "bagit.txt", "manifest-sha256.txt"))
        digests = "".join(f"{_digest(tag)}  {tag.name}\n" for tag in tags)
        tagmanifest = self._tag("tagmanifest-sha256.txt")
        tagmanifest.write_text(digests, encoding="utf-8", newline="\n")
        return _digest(tagmanifest)

    def _tag(self, name: str) -> Path:
        return self._folder / name

    def _created(self, path: str) -> BinaryIO:
        _check(path)
        if self._ledger.has_in_this_run(path):
            raise WrittenTwice(f"{path} is written twice: two addresses lead to one file.")
        whole = self._folder / path
        try:
            return whole.open("wb", BUFFER)
        except FileNotFoundError:
            whole.parent.mkdir(parents=True, exist_ok=True)
            return whole.open("wb", BUFFER)


class Bagging:
    """The work on the bag that `target` is to become; used with `with`.

    Raises FolderInUse where the folder holds something, or somebody else is at it; OSError or
    sqlite3.Error where the disk does not take what is written. What was written whole, if anything,
    stays for the next time, until `finish` has moved the bag to its place.
    """

    def __init__(self, target: Path) -> None:
        # Not resolved: a folder that is reached through a link is made where the link leads.
        self._target = target.absolute()
        self._work = self._target.with_name(f".{self._target.name}.unfinished")
        self._folder = self._work / "bag"
        self._ledger: Ledger | None = None
        self._lock = -1

    def __enter__(self) -> "Bagging":
        if self._target.name in ("", "..") or self._target.is_symlink():
            raise FolderInUse(f"{self._target} cannot become a bag. Name a new folder.")
        if not self._work.exists():
            self._check_target()
        self._work.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._work / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as refusal:
            os.close(self._lock)
            raise FolderInUse(
                f"Another freeze is writing {self._target} now. Wait for it, or name another "
                "folder."
            ) from refusal
        # Whoever was at it may have come to its end just now, or have been killed at its end.
        try:
            self._check_target()
        except FolderInUse:
            self._leave(is_done=self._is_empty())
            raise
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._leave(is_done=self._is_empty())

    def begin(self, identity: str) -> OpenBag:
        """A bag with all that was written whole for the same `identity`, and with nothing else.
        May be called again, where the work has to begin anew."""
        if self._ledger is not None:
            self._ledger.close()
        self._ledger = Ledger(self._work / "ledger.sqlite3", identity)
        if self._ledger.is_new and self._folder.exists():
            shutil.rmtree(self._folder)
        self._folder.mkdir(exist_ok=True)
        self._take_stock(self._ledger)
        return OpenBag(self._folder, self._ledger)

    @property
    def scratch(self) -> Path:
        """A folder for what the work needs and the bag does not hold."""
        folder = self._work / "scratch"
        folder.mkdir(exist_ok=True)
        return folder

    def finish(self, bag: OpenBag, facts: Iterable[tuple[str, str]]) -> str:
        """Write what the bag says of itself (`facts` are lines of bag-info.txt), and move it to
        its place. Gives its digest: the SHA-256 of tagmanifest-sha256.txt."""
        digest = bag.seal(facts)
        for folder, _, names in os.walk(self._folder, topdown=False):
            for name in names:
                _sync(os.path.join(folder, name))  # noqa: PTH118 (a path each costs half the time)
            _sync(folder)
        self._check_target()
        self._folder.rename(self._target)
        _sync(str(self._target.parent))
        self._leave(is_done=True)
        return digest

    def _is_empty(self) -> bool:
        """Is there nothing that the next freeze could go on from?"""
        return not any(names for _, _, names in os.walk(self._folder))

    def _check_target(self) -> None:
        for above in self._target.resolve().parents:
            if (above / "bagit.txt").exists():
                raise FolderInUse(
                    f"{self._target} lies in {above}, which is a bag: a file more, and that bag is "
                    "not what it says any more. Name a folder outside of it."
                )
        if self._target.exists() and not self._target.is_dir():
            raise FolderInUse(f"{self._target} is not a folder. Name a new one.")
        if self._target.is_dir() and any(self._target.iterdir()):
            raise FolderInUse(
                f"{self._target} is not empty, and a frozen copy is never written over. "
                "Name a new folder."
            )

    def _take_stock(self, ledger: Ledger) -> None:
        """Let the list and the folder say the same: a file that is not on the list was not written
        whole, and one that is not as listed was lost when the machine stopped."""
        lost = [written.path for written in ledger.under(PAYLOAD) if not self._is_there(written)]
        for path in lost:
            ledger.remove(path)
        ledger.save()
        for folder, _, names in os.walk(self._folder):
            for name in names:
                file = Path(folder) / name
                if not ledger.has(file.relative_to(self._folder).as_posix()):
                    file.unlink()

    def _is_there(self, written: Written) -> bool:
        try:
            with (self._folder / written.path).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                return (digest, file.tell()) == (written.sha256, written.size)
        except OSError:
            return False

    def _leave(self, *, is_done: bool) -> None:
        if self._ledger is not None:
            with suppress(sqlite3.Error):  # a full disk has been told of already
                self._ledger.save()
            self._ledger.close()
            self._ledger = None
        if is_done and self._lock >= 0:  # without the lock it may be somebody else's by now
            shutil.rmtree(self._work, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def encoded(path: str) -> str:
    """A path as manifests have it (RFC 8493, section 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync(path: str) -> None:
    """See that it outlasts a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _check(path: str) -> None:
    parts = path.split("/")
    if path.startswith(PAYLOAD) and not {"", ".", ".."} & set(parts) and "\x00" not in path:
        with suppress(UnicodeEncodeError):
            if max(len(part.encode()) for part in parts) <= LONGEST_NAME:
                return
    raise NotAPath(f"{path!r} cannot be the name of a file in a bag.")
