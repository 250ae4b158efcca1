"""Every file of the bag, each read once."""

import hashlib
from collections.abc import Callable

from archive.verification.content import CONTENT
from archive.verification.findings import LARGEST_HELD, Findings
from archive.verification.folder import Folder
from archive.verification.frozen_pages import FrozenPages
from archive.verification.inventory import SITE, line_of
from archive.verification.ledger import Ledger
from archive.verification.opening import Opener
from archive.verification.rules import Rule
from archive.verification.truth import Truth

PAGES = (".html", ".htm")
LOOKED_INTO = (*PAGES, ".css", ".svg")
FILES = "Files of the bag"
EMPTY = hashlib.sha256().hexdigest()

Progress = Callable[[str, int, int], None]


class Files:
    """Takes the digests of all files, and passes them on to those who look into them."""

    def __init__(
        self, folder: Folder, ledger: Ledger, findings: Findings, truth: Truth,
        pages: FrozenPages, opener: Opener,
    ) -> None:  # fmt: skip
        self._folder = folder
        self._ledger = ledger
        self._findings = findings
        self._truth = truth
        self._pages = pages
        self._opener = opener

    def check(self, progress: Progress) -> None:
        total = self._ledger.number("SELECT COUNT(*) FROM files")
        done = 0
        question = "SELECT id, path, size, declared FROM files WHERE id > ? ORDER BY id LIMIT 500"
        while rows := list(self._ledger.rows(question, done)):
            self._ledger.note_digests(
                (self._check(identity, path, size, declared), identity)
                for identity, path, size, declared in rows
            )
            done = rows[-1][0]
            progress(FILES, done, total)

    def _check(self, identity: int, path: str, size: int, declared: str | None) -> str:
        """Gives the file's digest."""
        is_ours = path.startswith(SITE)
        if is_ours and path.endswith(LOOKED_INTO) and size <= LARGEST_HELD:
            body = self._folder.read(path, LARGEST_HELD)
            sha256 = hashlib.sha256(body).hexdigest()
        else:
            body, sha256 = b"", self._folder.digest(path)
        if declared and declared != sha256:
            self._findings.add(path, Rule.BAG_CHANGED, "its SHA-256 is not the one in the manifest")
        if path.startswith(CONTENT) and not path.endswith(".md"):
            self._opener.give(path)
        if is_ours:
            self._look_into(identity, path, body, sha256)
        return sha256

    def _look_into(self, identity: int, path: str, body: bytes, sha256: str) -> None:
        if not body and path.endswith(LOOKED_INTO) and sha256 != EMPTY:
            self._findings.add(path, Rule.PAGE_BROKEN, f"it has more than {LARGEST_HELD:,} bytes")
            return
        file = path.removeprefix(SITE)
        line = line_of(file, self._ledger)
        if line:
            self._truth.check(line, body, sha256)
        if path.endswith(PAGES):
            self._pages.check_page(identity, file, body, line)
        elif path.endswith(".css"):
            self._pages.check_style(identity, file, body)
        elif path.endswith(".svg"):
            self._pages.check_drawing(identity, file, body)
