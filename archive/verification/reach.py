"""What a reader reaches from the home page by links alone."""

from array import array

from archive.verification.findings import Findings
from archive.verification.inventory import SITE, file_at
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

REACHED = ("page", "file", "memento", "versions", "comparison", "day")
"""Kinds that a reader is to come to. A redirect is for old links, a tombstone for what nothing
leads to any more; dress is fetched, not followed to."""
KNOWN_BY_NAME = ("/robots.txt", "/sitemap.xml")
WELL_KNOWN = "/.well-known/"
"""What machines ask for by its name."""


def check_reach(ledger: Ledger, findings: Findings) -> int:
    """Gives how many files are reached. Takes a byte a file of memory, and four for those that
    are still to be followed."""
    home = ledger.file_id(SITE + (file_at("/", ledger) or "index.html"))
    if not home:
        findings.add("/", Rule.BAG_MISSING, "there is no home page")
        return 0
    seen = bytearray(ledger.number("SELECT MAX(id) FROM files") + 1)
    seen[home] = 1
    waiting = array("I", (home,))
    reached = 0
    while waiting:
        reached += 1
        found = ledger.row("SELECT leads_to FROM files WHERE id = ?", waiting.pop())
        for target in array("I", found[0] or b""):
            if not seen[target]:
                seen[target] = 1
                waiting.append(target)
    lines = ledger.rows(
        "SELECT inventory.address, inventory.file, kind, files.id FROM inventory "
        "JOIN files ON files.path = ? || inventory.file ORDER BY address, file",
        SITE,
    )
    for address, file, kind, identity in lines:
        is_known = address in KNOWN_BY_NAME or address.startswith(WELL_KNOWN)
        if kind in REACHED and not seen[identity] and not is_known:
            findings.add(address, Rule.UNREACHABLE, f"no links lead from the home page to {file}")
    return reached
