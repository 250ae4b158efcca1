"""The texts of the record that the public can read, each with where it is read and mended.

What was said in a recording is left out: its words are its speakers'.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from archive.models import (
    LETTER_KINDS,
    Board,
    Call,
    FaqCategory,
    FaqEntry,
    Kind,
    Notice,
    Person,
    Record,
    Review,
    Series,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Text:
    """`source` is Markdown. `form` is the path of the form in which it is mended. `is_as_said`: a
    letter as it was sent, a speech as it was given; its words stay. `has_files`: files are
    attached beside it."""

    address: str
    source: str
    form: str
    is_question: bool = False
    is_as_said: bool = False
    has_files: bool = False


def texts() -> Iterator[Text]:
    """All of them, asked for in a fixed number of questions."""
    yield from _of_records()
    yield from _of_questions()
    yield from _of_the_site()
    yield from _beside_records()


def form_of(thing: Model) -> str:
    """The path in the admin at which `thing` is edited."""
    model = thing._meta.model_name
    if isinstance(thing, Record):
        model = Kind(thing.kind).table
    return reverse(f"admin:archive_{model}_change", args=[thing.pk])


def _of_records() -> Iterator[Text]:
    calls = {call.pk: call for call in Call.objects.published()}
    for record in Record.objects.published().with_attachments().newest_first():
        own = [record.summary, record.content_note, record.withdrawn_because]
        if call := calls.get(record.pk):
            own += [call.outcome, call.text_after]
        form = form_of(record)
        has_files = bool(record.attachments.all())
        for source in filter(None, own):
            yield Text(record.address, source, form, has_files=has_files)
        if record.body:
            as_said = record.kind == Kind.SPEECH or record.kind in LETTER_KINDS
            yield Text(record.address, record.body, form, is_as_said=as_said, has_files=has_files)


def _of_questions() -> Iterator[Text]:
    for entry in FaqEntry.objects.published().in_order():
        for source in (entry.question, entry.answer):
            yield Text(entry.get_absolute_url(), source, form_of(entry), is_question=True)
    for category in FaqCategory.objects.with_published_entries():
        if category.introduction:
            yield Text(reverse("faqs"), category.introduction, form_of(category))


def _of_the_site() -> Iterator[Text]:
    home = reverse("home")
    notices = [Notice.objects.of_the_day(), *Notice.objects.upcoming()]
    for notice in filter(None, notices):
        for source in (notice.title, notice.body):
            yield Text(home, source, form_of(notice))
    review = Review.objects.current()
    if review.pk:
        for source in (review.question, review.summary, review.remit, review.where_to_turn):
            if source:
                yield Text(home, source, form_of(review))
        for source in filter(None, review.statement_texts):
            yield Text(reverse("accessibility"), source, form_of(review))


def _beside_records() -> Iterator[Text]:
    for board in Board.objects.in_order():
        for source in filter(None, (board.summary, board.body)):
            yield Text(board.get_absolute_url(), source, form_of(board))
    for person in Person.objects.public().by_name():
        if person.biography:
            yield Text(person.get_absolute_url(), person.biography, form_of(person))
    for topic in Topic.objects.with_public_records().by_name():
        if topic.description:
            yield Text(topic.get_absolute_url(), topic.description, form_of(topic))
    for series in Series.objects.all():
        if series.summary:
            yield Text(reverse("podcast"), series.summary, form_of(series))
