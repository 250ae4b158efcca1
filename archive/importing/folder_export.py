"""Everything that is on the record as a folder of files, the inverse of an import."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
from os.path import relpath
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.db import transaction
from django.db.models import Model

from archive.files.names import RESERVED, safe_name
from archive.importing.fields import RECORD_MODELS
from archive.importing.format.body_pictures import SITE_PICTURES, with_targets
from archive.importing.format.documents import Document, slug_of
from archive.importing.format.findings import Finding
from archive.importing.format.writing import text_of
from archive.importing.from_record import (
    document_of,
    document_of_board,
    document_of_category,
    document_of_notice,
    document_of_person,
    document_of_review,
    picture_values,
    values_of,
)
from archive.importing.pictures import SINGLE
from archive.importing.site import with_parts
from archive.models import (
    Attachment,
    Board,
    FaqCategory,
    Notice,
    Person,
    Picture,
    Record,
    Redirect,
    Review,
    Series,
    Topic,
)

FOLDERS = {
    **dict.fromkeys(("report", "letter", "open-letter", "speech", "statement"), "publications"),
    "terms-of-reference": "publications",
    "news": "news",
    "blog": "news",
    "call": "calls",
    "episode": "podcast",
    "page": "pages",
}
WORDS = ("alt", "caption", "credit")
AT_ONCE = 200  # records that are held in memory with their parts

Progress = Callable[[str, int, int], None]


class FolderInUse(Exception):
    """The folder holds something already. The text says what to do."""


@dataclass
class Exported:
    """How many files of each type were written, and what of the record could not be."""

    written: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def export_folder(target: Path, *, progress: Progress | None = None) -> Exported:
    """Write the record into `target`, a folder that is new or empty.

    Raises FolderInUse, and OSError where it cannot be written.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise FolderInUse(f"{target} is not a folder. Name a new one.")
    if target.exists() and any(target.iterdir()):
        raise FolderInUse(f"{target} is not empty. Name a new folder, or empty this one.")
    target.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        return _Export(target, progress).run()


class _Export:
    def __init__(self, target: Path, progress: Progress | None) -> None:
        self.target = target
        self.progress = progress
        self.exported = Exported()
        self.taken: set[str] = set()
        self.pictures: dict[int, str] = {}
        self.by_name = {picture.name: picture for picture in Picture.objects.all()}
        names = Counter(Person.objects.values_list("name", flat=True))
        self.namesakes = {name for name, count in names.items() if count > 1}

    def run(self) -> Exported:
        total = Record.objects.not_taken_down().count()
        for done, record in enumerate(self._records(), 1):
            self._write_record(record)
            if self.progress:
                self.progress("Writing records", done, total)
        for person in _by_slug(Person.objects.select_related("portrait")):
            self._write(document_of_person(person), f"people/{self._name('people', person.slug)}")
        for board in _by_slug(Board.objects.prefetch_related("members__person")):
            self._write(document_of_board(board), f"boards/{self._name('boards', board.slug)}")
        for category in _by_slug(FaqCategory.objects.prefetch_related("entries")):
            name = self._name("faqs", category.slug)
            self._write(document_of_category(category), f"faqs/{name}")
        for notice in sorted(Notice.objects.all(), key=attrgetter("starts_at")):
            document = document_of_notice(notice)
            day = document.values["starts"].date().isoformat()
            name = self._name("notices", f"{day}-{slug_of(notice.title)}")
            self._write(document, f"notices/{name}")
        for review in Review.objects.select_related("chair", "crest"):
            self._write(document_of_review(review), "review.md")
        self._write_lists()
        return self.exported

    def _records(self) -> Iterator[Record]:
        for model in dict.fromkeys(RECORD_MODELS.values()):
            slugs = sorted(model.objects.not_taken_down().values_list("slug", "pk"))
            keys = [key for _, key in slugs]
            for start in range(0, len(keys), AT_ONCE):
                found = model.objects.in_bulk(keys[start : start + AT_ONCE])
                rows = [found[key] for key in keys[start : start + AT_ONCE] if key in found]
                yield from with_parts(rows)

    def _write_record(self, record: Record) -> None:
        document = document_of(record)
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
        self._write(document, path)

    def _write_attachment(self, row: Attachment, name: str, path: str) -> str:
        try:
            with row.file.open("rb") as stored:
                self._copy(stored, name)
        except OSError:
            self._note(path, f"The file {row.file.name} of “{row}” is gone from where files lie.")
            return ""
        return _beside(path, name)

    def _write(self, document: Document, path: str) -> None:
        document = self._with_pictures(document, path)
        for name in ("people", "members"):
            for entry in document.values.get(name, []):
                if entry["name"] not in self.namesakes:
                    entry.pop("person", None)
        if document.values.get("chair") not in self.namesakes:
            document.values.pop("chair_person", None)
        file = self.target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text_of(document), encoding="utf-8", newline="\n")
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
            if [said.get(name) for name in WORDS] != [facts.get(name) for name in WORDS]:
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
            stem = PurePosixPath(safe_name(picture.source_name)).stem
            name = f"pictures/{self._name('pictures', stem, extension)}"
            try:
                with picture.file.open("rb") as stored:
                    self._copy(stored, name)
            except OSError:
                name = ""
            self.pictures[picture.pk] = name
        name = self.pictures[picture.pk]
        return _beside(path, name) if name else ""

    def _write_lists(self) -> None:
        topics = [_without_usual_slug(values_of(row), "name") for row in Topic.objects.all()]
        series = [_without_usual_slug(values_of(row), "title") for row in Series.objects.all()]
        redirects = [
            {"from": row.address, "to": row.to_url} for row in Redirect.objects.all() if row.to_url
        ]
        topics.sort(key=itemgetter("name"))
        series.sort(key=itemgetter("title"))
        redirects.sort(key=itemgetter("from"))
        for kind, rows in (("topics", topics), ("series", series), ("redirects", redirects)):
            if rows:
                self._write(Document("", kind, {kind: rows}), f"{kind}.md")

    def _copy(self, stored: File, name: str) -> None:
        path = self.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)

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


def _beside(path: str, name: str) -> str:
    """What the content file at `path` calls the file `name`."""
    return relpath(name, PurePosixPath(path).parent).replace("\\", "/")


def _without_usual_slug(values: dict[str, str], name: str) -> dict[str, str]:
    if values["slug"] == slug_of(values[name]):
        del values["slug"]
    return values
