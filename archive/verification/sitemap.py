"""What the sitemap for machines and the one for people promise."""

import html
import re
from array import array
from collections.abc import Iterator

from archive.verification.captures import address_of
from archive.verification.findings import LARGEST_HELD, Findings
from archive.verification.folder import Folder
from archive.verification.inventory import SITE, file_at
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

ADDRESS = "/sitemap.xml"
FOR_PEOPLE = "/site-map/"
PLACE = re.compile(rb"<loc>([^<]{1,4000})</loc>")


def check_sitemap(folder: Folder, ledger: Ledger, site_url: str, findings: Findings) -> int:
    """Gives how many addresses it has: each a page of the copy, captured, and led to by the site
    map for people, or by a later part of a list."""
    file = file_at(ADDRESS, ledger)
    if not file or not ledger.has_file(SITE + file):
        findings.add(ADDRESS, Rule.SITEMAP, "there is no sitemap")
        return 0
    for_people = _led_to_by_people(ledger)
    if not for_people:
        findings.add(FOR_PEOPLE, Rule.SITEMAP, "there is no site map for people, or it is empty")
    count = 0
    for url in _urls(folder.read(SITE + file, LARGEST_HELD)):
        count += 1
        if site_url and not url.startswith(f"{site_url}/"):
            findings.add(
                url, Rule.SITEMAP, f"the sitemap names an address that is not at {site_url}"
            )
            continue
        address = address_of(url)
        line = ledger.row(
            "SELECT file FROM inventory WHERE address = ? AND kind IN ('page', 'file')", address
        )
        if not line or not ledger.has_file(SITE + line[0]):
            findings.add(address, Rule.SITEMAP, "the sitemap names it, and it is not in the site")
        if not ledger.row("SELECT 1 FROM captures WHERE address = ? AND status = 200", address):
            findings.add(
                address, Rule.SITEMAP, "the sitemap names it, and the web archive file lacks it"
            )
    if not count:
        findings.add(ADDRESS, Rule.SITEMAP, "the sitemap is empty")
    _check_for_people(for_people, ledger, findings)
    return count


def _urls(sitemap: bytes) -> Iterator[str]:
    for found in PLACE.finditer(sitemap):
        yield html.unescape(found[1].decode(errors="replace")).strip()


def _led_to_by_people(ledger: Ledger) -> array:  # type: ignore[type-arg]
    file = file_at(FOR_PEOPLE, ledger)
    found = ledger.row("SELECT leads_to FROM files WHERE path = ?", SITE + file)
    return array("I", (found[0] if found else None) or b"")


def _check_for_people(targets: "array", ledger: Ledger, findings: Findings) -> None:  # type: ignore[type-arg]
    for target in targets:
        address, kind = ledger.row(
            "SELECT address, kind FROM files LEFT JOIN inventory ON path = ? || file "
            "WHERE files.id = ?",
            SITE, target,
        )  # fmt: skip
        if kind == "page" and not ledger.row(
            "SELECT 1 FROM captures WHERE address = ? AND status = 200", address
        ):
            findings.add(
                address, Rule.SITEMAP, "the site map names it, and the web archive file lacks it"
            )
