"""The inspection of what may be forged, in a process apart: see `archive.files.apart`. Where that
process dies, the file counts as not looked into."""

import json
import os
import sys
from typing import BinaryIO

from archive.files.apart import NotRead, bound, read_apart
from archive.files.inspecting.inspection import OFFICE, SECONDS, look_into
from archive.files.inspecting.report import Report
from archive.files.inspecting.rules import Rule
from archive.files.types import FileType


def inspect(file: BinaryIO, kind: FileType, *, seconds: float = SECONDS) -> Report:
    """What is in a file of a known type; it is left at its beginning. Never raises."""
    if kind is not FileType.PDF and kind not in OFFICE:
        return look_into(file, kind)
    try:
        said = read_apart("archive.files.inspecting", kind.name, file=file, seconds=seconds)
        return Report.from_json(said)
    except NotRead as why:
        return _not_looked_into(str(why))
    except (ValueError, KeyError):
        return _not_looked_into("it is broken")


def _not_looked_into(why: str) -> Report:
    report = Report()
    report.find(Rule.NOT_LOOKED_INTO, detail=why)
    return report


def main(kind: str, seconds: str) -> None:
    """What that process does: the file is its standard input, the report its output."""
    bound(float(seconds))
    with os.fdopen(0, "rb") as file:
        report = look_into(file, FileType[kind], seconds=float(seconds))
    sys.stdout.write(json.dumps(report.as_json()))
