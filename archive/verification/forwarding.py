"""Where each address is found in the UK Government Web Archive, once the site is no more."""

import csv
import re
from collections.abc import Iterator
from urllib.parse import unquote

from archive.verification.captures import address_of
from archive.verification.findings import Findings
from archive.verification.folder import Folder
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

FORWARDING = "data/redirects/"
WEB_ARCHIVE = "https://webarchive.nationalarchives.gov.uk/ukgwa/"
PLACE = re.compile(rf"{re.escape(WEB_ARCHIVE)}(?:[0-9]{{4,14}}/)?(https?://.*)")
ROBOTS = "/robots.txt"
WELL_KNOWN = "/.well-known/"
SITEMAP = "/sitemap.xml"
FEEDS = ("application/atom+xml", "application/rss+xml")
LONGEST_LINE = 32 * 1024


def check_forwarding(folder: Folder, ledger: Ledger, site_url: str, findings: Findings) -> int:
    """Gives how many addresses are forwarded."""
    found = _files(ledger)
    if len(found) != 1:
        findings.add(
            FORWARDING, Rule.FORWARDING, f"it has {len(found)} CSV files, and one is needed"
        )
        return 0
    count = 0
    for number, (address, target) in _rows(folder, found[0], findings):
        count += 1
        if _path(address, site_url) == ROBOTS:
            findings.add(
                address, Rule.FORWARDING,
                f"{found[0]} names it: the web archive’s rules for robots are not this host’s",
            )  # fmt: skip
        place = PLACE.fullmatch(target)
        if not place or unquote(place[1]) != unquote(site_url + _path(address, site_url)):
            findings.add(
                address, Rule.FORWARDING,
                f"line {number} of {found[0]} leads to “{target}”, which is not its place below "
                f"{WEB_ARCHIVE}",
            )  # fmt: skip
        ledger.execute(
            "UPDATE inventory SET has_forwarding = 1 WHERE address = ?",
            (address_of(_path(address, site_url)),),
        )
    lost = ledger.rows(
        "SELECT DISTINCT address, content_type FROM inventory "
        "WHERE kind IN ('page', 'file', 'redirect') AND NOT has_forwarding ORDER BY address"
    )
    for address, content_type in lost:
        if not _is_for_machines(address, content_type):
            findings.add(address, Rule.FORWARDING, f"{found[0]} does not name it")
    taken_down = ledger.rows(
        "SELECT DISTINCT address FROM inventory WHERE kind = 'tombstone' AND has_forwarding "
        "ORDER BY address"
    )
    for (address,) in taken_down:
        findings.add(address, Rule.FORWARDING, f"{found[0]} names what was taken down")
    return count


def _is_for_machines(address: str, content_type: str) -> bool:
    """What they ask for again and again need not lead on, and would lead them on for ever."""
    return (
        address in (ROBOTS, SITEMAP)
        or address.startswith(WELL_KNOWN)
        or content_type.startswith(FEEDS)
    )


def _files(ledger: Ledger) -> list[str]:
    rows = ledger.rows(
        "SELECT path FROM files WHERE path >= ? AND path < ? AND path LIKE '%.csv'",
        FORWARDING, f"{FORWARDING[:-1]}0",
    )  # fmt: skip
    return [path for (path,) in rows]


def _rows(folder: Folder, path: str, findings: Findings) -> Iterator[tuple[int, tuple[str, str]]]:
    """Rows behind the first, which names the columns: an address, and where it leads."""
    text = (line.decode(errors="replace") + "\n" for line in folder.lines(path, LONGEST_LINE))
    try:
        for number, row in enumerate(csv.reader(text, strict=True), 1):
            if number == 1:
                continue
            if len(row) < 2 or not row[0]:
                findings.add(path, Rule.FORWARDING, f"line {number} is no address and target")
                continue
            yield number, (row[0], row[1])
    except csv.Error as error:
        findings.add(path, Rule.FORWARDING, f"it is no CSV ({error})")


def _path(address: str, site_url: str) -> str:
    """Addresses may stand there with the site in front or without it."""
    return address.removeprefix(site_url) if site_url else address
