"""What is on the record as documents: to export it, and to tell what an import would change.

Pictures and files are in their place on the site here (`/pictures/…`, an attachment's name).
"""

from collections.abc import Iterable
from typing import Any

from django.db import models

from archive.importing.fields import CALL_TEXTS, FIELDS, TEXT_FIELD, without_defaults
from archive.importing.format.documents import Document, usual_address
from archive.importing.format.moments import write_moment
from archive.importing.format.sections import Prose, Question, SpokenTurn
from archive.importing.format.values import Values, as_kept, as_line
from archive.models import (
    AttachmentVersion,
    Board,
    Call,
    Contributor,
    Episode,
    FaqCategory,
    FaqEntry,
    Focus,
    HelpLine,
    Link,
    Notice,
    Page,
    Person,
    Picture,
    Record,
    Review,
    Revision,
    Turn,
)

PROSE = {
    "accessibility_contact",
    "accessibility_problems",
    "accessibility_testing",
    "biography",
    "disproportionate_burden",
    "outside_regulations",
    "where_to_turn",
}
"""Keys whose texts are Markdown, in which the blanks of the first line mean something."""


def values_of(instance: models.Model) -> Values:
    """The values that a file would hold for a row, without those that are usual."""
    values = {}
    for key, field in FIELDS[type(instance)].items():
        value = getattr(instance, field)
        values[key] = as_line(value) if isinstance(value, str) else value
        if key in PROSE:
            values[key] = as_kept(value)
    return without_defaults(type(instance), values)


def document_of(record: Record) -> Document:
    """A record of any kind, of its own model (`Publication`, `Call` …)."""
    values = values_of(record)
    values["published"] = record.published_at or "draft"
    if record.address != usual_address(record.kind, record.slug):
        values["address"] = record.address
    for name in ("superseded_by", "version_of"):
        if (other := getattr(record, name)) is not None and not other.is_taken_down:
            values[name] = other.slug
    if "version_of" not in values:
        values.pop("version_for", None)
    people = [_person_in(each) for each in record.contributors.all()]
    topics = sorted(topic.name for topic in record.topics.all())
    former = sorted(redirect.address for redirect in record.former_addresses.all())
    values |= _filled(
        people=people,
        topics=topics,
        picture=picture_values(record.picture),
        attachments=[_attachment(each) for each in record.attachments.all()],
        earlier_files=[_earlier(each) for each in record.file_versions.all()],
        former_addresses=former,
        changes=changes_of(record.revisions.all()),
    )
    values |= links_of(each for each in record.links.all() if not _leads_to_what_is_gone(each))
    document = Document("", str(record.kind), values, text=as_kept(record.body))
    _add_facts(document, record)
    return document


def _add_facts(document: Document, record: Record) -> None:
    values = document.values
    for name in ("addressed_to", "copied_to"):
        if name in values:
            values[name] = [str(each) for each in values[name]]
    if isinstance(record, Call):
        document.sections = {
            name: Prose(as_kept(text))
            for name, field in CALL_TEXTS.items()
            if (text := getattr(record, field).strip("\n"))
        }
    elif isinstance(record, Episode):
        if record.series:
            values["series"] = record.series.title
        if record.series_position is not None:
            values["series_position"] = (record.series_position, record.series.length)
        turns = list(record.turns.all())
        document.turns = [_turn(number, turn) for number, turn in enumerate(turns, 1)]
        _tell_who_speaks_as_whom(values.get("people", []), turns)
    elif isinstance(record, Page) and record.parent and not record.parent.is_taken_down:
        values["parent"] = record.parent.slug


def _person_in(contributor: Contributor) -> Values:
    name, slug = contributor.person.name, contributor.person.slug
    return {"name": name, "person": slug} | values_of(contributor)


def _attachment(attachment: Any) -> Values:
    values = values_of(attachment)
    if attachment.file:
        values |= {"file": attachment.name, "sha256": attachment.sha256}
    return values


def _earlier(version: AttachmentVersion) -> Values:
    return values_of(version) | {"file": version.name, "sha256": version.sha256}


def _leads_to_what_is_gone(link: Link) -> bool:
    return link.to_record is not None and link.to_record.is_taken_down


