"""Records written as their documents say, with all that belongs to them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction

from archive.files import FileRefused
from archive.importing.fields import CALL_TEXTS, RECORD_MODELS, put
from archive.importing.format.documents import Document, usual_address
from archive.importing.format.findings import Fault
from archive.importing.format.values import Values
from archive.importing.from_record import is_spoken_by
from archive.importing.pictures import Pictures
from archive.importing.site import Site
from archive.importing.validating import faults_of, kept
from archive.lifecycle import note_revision
from archive.models import (
    Attachment,
    AttachmentVersion,
    Body,
    Contributor,
    Episode,
    Link,
    Page,
    Picture,
    Record,
    Redirect,
    Revision,
    Turn,
)

PURPOSES = {"related": "", "listen": Link.Purpose.LISTEN, "subscribe": Link.Purpose.SUBSCRIBE}


class RecordWriting:
    """Writes records one by one; those that others refer to come first."""

    def __init__(self, site: Site, pictures: Pictures) -> None:
        self.site = site
        self.pictures = pictures
        self.stored: list[tuple[Storage, str]] = []
        self.links: list[tuple[str, Callable[[], list[Fault]]]] = []

    def write(self, document: Document, current: Document | None) -> list[Fault]:
        """Keep a document that is not the same as `current`, what the record says now."""
        record = self.site.records.get(document.values["slug"])
        before = record.state if record else None
        is_public, left = (record.is_public, record.address) if record else (False, "")
        document, singles, faults = self.pictures.put_on_site(document)
        record = record or RECORD_MODELS[document.type]()
        unset = self._put(record, document, singles)
        faults += faults_of(record, document)
        if faults or unset:
            return faults
        save = partial(self._save, record, left if is_public else "")
        if faults := kept(save, document, [(record, "")]):
            return faults
        self.site.records[record.slug] = record
        there = current.values if current else {}
        faults += self._write_people(record, document, there)
        faults += self._write_earlier_files(record, document, there)
        faults += self._write_attachments(record, document, there)
        if document.turns != (current.turns if current else []) or "people" in document.values:
            faults += self._write_turns(record, document, current)
        topics = document.values.get("topics", [])
        if topics != there.get("topics", []):
            known = self.site.topics
            record.topics.set([known[name] for name in topics if name in known])
        self._write_changes(record, document, there)
        note_revision(record, before=before, by=None, imported=True)
        if any(document.values.get(name) != there.get(name) for name in PURPOSES):
            self.links.append((document.path, lambda: self._write_links(record, document)))
        self.links.append((document.path, lambda: self._write_former(record, document, there)))
        return faults

    def write_links(self) -> list[tuple[str, list[Fault]]]:
        """Once every record is there: what leads from one to another, and each file's faults."""
        return [(path, write()) for path, write in self.links]

    def _put(self, record: Record, document: Document, singles: dict[str, Picture]) -> bool:
        """Set what is the record's own; answers whether some could not be, since the file of
        another record has faults."""
        values = document.values
        put(record, values)
        record.kind = document.type
        record.address = values.get("address") or usual_address(document.type, values["slug"])
        record.published_at = None if values["published"] == "draft" else values["published"]
        record.body = document.text
        record.picture = singles.get("picture")
        record.edited_by = None
        unset = False
        for name in ("superseded_by", "version_of"):
            slug = values.get(name)
            other = self.site.record(slug) if slug else None
            setattr(record, name, other)
            unset = unset or (slug is not None and other is None)
        for name, field in CALL_TEXTS.items() if document.type == "call" else ():
            setattr(
                record, field, document.sections[name].text if name in document.sections else ""
            )
        if isinstance(record, Episode):
            record.series = self.site.series.get(values.get("series", ""))
            record.series_position = values.get("series_position", (None,))[0]
        elif isinstance(record, Page):
            slug = values.get("parent")
            record.parent = self._page(slug) if slug else None
        return unset

    def _page(self, slug: str) -> Page | None:
        found = self.site.record(slug)
        return found if isinstance(found, Page) or found is None else found.page

    def _save(self, record: Record, left: str) -> None:
        """Save; a public record that moves leaves a redirect, and takes away one that led back."""
        if left != record.address and (back := self.site.redirects.pop(record.address, None)):
            back.delete()
        record.save()
        if left and left != record.address:
            Redirect.objects.create(address=left, to_record_id=record.pk)

    def _write_people(self, record: Record, document: Document, there: Values) -> list[Fault]:
        entries = document.values.get("people", [])
        if entries == there.get("people", []):
            return []
        record.contributors.all().delete()
        faults, rows, seen = [], [], set()
        for position, entry in enumerate(entries, 1):
            person = self.site.person(entry)
            if person is None:
                continue  # what is wrong with the name is told already
            row = Contributor(record_id=record.pk, person=person, position=position)
            put(row, entry)
            faults += faults_of(row, document, f"people.{position - 1}.")
            if person in seen:
                line = document.line(f"people.{position - 1}")
                faults.append(Fault(line, f"{person} is listed twice. Put both roles in one."))
            seen.add(person)
            rows.append(row)
        return faults or _created(rows, document, "people")

    def _write_attachments(self, record: Record, document: Document, there: Values) -> list[Fault]:
        entries = document.values.get("attachments", [])
        bare = [{k: v for k, v in entry.items() if k != "path"} for entry in entries]
        if bare == there.get("attachments", []):
            return []
        left = list(record.attachments.all()) if there.get("attachments") else []
        faults: list[Fault] = []
        rows = []
        for position, entry in enumerate(entries, 1):
            row = next((row for row in left if _is_same(row, entry)), None)
            if row is not None:
                left.remove(row)
            else:
                row = Attachment(record_id=record.pk)
            put(row, entry)
            row.position = position
            place = f"attachments.{position - 1}"
            refused = []
            if not row.pk and "path" in entry:
                refused = self._keep_file(row, entry, document.line(f"{place}.file"))
            faults += refused or faults_of(row, document, f"{place}.")
            rows.append(row)
        names = {row.name for row in rows}
        for row in left:
            self._forget(row, is_replaced=row.name in names)
        for number, row in enumerate(rows if not faults else []):
            faults += kept(row.save, document, [(row, f"attachments.{number}.")])
        return faults

    def _keep_file(self, row: Attachment, entry: Values, line: int) -> list[Fault]:
        path = self.pictures.folder.path_of(entry["path"])
        try:
            with path.open("rb") as file:
                row.keep_file(file, path.name)
                row.file.save(row.name, row.file.file, save=False)
        except FileRefused as refusal:
            return [Fault(line, f"{entry['path']}: {refusal.sentence}")]
        self.stored.append((row.file.storage, row.file.name))
        return []

    def _write_earlier_files(
        self, record: Record, document: Document, there: Values
    ) -> list[Fault]:
        """Those that are there stay as they are."""
        faults: list[Fault] = []
        known = {(each["file"], each["version"]) for each in there.get("earlier_files", [])}
        for number, entry in enumerate(document.values.get("earlier_files", [])):
            if (entry["file"], entry["version"]) in known:
                continue
            known.add((entry["file"], entry["version"]))
            row = Attachment(record_id=record.pk)
            faults += self._keep_file(row, entry, document.line(f"earlier_files.{number}.file"))
            version = AttachmentVersion.of(row)
            put(version, entry)
            faults += kept(version.save, document, [(version, f"earlier_files.{number}.")])
        return faults

    def _forget(self, row: Attachment, *, is_replaced: bool) -> None:
        """Take an attachment away, and its file once that is certain; one that the public was
        served stays, because it is kept, and so does one that a draft has, too; one that another
        replaces is its earlier version."""
        storage, name = row.file.storage, row.file.name
        if name and is_replaced and row.record.is_public:
            AttachmentVersion.objects.keep(row)
            name = ""
        row.delete()
        is_needed = (
            Body.objects.in_files(name).exists() or Attachment.objects.in_files(name).exists()
        )
        if name and not is_needed:
            transaction.on_commit(lambda: storage.delete(name))

    def _write_turns(
        self, record: Record, document: Document, current: Document | None
    ) -> list[Fault]:
        if not isinstance(record, Episode):
            return []
        people = [(entry, self.site.person(entry)) for entry in document.values.get("people", [])]
        rows, faults = [], []
        for position, turn in enumerate(document.turns, 1):
            speaking = (person for entry, person in people if is_spoken_by(entry, turn.speaker))
            row = Turn(
                episode=record,
                position=position,
                speaker=turn.speaker,
                person=next(speaking, None),
                starts_at_seconds=turn.seconds,
                anchor=turn.anchor or f"turn-{position}",
                text=turn.text.text,
            )
            faults += faults_of(row, document, f"turns.{position - 1}.")
            rows.append(row)
        if current and [*map(_printed, record.turns.all())] == [*map(_printed, rows)]:
            return faults
        record.turns.all().delete()
        return faults or _created(rows, document, "turns")

    def _write_links(self, record: Record, document: Document) -> list[Fault]:
        record.links.all().delete()
        rows, faults = [], []
        for name, purpose in PURPOSES.items():
            for number, entry in enumerate(document.values.get(name, [])):
                row = Link(record_id=record.pk, position=len(rows) + 1)
                put(row, entry)
                row.purpose = purpose or entry["kind"]
                row.to_record = self.site.record(entry["record"]) if "record" in entry else None
                if "record" in entry and row.to_record is None:
                    continue  # its file has faults of its own
                faults += faults_of(row, document, f"{name}.{number}.")
                rows.append(row)
        return faults or _created(rows, document, "related")

    def _write_former(self, record: Record, document: Document, there: Values) -> list[Fault]:
        faults = []
        for number, address in enumerate(document.values.get("former_addresses", [])):
            if address in there.get("former_addresses", []):
                continue
            row = Redirect(address=address, to_record_id=record.pk)
            place = f"former_addresses.{number}."
            faults += faults_of(row, document, place) or kept(row.save, document, [(row, place)])
        return faults

    def _write_changes(self, record: Record, document: Document, there: Values) -> None:
        for change in document.values.get("changes", []):
            if change not in there.get("changes", []):
                told = Revision.objects.create(
                    record_id=record.pk,
                    event=Revision.Event.UPDATED,
                    change_note=change["note"],
                    is_major=change["major"],
                    is_correction=change["correction"],
                )
                told.made_at = change["at"]
                told.save(update_fields=["made_at"])


def _is_same(row: Attachment, entry: Values) -> bool:
    wanted = (entry.get("file", ""), entry.get("sha256", ""), entry.get("url", ""))
    return (row.name, row.sha256, row.url) == wanted


def _printed(turn: Turn) -> tuple[Any, ...]:
    return turn.speaker, turn.person_id, turn.starts_at_seconds, turn.anchor, turn.text


def _created(rows: list[Any], document: Document, name: str) -> list[Fault]:
    """All of these new rows at once, each an entry of the key `name`."""
    if not rows:
        return []
    create = partial(type(rows[0])._default_manager.bulk_create, rows)
    return kept(create, document, [(row, f"{name}.{n}.") for n, row in enumerate(rows)])
