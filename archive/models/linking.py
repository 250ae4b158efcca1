"""What a text can link to, found by words of its name, the best first."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Case, Q, Value, When

from .attachment import Attachment, AttachmentQuerySet
from .faq import FaqEntry, FaqEntryQuerySet
from .record import Record
from .record_queryset import RecordQuerySet


def records_called(words: Sequence[str]) -> RecordQuerySet:
    """Whatever has not been taken down and has each word in its title or address; without words,
    what was edited last."""
    found = Record.objects.not_taken_down()
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(address__icontains=word))
    return found.annotate(begins=_begins("title", words)).order_by("-begins", "-edited_at", "-pk")


def questions_called(words: Sequence[str]) -> FaqEntryQuerySet:
    found = FaqEntry.objects.all()
    for word in words:
        found = found.filter(Q(question__icontains=word) | Q(anchor__icontains=word))
    return found.annotate(begins=_begins("question", words)).order_by("-begins", "-pk")


def files_called(words: Sequence[str]) -> AttachmentQuerySet:
    """Files, each at its own address; a copy in a draft of what is published is no other one."""
    found = Attachment.objects.files().not_taken_down().filter(record__draft_of__isnull=True)
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(name__icontains=word))
    begins = _begins("title", words)
    return found.with_records().annotate(begins=begins).order_by("-begins", "-pk")


def _begins(field: str, words: Sequence[str]) -> models.Expression:
    """One where `field` begins with the words as they were typed, else nothing."""
    typed = {f"{field}__istartswith": " ".join(words)}
    return Case(When(**typed, then=Value(1)), default=Value(0))
