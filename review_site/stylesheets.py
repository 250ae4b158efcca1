"""One stylesheet for readers out of a file a component for writers.

`static/css/` has a folder for each cascade layer. Their files, joined in order and each folder
wrapped in its layer, are `css/site.css`: one request instead of forty. Where the files lie is the
whole of the build, so that `collectstatic`, `runserver` and the tests cannot disagree about it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

LAYERS = ("tokens", "base", "layout", "components", "utilities")
NAME = "css/site.css"


def joined(folder: Path) -> str:
    """The stylesheets in the layers of `folder` as one."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        sheets = [path.read_text() for path in sorted((folder / layer).glob("*.css"))]
        parts.append(f"@layer {layer} {{\n{''.join(sheets)}}}")
    return "\n".join(parts)


class StylesheetFinder(BaseFinder):
    """Finds `css/site.css`, written anew whenever a stylesheet that it is made of has changed."""

    def __init__(self, *args, **kwargs) -> None:
        self.source = Path(settings.BASE_DIR) / "static" / "css"
        self.storage = FileSystemStorage(location=Path(settings.STATE_DIR) / "stylesheets")

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        if path != NAME:
            return []
        written = self._write()
        return [written] if find_all else written

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield NAME, self.storage

    def _write(self) -> str:
        path = Path(self.storage.path(NAME))
        text = joined(self.source)
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{path.name}.{os.getpid()}")
            unfinished.write_text(text)
            unfinished.replace(path)
        return str(path)
