"""What a reader reaches from the home page by links alone."""

from array import array

from archive.verification.findings import Findings
from archive.verification.inventory import SITE, file_at
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

REACHED = ("page", "file", "memento", "versions", "comparison", "day")
"""Kinds that a reader is to come to. A redirect is for old links, a tombstone for what nothing
leads to any more; dress is fetched, not followed to."""
SHOWN = ("file", "memento")
"""Kinds that a reader comes to as well where a page that is reached fetches them: the icons and the
colours of the site are public by themselves, and what a page of the past was dressed in the
inventory calls a memento, as it does the page."""
KNOWN_BY_NAME = ("/robots.txt", "/sitemap.xml")
WELL_KNOWN = "/.well-known/"
"""What machines ask for by its name."""


def check_reach(ledger: Ledger, findings: Findings) -> int:
    """Gives how many files are reached. Takes some ten bytes a file of memory."""
    home = ledger.file_id(SITE + (file_at("/", ledger) or "index.html"))
    if not home:
        findings.add("/", Rule.BAG_MISSING, "there is no home page")
        return 0
    seen = bytearray(ledger.number("SELECT MAX(id) FROM files") + 1)
    followed = _spread("leads_to", array("I", (home,)), seen, ledger)
    reached = len(followed)
    fetched = seen[:]
    _spread("fetches", followed, fetched, ledger)
    lines = ledger.rows(
        "SELECT inventory.address, inventory.file, kind, files.id FROM inventory "
        "JOIN files ON files.path = ? || inventory.file ORDER BY address, file",
        SITE,
    )
    for address, file, kind, identity in lines:
        is_known = address in KNOWN_BY_NAME or address.startswith(WELL_KNOWN)
        is_reached = seen[identity] or (kind in SHOWN and fetched[identity])
        if kind in REACHED and not is_reached and not is_known:
            findings.add(address, Rule.UNREACHABLE, f"no links lead from the home page to {file}")
    return reached


def _spread(column: str, from_these: "array[int]", seen: bytearray, ledger: Ledger) -> "array[int]":
    """All files that these lead to by that column, and those do in turn, and these; `seen` is told
    of each, and keeps it from being gone through again."""
    waiting = from_these[:]
    for identity in waiting:
        seen[identity] = 1
    for identity in waiting:
        found = ledger.row(f"SELECT {column} FROM files WHERE id = ?", identity)  # noqa: S608
        for target in array("I", found[0] or b""):
            if not seen[target]:
                seen[target] = 1
                waiting.append(target)
    return waiting
