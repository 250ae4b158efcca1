"""The inventory: which file of the static site is what was served at which address."""

import json
from dataclasses import dataclass

from archive.verification.bag import is_inside
from archive.verification.captures import stamp_of
from archive.verification.findings import Findings
from archive.verification.folder import Folder
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

INVENTORY = "data/inventory.jsonl"
SITE = "data/site/"
LONGEST_LINE = 64 * 1024
KINDS = frozenset((
    "page", "redirect", "tombstone", "file", "dress", "memento", "versions", "comparison", "day",
    "added",
))  # fmt: skip
MADE_FOR_THE_COPY = frozenset(("versions", "comparison", "day", "added"))
"""Kinds that were never kept: pages about the past, and what only the frozen copy needs."""
TEXTS = ("address", "file", "kind", "content_type", "captured_from", "sha256", "title")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the inventory. `stamp` is the moment of its capture; empty where it has none."""

    address: str
    file: str
    kind: str
    stamp: str
    sha256: str
    is_rewritten: bool
    status: int
    content_type: str


COLUMNS = "address, file, kind, stamp, sha256, is_rewritten, status, content_type"


def read_inventory(folder: Folder, ledger: Ledger, findings: Findings) -> int:
    """Notes each line; gives how many there are."""
    if not ledger.has_file(INVENTORY):
        findings.add(INVENTORY, Rule.BAG_MISSING, "there is no inventory")
        return 0
    before = ("", "")
    count = 0
    for number, raw in enumerate(folder.lines(INVENTORY, LONGEST_LINE), 1):
        try:
            line = _line(raw)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            findings.add(
                INVENTORY, Rule.INVENTORY_FORMAT, f"line {number} cannot be used ({error})"
            )
            continue
        if (line.address, line.file) < before:
            findings.add(
                INVENTORY, Rule.INVENTORY_FORMAT, f"line {number} stands behind a later one"
            )
        before = (line.address, line.file)
        if ledger.row("SELECT 1 FROM inventory WHERE file = ?", line.file):
            findings.add(line.address, Rule.INVENTORY_FORMAT, f"{line.file} has two lines")
            continue
        count += 1
        if not ledger.has_file(SITE + line.file):
            findings.add(line.address, Rule.INVENTORY_NO_FILE, f"its file {line.file} is not there")
        ledger.add(
            "inventory", COLUMNS,
            (line.address, line.file, line.kind, line.stamp, line.sha256, line.is_rewritten,
             line.status, line.content_type),
        )  # fmt: skip
    unlisted = ledger.rows(
        "SELECT path FROM files WHERE path >= ? AND path < ? AND NOT EXISTS "
        "(SELECT 1 FROM inventory WHERE file = substr(path, ?)) ORDER BY path",
        SITE, f"{SITE[:-1]}0", len(SITE) + 1,
    )  # fmt: skip
    for (path,) in unlisted:
        findings.add(path, Rule.INVENTORY_MISSING, "the inventory does not name it")
    return count


def _line(raw: bytes) -> Line:
    said = json.loads(raw)
    if not isinstance(said, dict):
        raise TypeError("no object")
    for name in TEXTS:
        if not isinstance(said[name], str):
            raise TypeError(f"{name} is no text")
        said[name].encode()
    if not isinstance(said["is_rewritten"], bool) or type(said["status"]) is not int:
        raise TypeError("is_rewritten or status")
    if said["kind"] not in KINDS:
        raise ValueError(f"kind “{said['kind']}” is not known")
    if not said["address"].startswith("/") or not is_inside(said["file"]):
        raise ValueError("address or file is no path")
    if not 0 <= said["status"] < 1000:
        raise ValueError("status")
    return Line(
        said["address"], said["file"], said["kind"], stamp_of(said["captured_from"]),
        said["sha256"], said["is_rewritten"], said["status"], said["content_type"],
    )  # fmt: skip


def line_of(file: str, ledger: Ledger) -> Line | None:
    """The line of a file of the static site; None where the inventory does not name it."""
    found = ledger.row(f"SELECT {COLUMNS} FROM inventory WHERE file = ?", file)  # noqa: S608
    return Line(*found) if found else None


def file_at(address: str, ledger: Ledger) -> str:
    """The file that is what stands at an address now; nothing where there is none."""
    found = ledger.row(
        "SELECT file FROM inventory WHERE address = ? AND kind NOT IN ('memento', 'added') "
        "ORDER BY file LIMIT 1",
        address,
    )
    return str(found[0]) if found else ""
