"""What the site has already of what a folder's files speak of, fetched in a few questions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import prefetch_related_objects

from archive.importing.fields import RECORD_MODELS
from archive.importing.format.documents import Document, usual_address
from archive.importing.format.values import Values
from archive.models import (
    Address,
    Board,
    Episode,
    FaqCategory,
    FaqEntry,
    Notice,
    Person,
    Record,
    Redirect,
    Review,
    Series,
    Topic,
)

AT_ONCE = 500
WITH_PARTS = (
    "contributors__person",
    "topics",
    "picture",
    "superseded_by",
    "version_of",
    "attachments",
    "file_versions",
    "links__to_record",
    "former_addresses",
    "revisions",
)


def with_parts(records: list[Record]) -> list[Record]:
    """Records of one model with everything that their documents hold."""
    if records:
        more = {"Episode": ("series", "turns__person"), "Page": ("parent",)}
        prefetch_related_objects(records, *WITH_PARTS, *more.get(type(records[0]).__name__, ()))
    return records


class Site:
    """The rows that a folder's documents may change or refer to. New ones are added to it."""

    def __init__(self, documents: list[Document]) -> None:
        of = lambda *kinds: [each for each in documents if each.type in kinds]  # noqa: E731
        records = [each for each in documents if each.is_record]
        self.records = self._records(records)
        self.linked = self._rows(Record, set(_referred_to(records)) - set(self.records), "slug")
        self.addresses = self._rows(Address, set(addresses_in(documents)), "address")
        self.redirects = self._rows(Redirect, set(addresses_in(documents)), "address")
        self.people: dict[str, list[Person]] = defaultdict(list)
        self.people_by_slug: dict[str, Person] = {}
        for person in Person.objects.select_related("portrait").by_name():
            self.add_person(person)
        self.topics = {topic.name: topic for topic in Topic.objects.by_name()}
        self.series = {series.title: series for series in Series.objects.all()}
        self.boards = self._rows(Board, {each.values.get("slug") for each in of("board")}, "slug")
        prefetch_related_objects(list(self.boards.values()), "members__person")
        slugs = {each.values.get("slug") for each in of("faqs")}
        self.categories = self._rows(FaqCategory, slugs, "slug")
        prefetch_related_objects(list(self.categories.values()), "entries")
        self.entries: dict[str, FaqEntry] = {}
        starts = {each.values.get("starts") for each in of("notice")}
        self.notices = self._rows(Notice, starts, "starts_at")
        self.review = Review.objects.select_related("chair", "crest").first()

    def fetch_entries(self, documents: list[Document]) -> None:
        """The FAQ entries of the anchors that the documents have by now."""
        anchors = {question.anchor for each in documents for question in each.questions}
        self.entries = self._rows(FaqEntry, anchors, "anchor")

    def _rows(self, model: Any, wanted: set[Any], field: str) -> dict[Any, Any]:
        """Rows by a unique field."""
        found: dict[Any, Any] = {}
        values = sorted(value for value in wanted if value)
        for start in range(0, len(values), AT_ONCE):
            found |= model.objects.in_bulk(values[start : start + AT_ONCE], field_name=field)
        return found

    def _records(self, documents: list[Document]) -> dict[str, Record]:
        slugs = {each.values.get("slug") for each in documents}
        found: dict[str, Record] = {}
        for model in dict.fromkeys(RECORD_MODELS.values()):
            rows = self._rows(model, slugs, "slug")
            with_parts(list(rows.values()))
            found |= rows
        return found

    def record(self, slug: str) -> Record | None:
        return self.records.get(slug) or self.linked.get(slug)

    def add_person(self, person: Person) -> None:
        self.people[person.name].append(person)
        self.people_by_slug[person.slug] = person

    def person(self, entry: Values) -> Person | None:
        """The person of an entry with `name` and perhaps `person`, where there is exactly one."""
        if "person" in entry:
            return self.people_by_slug.get(entry["person"])
        found = self.people.get(entry["name"], [])
        return found[0] if len(found) == 1 else None

    def episodes_in(self, titles: Iterable[str]) -> Iterator[Episode]:
        """The episodes that the site has in these series."""
        for title in titles:
            if series := self.series.get(title):
                yield from Episode.objects.in_series(series).with_series()


def address_of(document: Document, record: Record | None) -> str:
    """The address that a record's document asks for: where it is silent, what it has or gets."""
    if "address" in document.values:
        return str(document.values["address"])
    if record is not None:
        return record.address
    return usual_address(document.type, document.values["slug"])


def addresses_in(documents: list[Document]) -> Iterator[str]:
    for document in documents:
        if document.is_record and "slug" in document.values:
            yield document.values.get("address") or usual_address(
                document.type, document.values["slug"]
            )
            yield from document.values.get("former_addresses", [])
        for entry in document.values.get("redirects", []):
            yield entry.get("from")


def _referred_to(documents: list[Document]) -> Iterator[str]:
    for document in documents:
        for _, slug in references_in(document):
            yield slug


def references_in(document: Document) -> Iterator[tuple[str, str]]:
    """Each slug of another record that a document names, with its place."""
    for name in ("superseded_by", "version_of", "parent"):
        if name in document.values:
            yield name, document.values[name]
    for name in ("related", "listen", "subscribe"):
        for number, entry in enumerate(document.values.get(name, [])):
            if "record" in entry:
                yield f"{name}.{number}.record", entry["record"]
