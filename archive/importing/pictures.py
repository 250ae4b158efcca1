"""Pictures that a folder's files show: found again where the site has them, kept where not."""

import hashlib
from collections import defaultdict
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError

from archive.files import FileRefused
from archive.importing.format.body_pictures import SITE_PICTURES, is_local, with_targets
from archive.importing.format.documents import Document
from archive.importing.format.findings import Fault
from archive.importing.format.folder import Folder
from archive.importing.format.values import Values
from archive.importing.from_record import picture_values
from archive.models import Focus, Picture

AT_ONCE = 300  # digests in one question to the database
SINGLE = ("picture", "portrait", "crest")
FACTS = {"alt": "", "is_decorative": False, "caption": "", "credit": "", "focus": Focus.CENTRE}
"""What is said of a picture, each with what holds where nothing is said."""


class Pictures:
    """The pictures of one folder. A picture is the same where its bytes and its words are."""

    def __init__(self, folder: Folder, documents: list[Document]) -> None:
        self.folder = folder
        self.digests: dict[str, str] = {}
        self.known: dict[str, list[Picture]] = defaultdict(list)
        self.kept: dict[tuple[Any, ...], Picture] = {}
        self.by_name: dict[str, Picture] = {}
        self.new: list[Picture] = []
        for document in documents:
            for facts in _shown_by(document):
                self.digest(facts["file"])
        digests = sorted(set(self.digests.values()))
        for start in range(0, len(digests), AT_ONCE):
            self._remember(digests[start : start + AT_ONCE])
        self._find_named(documents)

    def digest(self, name: str) -> str:
        if name not in self.digests:
            with self.folder.path_of(name).open("rb") as file:
                self.digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        return self.digests[name]

    def _remember(self, digests: list[str]) -> None:
        for picture in Picture.objects.with_bytes(*digests).newest_first():
            for digest in {picture.sha256, picture.source_sha256}:
                self.known[digest].append(picture)

    def _find_named(self, documents: list[Document]) -> None:
        """Pictures that a text names as the site does, `/pictures/…`."""
        names = sorted(
            {
                f"pictures/{target.removeprefix(SITE_PICTURES)}"
                for document in documents
                for target in document.pictures
                if not is_local(target)
            }
        )
        for start in range(0, len(names), AT_ONCE):
            found = Picture.objects.in_bulk(names[start : start + AT_ONCE], field_name="file")
            self.by_name |= {picture.name: picture for picture in found.values()}

    def faults(self, document: Document) -> list[Fault]:
        """Pictures that are said to be on the site and are not."""
        return [
            Fault(
                document.line(f"shown.{target}"),
                f"There is no picture {target} on this site. Put its file beside this one.",
            )
            for target in document.pictures
            if target.startswith(SITE_PICTURES)
            and target.removeprefix(SITE_PICTURES) not in self.by_name
        ]

    def find(self, facts: Values, preferred: str = "") -> Picture | None:
        """The picture that the site has already; one that `preferred` names before others."""
        found = [
            picture
            for picture in self.known[self.digest(facts["file"])]
            if _words_of(picture) == _words_in(facts)
        ]
        named = (picture for picture in found if picture.name in preferred)
        return next(named, found[0] if found else None)

    def keep(self, facts: Values) -> Picture:
        """The picture, kept now if the site has it not. Raises FileRefused or ValidationError."""
        same = (self.digest(facts["file"]), *_words_in(facts).values())
        if same not in self.kept:
            found = self.find(facts)
            self.kept[same] = found or self._new(facts)
        return self.kept[same]

    def _new(self, facts: Values) -> Picture:
        words = _words_in(facts)
        unsaved = Picture(**words)
        unsaved.clean_fields(exclude=[f.name for f in Picture._meta.fields if f.name not in FACTS])
        unsaved.clean()
        name = PurePosixPath(facts["file"]).name
        with self.folder.path_of(facts["file"]).open("rb") as file:
            picture = Picture.objects.keep(file, name=name, **words)
        self.new.append(picture)
        return picture

    def as_on_site(self, document: Document, current: Document | None) -> Document:
        """The document with the names that its pictures have on the site, where it has them."""
        preferred = "\n".join(part.text for part in current.prose()) if current else ""
        names = {}
        for target, facts in document.pictures.items():
            if "file" in facts and (found := self.find(facts, preferred)):
                names[target] = found.get_absolute_url()
        values = dict(document.values)
        for key in SINGLE:
            if key in values:
                named = current.values.get(key, {}).get("file", "") if current else ""
                if found := self.find(values[key], named):
                    self.by_name[found.name] = found
                    values[key] = picture_values(found)
        changed = document.with_prose(lambda text: _renamed(text, names))
        return replace(
            changed, values=changed.values | {k: values[k] for k in SINGLE if k in values}
        )

    def put_on_site(self, document: Document) -> tuple[Document, dict[str, Picture], list[Fault]]:
        """The document with all its pictures kept; those of its keys; and what cannot be kept."""
        faults: list[Fault] = []
        names, singles = {}, {}
        for target, facts in document.pictures.items():
            if "file" in facts and (
                kept := self._kept(facts, document.line(f"shown.{target}"), faults)
            ):
                names[target] = kept.get_absolute_url()
        for key in SINGLE:
            facts = document.values.get(key, {})
            if facts.get("file") in self.by_name:
                singles[key] = self.by_name[facts["file"]]
            elif facts and (kept := self._kept(facts, document.line(f"{key}.file"), faults)):
                singles[key] = kept
        return document.with_prose(lambda text: _renamed(text, names)), singles, faults

    def _kept(self, facts: Values, line: int, faults: list[Fault]) -> Picture | None:
        try:
            return self.keep(facts)
        except FileRefused as refusal:
            faults.append(Fault(line, f"{facts['file']}: {refusal.sentence}"))
        except ValidationError as error:
            faults.append(Fault(line, f"{facts['file']}: {' '.join(error.messages)}"))
        return None


def _words_in(facts: Values) -> dict[str, Any]:
    said = {"is_decorative": facts.get("decorative", False)} | facts
    return {name: said.get(name, usual) for name, usual in FACTS.items()}


def _words_of(picture: Picture) -> dict[str, Any]:
    return {name: getattr(picture, name) for name in FACTS}


def _shown_by(document: Document) -> list[Values]:
    single = [document.values[key] for key in SINGLE if key in document.values]
    return [facts for facts in [*single, *document.pictures.values()] if "file" in facts]


def _renamed(text: str, names: dict[str, str]) -> str:
    return with_targets(text, lambda target: names.get(target, target))
