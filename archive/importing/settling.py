"""A folder's documents in the site's own terms, so that they can be held against what is there."""

from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from archive.files import FileRefused, identify, safe_name
from archive.importing.fields import RECORD_MODELS, without_defaults
from archive.importing.format.documents import Document, slug_of, usual_address
from archive.importing.format.findings import Fault
from archive.importing.format.moments import NoSuchTime, read_moment, write_moment
from archive.importing.format.values import Values
from archive.importing.from_record import is_spoken_by
from archive.importing.names import length_of_series, people_in
from archive.importing.pictures import Pictures
from archive.importing.site import Site
from archive.models import (
    Board,
    FaqCategory,
    Notice,
    Person,
    Review,
)

MODELS = RECORD_MODELS | {
    "person": Person,
    "board": Board,
    "faqs": FaqCategory,
    "notice": Notice,
    "review": Review,
}


def take_known_slugs(documents: list[Document], people: dict[str, list[Person]]) -> None:
    """A person's file without a slug speaks of the one person of that name on the site."""
    for document in documents:
        if document.type == "person" and "slug" not in document.lines:
            known = people.get(document.values.get("name", ""), [])
            if len(known) == 1:
                document.values["slug"] = known[0].slug


def settle(
    document: Document, current: Document | None, site: Site, pictures: Pictures
) -> Document:
    """The document as it will stand on the site; `current` is what stands there now.

    What a file leaves open is filled in from what is there.
    """
    values = dict(document.values)
    if document.type in MODELS:
        values = without_defaults(MODELS[document.type], values)
    settled = pictures.as_on_site(replace(document, values=values), current)
    if document.is_record:
        _settle_record(settled, current)
    elif document.type == "person":
        usual = Person(name=values["name"]).usual_sort_name
        if values.get("sort_name") == usual:
            del settled.values["sort_name"]
    elif document.type == "faqs":
        _settle_questions(settled, current, site)
    for _, entry in people_in(settled):
        if person := site.person(entry):
            entry["person"] = person.slug
            if "chair" in settled.values:
                settled.values["chair_person"] = person.slug
    return settled


def _settle_record(document: Document, current: Document | None) -> None:
    values = document.values
    there = current.values if current else {}
    if "address" not in values and "address" in there:
        values["address"] = there["address"]
    if values.get("address") == usual_address(document.type, values["slug"]):
        del values["address"]
    former = {*values.get("former_addresses", []), *there.get("former_addresses", [])}
    if former := former - {values.get("address", usual_address(document.type, values["slug"]))}:
        values["former_addresses"] = sorted(former)
    changes = {
        (change["at"], change["note"], change["major"]): change
        for change in [*values.get("changes", []), *there.get("changes", [])]
    }
    if changes:
        values["changes"] = sorted(changes.values(), key=_moment_of)
    earlier = {
        (each["file"], each["version"]): each
        for each in [*values.get("earlier_files", []), *there.get("earlier_files", [])]
    }
    if earlier:
        values["earlier_files"] = [earlier[key] for key in sorted(earlier)]
    place, _ = values.get("series_position", (None, None))
    if place is not None and length_of_series(document) is None:
        is_in_it = there.get("series") == values.get("series")
        known = there.get("series_position", (None, None))[1] if is_in_it else None
        values["series_position"] = (place, known)
    values["people"] = [dict(entry) for entry in values.get("people", [])]
    for entry in values["people"]:
        _settle_speaking(document, entry)
    if not values["people"]:
        del values["people"]
    if "attachments" in values:
        values["attachments"] = [dict(entry) for entry in values["attachments"]]
    if "earlier_files" in values:
        values["earlier_files"] = [dict(entry) for entry in values["earlier_files"]]
    document.turns = [
        replace(turn, anchor="" if turn.anchor == f"turn-{number}" else turn.anchor)
        for number, turn in enumerate(document.turns, 1)
    ]


def _moment_of(change: Values) -> datetime:
    moment: datetime = change["at"]
    return moment


def _settle_speaking(document: Document, entry: Values) -> None:
    """`speaks_as` says what differs from what the labels tell by themselves."""
    if "speaks_as" not in entry:
        return
    theirs = {turn.speaker for turn in document.turns if is_spoken_by(entry, turn.speaker)}
    bare = {name: value for name, value in entry.items() if name != "speaks_as"}
    told = {turn.speaker for turn in document.turns if is_spoken_by(bare, turn.speaker)}
    if theirs == told:
        del entry["speaks_as"]
    else:
        entry["speaks_as"] = sorted(theirs)


def _settle_questions(document: Document, current: Document | None, site: Site) -> None:
    there = {question.anchor: question for question in current.questions} if current else {}
    said = document.values.pop("published", None)
    settled = []
    for question in document.questions:
        published = question.published
        if published and published != "draft":
            published = write_moment(read_moment(published))
        elif not published and said is not None:
            published = said if said == "draft" else write_moment(said)
        elif not published:
            entry = site.entries.get(question.anchor)
            was = entry.published_at if entry else None
            published = write_moment(was) if was else ""
        settled.append(replace(question, published=published))
    anchors = {question.anchor for question in settled}
    kept = [question for anchor, question in there.items() if anchor not in anchors]
    document.questions = settled + kept


def name_questions(document: Document, entries_by_question: dict[str, str]) -> list[Fault]:
    """Give each question its anchor: its own, that of the same question on the site, or a new one.

    Says what is wrong with when they are published.
    """
    faults = []
    questions = []
    for question in document.questions:
        anchor = question.anchor or entries_by_question.get(question.question)
        questions.append(replace(question, anchor=anchor or slug_of(question.question)))
        if question.published and question.published != "draft":
            try:
                read_moment(question.published)
            except NoSuchTime as reason:
                faults.append(Fault(question.line, f"published: {reason}"))
    document.questions = questions
    return faults


def settle_attachments(document: Document, pictures: Pictures) -> list[Fault]:
    """Say of each attached file, and of each earlier one, what it is called on the site and what
    its bytes are."""
    faults: list[Fault] = []
    names: set[str] = set()
    for number, entry in enumerate(document.values.get("attachments", [])):
        if "file" not in entry:
            continue
        line = document.line(f"attachments.{number}.file")
        if refused := _settle_file(entry, pictures, line):
            faults.append(refused)
            continue
        if entry["file"] in names:
            text = f"Two files of this record would be called {entry['file']}. Rename one of them."
            faults.append(Fault(line, text))
        names.add(entry["file"])
    for number, entry in enumerate(document.values.get("earlier_files", [])):
        line = document.line(f"earlier_files.{number}.file")
        if refused := _settle_file(entry, pictures, line):
            faults.append(refused)
        elif entry["version"] < 1:
            faults.append(Fault(line, "Versions are counted from 1."))
    return faults


def _settle_file(entry: Values, pictures: Pictures, line: int) -> Fault | None:
    path = pictures.folder.path_of(entry["file"])
    try:
        with path.open("rb") as file:
            kind = identify(file, path.name)
    except FileRefused as refusal:
        return Fault(line, f"{entry['file']}: {refusal.sentence}")
    entry["path"] = entry["file"]
    entry["file"] = safe_name(PurePosixPath(entry["file"]).name, kind)
    entry["sha256"] = pictures.digest(entry["path"])
    return None


def without_paths(document: Document) -> Document:
    """The document without where its files lie in the folder, to be compared."""
    bare = {
        key: [
            {name: value for name, value in entry.items() if name != "path"}
            for entry in document.values[key]
        ]
        for key in ("attachments", "earlier_files")
        if key in document.values
    }
    return replace(document, values=document.values | bare) if bare else document
