"""Proves a bag, from its manifests to the last link."""

import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.verification import wacz
from archive.verification.bag import check_form
from archive.verification.captures import Held, check_captures, stamp_of
from archive.verification.content import Content, check_attachments, check_questions
from archive.verification.files import Files
from archive.verification.findings import LARGEST_HELD, CannotVerify, Finding, Findings
from archive.verification.folder import Folder
from archive.verification.forwarding import check_forwarding
from archive.verification.frozen_pages import FrozenPages
from archive.verification.inventory import SITE, file_at, read_inventory
from archive.verification.ledger import Ledger
from archive.verification.opening import Opener
from archive.verification.pages import PageBroken, read_page
from archive.verification.reach import check_reach
from archive.verification.rules import Rule
from archive.verification.sitemap import check_sitemap
from archive.verification.truth import Truth

QUESTIONS = "/faqs/"
FIGURES = {
    "files": "Files of the bag",
    "bytes": "Bytes of them",
    "records": "Records of the web archive file",
    "captures": "Captures",
    "addresses": "Addresses that were captured",
    "inventory": "Files of the static site",
    "pages": "Pages",
    "links": "Links",
    "outside_links": "Links that lead outside",
    "fetched": "Things that pages fetch",
    "reached": "Files reached from the home page",
    "sitemap": "Addresses of the sitemap",
    "documents": "Documents of the record",
    "content_files": "Files of the record that open",
    "attachments": "Attachments",
    "questions": "Questions and answers",
    "forwarded": "Addresses forwarded to the web archive",
}

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Proof:
    """What was looked at, in figures, and how much was found wrong."""

    files: int = 0
    bytes: int = 0
    records: int = 0
    captures: int = 0
    addresses: int = 0
    inventory: int = 0
    pages: int = 0
    links: int = 0
    outside_links: int = 0
    fetched: int = 0
    reached: int = 0
    sitemap: int = 0
    documents: int = 0
    content_files: int = 0
    attachments: int = 0
    questions: int = 0
    forwarded: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    untold: dict[str, int] = field(default_factory=dict)

    @property
    def is_proved(self) -> bool:
        return not self.findings

    def figures(self) -> list[tuple[str, int]]:
        """What was looked at, in words."""
        return [(title, getattr(self, name)) for name, title in FIGURES.items()]

    def as_dict(self) -> dict[str, object]:
        return {"is_proved": self.is_proved, **asdict(self)}


def verify(bag: Path, *, tell: Callable[[Finding], None], progress: Progress) -> Proof:
    """Tells each finding as it is found, and gives the figures. Raises CannotVerify."""
    findings = Findings(tell)
    folder = Folder(bag)
    try:
        with TemporaryDirectory(prefix="verify-") as scratch, Ledger(Path(scratch)) as ledger:
            proof = _proved(folder, ledger, findings, progress)
    except sqlite3.Error as error:
        raise CannotVerify(f"The temporary folder cannot be used: {error}.") from error
    proof.findings = {str(rule): count for rule, count in sorted(findings.counts.items())}
    proof.untold = {str(rule): count for rule, count in sorted(findings.untold.items())}
    return proof


def _proved(folder: Folder, ledger: Ledger, findings: Findings, progress: Progress) -> Proof:
    proof = Proof()
    check_form(folder, ledger, findings)
    proof.files, proof.bytes = ledger.row("SELECT COUNT(*), COALESCE(SUM(size), 0) FROM files")
    archive = _archive(folder, ledger, findings)
    try:
        held = _held(archive, ledger, findings, progress)
        proof.inventory = read_inventory(folder, ledger, findings)
        pages = FrozenPages(ledger, findings, held.site_url)
        with Opener(folder.root, _tell_broken(findings)) as opener:
            truth = Truth(ledger, findings, archive)
            Files(folder, ledger, findings, truth, pages, opener).check(progress)
            opener.finish()
            proof.content_files = opener.opened
        pages.check_fragments()
    finally:
        if archive:
            archive.close()
    proof.records = held.records
    proof.captures, proof.addresses = ledger.row(
        "SELECT COUNT(*), COUNT(DISTINCT address) FROM captures"
    )
    proof.pages, proof.links, proof.fetched = pages.pages, pages.links, pages.fetched
    proof.outside_links = pages.outside
    proof.reached = check_reach(ledger, findings)
    proof.sitemap = check_sitemap(folder, ledger, held.site_url, findings)
    content = Content(folder, ledger, findings, _moment(held.created))
    content.check()
    proof.documents = content.documents
    proof.attachments = check_attachments(ledger, findings)
    text = _text_at(QUESTIONS, folder, ledger)
    proof.questions = check_questions(text, held.questions_text, ledger, findings)
    proof.forwarded = check_forwarding(folder, ledger, held.site_url, findings)
    return proof


def _tell_broken(findings: Findings) -> Callable[[str, str], None]:
    return lambda path, what: findings.add(path, Rule.FILE_BROKEN, what)


def _archive(folder: Folder, ledger: Ledger, findings: Findings) -> wacz.Wacz | None:
    if not ledger.has_file(wacz.WACZ):
        findings.add(wacz.WACZ, Rule.BAG_MISSING, "there is no web archive file")
        return None
    try:
        return wacz.Wacz(folder)
    except wacz.WaczBroken as broken:
        findings.add(wacz.WACZ, Rule.WACZ_ZIP, str(broken))
        return None


def _held(
    archive: wacz.Wacz | None, ledger: Ledger, findings: Findings, progress: Progress
) -> Held:
    if archive:
        try:
            return check_captures(
                archive, ledger, findings, questions_at=QUESTIONS, progress=progress
            )
        except wacz.WaczBroken as broken:
            findings.add(wacz.WACZ, Rule.WACZ_ZIP, str(broken))
    return Held()


def _moment(created: str) -> datetime | None:
    stamp = stamp_of(created)
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if stamp else None


def _text_at(address: str, folder: Folder, ledger: Ledger) -> str:
    path = SITE + file_at(address, ledger)
    if not ledger.has_file(path):
        return ""
    try:
        return read_page(folder.read(path, LARGEST_HELD)).text()
    except PageBroken:
        return ""
