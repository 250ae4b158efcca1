"""The inspection of one file in this process. `apart` runs it in one of its own."""

import time
from typing import BinaryIO

from archive.files.inspecting.office import inspect_office
from archive.files.inspecting.pdf import inspect_pdf
from archive.files.inspecting.pictures import inspect_film, inspect_picture
from archive.files.inspecting.report import MOST_WORDS, Report
from archive.files.types import FileType

OFFICE = (FileType.DOCX, FileType.XLSX, FileType.PPTX, FileType.ODT, FileType.ODS)
TEXTS = (FileType.TXT, FileType.CSV, FileType.WEBVTT, FileType.SRT)
SECONDS = 60.0


def look_into(file: BinaryIO, kind: FileType, *, seconds: float = SECONDS) -> Report:
    """What is in a file of a known type; it is left at its beginning."""
    report = Report()
    if kind is FileType.PDF:
        inspect_pdf(file, report, until=time.monotonic() + seconds)
    elif kind in OFFICE:
        inspect_office(file, kind, report)
    elif kind.is_picture:
        inspect_picture(file, report)
    elif kind in (FileType.MP4, FileType.M4A):
        inspect_film(file, report)
    elif kind in TEXTS:
        file.seek(0)
        report.read("", file.read(MOST_WORDS * 4 + 4).decode("utf-8-sig", "replace"))
    report.read("what the file says of itself", "\n".join(report.facts.values()))
    file.seek(0)
    return report
