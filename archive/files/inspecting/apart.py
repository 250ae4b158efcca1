"""The inspection in a process of its own, with bounds that the system keeps.

A forged file may want all memory or never end. The process that reads it has as much memory and
time as it is given, no settings and no secrets; where it dies, the file counts as not looked into.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from archive.files.inspecting.inspection import OFFICE, SECONDS, look_into
from archive.files.inspecting.report import Report
from archive.files.inspecting.rules import Rule
from archive.files.types import FileType

PROJECT = Path(__file__).resolve().parents[3]
MEMORY = 1_500_000_000  # bytes of address space
LARGEST = 300_000_000  # bytes of a document that are looked into
GRACE = 15.0  # seconds to begin, and to say what was found


def inspect(file: BinaryIO, kind: FileType, *, seconds: float = SECONDS) -> Report:
    """What is in a file of a known type; it is left at its beginning. Never raises."""
    if kind is not FileType.PDF and kind not in OFFICE:
        return look_into(file, kind)
    file.seek(0)
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        size = copy.tell()
        copy.seek(0)
        file.seek(0)
        if size > LARGEST:
            return _not_looked_into("it is larger than 300 MB")
        return _asked(copy, kind, seconds)


def _asked(copy: BinaryIO, kind: FileType, seconds: float) -> Report:
    command = [sys.executable, "-s", "-m", "archive.files.inspecting.apart", kind.name]
    try:
        answer = subprocess.run(
            [*command, str(seconds)],
            stdin=copy.fileno(),
            capture_output=True,
            cwd=PROJECT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=seconds + GRACE,
            check=True,
        )
        return Report.from_json(json.loads(answer.stdout))
    except subprocess.TimeoutExpired:
        return _not_looked_into("that would take too long")
    except (subprocess.CalledProcessError, ValueError, KeyError, OSError):
        return _not_looked_into("it wants more memory than there is for it, or it is broken")


def _not_looked_into(why: str) -> Report:
    report = Report()
    report.find(Rule.NOT_LOOKED_INTO, detail=why)
    return report


def _bound(seconds: float) -> None:
    import resource  # not on every system, and only wanted here

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    most = int(seconds + GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str, seconds: str) -> None:
    _bound(float(seconds))
    with os.fdopen(0, "rb") as file:
        report = look_into(file, FileType[kind], seconds=float(seconds))
    sys.stdout.write(json.dumps(report.as_json()))


if __name__ == "__main__":
    main(*sys.argv[1:])
