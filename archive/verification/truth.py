"""Is each file of the static site what was served? The web archive file says what was."""

from typing import Any

from archive.verification import skeleton, wacz
from archive.verification.findings import LARGEST_HELD, Findings
from archive.verification.inventory import MADE_FOR_THE_COPY, Line
from archive.verification.ledger import Ledger
from archive.verification.pages import PageBroken, read_page
from archive.verification.rules import Rule
from archive.verification.warc import RecordBroken

PAST = "/memento/"
CAPTURE = "SELECT id, sha256, skeleton, stamp, status, content_type FROM captures WHERE address = ?"


class Truth:
    """`archive` is None where the bag has none that can be read."""

    def __init__(self, ledger: Ledger, findings: Findings, archive: wacz.Wacz | None) -> None:
        self._ledger = ledger
        self._findings = findings
        self._archive = archive

    def check(self, line: Line, body: bytes, sha256: str) -> None:
        """Holds a file of the site, with these bytes (none where they are not to be looked into),
        to the capture that its line of the inventory tells of."""
        if not line.sha256 and line.kind in MADE_FOR_THE_COPY:
            return
        found = self._captured(line)
        if not found:
            self._add(line.address, Rule.NOT_CAPTURED, "the web archive file has no capture of it")
            return
        capture, kept_sha256, kept_skeleton, _, status, content_type = found
        if status != line.status:
            self._add(
                line.address, Rule.NOT_AS_SERVED,
                f"it was served with status {status}, and the inventory says {line.status}",
            )  # fmt: skip
        if line.kind == "redirect":
            return
        if content_type != line.content_type:
            self._add(
                line.address, Rule.NOT_AS_SERVED,
                f"it was served as {content_type}, and the inventory says {line.content_type}",
            )  # fmt: skip
        if line.sha256 != kept_sha256:
            self._add(
                line.address, Rule.NOT_AS_SERVED,
                "the inventory states another SHA-256 than the web archive file holds",
            )  # fmt: skip
        if not line.is_rewritten:
            if sha256 != kept_sha256:
                self._add(
                    line.address, Rule.NOT_AS_SERVED,
                    f"{line.file} is said to be what was served, and the bytes differ",
                )  # fmt: skip
                self._check_text(line, body, capture)
            return
        if line.kind == "memento":
            body = skeleton.without_line(body)
        if kept_skeleton is None or skeleton.skeleton(body) != kept_skeleton:
            self._look_again(line, body, capture)

    def _captured(self, line: Line) -> tuple[Any, ...]:
        """The capture that a line tells of: what stands is the newest one of its address."""
        address, stamp = line.address, line.stamp
        if line.kind == "memento" and address.startswith(PAST):
            digits, _, rest = address.removeprefix(PAST).partition("/")
            address, stamp = f"/{rest}", stamp or digits
        if line.kind == "memento":
            return self._ledger.row(
                f"{CAPTURE} AND stamp = ? ORDER BY sha256 != ?, id DESC",
                address, stamp, line.sha256,
            )  # fmt: skip
        found = self._ledger.row(f"{CAPTURE} ORDER BY stamp DESC, id DESC", address)
        if found and found[3] != stamp:
            self._add(
                address, Rule.NOT_AS_SERVED,
                f"its newest capture is of {found[3]}, and the inventory says {stamp}",
            )  # fmt: skip
        return found

    def _served(self, capture: int) -> bytes:
        """What a capture holds, to look at once more; nothing where it is too large for that."""
        warc, start = self._ledger.row("SELECT warc, start FROM captures WHERE id = ?", capture)
        try:
            return self._archive.payload(warc, start, LARGEST_HELD) if self._archive else b""
        except (RecordBroken, wacz.WaczBroken, OSError):
            return b""

    def _look_again(self, line: Line, body: bytes, capture: int) -> None:
        served = self._served(capture)
        if not body:  # not of a kind that has links, or too large to be looked into
            is_same = False
        elif line.file.endswith(".css"):
            is_same = skeleton.is_same_style(served, body)
        else:
            is_same = skeleton.is_same(served, body)
        if not is_same:
            self._add(
                line.address, Rule.NOT_AS_SERVED,
                f"{line.file} differs from what was served in more than where links lead",
            )  # fmt: skip
            self._check_text(line, body, capture)

    def _check_text(self, line: Line, body: bytes, capture: int) -> None:
        if not line.file.endswith((".html", ".htm")):
            return
        try:
            frozen, served = read_page(body).text(), read_page(self._served(capture)).text()
        except PageBroken:
            return  # which is a finding of its own
        if frozen != served:
            at = next(
                (i for i, (one, two) in enumerate(zip(frozen, served, strict=False)) if one != two),
                min(len(frozen), len(served)),
            )
            self._add(
                line.address, Rule.TEXT_DIFFERS,
                f"it reads “{frozen[at : at + 40]}” where “{served[at : at + 40]}” was served",
            )  # fmt: skip

    def _add(self, where: str, rule: Rule, what: str) -> None:
        self._findings.add(where, rule, what)
