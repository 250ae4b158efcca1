"""What on the record says certain words: a plain look through its texts, the best first."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from .episode import Turn
from .faq import FaqEntry
from .people import Person
from .record import Record
from .record_queryset import RecordQuerySet

IN_TITLE, IN_SUMMARY = 8, 3
"""How much more it counts that a title, or a summary, says a word."""


def records_saying(words: Sequence[str]) -> RecordQuerySet:
    """Published records that say every word, somewhere, by how prominently they do."""
    found = Record.objects.published()
    for word in words:
        in_turns = Exists(Turn.objects.filter(episode_id=OuterRef("pk"), text__icontains=word))
        found = found.filter(
            _says(word, "title", "summary", "body", "call__text_open", "call__text_after")
            | Q(in_turns)
        )
    score = sum(
        (
            _worth(IN_TITLE, title__icontains=word) + _worth(IN_SUMMARY, summary__icontains=word)
            for word in words
        ),
        Value(0),
    )
    return found.annotate(score=score).order_by("-score", "-published_at", "-pk")


OWN_WORDS = (
    "title", "summary", "body", "content_note", "call__text_before", "call__text_open",
    "call__text_after", "call__outcome",
)  # fmt: skip


def records_saying_any(words: Sequence[str]) -> RecordQuerySet:
    """Whatever has not been taken down and says one of the words in its own texts, with the facts
    of its kind, what was edited last on top."""
    return _saying_any(words, Record.objects.not_taken_down())


def drafts_saying_any(words: Sequence[str]) -> RecordQuerySet:
    """The same of drafts of what is published."""
    return _saying_any(words, Record.with_drafts_of.drafts_of_published())


def _saying_any(words: Sequence[str], among: RecordQuerySet) -> RecordQuerySet:
    said = Q()
    for word in words:
        said |= _says(word, *OWN_WORDS)
    kinds = ("publication", "post", "call", "episode", "page")
    return among.filter(said).select_related(*kinds).lately_edited_first()


def questions_saying(words: Sequence[str]) -> models.QuerySet[FaqEntry]:
    found = FaqEntry.objects.published()
    for word in words:
        found = found.filter(_says(word, "question", "answer"))
    return found.in_order()


def people_named(words: Sequence[str]) -> models.QuerySet[Person]:
    found = Person.objects.public()
    for word in words:
        found = found.filter(name__icontains=word)
    return found.by_name()


def _says(word: str, *fields: str) -> Q:
    says = Q()
    for field in fields:
        says |= Q(**{f"{field}__icontains": word})
    return says


def _worth(points: int, **condition: str) -> Case:
    return Case(When(**condition, then=Value(points)), default=Value(0))
