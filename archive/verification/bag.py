"""The bag itself, by RFC 8493: complete, valid, and nothing beside."""

import re
from collections.abc import Iterator

from archive.verification.findings import Findings
from archive.verification.folder import Folder
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(\S.*)")
LONGEST_LINE = 8192
DECLARATION = {"BagIt-Version": "1.0", "Tag-File-Character-Encoding": "UTF-8"}
NEEDED = ("bagit.txt", "bag-info.txt", MANIFEST, TAG_MANIFEST)
ENCODED = {"%0A": "\n", "%0D": "\r", "%25": "%"}


def check_form(folder: Folder, ledger: Ledger, findings: Findings) -> dict[str, str]:
    """Notes every file and what the manifests say of it. Gives what bag-info.txt says."""
    for found in folder.files(findings):
        ledger.add("files", "path, size", (found.path, found.size))
    missing = [name for name in NEEDED if not ledger.has_file(name)]
    for name in missing:
        findings.add(name, Rule.BAG_MISSING, "a bag of ours has this file")
    if "bagit.txt" not in missing:
        said = dict(_labels(folder, "bagit.txt", findings))
        if said != DECLARATION:
            findings.add("bagit.txt", Rule.BAG_FORMAT, "it does not declare BagIt 1.0 in UTF-8")
    for name in (MANIFEST, TAG_MANIFEST):
        if name not in missing:
            _read_manifest(folder, name, ledger, findings)
    if ledger.has_file("fetch.txt"):
        findings.add("fetch.txt", Rule.BAG_FORMAT, "a bag of ours has nothing to fetch elsewhere")
    _find_undeclared(ledger, findings)
    info = {} if "bag-info.txt" in missing else dict(_labels(folder, "bag-info.txt", findings))
    _check_oxum(info, ledger, findings)
    return info


def _labels(folder: Folder, path: str, findings: Findings) -> Iterator[tuple[str, str]]:
    for line in folder.read(path, 1024 * 1024).decode(errors="replace").splitlines():
        label, colon, value = line.partition(":")
        if colon and not line[:1].isspace():
            yield label.strip(), value.strip()
        elif not line[:1].isspace():
            findings.add(path, Rule.BAG_FORMAT, f"this line has no label: “{line}”")


def _read_manifest(folder: Folder, name: str, ledger: Ledger, findings: Findings) -> None:
    is_of_tags = name == TAG_MANIFEST
    for number, raw in enumerate(folder.lines(name, LONGEST_LINE), 1):
        line = LINE.fullmatch(raw.decode(errors="replace"))
        if not line:
            findings.add(name, Rule.BAG_MANIFEST, f"line {number} is not a digest and a file")
            continue
        path = re.sub("%0A|%0D|%25", lambda code: ENCODED[code[0].upper()], line[2], flags=re.I)
        if not is_inside(path) or path.startswith("data/") == is_of_tags:
            findings.add(
                name, Rule.BAG_MANIFEST, f"line {number} names “{path}”, which is not its to name"
            )
            continue
        noted = ledger.execute(
            "UPDATE files SET declared = ? WHERE path = ? AND declared IS NULL",
            (line[1].lower(), path),
        )
        if noted.rowcount == 0 and ledger.has_file(path):
            findings.add(path, Rule.BAG_MANIFEST, f"{name} names it twice")
        elif noted.rowcount == 0:
            findings.add(path, Rule.BAG_MISSING, f"{name} names it, and it is not there")


def is_inside(path: str) -> bool:
    """Can it be a file of the folder that it is relative to?"""
    parts = path.split("/")
    return not (
        {"", ".", ".."} & set(parts) or "\\" in path or "\0" in path or path.startswith("~")
    )


def _find_undeclared(ledger: Ledger, findings: Findings) -> None:
    undeclared = ledger.rows(
        "SELECT path FROM files WHERE declared IS NULL AND path != ? ORDER BY path", TAG_MANIFEST
    )
    for (path,) in undeclared:
        if path.startswith(("manifest-", "tagmanifest-")) and path != MANIFEST:
            findings.add(path, Rule.BAG_EXTRA, "a bag of ours has SHA-256 manifests only")
        elif path not in NEEDED or ledger.has_file(TAG_MANIFEST):
            findings.add(path, Rule.BAG_EXTRA, "no manifest names it")


def _check_oxum(info: dict[str, str], ledger: Ledger, findings: Findings) -> None:
    size, count = ledger.row(
        "SELECT COALESCE(SUM(size), 0), COUNT(*) FROM files "
        "WHERE path >= 'data/' AND path < 'data0'"
    )
    said = info.get("Payload-Oxum", "")
    if said != f"{size}.{count}":
        findings.add(
            "bag-info.txt", Rule.BAG_OXUM,
            f"Payload-Oxum says “{said}”, and there are {size} bytes in {count} files",
        )  # fmt: skip
