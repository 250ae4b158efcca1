"""Folders of content, written in a line or two, and what came of importing them."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from archive.importing.folder_export import export_folder
from archive.importing.folder_import import Outcome, import_folder


@pytest.fixture
def make_folder(tmp_path_factory):
    """A folder of files by their paths; text is written as UTF-8."""

    def make(files: dict[str, str | bytes]) -> Path:
        root = tmp_path_factory.mktemp("content")
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture
def bring(make_folder, db):
    """Import files by their paths, which have nothing wrong with them."""

    def import_files(files: dict[str, str | bytes]) -> Outcome:
        outcome = import_folder(make_folder(files))
        assert outcome.findings == []
        return outcome

    return import_files


@pytest.fixture
def faults(make_folder, db):
    """What is wrong with files by their paths: `file:line: text`, one a finding."""

    def import_files(files: dict[str, str | bytes]) -> list[str]:
        return [str(finding) for finding in import_folder(make_folder(files)).findings]

    return import_files


@pytest.fixture
def fault(faults):
    """The one thing that is wrong with one file, which is called it.md."""

    def import_file(text: str | bytes, **beside: str | bytes) -> str:
        found = faults({"it.md": text} | beside)
        assert len(found) == 1, found
        return found[0]

    return import_file


@pytest.fixture
def run():
    """Run a command; answers its exit code."""

    def call(name: str, *arguments: object, **options: object) -> int:
        try:
            call_command(name, *map(str, arguments), **options)
        except CommandError as error:
            return error.returncode
        return 0

    return call


@pytest.fixture
def exported(tmp_path_factory):
    """Export the record; answers the files by their paths."""

    def export() -> dict[str, bytes]:
        target = tmp_path_factory.mktemp("export")
        assert export_folder(target).findings == []
        return files_in(target)

    return export


def files_in(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def png():
    """A small picture, of a colour so that no two need be the same."""

    def make(colour: str = "navy", size: tuple[int, int] = (40, 30)) -> bytes:
        data = BytesIO()
        Image.new("RGB", size, colour).save(data, "PNG")
        return data.getvalue()

    return make
