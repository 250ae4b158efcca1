"""The record as it was exported (docs/folder-format.md): what it is about, never a draft."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from archive.verification.bag import is_inside
from archive.verification.findings import Findings
from archive.verification.folder import Folder
from archive.verification.inventory import SITE
from archive.verification.ledger import Ledger
from archive.verification.rules import Rule

CONTENT = "data/content/"
LARGEST = 5 * 1024 * 1024
LARGEST_FRONT_MATTER = 250_000
MOST_BRACKETS = 1_000
MANY_DEEP = re.compile(r"^[ \t]*+(?:[-?:][ \t]++){20}", re.M)
"""Many lists in each other on one line. libyaml follows them down until the process breaks down."""
LONDON = ZoneInfo("Europe/London")
DATED = frozenset((
    "report", "letter", "open-letter", "speech", "statement", "terms-of-reference", "news", "blog",
    "call", "episode", "page",
))  # fmt: skip
"""Types whose date says that they are published, where nothing else does."""
FENCED = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n(.*))?\Z", re.S)
LONGEST_QUESTION = 1000
ATTRIBUTE = re.compile(r"published=(\S+)")
WHEN = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?"
)
MARKUP = re.compile(r"[*_`\\]|!?\[([^\]]*)\]\([^)]*\)")
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class NotReadable(Exception):
    """What is wrong with a file of the record."""


class Content:
    """Goes through the files of the record. `edition_at` is the moment that the copy shows; None
    where the bag does not say it."""

    def __init__(
        self, folder: Folder, ledger: Ledger, findings: Findings, edition_at: datetime | None
    ) -> None:
        self._folder = folder
        self._ledger = ledger
        self._findings = findings
        self._edition_at = edition_at
        self.documents = 0

    def check(self) -> None:
        paths = self._ledger.rows(
            "SELECT path FROM files WHERE path >= ? AND path < ? AND path LIKE '%.md' "
            "ORDER BY path",
            CONTENT, f"{CONTENT[:-1]}0",
        )  # fmt: skip
        for (path,) in paths:
            self._check_document(path)
        if not self.documents:
            self._findings.add(CONTENT, Rule.CONTENT_FORMAT, "there is no record in it")

    def _check_document(self, path: str) -> None:
        try:
            said, body = _read(self._folder.read(path, LARGEST + 1))
        except NotReadable as wrong:
            self._findings.add(path, Rule.CONTENT_FORMAT, str(wrong))
            return
        self.documents += 1
        kind = str(said.get("type", ""))
        self._check_published(path, kind, said)
        if kind == "faqs":
            self._note_questions(path, body)
        for named in _attached(said):
            self._note_attachment(path, named)

    def _check_published(self, path: str, kind: str, said: dict[str, Any]) -> None:
        published = said.get("published") or (said.get("date") if kind in DATED else "")
        if kind == "notice":
            published = said.get("starts")
        if kind in DATED or kind in ("notice", "faqs"):
            self._check_moment(path, str(published or ""), "it")

    def _check_moment(self, path: str, published: str, what: str) -> None:
        moment = _moment(published)
        if moment is None:
            said = f"says “{published}”" if published else "says nothing"
            self._findings.add(path, Rule.CONTENT_DRAFT, f"{what} {said} of when it was published")
        elif self._edition_at and moment > self._edition_at:
            self._findings.add(
                path, Rule.CONTENT_DRAFT, f"{what} is published on {published}, after this copy"
            )

    def _note_questions(self, path: str, body: str) -> None:
        for question, attributes in _questions(body):
            if stated := ATTRIBUTE.search(attributes):
                self._check_moment(path, stated[1], f"“{question}”")
            self._ledger.execute("INSERT INTO questions VALUES (?, ?)", (question, path))

    def _note_attachment(self, document: str, named: str) -> None:
        place = _joined(document, named)
        found = self._ledger.row("SELECT sha256 FROM files WHERE path = ?", place) if place else ()
        if not found:
            self._findings.add(document, Rule.ATTACHMENT, f"its file {named} is not in the bag")
            return
        self._ledger.execute(
            "INSERT INTO attachments VALUES (?, ?, ?)", (found[0], place, document)
        )


def _read(raw: bytes) -> tuple[dict[str, Any], str]:
    if len(raw) > LARGEST:
        raise NotReadable(f"it has more than {LARGEST:,} bytes")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise NotReadable("it is not UTF-8") from error
    fenced = FENCED.match(text)
    if not fenced or len(fenced[1]) > LARGEST_FRONT_MATTER:
        raise NotReadable("it has no front matter between two lines of ---")
    if MANY_DEEP.search(fenced[1]) or fenced[1].count("[") + fenced[1].count("{") > MOST_BRACKETS:
        raise NotReadable("its front matter is nested too often")
    try:
        said = yaml.load(fenced[1], Loader=LOADER)  # noqa: S506 - makes texts, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NotReadable(f"its front matter is no YAML ({error})") from error
    if not isinstance(said, dict):
        raise NotReadable("its front matter has no keys")
    return said, fenced[2] or ""


def _questions(body: str) -> Iterator[tuple[str, str]]:
    """Each question as it is read, and what stands in braces behind it."""
    for line in body.split("\n"):
        if line.startswith("## "):
            heading, brace, attributes = line[3:].rstrip().rpartition("{")
            if not brace or not attributes.endswith("}"):
                heading, attributes = line[3:], ""
            yield plain(heading[:LONGEST_QUESTION]), attributes.removesuffix("}")


def _attached(said: dict[str, Any]) -> Iterator[str]:
    """The files that a document attaches to its record."""
    attached = said.get("attachments")
    for each in attached if isinstance(attached, list) else []:
        if isinstance(each, dict) and each.get("file"):
            yield str(each["file"])


def _joined(document: str, named: str) -> str:
    """A file that a document names, by its path in the bag; nothing where it leads out."""
    parts = list(PurePosixPath(document).parent.parts)
    for part in named.split("/"):
        if part == "..":
            if len(parts) <= 2:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    place = "/".join(parts).encode(errors="replace").decode()
    return place if is_inside(place) and place.startswith(CONTENT) else ""


def _moment(text: str) -> datetime | None:
    """A date or time as the folder format has it; None where it is none."""
    found = WHEN.fullmatch(text.strip())
    if not found:
        return None
    zone = found[3] or ""
    try:
        moment = datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}{zone}")
    except ValueError:
        return None
    return moment if zone else moment.replace(tzinfo=LONDON).astimezone(UTC)


def plain(markdown: str) -> str:
    """A line of Markdown as it is read: without its marks."""
    return " ".join(MARKUP.sub(lambda mark: mark[1] or "", markdown).split())


def check_questions(site_text: str, listed_text: str, ledger: Ledger, findings: Findings) -> int:
    """Each question of the record is in the text of the page of questions, and in the list of
    pages of the web archive file. Gives how many there are."""
    count = 0
    places = (("the page of questions", _bare(site_text)), ("pages.jsonl", _bare(listed_text)))
    for question, document in ledger.rows("SELECT question, document FROM questions"):
        count += 1
        for place, text in places:
            if _bare(question) not in text:
                findings.add(document, Rule.FAQ_LOST, f"“{question}” is not in the text of {place}")
    return count


def _bare(text: str) -> str:
    """Letters and figures alone, since Markdown and typography set other signs their own way."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def check_attachments(ledger: Ledger, findings: Findings) -> int:
    """Each attachment of the record is a file of the site and in the web archive file, by its
    bytes. Gives how many there are."""
    count = 0
    rows = ledger.rows("SELECT sha256, file, document FROM attachments")
    for sha256, file, document in rows:
        count += 1
        found = ledger.row(
            "SELECT 1 FROM inventory JOIN files ON path = ? || file "
            "WHERE kind = 'file' AND files.sha256 = ?",
            SITE, sha256,
        )  # fmt: skip
        if not found:
            findings.add(file, Rule.ATTACHMENT, f"it is not in the site ({document} names it)")
        if not ledger.row("SELECT 1 FROM captures WHERE sha256 = ?", sha256):
            findings.add(
                file, Rule.ATTACHMENT, f"it is not in the web archive file ({document} names it)"
            )
    return count