def links_of(links: Iterable[Link]) -> Values:
    """The keys that say where a record leads."""
    found: dict[str, list[Values]] = {"related": [], "listen": [], "subscribe": []}
    for link in links:
        values = values_of(link)
        if link.to_record is not None:
            values["record"] = link.to_record.slug
        if link.purpose in (Link.Purpose.LISTEN, Link.Purpose.SUBSCRIBE):
            found[link.purpose].append(values)
        else:
            found["related"].append(values | {"kind": link.purpose})
    return _filled(**found)


def changes_of(revisions: Iterable[Revision]) -> list[Values]:
    """What readers were told, oldest first."""
    told = [each for each in revisions if each.change_note]
    return [
        {
            "at": each.made_at,
            "note": as_line(each.change_note),
            "major": each.is_major,
            "correction": each.is_correction,
        }
        for each in sorted(told, key=lambda each: (each.made_at, each.pk))
    ]


def _turn(number: int, turn: Turn) -> SpokenTurn:
    anchor = "" if turn.anchor == f"turn-{number}" else turn.anchor
    return SpokenTurn(turn.speaker.strip(), turn.starts_at_seconds, anchor, _prose(turn.text))


def _prose(text: str) -> Prose:
    return Prose(as_kept(text))


def speaker_name(speaker: str) -> str:
    """The name in a speaker's label: “George Linfield (Producer)” is George Linfield."""
    return speaker.partition(" (")[0].strip()


def is_spoken_by(entry: Values, speaker: str) -> bool:
    """Is the person of this entry in `people` the speaker whom the transcript names?"""
    names = entry.get("speaks_as", [entry["name"]])
    return speaker in names or speaker_name(speaker) in names


def _tell_who_speaks_as_whom(people: list[Values], turns: list[Turn]) -> None:
    """Add `speaks_as` where the labels alone do not tell who speaks."""
    for entry in people:
        theirs = {turn.speaker for turn in turns if _slug(turn.person) == entry["person"]}
        told = {turn.speaker for turn in turns if is_spoken_by(entry, turn.speaker)}
        if theirs != told:
            entry["speaks_as"] = sorted(theirs)


def _slug(person: Person | None) -> str:
    return person.slug if person else ""


def picture_values(picture: Picture | None) -> Values:
    if picture is None:
        return {}
    return _filled(
        file=picture.name,
        alt=picture.alt,
        decorative=picture.is_decorative,
        caption=picture.caption,
        credit=picture.credit,
        focus="" if picture.focus == Focus.CENTRE else picture.focus,
    )


def _filled(**values: Any) -> Values:
    return {name: value for name, value in values.items() if value}


def document_of_person(person: Person) -> Document:
    values = values_of(person) | _filled(portrait=picture_values(person.portrait))
    if values.get("sort_name") == person.usual_sort_name:
        del values["sort_name"]
    return _other("person", person, values)


def document_of_board(board: Board) -> Document:
    members = [
        {"name": each.person.name, "person": each.person.slug} | values_of(each)
        for each in board.members.all()
    ]
    return _other("board", board, values_of(board) | _filled(members=members))


def document_of_notice(notice: Notice) -> Document:
    return _other("notice", notice, values_of(notice))


def values_of_line(line: HelpLine) -> Values:
    return values_of(line) | _filled(topic=line.topic.name if line.topic else "")


def document_of_review(review: Review) -> Document:
    lines = [values_of_line(each) for each in review.help_lines.select_related("topic")]
    values = values_of(review) | _filled(crest=picture_values(review.crest), help_lines=lines)
    if review.chair:
        values |= {"chair": review.chair.name, "chair_person": review.chair.slug}
    return _other("review", review, values)


def document_of_category(category: FaqCategory) -> Document:
    return document_of_questions(category, category.entries.all())


def document_of_questions(category: FaqCategory, entries: Iterable[FaqEntry]) -> Document:
    """A group with these of its questions."""
    document = Document("", "faqs", values_of(category))
    document.questions = [
        Question(
            " ".join(each.question.split()),
            _prose(each.answer),
            each.anchor,
            write_moment(each.published_at) if each.published_at else "draft",
        )
        for each in sorted(entries, key=lambda each: (each.position, each.pk))
    ]
    return document


def _other(kind: str, instance: models.Model, values: Values) -> Document:
    text = getattr(instance, TEXT_FIELD[type(instance)])
    return Document("", kind, values, text=as_kept(text))
