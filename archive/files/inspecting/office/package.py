"""A package of an Office program (ECMA-376, OpenDocument): its parts, read within bounds."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

MOST_PARTS = 20_000
LARGEST_PART = 150_000_000  # bytes of one part, unpacked
LARGEST_WHOLE = 500_000_000  # bytes of all that is unpacked of one package
UNREADABLE = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    KeyError, ParseError, DefusedXmlException,
)  # fmt: skip
"""What reading a package raises that is cut off, locked or forged."""


class TooLarge(Exception):
    """More in a package than is looked at."""


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name."""
    if name in element.attrib:
        return element.attrib[name]
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def is_on(element: Element) -> bool:
    """Whether a switch such as `<w:vanish/>` is on: it is, unless it says that it is not."""
    return attribute(element, "val") not in ("0", "false", "off")


class _Bounded(io.RawIOBase):
    """A part that stops where there is too much of it."""

    def __init__(self, part: IO[bytes], package: "Package") -> None:
        self.part, self.package, self.left = part, package, LARGEST_PART

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self.part.read(min(size, 1 << 16) if size >= 0 else 1 << 16)
        self.left -= len(data)
        self.package.left -= len(data)
        if self.left < 0 or self.package.left < 0:
            raise TooLarge
        return data


class Package:
    """The parts of a file by their names."""

    def __init__(self, file: BinaryIO) -> None:
        self.zip = zipfile.ZipFile(file)
        self.names = [info.filename for info in self.zip.infolist()]
        self.left = LARGEST_WHOLE
        if len(self.names) > MOST_PARTS:
            raise TooLarge

    def below(self, folder: str, ending: str = "") -> list[str]:
        found = (n for n in self.names if n.startswith(folder) and n.endswith(ending))
        return sorted((n for n in found if not n.endswith("/")), key=lambda n: (len(n), n))

    def steps(self, name: str) -> Iterator[tuple[str, Element]]:
        """Each `start` and `end` of the elements of a part; nothing where there is no such part.

        What has ended is forgotten, so that a long part costs little memory.
        """
        if name not in self.names:
            return
        with self.zip.open(name) as part:
            steps = iterparse(_Bounded(part, self), ("start", "end"), forbid_dtd=True)
            for step, element in steps:
                yield step, element
                if step == "end":
                    element.clear()

    def elements(self, name: str, *wanted: str) -> Iterator[Element]:
        """The elements of these local names, each as it ends, without what is in it."""
        for step, element in self.steps(name):
            if step == "start" and local(element.tag) in wanted:
                yield element

    def bytes_of(self, name: str, most: int) -> bytes | None:
        """A part's bytes, None where they are more than `most`."""
        with self.zip.open(name) as part:
            data = part.read(most + 1)
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge
        return data if len(data) <= most else None

    def targets(self, name: str) -> dict[str, str]:
        """Where the relations of a part lead, by their ids, as names of parts."""
        folder, _, own = name.rpartition("/")
        found = {}
        for element in self.elements(f"{folder}/_rels/{own}.rels", "Relationship"):
            if attribute(element, "TargetMode") != "External":
                target = attribute(element, "Target")
                found[attribute(element, "Id")] = _joined(folder, target)
        return found


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
