"""A folder of content: which of its files are content, and nothing from outside it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive.importing.format.findings import Finding

LARGEST_FILE = 5_000_000  # bytes of one Markdown file: five times the longest report we know
LARGEST_FOLDER = 200_000_000  # bytes of all Markdown files together
NOT_CONTENT = ".not-content"


class NoContent(Exception):
    """There is not one content file in the folder. The text says what to do."""


class NotInFolder(Exception):
    """A file that is named but cannot be taken. The text says why and what to do."""


@dataclass(frozen=True)
class Source:
    """A Markdown file: its path in the folder and its text, lines ending in a line feed."""

    path: str
    text: str


class Folder:
    """The folder at `root`. Links that lead elsewhere are never followed."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve(strict=True)

    def read(self) -> tuple[list[Source], list[Finding]]:
        """Every content file in the order of their paths, and what keeps others from being read."""
        sources, findings, total = [], [], 0
        for path in sorted(self._markdown_files()):
            name = path.relative_to(self.root).as_posix()
            try:
                source = Source(name, _text_of(path))
            except NotInFolder as fault:
                line, text = fault.args if len(fault.args) == 2 else (1, fault.args[0])
                findings.append(Finding(name, line, text))
                continue
            total += len(source.text)
            if total > LARGEST_FOLDER:
                text = "The Markdown files hold more than 200 MB together. Import them in parts."
                return [], [Finding(name, 1, text)]
            sources.append(source)
        return sources, findings

    def find(self, source: str, name: str) -> str:
        """The path in the folder of the file that the content file `source` calls `name`."""
        written = PurePosixPath(name)
        if written.is_absolute() or "\\" in name or "\0" in name:
            raise NotInFolder(
                f"“{name}” is not a name beside this file. Write it as picture.jpg or "
                "pictures/picture.jpg, with / between folders."
            )
        parts: list[str] = list(PurePosixPath(source).parent.parts)
        for part in written.parts:
            if part != "..":
                parts.append(part)
            elif parts:
                parts.pop()
            else:
                raise NotInFolder(
                    f"“{name}” lies outside the folder. Put the file into the folder."
                )
        path = self.root
        for part in parts:
            path = path / part
            if _is_link(path):
                raise NotInFolder(
                    f"“{name}” is a link to somewhere else. Put the file itself into the folder."
                )
        if not _is_plain_file(path):
            raise NotInFolder(f"There is no file “{name}” here. Add it, or correct its name.")
        return "/".join(parts)

    def path_of(self, name: str) -> Path:
        """Where a file lies that `find` has found."""
        return self.root / name

    def _markdown_files(self) -> Iterator[Path]:
        for here, folders, files in os.walk(self.root):
            if NOT_CONTENT in files:
                folders.clear()
                continue
            folders[:] = sorted(f for f in folders if f[0] not in "._" and f != "raw")
            yield from (Path(here, f) for f in folders if Path(here, f).is_symlink())
            for file in files:
                if file.lower().endswith(".md") and file[0] not in "._" and file != "README.md":
                    yield Path(here, file)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # a name that no file can have
        return False


def _is_plain_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _text_of(path: Path) -> str:
    if path.is_symlink():
        raise NotInFolder("This is a link to somewhere else. Put the file itself into the folder.")
    if not _is_plain_file(path):
        raise NotInFolder("This is not a file that can be read. Replace it, or take it away.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NotInFolder(f"This file cannot be read ({error.strerror}).") from None
    if len(data) > LARGEST_FILE:
        raise NotInFolder("This file is larger than 5 MB. Split it, or attach it as a PDF.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotInFolder(
            data.count(b"\n", 0, error.start) + 1,
            "This line is not UTF-8. Save the file again in the encoding UTF-8.",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
