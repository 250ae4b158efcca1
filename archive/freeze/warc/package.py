"""A zip whose bytes follow from what is put into it: nothing compressed, no clock, no system."""

import hashlib
import json
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
A_FILE_FOR_ALL_TO_READ = 0o100644 << 16

PADDING = struct.pack("<HHHH", 0xA220, 4, 0xA028, 0)
"""An extra field that says nothing. A file whose length is not known yet needs room for a long one
(ZIP64) in its own header, and no room in the tables at the end unless it became long. There,
ReplayWeb.page looks for extra fields at all: without any, it takes the file to begin too early."""


class Resource:
    """A file of a package while it is written."""

    def __init__(self, path: str, file: IO[bytes]) -> None:
        self.path = path
        self.size = 0
        self._file = file
        self._sha256 = hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._sha256.update(chunk)
        self.size += len(chunk)

    @property
    def hash(self) -> str:
        return f"sha256:{self._sha256.hexdigest()}"


class Package:
    """A WACZ 1.1.1: the files that are put into it, and the two that say what they are."""

    def __init__(self, to: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(to, "w", zipfile.ZIP_STORED)
        self._resources: list[dict[str, Any]] = []

    @contextmanager
    def resource(self, path: str) -> Iterator[Resource]:
        """A file to write to, of whatever length; it belongs to the package once it is left."""
        with self._file(path) as resource:
            yield resource
        self._resources.append(
            {
                "name": PurePosixPath(path).name,
                "path": path,
                "hash": resource.hash,
                "bytes": resource.size,
            }
        )

    def put(self, path: str, chunks: Iterable[bytes]) -> None:
        with self.resource(path) as resource:
            for chunk in chunks:
                resource.write(chunk)

    def close(self) -> None:
        """Write the zip's own tables."""
        self._zip.close()

    def describe(self, facts: dict[str, str]) -> None:
        """Say what is in it, after `facts`: the last that is put into it."""
        described = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            **facts,
            "resources": self._resources,
        }
        digest = self._put_json("datapackage.json", described)
        self._put_json("datapackage-digest.json", {"path": "datapackage.json", "hash": digest})

    def _put_json(self, path: str, facts: dict[str, Any]) -> str:
        with self._file(path) as resource:
            resource.write(json.dumps(facts, ensure_ascii=False, indent=2).encode() + b"\n")
        return resource.hash

    @contextmanager
    def _file(self, path: str) -> Iterator[Resource]:
        info = zipfile.ZipInfo(path, EPOCH)
        info.create_system = UNIX
        info.external_attr = A_FILE_FOR_ALL_TO_READ
        info.extra = PADDING
        with self._zip.open(info, "w", force_zip64=True) as file:
            yield Resource(path, file)
