"""Large bodies as files of the storage: under its name a file is whole, or it is not there."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .kept import BodyRefused

FOLDER = "bodies"
UNFINISHED = ".unfinished-"


def put_file(sha256: str, body: bytes) -> str:
    """Put `body` into the storage, and say under which name. Raises BodyRefused."""
    name = f"{FOLDER}/{sha256[:2]}/{sha256}"
    try:
        if not (default_storage.exists(name) and default_storage.size(name) == len(body)):
            _write(name, body)
    except OSError as error:
        raise BodyRefused(str(error)) from error
    return name


def _write(name: str, body: bytes) -> None:
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        # Where the storage is no folder here, a file appears in it once it is there as a whole.
        default_storage.delete(name)
        default_storage.save(name, ContentFile(body))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{UNFINISHED}{uuid4().hex}")
    try:
        with unfinished.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def names() -> Iterator[str]:
    """Every file that lies where large bodies do, those included that were never finished."""
    try:
        folders, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        _, files = default_storage.listdir(f"{FOLDER}/{folder}")
        yield from (f"{FOLDER}/{folder}/{name}" for name in sorted(files))
