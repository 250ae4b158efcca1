"""What waits for its minute, and may not go out any more, is a draft again.

Drafts of published pages and release sets are looked at as their minute comes. A new record or
question is not: it is out as soon as its minute has passed, and nobody is asked. So it is looked
at when something changes that it is held to.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from archive.models import FaqEntry, Record, State

from .going_out import hindrances, hindrances_of_texts
from .revisions import note_revision


@dataclass(frozen=True)
class TakenBack:
    """What was to go out, when, and why it does not."""

    thing: Record | FaqEntry
    was_for: datetime
    because: tuple[str, ...]


@transaction.atomic
def take_back_stopped(*, by: AbstractBaseUser | None) -> list[TakenBack]:
    """Make drafts of all that is scheduled and that what may go out stops by now. `by` is None for
    what is done on the server."""
    return [*_records(by), *_questions()]


def _records(by: AbstractBaseUser | None) -> list[TakenBack]:
    taken = []
    for record in Record.objects.scheduled().select_for_update().soonest_first():
        if stops := hindrances(record):
            taken.append(TakenBack(record, record.published_at, tuple(stops)))
            record = record.facts
            record.published_at = None
            record.save()
            note_revision(record, before=State.SCHEDULED, by=by, change_note=" ".join(stops))
    return taken


def _questions() -> list[TakenBack]:
    taken = []
    for entry in FaqEntry.objects.scheduled().select_for_update():
        if stops := hindrances_of_texts([("question", entry.question), ("answer", entry.answer)]):
            taken.append(TakenBack(entry, entry.published_at, tuple(stops)))
            entry.published_at = None
            entry.save()
    return taken
