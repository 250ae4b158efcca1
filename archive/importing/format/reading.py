"""Content files become documents; whatever is wrong with them is told all at once."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from archive import markdown
from archive.files import CaptionsBroken, Cue, human_size, parse_captions
from archive.importing.format.body_pictures import is_local, with_targets
from archive.importing.format.documents import Document, settle_dates, slug_of
from archive.importing.format.findings import Fault, Finding
from archive.importing.format.folder import Folder, NoContent, NotInFolder, Source
from archive.importing.format.front_matter import split
from archive.importing.format.keys import KEYS, LETTERS, WITHOUT_BODY
from archive.importing.format.sections import (
    Prose,
    SpokenTurn,
    prose,
    take_call_sections,
    take_questions,
    take_salutation,
    take_transcript,
)
from archive.importing.format.values import Reader, Values, type_of
from archive.markdown.characters import unreadable

LARGEST_CAPTIONS = 5_000_000
NAMED = ("person", "board", "review")


def read_documents(folder: Folder) -> tuple[list[Document], list[Finding]]:
    """Every document of the folder, and everything that is wrong with the files.

    A document whose file has faults is among them too, so that what refers to it is not called
    missing; it is not fit to be kept. Raises NoContent where there is no file to read.
    """
    sources, findings = folder.read()
    documents = []
    for source in sources:
        reading = _Reading(folder, source)
        document = reading.document()
        if document is not None:
            documents.append(document)
        findings += [Finding(source.path, fault.line, fault.text) for fault in reading.faults]
    if not sources and not findings:
        raise NoContent(
            f"There is nothing to import in {folder.root}: no content file that ends in .md. Name "
            "the folder that holds them."
        )
    return documents, findings


def advice_on(documents: list[Document]) -> Iterator[Finding]:
    """What readers would stumble over in the texts, though nothing forbids it."""
    for document in documents:
        for part in document.prose():
            found = [each for each in markdown.problems(_served(part.text)) if not each.blocking]
            if document.type == "notice":
                found += markdown.relative_dates(part.text)
            for each in found:
                yield Finding(document.path, part.line + each.line - 1, each.text)


def _served(text: str) -> str:
    """The text with a picture of the site for each one that lies beside the file."""
    return with_targets(text, lambda target: "/pictures/it" if is_local(target) else target)


class _Reading:
    """One file on its way to a document."""

    def __init__(self, folder: Folder, source: Source) -> None:
        self.folder = folder
        self.source = source
        self.faults: list[Fault] = []

    def document(self) -> Document | None:
        try:
            mapping, rest, first = split(self.source.text)
            kind = type_of(mapping, list(KEYS))
        except Fault as fault:
            self.faults.append(fault)
            return None
        reader = Reader(self._find, {"type": mapping.entries["type"][0]})
        without_type = {name: entry for name, entry in mapping.entries.items() if name != "type"}
        mapping = type(mapping)(mapping.line, without_type)
        try:
            values = reader.read(mapping, KEYS[kind])
        except Fault as fault:
            self.faults += [*reader.faults, fault]
            return None
        self.faults += reader.faults
        body = prose(rest.split("\n"), first)
        document = Document(self.source.path, kind, values, lines=reader.lines)
        self._settle(document)
        self._check_characters(rest.split("\n"), first)
        try:
            self._take_parts(document, body)
        except Fault as fault:
            self.faults.append(fault)
        self._check_prose(document)
        self._take_pictures(document)
        return document

    def _find(self, name: str, line: int) -> str:
        try:
            return self.folder.find(self.source.path, name)
        except NotInFolder as reason:
            raise Fault(line, str(reason)) from None

    def _settle(self, document: Document) -> None:
        values = document.values
        title = values.get("name" if document.type in NAMED else "title", "")
        if document.type not in (*WITHOUT_BODY, "notice", "review") and title:
            values.setdefault("slug", slug_of(title))
        name = {"topics": "name", "series": "title"}.get(document.type, "")
        for entry in values.get(document.type, []) if name else []:
            entry.setdefault("slug", slug_of(entry.get(name, "")))
        if document.is_record:
            self._settle_record(document)

    def _settle_record(self, document: Document) -> None:
        values = document.values
        settle_dates(values)
        self._refuse_repeats(document, "topics", values.get("topics", []))
        self._refuse_repeats(
            document,
            "people",
            [entry.get("person") or entry.get("name") for entry in values.get("people", [])],
        )
        if values.get("topics"):
            values["topics"] = sorted(values["topics"])
        for number, entry in enumerate(values.get("related", [])):
            entry.setdefault("kind", "related")
            self._check_link(document, entry, f"related.{number}")
        for name in ("listen", "subscribe"):
            for number, entry in enumerate(values.get(name, [])):
                self._check_link(document, entry, f"{name}.{number}")
        for number, entry in enumerate(values.get("attachments", [])):
            has_file = f"attachments.{number}.file" in document.lines
            if has_file == ("url" in entry):
                line = document.line(f"attachments.{number}")
                self.faults.append(Fault(line, "An attachment has a file or a url, one of them."))
        for entry in values.get("changes", []):
            entry.setdefault("correction", False)
            entry["major"] = entry.get("major", False) or entry["correction"]
        for name in ("superseded_by", "version_of", "parent"):
            if name in values and values[name] == values.get("slug"):
                self.faults.append(
                    Fault(document.line(name), f"“{name}” names this very record. Name another.")
                )

    def _check_link(self, document: Document, entry: Values, place: str) -> None:
        if "url" in entry and "record" in entry:
            self.faults.append(
                Fault(document.line(place), "A link has a url or a record, not both. Take one out.")
            )
        elif not {"label", "record"} & {*entry} and not (
            {f"{place}.label", f"{place}.record"} & {*document.lines}
        ):
            self.faults.append(
                Fault(document.line(place), "A link without words. Give it a label.")
            )

    def _refuse_repeats(self, document: Document, name: str, items: list[Any]) -> None:
        seen = set()
        for number, item in enumerate(items):
            if item and item in seen:
                line = document.line(f"{name}.{number}")
                self.faults.append(Fault(line, f"“{item}” is listed twice. Take one out."))
            seen.add(item)

    def _take_parts(self, document: Document, body: Prose) -> None:
        if document.type in LETTERS and "salutation" not in document.values:
            salutation, body = take_salutation(body)
            if salutation:
                document.values["salutation"] = salutation
        elif document.type == "call":
            body, document.sections = take_call_sections(body)
        elif document.type == "faqs":
            document.questions, body = take_questions(body), Prose("", body.line)
        elif document.type == "episode":
            body, document.turns = take_transcript(body)
            self._take_captions(document)
        elif document.type in WITHOUT_BODY and body.text:
            raise Fault(body.line, f"A file of the type {document.type} has no text. Take it out.")
        document.text = body.text
        document.lines["text"] = body.line
        for number, turn in enumerate(document.turns):
            document.lines[f"turns.{number}"] = turn.line
        for number, question in enumerate(document.questions):
            document.lines[f"questions.{number}"] = question.line

    def _take_captions(self, document: Document) -> None:
        name = document.values.pop("transcript", None)
        if name is None:
            return
        line = document.line("transcript")
        if document.turns:
            raise Fault(line, "The transcript is here twice. Keep “## Transcript” or the file.")
        path = self.folder.path_of(name)
        if (size := path.stat().st_size) > LARGEST_CAPTIONS:
            text = f"{name} has {human_size(size)}, and at most 5 MB. Is it the transcript alone?"
            raise Fault(line, text)
        try:
            cues = parse_captions(path.read_text("utf-8-sig"))
        except UnicodeDecodeError:
            raise Fault(line, f"{name} is not UTF-8. Save it again in that encoding.") from None
        except CaptionsBroken as reason:
            raise Fault(line, f"{name}: {reason}") from None
        people = document.values.get("people", [])
        names = [name for each in people for name in each.get("speaks_as", [each.get("name", "")])]
        document.turns = turns_of(cues, names, line)

    def _check_characters(self, lines: list[str], first: int) -> None:
        said = ((number, unreadable(line)) for number, line in enumerate(lines, first))
        self.faults += [Fault(number, text) for number, text in said if text]

    def _check_prose(self, document: Document) -> None:
        for part in document.prose():
            for problem in markdown.problems(_served(part.text)):
                if problem.blocking:
                    self.faults.append(Fault(part.line + problem.line - 1, problem.text))

    def _take_pictures(self, document: Document) -> None:
        """The files that the texts show, with what is known of each."""
        said = {entry.get("file"): entry for entry in document.values.pop("pictures", [])}
        for target, facts in document.pictured().items():
            line = facts.pop("line")
            document.lines[f"shown.{target}"] = line
            if not is_local(target):
                document.pictures[target] = facts
                continue
            try:
                path = self._find(target, line)
            except Fault as fault:
                self.faults.append(fault)
                continue
            if path in said:
                facts = {name: value for name, value in said[path].items() if name != "file"}
            if "alt" not in facts and not facts.get("decorative"):
                text = f"The picture “{target}” has no description. Write between the square "
                self.faults.append(Fault(line, text + "brackets what it shows."))
            document.pictures[target] = facts | {"file": path}


def turns_of(cues: list[Cue], names: list[str], line: int) -> list[SpokenTurn]:
    """Captions as turns: what one voice says without another one between."""
    turns: list[SpokenTurn] = []
    for cue in cues:
        speaker, text = cue.speaker, cue.text
        named = next((name for name in names if name and text.startswith(f"{name}: ")), None)
        if not speaker and named:
            speaker, text = named, text[len(named) + 2 :]
        if turns and (not speaker or turns[-1].speaker == speaker):
            words = f"{turns[-1].text.text} {text}"
            last = turns[-1]
            turns[-1] = SpokenTurn(last.speaker, last.seconds, "", Prose(words, line), line)
        elif speaker:
            seconds = Decimal(str(round(cue.starts_at, 3))).quantize(Decimal("0.001"))
            turns.append(SpokenTurn(speaker, seconds, "", Prose(text, line), line))
        else:
            raise Fault(
                line,
                "The captions do not say who speaks. Write <v Name> before the words in a WebVTT "
                "file, or “Name: ” with a name from “people” in an SRT file.",
            )
    return turns
