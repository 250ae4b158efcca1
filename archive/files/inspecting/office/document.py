"""What every file of an Office program may carry, whichever program wrote it."""

from pathlib import PurePosixPath
from typing import BinaryIO

from archive.files.inspecting.office.opendocument import look_at_opendocument
from archive.files.inspecting.office.package import (
    UNREADABLE,
    Package,
    TooLarge,
    attribute,
    local,
)
from archive.files.inspecting.office.slides import look_at_slides
from archive.files.inspecting.office.word import look_at_word
from archive.files.inspecting.office.workbook import look_at_workbook
from archive.files.inspecting.pictures import look_at_exif
from archive.files.inspecting.report import Report
from archive.files.inspecting.rules import Rule
from archive.files.types import FileType

LARGEST_PICTURE = 30_000_000
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
PEOPLE = {
    "creator": "Author",
    "lastModifiedBy": "Last saved by",
    "Company": "Company",
    "Manager": "Manager",
}
OTHERS = {"title": "Title", "language": "Language", "Application": "Made with"}
ALSO_READ = {"subject", "description", "keywords", "category", "contentStatus"}
LOOKS = {
    FileType.DOCX: look_at_word,
    FileType.XLSX: look_at_workbook,
    FileType.PPTX: look_at_slides,
    FileType.ODT: look_at_opendocument,
    FileType.ODS: look_at_opendocument,
}


def inspect_office(file: BinaryIO, kind: FileType, report: Report) -> None:
    """Look through a document, a workbook or slides."""
    file.seek(0)
    try:
        package = Package(file)
        _properties(package, report)
        LOOKS[kind](package, report)
        _macros(package, report)
        _embedded(package, report)
        _links(package, report)
        _pictures(package, report)
    except TooLarge:
        report.find(Rule.NOT_ALL_LOOKED_AT)
    except UNREADABLE:
        report.find(Rule.NOT_LOOKED_INTO, detail="it is broken, or made in an unusual way")
    if "Title" not in report.facts:
        report.find(Rule.UNTITLED)
    made_by = [report.facts[name] for name in PEOPLE.values() if name in report.facts]
    if made_by:
        report.find(Rule.AUTHOR, detail=", ".join(dict.fromkeys(made_by)))
    if "Made with" in report.facts:
        report.find(Rule.TOOL, detail=report.facts["Made with"])
    report.can_be_stripped = bool(made_by) and kind in (
        FileType.DOCX,
        FileType.XLSX,
        FileType.PPTX,
    )


def _properties(package: Package, report: Report) -> None:
    for name in ("docProps/core.xml", "docProps/app.xml"):
        for step, element in package.steps(name):
            if step == "end":
                known = local(element.tag)
                words = element.text or ""
                if known in PEOPLE or known in OTHERS:
                    report.say((PEOPLE | OTHERS)[known], words)
                elif known in ALSO_READ:
                    report.read("its properties", words)
    for step, element in package.steps("docProps/custom.xml"):
        if step == "end" and local(element.tag) in ("lpwstr", "lpstr", "bstr"):
            report.read("its properties", element.text or "")


def _macros(package: Package, report: Report) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        report.find(Rule.MACROS)
    if any("/activeX/" in name for name in package.names):
        report.find(Rule.MACROS, detail="buttons that run something (ActiveX)")


def _embedded(package: Package, report: Report) -> None:
    for name in package.names:
        if "/embeddings/" in name and not name.endswith("/"):
            report.find(Rule.EMBEDDED, detail=f"“{PurePosixPath(name).name}”")


def _links(package: Package, report: Report) -> None:
    """What lies elsewhere. Links for readers to follow are their business, unless they lead to
    a folder or server of the office."""
    for name in package.below("", ".rels"):
        if "externalLinks/" in name:
            continue  # told as such
        for element in package.elements(name, "Relationship"):
            if attribute(element, "TargetMode") != "External":
                continue
            kind = attribute(element, "Type").rpartition("/")[2]
            is_own = attribute(element, "Target").lower().startswith(("file:", "\\\\", "smb:"))
            if is_own:
                report.find(Rule.OWN_PLACES, detail=f"a {_kind_of_link(kind)}")
            elif kind not in ("hyperlink", "attachedTemplate"):
                report.find(
                    Rule.OTHER_WORKBOOK, detail=f"a {_kind_of_link(kind)} on another server"
                )


def _kind_of_link(kind: str) -> str:
    return {
        "hyperlink": "link",
        "attachedTemplate": "template",
        "image": "picture",
        "oleObject": "linked object",
    }.get(kind, "link")


def _pictures(package: Package, report: Report) -> None:
    for name in package.names:
        if not name.lower().endswith(PICTURES) or name.startswith("docProps/"):
            continue
        data = package.bytes_of(name, LARGEST_PICTURE)
        where = f"picture {PurePosixPath(name).name}"
        if data is None:
            report.find(Rule.NOT_ALL_LOOKED_AT, where)
        elif b"Exif" in data[:65536] or b"eXIf" in data or b"EXIF" in data[:65536]:
            look_at_exif(data, report, where)
