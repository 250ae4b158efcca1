"""The dress of the site: everything but the record that its pages are made with.

A page in another dress is another page. So an edition keeps a digest of the templates, style
sheets, scripts and code, and a process tells by it whether its pages belong to that edition.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.conf import settings

SOURCES = (
    ("templates", "*"),
    ("static", "*"),
    ("locale", "*.mo"),
    ("archive", "*.py"),
    ("review_site", "*.py"),
    ("requirements", "run.txt"),
)
"""Folders of the project, and the files in them that pages are made with."""


class Dress:
    """What a process makes pages with. Where a developer works on it (STATIC_FROM_SOURCE), it is
    looked at again whenever a file has changed; a server's stays what it was when first asked.

    `worn` is the digest that the process last knew the site to be dressed in by itself.
    """

    def __init__(self) -> None:
        self._changed_at: tuple[tuple[str, int], ...] = ()
        self._digest = ""
        self.worn = ""

    def digest(self) -> str:
        if self._digest and not settings.STATIC_FROM_SOURCE:
            return self._digest
        changed_at = tuple((str(path), path.stat().st_mtime_ns) for path in _files())
        if changed_at != self._changed_at:
            self._changed_at, self._digest = changed_at, _digest()
        return self._digest


@cache
def of_this_process() -> Dress:
    return Dress()


def _files() -> Iterator[Path]:
    for folder, pattern in SOURCES:
        found = (Path(settings.BASE_DIR) / folder).rglob(pattern)
        yield from sorted(
            path for path in found if path.is_file() and "__pycache__" not in path.parts
        )


def _digest() -> str:
    around = (django.get_version(), settings.SITE_URL, str(settings.SECURE_HSTS_SECONDS))
    digest = hashlib.sha256("\n".join(around).encode())
    for path in _files():
        name = path.relative_to(settings.BASE_DIR)
        digest.update(f"\n{name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
