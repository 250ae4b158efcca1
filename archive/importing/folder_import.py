"""A folder of files onto the record: all of it, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from archive.importing.beside_records import OtherWriting, faults_of_review
from archive.importing.checking import Checking
from archive.importing.format.documents import Document
from archive.importing.format.findings import Fault, Finding
from archive.importing.format.folder import Folder
from archive.importing.format.keys import WITHOUT_BODY
from archive.importing.format.reading import advice_on, read_documents
from archive.importing.from_record import (
    document_of,
    document_of_board,
    document_of_category,
    document_of_notice,
    document_of_person,
    document_of_review,
)
from archive.importing.names import NamesChecking, length_of_series, lengths_in, people_in
from archive.importing.onto_record import RecordWriting
from archive.importing.pictures import Pictures
from archive.importing.settling import (
    name_questions,
    settle,
    settle_attachments,
    take_known_slugs,
    without_paths,
)
from archive.importing.site import Site
from archive.models import Episode

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


@dataclass
class Outcome:
    """What an import did, or would have done: nothing at all where there are findings.

    `advice` is what readers would stumble over, and keeps nothing from being imported.
    """

    findings: list[Finding]
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    drafts: int = 0
    advice: list[Finding] = field(default_factory=list)


def import_folder(root: Path, *, keep: bool = True, progress: Progress | None = None) -> Outcome:
    """Bring the content of the folder `root` onto the record, in one transaction.

    Where anything is wrong with it, all of that is told and nothing is kept; nor is it without
    `keep`, which makes it a trial. Raises OSError where the folder cannot be read, and NoContent
    where it holds nothing to import.
    """
    folder = Folder(root)
    documents, findings = read_documents(folder)
    return _Import(folder, documents, findings, progress or _say_nothing).run(keep)


def _say_nothing(what: str, done: int, total: int) -> None:
    pass


class _Import:
    def __init__(
        self,
        folder: Folder,
        documents: list[Document],
        findings: list[Finding],
        progress: Progress,
    ) -> None:
        self.folder = folder
        self.documents = documents
        self.findings = findings
        self.progress = progress
        self.outcome = Outcome(findings)

    def run(self, keep: bool) -> Outcome:
        try:
            with transaction.atomic():
                self._write()
                is_kept = keep and not self.findings
                transaction.set_rollback(not is_kept)
        except BaseException:
            self._forget_stored()
            raise
        if not is_kept:
            self._forget_stored()
        self.outcome.findings = sorted(set(self.findings))
        self.outcome.advice = sorted(set(advice_on(self.documents)))
        return self.outcome

    def _write(self) -> None:
        self.site = Site(self.documents)
        take_known_slugs(self.documents, self.site.people)
        self._name_questions()
        self.findings += Checking(self.documents, self.site).check()
        self.findings += NamesChecking(self.documents, self.site).check()
        faulty = {finding.file for finding in self.findings}
        self.sound = [each for each in self.documents if each.path not in faulty]
        for document in self.documents:
            if document.type == "review" and document.path in faulty:
                self._note(document, faults_of_review(document))
        self.pictures = Pictures(self.folder, self.sound)
        self.records = RecordWriting(self.site, self.pictures)
        self.others = OtherWriting(self.site, self.pictures, timezone.now())
        self._check_files()
        self._write_names()
        self._write_rest()
        self._write_records()

    def _forget_stored(self) -> None:
        """Take files away again that a transaction stored which was not kept."""
        if not hasattr(self, "records"):
            return
        for storage, name in self.records.stored:
            storage.delete(name)
        for picture in self.pictures.new:
            for name in picture.stored_names:
                picture.file.storage.delete(name)

    def _note(self, document: Document, faults: Iterable[Fault]) -> None:
        self.findings += [Finding(document.path, fault.line, fault.text) for fault in faults]

    def _name_questions(self) -> None:
        for document in self.documents:
            if document.type == "faqs":
                category = self.site.categories.get(document.values.get("slug"))
                entries = category.entries.all() if category else ()
                named = {entry.question: entry.anchor for entry in entries}
                self._note(document, name_questions(document, named))
        self.site.fetch_entries(self.documents)

    def _check_files(self) -> None:
        for document in self.sound:
            self._note(document, self.pictures.faults(document))
            if document.is_record:
                self._note(document, settle_attachments(document, self.pictures))
        faulty = {finding.file for finding in self.findings}
        self.sound = [each for each in self.sound if each.path not in faulty]

    def _of(self, *kinds: str) -> list[Document]:
        return [each for each in self.sound if each.type in kinds]

    def _write_names(self) -> None:
        """What others refer to by name: people, topics, series."""
        for document in self._of("person"):
            person = self.site.people_by_slug.get(document.values["slug"])
            current = document_of_person(person) if person else None
            self._write_one(document, current, self.others.write_person)
        for document in self.sound:
            for place, entry in people_in(document):
                if "person" not in entry and not self.site.people.get(entry["name"]):
                    self._make("person", document, place, entry["name"])
        self._write_lists()
        for document in self.sound:
            self._make_topics_and_series(document)

    def _write_lists(self) -> None:
        lengths = lengths_in(self.sound)
        for document in self._of(*WITHOUT_BODY):
            for number, entry in enumerate(document.values[document.type]):
                if document.type == "series" and entry["title"] in lengths:
                    entry["length"] = lengths[entry["title"]]
                became, faults = self.others.write_row(document, number, entry)
                getattr(self.outcome, became)[document.type] += 1
                self._note(document, faults)

    def _make_topics_and_series(self, document: Document) -> None:
        for number, line in enumerate(document.values.get("help_lines", [])):
            if line.get("topic", "") not in ("", *self.site.topics):
                self._make("topics", document, f"help_lines.{number}.topic", line["topic"])
        if not document.is_record:
            return
        for number, name in enumerate(document.values.get("topics", [])):
            if name not in self.site.topics:
                self._make("topics", document, f"topics.{number}", name)
        series = document.values.get("series")
        if series and series not in self.site.series:
            self._make("series", document, "series", series)
        length = length_of_series(document)
        if series in self.site.series and length is not None:
            self.others.set_length(series, length)

    def _make(self, kind: str, document: Document, place: str, name: str) -> None:
        """Make what is named and does not exist yet."""
        faults = self.others.make(kind, name, document, place)
        self.outcome.added[kind] += 1
        self._note(document, faults)

    def _write_rest(self) -> None:
        for kind, rows, key, current, write in (
            ("board", self.site.boards, "slug", document_of_board, self.others.write_board),
            ("faqs", self.site.categories, "slug", document_of_category,
             self.others.write_questions),
            ("notice", self.site.notices, "starts", document_of_notice, self.others.write_notice),
        ):  # fmt: skip
            for document in self._of(kind):
                row = rows.get(document.values[key])
                self._write_one(document, current(row) if row else None, write)
        for document in self._of("review"):
            there = self.site.review
            was = document_of_review(there) if there else None
            self._write_one(document, was, self.others.write_review)

    def _write_records(self) -> None:
        ordered = list(self._referred_to_first())
        self._vacate_places(ordered)
        for number, document in enumerate(ordered, 1):
            record = self.site.records.get(document.values["slug"])
            current = document_of(record) if record else None
            self._write_one(
                document, current, lambda new, current=current: self.records.write(new, current)
            )
            self.outcome.drafts += document.values["published"] == "draft"
            self.progress("Writing records", number, len(ordered))
        written = self.records.write_links()
        for path, faults in written:
            self.findings += [Finding(path, fault.line, fault.text) for fault in faults]

    def _write_one(
        self,
        document: Document,
        current: Document | None,
        write: Callable[[Document], list[Fault]],
    ) -> None:
        settled = settle(document, current, self.site, self.pictures)
        if current is not None and without_paths(settled) == current:
            self.outcome.unchanged[document.type] += 1
            return
        (self.outcome.added if current is None else self.outcome.changed)[document.type] += 1
        self._note(document, write(settled))

    def _referred_to_first(self) -> Iterator[Document]:
        """The records' documents, each after those that it is a version or a part of."""
        by_slug = {each.values["slug"]: each for each in self.sound if each.is_record}
        given: set[str] = set()
        for slug in by_slug:
            waiting = [slug]
            while waiting:
                document = by_slug.get(waiting[-1])
                names = ("superseded_by", "version_of", "parent")
                first = [document.values.get(name) for name in names] if document else []
                ahead = [each for each in first if each in by_slug and each not in given]
                if ahead and not set(ahead) & set(waiting):
                    waiting += ahead
                    continue
                waiting.pop()
                if document and document.values["slug"] not in given:
                    given.add(document.values["slug"])
                    yield document

    def _vacate_places(self, documents: list[Document]) -> None:
        """Episodes that change places in a series leave theirs before another takes it."""
        for document in documents:
            episode = self.site.records.get(document.values["slug"])
            if isinstance(episode, Episode) and episode.series_position is not None:
                place = (episode.series.title, episode.series_position)
                wanted = document.values.get("series_position", (None,))[0]
                if place != (document.values.get("series"), wanted):
                    Episode.objects.vacate_place(episode)
