"""What each save of a record leaves behind: who, when, what happened, what readers were told."""

from django.contrib.auth.models import AbstractBaseUser

from archive.models import Record, Revision, State


def note_revision(
    record: Record,
    *,
    before: State | None,
    by: AbstractBaseUser | None,
    change_note: str = "",
    is_major: bool = False,
    is_correction: bool = False,
    imported: bool = False,
) -> Revision:
    """Keep the row for a save of `record` that has just been made.

    `before` is the record's state ahead of the save, None for a new one. `by` is None for a
    change made on the server. Call it inside the transaction of the save, after its parts
    (contributors, turns …) were saved too.
    """
    return Revision.objects.create(
        record_id=record.pk,
        event=Revision.Event.IMPORTED if imported else _event(before, record.state),
        made_by=by,
        change_note=change_note.strip(),
        is_major=is_major,
        is_correction=is_correction,
        text=record.words() | {"newer_one": str(record.superseded_by or "")},
    )


def _event(before: State | None, after: State) -> Revision.Event:
    if after == State.DRAFT:
        return Revision.Event.SAVED
    if after == State.SCHEDULED:
        return Revision.Event.SCHEDULED
    if after == State.WITHDRAWN:
        return Revision.Event.UPDATED if before == after else Revision.Event.WITHDRAWN
    was_public = before in (State.PUBLISHED, State.WITHDRAWN)
    return Revision.Event.UPDATED if was_public else Revision.Event.PUBLISHED
