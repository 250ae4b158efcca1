"""What is on the record as a folder of files, the inverse of an import."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
from os.path import relpath
from pathlib import Path, PurePosixPath
from typing import Protocol

from django.db import transaction
from django.db.models import Model
from django.db.models.fields.files import FieldFile

from archive.files.names import RESERVED
from archive.importing.fields import RECORD_MODELS
from archive.importing.format.body_pictures import SITE_PICTURES, with_targets
from archive.importing.format.documents import Document, slug_of
from archive.importing.format.findings import Finding
from archive.importing.format.writing import text_of
from archive.importing.from_record import (
    document_of_board,
    document_of_notice,
    picture_values,
    values_of,
)
from archive.importing.parts import PublicPart, WholeRecord
from archive.importing.pictures import SINGLE
from archive.importing.site import with_parts
from archive.models import Attachment, AttachmentVersion, Person, Picture, Record, Review

FOLDERS = {
    **dict.fromkeys(("report", "letter", "open-letter", "speech", "statement"), "publications"),
    "terms-of-reference": "publications",
    "news": "news",
    "blog": "news",
    "call": "calls",
    "episode": "podcast",
    "page": "pages",
}
SAID = ("alt", "decorative", "caption", "credit", "focus")
AT_ONCE = 200  # records that are held in memory with their parts

Progress = Callable[[str, int, int], None]


class FolderInUse(Exception):
    """The folder holds something already. The text says what to do."""


class Place(Protocol):
    """Where an export is written to."""

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file, by its path with slashes."""
        ...

    def has(self, path: str) -> bool:
        """Is that file there already, whole?"""
        ...


