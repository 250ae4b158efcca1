"""People, boards, questions, notices, the review and lists of names, as their files say."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError

from archive.importing.fields import put
from archive.importing.format.documents import Document
from archive.importing.format.findings import Fault
from archive.importing.format.moments import read_moment
from archive.importing.format.values import Values
from archive.importing.from_record import values_of, values_of_line
from archive.importing.pictures import Pictures
from archive.importing.site import Site
from archive.importing.validating import broken_promises, faults_of, kept
from archive.models import (
    Board,
    BoardMember,
    FaqCategory,
    FaqEntry,
    HelpLine,
    Notice,
    Person,
    Redirect,
    Review,
    Series,
    Topic,
    free_slug,
)


class OtherWriting:
    """Writes what is not a record. `now` is when questions come out that name no time."""

    def __init__(self, site: Site, pictures: Pictures, now: datetime) -> None:
        self.site = site
        self.pictures = pictures
        self.now = now

    def make(self, kind: str, name: str, document: Document, place: str) -> list[Fault]:
        """Make a person, topic or series of which a document says no more than the name."""
        row: Person | Topic | Series
        if kind == "person":
            row = Person(name=name, slug=free_slug(name, among=Person.objects.all()))
        elif kind == "topics":
            row = Topic(name=name, slug=free_slug(name, among=Topic.objects.all()))
        else:
            podcast = document.values.get("podcast", "")
            slug = free_slug(name, among=Series.objects.all())
            row = Series(title=name, slug=slug, podcast=podcast)
        faults = faults_of(row, document, f"{place}.")
        if faults:
            return faults
        row.save()
        if isinstance(row, Person):
            self.site.add_person(row)
        elif isinstance(row, Topic):
            self.site.topics[name] = row
        else:
            self.site.series[name] = row
        return []

    def set_length(self, title: str, length: int) -> None:
        """Say how many episodes a series has."""
        series = self.site.series[title]
        if series.length != length:
            series.length = length
            series.save(update_fields=["length"])

    def write_row(self, document: Document, number: int, entry: Values) -> tuple[str, list[Fault]]:
        """One entry of a file of topics, series or redirects; answers what became of it."""
        if document.type == "redirects":
            return self._write_redirect(document, number, entry)
        model, known, name = (
            (Topic, self.site.topics, "name")
            if document.type == "topics"
            else (Series, self.site.series, "title")
        )
        row = known.get(entry[name]) or model()
        if row.pk and f"{document.type}.{number}.slug" not in document.lines:
            entry = entry | {"slug": row.slug}
        if row.pk and values_of(row) == entry:
            return "unchanged", []
        outcome = "changed" if row.pk else "added"
        put(row, entry)
        faults = _all_faults(row, document, f"{document.type}.{number}.")
        place = f"{document.type}.{number}."
        faults = faults or kept(row.save, document, [(row, place)])
        if not faults:
            known[entry[name]] = row
        return outcome, faults

    def _write_redirect(
        self, document: Document, number: int, entry: Values
    ) -> tuple[str, list[Fault]]:
        row = self.site.redirects.get(entry["from"]) or Redirect(address=entry["from"])
        if row.pk and row.to_url == entry["to"]:
            return "unchanged", []
        outcome = "changed" if row.pk else "added"
        row.to_url = entry["to"]
        faults = faults_of(row, document, f"redirects.{number}.")
        place = f"redirects.{number}."
        return outcome, faults or kept(row.save, document, [(row, place)])

    def write_person(self, document: Document) -> list[Fault]:
        document, pictures, faults = self.pictures.put_on_site(document)
        person = self.site.people_by_slug.get(document.values["slug"]) or Person()
        was = person.name
        put(person, document.values)
        person.sort_name = document.values.get("sort_name", person.usual_sort_name)
        person.biography = document.text
        person.portrait = pictures.get("portrait")
        faults += _all_faults(person, document)
        if not faults:
            is_new = person.pk is None
            person.save()
            if was != person.name and not is_new:
                self.site.people[was].remove(person)
                self.site.people[person.name].append(person)
            elif is_new:
                self.site.add_person(person)
        return faults

    def write_board(self, document: Document) -> list[Fault]:
        document, _, faults = self.pictures.put_on_site(document)
        board = self.site.boards.get(document.values["slug"]) or Board()
        put(board, document.values)
        board.body = document.text
        faults += _all_faults(board, document)
        if faults := faults or kept(board.save, document, [(board, "")]):
            return faults
        members = []
        for position, entry in enumerate(document.values.get("members", []), 1):
            person = self.site.person(entry)
            if person is None:
                continue  # what is wrong with the name is told already
            member = BoardMember(board_id=board.pk, person=person, position=position)
            put(member, entry)
            faults += faults_of(member, document, f"members.{position - 1}.")
            members.append(member)
        if not faults and [*map(_member, board.members.all())] != [*map(_member, members)]:
            board.members.all().delete()
            places = [(each, f"members.{number}.") for number, each in enumerate(members)]
            create = partial(BoardMember.objects.bulk_create, members)
            faults = kept(create, document, places)
        return faults

    def write_notice(self, document: Document) -> list[Fault]:
        document, _, faults = self.pictures.put_on_site(document)
        notice = self.site.notices.get(document.values["starts"]) or Notice()
        put(notice, document.values)
        notice.body = document.text
        faults += faults_of(notice, document)
        return faults or kept(notice.save, document, [(notice, "")])

    def write_review(self, document: Document) -> list[Fault]:
        document, pictures, faults = self.pictures.put_on_site(document)
        review = self.site.review or Review()
        lines = _put_review(review, document)
        review.crest = pictures.get("crest")
        chair = {"name": document.values.get("chair")}
        if "chair_person" in document.values:
            chair["person"] = document.values["chair_person"]
        review.chair = self.site.person(chair) if chair["name"] else None
        faults += _review_faults(review, lines, document)
        if faults := faults or kept(review.save, document, [(review, "")]):
            return faults
        for line, entry in zip(lines, document.values.get("help_lines", []), strict=True):
            line.topic = self.site.topics.get(entry.get("topic", ""))
        there = review.help_lines.select_related("topic")
        if [*map(values_of_line, there)] != [*map(values_of_line, lines)]:
            review.help_lines.all().delete()
            HelpLine.objects.bulk_create(lines)
        return []

    def write_questions(self, document: Document) -> list[Fault]:
        document, _, faults = self.pictures.put_on_site(document)
        category = self.site.categories.get(document.values["slug"]) or FaqCategory()
        put(category, document.values)
        faults += _all_faults(category, document)
        if faults := faults or kept(category.save, document, [(category, "")]):
            return faults
        entries = list(self._entries(document, category))
        for number, entry in enumerate(entries):
            faults += faults_of(entry, document, f"questions.{number}.")
        for number, entry in enumerate(entries if not faults else []):
            faults += kept(entry.save, document, [(entry, f"questions.{number}.")])
        return faults

    def _entries(self, document: Document, category: FaqCategory) -> Iterator[FaqEntry]:
        there = {entry.anchor: entry for entry in category.entries.all()}
        for position, question in enumerate(document.questions, 1):
            entry = (
                self.site.entries.get(question.anchor)
                or there.get(question.anchor)
                or FaqEntry(anchor=question.anchor)
            )
            entry.category = category
            entry.question = question.question
            entry.answer = question.answer.text
            entry.position = position
            if question.published == "draft":
                entry.published_at = None
            else:
                entry.published_at = (
                    read_moment(question.published) if question.published else self.now
                )
            yield entry


def faults_of_review(document: Document) -> list[Fault]:
    """What is wrong with the review in a file that cannot be kept for other reasons already."""
    review = Review()
    return _review_faults(review, _put_review(review, document), document)


def _put_review(review: Review, document: Document) -> list[HelpLine]:
    """Set what the file says of the review; answers its help lines."""
    put(review, document.values)
    review.remit = document.text
    lines = []
    for position, entry in enumerate(document.values.get("help_lines", []), 1):
        line = HelpLine(review_id=1, position=position)
        put(line, entry)
        lines.append(line)
    return lines


def _review_faults(review: Review, lines: list[HelpLine], document: Document) -> list[Fault]:
    rows = [(review, ""), *((line, f"help_lines.{n}.") for n, line in enumerate(lines))]
    return [
        fault
        for row, place in rows
        for fault in (*faults_of(row, document, place), *broken_promises(row, document, place))
    ]


def _member(member: BoardMember) -> tuple[object, ...]:
    return (
        member.person_id,
        member.role,
        member.joined_on,
        member.left_on,
        member.biography,
    )


def _all_faults(
    row: Person | Board | FaqCategory | Topic | Series, document: Document, place: str = ""
) -> list[Fault]:
    """With what the database holds against a second row of the same name."""
    faults = faults_of(row, document, place)
    try:
        row.validate_unique()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            line = document.line(f"{place}{field}")
            faults += [Fault(line, message) for message in messages]
    return faults
