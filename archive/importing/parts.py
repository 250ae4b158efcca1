"""Which part of the record is exported: all of it, or what the public can see."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from django.db.models import QuerySet

from archive.files.names import safe_name
from archive.importing.fields import CALL_TEXTS
from archive.importing.format.documents import Document
from archive.importing.format.values import Values
from archive.importing.from_record import (
    changes_of,
    document_of,
    document_of_category,
    document_of_person,
    document_of_questions,
    document_of_review,
    links_of,
    values_of,
)
from archive.models import (
    LETTER_KINDS,
    Board,
    Call,
    FaqCategory,
    Kind,
    Link,
    Notice,
    Person,
    Picture,
    Publication,
    Record,
    Redirect,
    Review,
    Series,
    SiteState,
    Topic,
    clock,
)

UNGUESSABLE = re.compile(r"-[0-9a-f]{16}-[0-9]+x[0-9]+$")
"""What the site puts behind a picture's name."""

REFERENCES = ("superseded_by", "version_of", "parent")


class WholeRecord:
    """Everything that was not taken down, with drafts and what is scheduled."""

    def records(self, model: type[Record]) -> QuerySet[Record]:
        return model.objects.not_taken_down()

    def people(self) -> QuerySet[Person]:
        return Person.objects.all()

    def boards(self) -> QuerySet[Board]:
        return Board.objects.all()

    def questions(self) -> Iterable[tuple[FaqCategory, Document]]:
        for category in FaqCategory.objects.prefetch_related("entries"):
            yield category, document_of_category(category)

    def notices(self) -> Iterable[Notice]:
        return Notice.objects.let_out()

    def topics(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    def series(self) -> Iterable[Values]:
        return [values_of(each) for each in Series.objects.all()]

    def redirects(self) -> QuerySet[Redirect]:
        return Redirect.objects.all()

    def document(self, record: Record) -> Document:
        return document_of(record)

    def person(self, person: Person) -> Document:
        return document_of_person(person)

    def review(self, review: Review) -> Document:
        return document_of_review(review)

    def name_of(self, picture: Picture) -> str:
        """What its file is called in the folder."""
        return PurePosixPath(safe_name(picture.source_name)).stem


OF_OTHERS = {"reference", "isbn"}
OF_LETTERS = {"addressed_to", "copied_to", "salutation", "sign_off"} | OF_OTHERS
OF_SPEECHES = {"event", "place", "delivered_on", "delivery"} | OF_OTHERS
"""What the pages of publications show of the facts that there can be of them. Those of others stand
in how each is cited."""


class PublicPart(WholeRecord):
    """What a page shows at the moment of the clock, and nothing else: no draft, nothing scheduled,
    no text of a call that is not the one of the day, no note that readers were not told.

    tests/importing/test_public_part.py holds it to the pages. Where a page leaves out what a file
    of the folder format has to have (the name of the only group of questions), it is there.
    """

    @cached_property
    def _state(self) -> SiteState:
        return SiteState.objects.current()

    def records(self, model: type[Record]) -> QuerySet[Record]:
        return model.objects.published()

    def people(self) -> QuerySet[Person]:
        return Person.objects.public()

    def questions(self) -> Iterable[tuple[FaqCategory, Document]]:
        for category in FaqCategory.objects.with_published_entries():
            yield category, document_of_questions(category, category.published_entries)

    def notices(self) -> Iterable[Notice]:
        notice = Notice.objects.of_the_day() if self._state.is_ending else None
        return [notice] if notice else []

    def topics(self) -> QuerySet[Topic]:
        return Topic.objects.with_public_records()

    def series(self) -> Iterable[Values]:
        for series in Series.objects.with_public_episodes():
            yield _without(values_of(series), "summary", "podcast")

    def redirects(self) -> QuerySet[Redirect]:
        return Redirect.objects.public()

    def document(self, record: Record) -> Document:
        document = document_of(record)
        hidden = {name for name in REFERENCES if not _is_public(getattr(record, name, None))}
        if "version_of" in hidden:
            hidden.add("version_for")
        if record.last_updated_at != record.public_updated_at:
            hidden.add("updated")
        if isinstance(record, Publication):
            hidden |= OF_LETTERS | OF_SPEECHES | OF_OTHERS
            hidden -= _shown_of(record.kind)
        values = _without(document.values, *hidden, "related", "listen", "subscribe", "changes")
        values |= links_of(_as_shown(link) for link in record.links.all() if link.is_shown)
        now = clock.now()
        told = (each for each in record.revisions.all() if each.is_major and each.made_at <= now)
        if changes := changes_of(told):
            values["changes"] = changes
        sections = document.sections
        if isinstance(record, Call):
            shown = self._texts_of_the_day(record)
            sections = {name: text for name, text in sections.items() if name in shown}
        return replace(document, values=values, sections=sections)

    def person(self, person: Person) -> Document:
        document = document_of_person(person)
        return replace(document, values=_without(document.values, "sort_name"))

    def review(self, review: Review) -> Document:
        hidden = ["short_name", "commissioned_by", "contact_address"]
        if not self._state.is_ending:
            hidden.append("where_to_turn")
        document = document_of_review(review)
        return replace(document, text="", values=_without(document.values, *hidden))

    def name_of(self, picture: Picture) -> str:
        """As it is served: what its owner called it is nobody's to know."""
        return UNGUESSABLE.sub("", PurePosixPath(picture.name).stem)

    def _texts_of_the_day(self, call: Call) -> set[str]:
        phase = call.phase_in(self._state)
        is_shown = {
            "text_before": phase.is_upcoming,
            "text_open": phase.is_open,
            "text_after": phase.is_closed,
            "outcome": phase.is_closed,
        }
        return {name for name, field in CALL_TEXTS.items() if is_shown[field]}


def _shown_of(kind: str) -> set[str]:
    if kind in LETTER_KINDS:
        return OF_LETTERS
    return OF_SPEECHES if kind == Kind.SPEECH else OF_OTHERS


def _is_public(record: Record | None) -> bool:
    return record is not None and record.is_public


def _as_shown(link: Link) -> Link:
    """With its words alone, where what it leads to is not public."""
    if link.to_record is None or link.to_record.is_public:
        return link
    return Link(purpose=link.purpose, label=link.label)


def _without(values: Values, *names: str) -> Values:
    return {name: value for name, value in values.items() if name not in names}