@dataclass
class Exported:
    """How many files of each type were written, and what of the record could not be."""

    written: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def export_folder(
    target: Path, *, only_public: bool = False, progress: Progress | None = None
) -> Exported:
    """Write the record into `target`, a folder that is new or empty: all of it, or what the public
    can see of it now.

    Raises FolderInUse, and OSError where it cannot be written.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise FolderInUse(f"{target} is not a folder. Name a new one.")
    if target.exists() and any(target.iterdir()):
        raise FolderInUse(f"{target} is not empty. Name a new folder, or empty this one.")
    target.mkdir(parents=True, exist_ok=True)
    return export_to(_Folder(target), only_public=only_public, progress=progress)


def export_to(
    place: Place, *, only_public: bool = False, progress: Progress | None = None
) -> Exported:
    """The same, to any place."""
    part = PublicPart() if only_public else WholeRecord()
    with transaction.atomic():
        return _Export(place, part, progress).run()


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as opened:
            for chunk in chunks:
                opened.write(chunk)

    def has(self, path: str) -> bool:
        return False


class _Export:
    def __init__(self, place: Place, part: WholeRecord, progress: Progress | None) -> None:
        self.place = place
        self.part = part
        self.progress = progress
        self.exported = Exported()
        self.taken: set[str] = set()
        self.pictures: dict[int, str] = {}
        self.by_name: dict[str, Picture] = {}
        names = Counter(Person.objects.values_list("name", flat=True))
        self.namesakes = {name for name, count in names.items() if count > 1}

    def run(self) -> Exported:
        for record, document in self._records():
            self._write_record(record, document)
        for person in _by_slug(self.part.people().select_related("portrait")):
            name = f"people/{self._name('people', person.slug)}"
            self._write_other(self.part.person(person), name)
        for board in _by_slug(self.part.boards().prefetch_related("members__person")):
            name = f"boards/{self._name('boards', board.slug)}"
            self._write_other(document_of_board(board), name)
        for category, document in sorted(self.part.questions(), key=lambda each: each[0].slug):
            self._write_other(document, f"faqs/{self._name('faqs', category.slug)}")
        for notice in sorted(self.part.notices(), key=attrgetter("starts_at")):
            document = document_of_notice(notice)
            day = document.values["starts"].date().isoformat()
            name = self._name("notices", f"{day}-{slug_of(notice.title)}")
            self._write_other(document, f"notices/{name}")
        for review in Review.objects.select_related("chair", "crest"):
            self._write_other(self.part.review(review), "review.md")
        self._write_lists()
        return self.exported

    def _records(self) -> Iterator[tuple[Record, Document]]:
        """Each with its document, and meanwhile `by_name` has the pictures that this one shows."""
        models = list(dict.fromkeys(RECORD_MODELS.values()))
        total = sum(self.part.records(model).count() for model in models)
        done = 0
        for model in models:
            slugs = sorted(self.part.records(model).values_list("slug", "pk"))
            for start in range(0, len(slugs), AT_ONCE):
                keys = [key for _, key in slugs[start : start + AT_ONCE]]
                found = model.objects.in_bulk(keys)
                rows = with_parts([found[key] for key in keys if key in found])
                documents = [self.part.document(row) for row in rows]
                self._find_pictures(documents)
                yield from zip(rows, documents, strict=True)
                done += len(keys)
                if self.progress:
                    self.progress("Writing records", done, total)

    def _find_pictures(self, documents: list[Document]) -> None:
        names = {name for document in documents for name in _pictures_of(document)}
        self.by_name = {each.name: each for each in Picture.objects.named_any(sorted(names))}

    def _write_record(self, record: Record, document: Document) -> None:
        folder = FOLDERS[document.type]
        name = self._name(folder, record.slug)
        path = f"{folder}/{name}"
        stem = name.removesuffix(".md")
        attachments = [dict(entry) for entry in document.values.get("attachments", [])]
        for entry, row in zip(attachments, record.attachments.all(), strict=True):
            if "file" in entry:
                entry["file"] = self._write_attachment(row, f"files/{stem}/{entry['file']}", path)
        if attachments:
            kept = [entry for entry in attachments if entry.get("file") or entry.get("url")]
            document.values["attachments"] = kept
        earlier = [dict(entry) for entry in document.values.get("earlier_files", [])]
        for entry, version in zip(earlier, record.file_versions.all(), strict=True):
            place = f"files/{stem}/v{version.number}/{version.name}"
            entry["file"] = self._write_attachment(version, place, path)
        if earlier:
            document.values["earlier_files"] = [entry for entry in earlier if entry["file"]]
        self._write(document, path)

    def _write_attachment(self, row: Attachment | AttachmentVersion, name: str, path: str) -> str:
        if not self._copy(row.file, name):
            self._note(path, f"The file {row.file.name} of “{row}” is gone from where files lie.")
            return ""
        return _beside(path, name)

    def _write_other(self, document: Document, path: str) -> None:
        self._find_pictures([document])
        self._write(document, path)

    def _write(self, document: Document, path: str) -> None:
        document = self._with_pictures(document, path)
        for name in ("people", "members"):
            for entry in document.values.get(name, []):
                if entry["name"] not in self.namesakes:
                    entry.pop("person", None)
        if document.values.get("chair") not in self.namesakes:
            document.values.pop("chair_person", None)
        self.place.write(path, [text_of(document).encode()])
        self.exported.written[document.type] += 1

    def _with_pictures(self, document: Document, path: str) -> Document:
        """The document with its pictures as files beside it."""
        names: dict[str, str] = {}
        entries = []
        for target, said in document.pictured().items():
            if not target.startswith(SITE_PICTURES):
                continue
            picture = self.by_name.get(target.removeprefix(SITE_PICTURES))
            if picture is None or not (kept := self._write_picture(picture, path)):
                self._note(path, f"The picture {target} is gone. Take it out of the text.")
                continue
            names[target] = kept
            facts = picture_values(picture) | {"file": kept}
            if [said.get(name) for name in SAID] != [facts.get(name) for name in SAID]:
                entries.append(facts)
        values = dict(document.values)
        for key in SINGLE:
            if key in values:
                kept = self._write_picture(self.by_name[values[key]["file"]], path)
                values[key] = values[key] | {"file": kept}
                if not kept:
                    self._note(path, f"The file of its {key} is gone from where files lie.")
                    del values[key]
        if entries:
            values["pictures"] = entries
        changed = replace(document, values=values)
        return changed.with_prose(lambda text: with_targets(text, lambda t: names.get(t, t)))

    def _write_picture(self, picture: Picture, path: str) -> str:
        if picture.pk not in self.pictures:
            extension = PurePosixPath(picture.name).suffix
            name = self._name("pictures", self.part.name_of(picture), extension)
            name = f"pictures/{name}"
            self.pictures[picture.pk] = name if self._copy(picture.file, name) else ""
        name = self.pictures[picture.pk]
        return _beside(path, name) if name else ""

    def _write_lists(self) -> None:
        topics = [_without_usual_slug(values_of(row), "name") for row in self.part.topics()]
        series = [_without_usual_slug(values, "title") for values in self.part.series()]
        redirects = [
            {"from": row.address, "to": row.to_url} for row in self.part.redirects() if row.to_url
        ]
        topics.sort(key=itemgetter("name"))
        series.sort(key=itemgetter("title"))
        redirects.sort(key=itemgetter("from"))
        for kind, rows in (("topics", topics), ("series", series), ("redirects", redirects)):
            if rows:
                self._write(Document("", kind, {kind: rows}), f"{kind}.md")

    def _copy(self, stored: FieldFile, name: str) -> bool:
        """Is it there to be copied?"""
        if not self.place.has(name):
            try:
                opened = stored.open("rb")
            except OSError:
                return False
            with opened:
                self.place.write(name, opened.chunks())
        return True

    def _name(self, folder: str, wanted: str, extension: str = ".md") -> str:
        """A file name of its own in the folder, on every system."""
        stem = wanted.lower().strip("._-") or "file"
        if RESERVED.match(stem):
            stem = f"file-{stem}"
        number, name = 1, f"{stem}{extension}"
        while f"{folder}/{name}" in self.taken:
            number += 1
            name = f"{stem}-{number}{extension}"
        self.taken.add(f"{folder}/{name}")
        return name

    def _note(self, path: str, text: str) -> None:
        self.exported.findings.append(Finding(path, 1, text))


def _by_slug(rows: Iterable[Model]) -> list[Model]:
    """In an order that is the same on every database, whatever its collation."""
    return sorted(rows, key=attrgetter("slug"))


def _pictures_of(document: Document) -> Iterator[str]:
    for target in document.pictured():
        if target.startswith(SITE_PICTURES):
            yield target.removeprefix(SITE_PICTURES)
    for key in SINGLE:
        if key in document.values:
            yield document.values[key]["file"]


def _beside(path: str, name: str) -> str:
    """What the content file at `path` calls the file `name`."""
    return relpath(name, PurePosixPath(path).parent).replace("\\", "/")


def _without_usual_slug(values: dict[str, str], name: str) -> dict[str, str]:
    if values["slug"] == slug_of(values[name]):
        del values["slug"]
    return values
