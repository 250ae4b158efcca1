"""Drafts of what is published: begun as a copy, edited like any draft, and written onto the
published record when they go out (docs/decisions/0011-drafts.md).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.markdown.problems import says_something
from archive.models import Attachment, Drafting, Episode, Part, Record, Revision, Submission

from .closed import refusing_when_closed
from .going_out import hindrances_of_files, hindrances_of_texts
from .marks import (
    drafted_columns,
    drafted_fields,
    mark,
    mark_as_it_stands,
    parts_of,
    rows_of,
    values_of,
)
from .revisions import note_revision
from .second_person import SecondPersonNeeded, let_out, review_is_over

CHANGED_BESIDE = (
    "What is published was changed beside this draft. Look at both, bring over what you want to "
    "keep, and publish again."
)

SAY_THAT_IT_IS_MEANT = (
    "Say in its draft that it goes out all the same, let the page stand again, or throw the draft "
    "away."
)

WAITS_WITH_ITS_SET = (
    "It waits in the release set “{release}”, and goes out with all of it. Take it out of the set "
    "to publish it alone."
)


class DraftRefused(Exception):
    """There is no draft, or it does not go out. The text says why, and what to do."""


class PublishedMeanwhile(DraftRefused):
    """What is published is not what the draft's editors know any more."""


def begin_draft(record: Record, *, by: AbstractBaseUser | None) -> Record:
    """The draft of a published record: the one that there is, or a copy of the record as it is
    now. It is a row of the record's kind. Raises DraftRefused."""
    with refusing_when_closed(), transaction.atomic():
        original = Record.objects.select_for_update().get(pk=record.pk)
        if draft := Record.with_drafts_of.drafts_of(original).first():
            return draft.facts
        if not original.is_public:
            raise DraftRefused(
                f"“{original}” is {original.state.label.lower()}: it is edited as it is."
            )
        review_is_over(original, Submission.Over.PUBLISHED)
        draft = _copied(original.facts, by)
        for model in parts_of(original):
            _copy_parts(model, original, draft)
        draft.topics.set(original.topics.all())
        Drafting.objects.create(
            draft=Record.with_drafts_of.get(pk=draft.pk),
            begun_by=by,
            begun_from=mark_as_it_stands(original),
        )
        return draft


def _copied(facts: Record, by: AbstractBaseUser | None) -> Record:
    model = type(facts)
    draft = model(**{name: getattr(facts, name) for name in drafted_columns(model)})
    # No address can have a space in it, so that this is nobody's, and leads nowhere.
    draft.slug = f"draft of {facts.pk}"
    draft.address = f"/draft of {facts.pk}/"
    draft.kind = facts.kind
    draft.draft_of_id = facts.pk
    if isinstance(draft, Episode):
        draft.shares_its_place = True
    draft.edited_by_id = by.pk if by else None
    draft.save()
    return draft


def _copy_parts(model: type[Part], original: Record, draft: Record) -> None:
    model._default_manager.bulk_create(
        _copy(row, of=draft, copied_from_id=row.pk) for row in rows_of(model, original)
    )


def _copy(row: Part, *, of: Record, **facts: Any) -> Part:
    return type(row)(**values_of(row), **{f"{row.belongs_to}_id": of.pk}, **facts)


def marks_of_published(draft: Record) -> tuple[str, str]:
    """The marks of what a draft is a draft of, which nobody changes before the transaction ends: of
    its words, and of these as the page stands. They differ where it was withdrawn or superseded."""
    original = Record.objects.select_for_update().get(pk=draft.draft_of_id)
    return mark(original), mark_as_it_stands(original)


def what_became_of(draft: Record) -> str:
    """That the page was withdrawn or superseded, in words, where nobody has said of its draft that
    this goes out all the same; empty where there is nothing to ask."""
    original = draft.draft_of
    if not (original.is_withdrawn or original.superseded_by_id):
        return ""
    if draft.drafting.begun_from == mark_as_it_stands(original):
        return ""
    if original.is_withdrawn:
        return f"The page was withdrawn meanwhile: “{original.withdrawn_because.strip()}”"
    return f"The page was superseded meanwhile: it leads readers to “{original.superseded_by}”."


def publish_draft(
    draft: Record,
    *,
    by: AbstractBaseUser | None,
    knowing: str = "",
    at: datetime | None = None,
    alone_because: str = "",
) -> Record:
    """Write the draft onto its record, which readers have from then on; the draft is gone.

    `knowing` is the mark of the published record that whoever publishes has seen; without it,
    that of the draft's beginning. `at` is the moment that it was to go out, if not now: a second
    person was asked for when it was given that. Raises DraftRefused, and then nothing was changed.
    """
    with refusing_when_closed(), transaction.atomic():
        draft = _held(draft)
        drafting = draft.drafting
        if at is not None and drafting.goes_out_at != at:
            raise DraftRefused("It was given another moment meanwhile.")
        if (release := draft.release) is not None:
            raise DraftRefused(WAITS_WITH_ITS_SET.format(release=release))
        _refuse_where_not_ready(draft, knowing)
        try:
            let_out(draft, by=by if at is None else None, alone_because=alone_because)
        except SecondPersonNeeded as needed:
            raise DraftRefused(str(needed)) from needed
        return _onto_its_record(draft, by=by, at=at)


def publish_with_set(draft: Record, *, by: AbstractBaseUser | None, at: datetime) -> Record:
    """The same, of a draft that goes out with its release set, whose door let it out."""
    draft = _held(draft)
    _refuse_where_not_ready(draft)
    return _onto_its_record(draft, by=by, at=at)


def _onto_its_record(draft: Record, *, by: AbstractBaseUser | None, at: datetime | None) -> Record:
    written = _written(draft, by=by, at=at)
    Record.with_drafts_of.get(pk=draft.pk).delete()
    return written


def _refuse_where_not_ready(draft: Record, knowing: str = "") -> None:
    """Raises DraftRefused."""
    if found := list(reasons_against(draft, knowing)):
        is_changed_beside = found[0] == CHANGED_BESIDE
        raise (PublishedMeanwhile if is_changed_beside else DraftRefused)(" ".join(found))


def reasons_against(draft: Record, knowing: str = "") -> Iterator[str]:
    """Why a draft may not go out as it is, each a sentence: what is to be mended first."""
    drafting = draft.drafting
    known = knowing or drafting.begun_from
    if known == mark(draft.draft_of) and (became := what_became_of(draft)):
        yield f"{became} {SAY_THAT_IT_IS_MEANT}"
    elif known != mark_as_it_stands(draft.draft_of):
        yield CHANGED_BESIDE
    if not says_something(drafting.change_note):
        yield "Say what changed: it is kept with the publication."
    try:
        check_draft(draft.facts)
    except ValidationError as error:
        yield from error.messages
    yield from hindrances_of_draft(draft)


def hindrances_of_draft(draft: Record) -> list[str]:
    """Why what is new in a draft may not go out, each a sentence: what was found in its files, and
    names that must never be published."""
    published = draft.draft_of.facts.words()
    new = [
        (
            name.replace("_", " "),
            "\n\n".join(value) if isinstance(value, list) else str(value or ""),
        )
        for name, value in draft.facts.words().items()
        if value != published.get(name)
    ]
    files = Attachment.objects.of_record(draft).changed_in_draft()
    return hindrances_of_texts(new) + hindrances_of_files(files)


def try_draft(draft: Record) -> Record:
    """Write the draft onto its record for somebody who looks at it, and then takes it back: call
    it inside a transaction that is rolled back."""
    return _written(_held(draft), by=None, at=None)


def check_draft(draft: Record) -> None:
    """Raises ValidationError where the record could not be as the draft, a row of its kind, has
    it."""
    _as_drafted(draft).full_clean()


def _as_drafted(draft: Record) -> Record:
    facts = draft.draft_of.facts
    for name in drafted_columns(type(facts)):
        setattr(facts, name, getattr(draft, name))
    return facts


def _written(draft: Record, *, by: AbstractBaseUser | None, at: datetime | None) -> Record:
    original, drafting = draft.draft_of, draft.drafting
    before = original.state
    facts = _as_drafted(draft.facts)
    facts.edited_by_id = by.pk if by else None
    if drafting.is_major:
        facts.public_updated_at = max(at or timezone.now(), facts.published_at)
    facts.save()
    facts.topics.set(draft.topics.all())
    for model in parts_of(original):
        _publish_parts(model, draft, original)
    revision = note_revision(
        facts,
        before=before,
        by=by,
        change_note=drafting.change_note,
        is_major=drafting.is_major,
        is_correction=drafting.is_correction,
    )
    if at is not None:
        revision.made_at = at
        revision.save(update_fields=["made_at"])
    return facts


def _held(draft: Record) -> Record:
    """The draft and its record, which nobody else changes before this is done."""
    try:
        found = Record.with_drafts_of.select_for_update().get(pk=draft.pk)
    except Record.DoesNotExist:
        raise DraftRefused("This draft is gone: it went out, or was thrown away.") from None
    found.draft_of = Record.objects.select_for_update().get(pk=found.draft_of_id)
    return found


def _publish_parts(model: type[Part], draft: Record, original: Record) -> None:
    """Change the rows that are still there, take away those that are not, add the new ones. A new
    row takes the place of one that was taken away and is told apart by the same."""
    stored = {row.pk: row for row in rows_of(model, original)}
    named = {own: row for row in stored.values() if (own := _told_apart(row))}
    kept, new = [], []
    for row in rows_of(model, draft):
        there = stored.get(row.copied_from_id or 0)
        if there is None or _told_apart(row) != _told_apart(there):
            there = named.get(_told_apart(row))
        if there is None:
            new.append(_copy(row, of=original))
        else:
            kept.append((there, values_of(row)))
    staying = {there.pk for there, _ in kept}
    for pk, row in stored.items():
        if pk not in staying:
            row.delete()
    for there, values in kept:
        if values != values_of(there):
            for name, value in values.items():
                setattr(there, name, value)
            there.save()
    model._default_manager.bulk_create(new)


def _told_apart(row: Part) -> Any:
    """What tells it from the other rows of its record; empty for a link, which nothing does."""
    return getattr(row, row._meta.get_field(row.told_apart_by).attname) if row.told_apart_by else ""


def discard_draft(draft: Record, *, by: AbstractBaseUser | None) -> Record:
    """Throw the draft away; its words stay in the history of its record, which is answered."""
    with refusing_when_closed(), transaction.atomic():
        draft = _held(draft)
        if (release := draft.release) is not None and release.is_scheduled:
            raise DraftRefused(
                f"It goes out with the release set “{release}”. Take that back first."
            )
        original = draft.draft_of
        note_of_draft(draft.facts, Revision.Event.DISCARDED, by=by)
        review_is_over(draft, Submission.Over.THROWN_AWAY)
        draft.delete()
        return original


def note_of_draft(draft: Record, event: Revision.Event, *, by: AbstractBaseUser | None) -> Revision:
    """Keep the words of a draft in the history of its record: no reader is told of them."""
    return Revision.objects.create(
        record_id=draft.draft_of_id, event=event, made_by=by, text=draft.words()
    )


def restore(revision: Revision, *, by: AbstractBaseUser | None) -> Record:
    """Write the words of a revision into a draft, which is answered: that of what is published,
    which must have none yet, or the record itself where nobody has seen it. What a revision keeps
    as lines to read stays as it is. Raises DraftRefused."""
    record = revision.record
    with refusing_when_closed(), transaction.atomic():
        if record.is_taken_down:
            raise DraftRefused("This was taken down for good: nothing of it comes back.")
        if Record.with_drafts_of.drafts_of(record).exists():
            raise DraftRefused(
                "There is a draft already. Publish it or throw it away, then restore this."
            )
        if (release := record.release) is not None and release.is_scheduled:
            raise DraftRefused(
                f"It goes out with the release set “{release}”. Take the whole set back first."
            )
        draft = begin_draft(record, by=by) if record.is_public else record.facts
        draft.published_at = None  # what has a moment is a draft again: nobody has seen these words
        for field in drafted_fields(type(draft)):
            if field.name in revision.text:
                setattr(draft, field.name, revision.text[field.name])
        draft.edited_by_id = by.pk if by else None
        draft.save()
        if draft.draft_of_id:
            note_of_draft(draft, Revision.Event.DRAFTED, by=by)
        else:
            note_revision(draft, before=record.state, by=by)
        return draft


def due_drafts(moment: datetime) -> list[Drafting]:
    return list(Drafting.objects.due(moment).with_records())


def publish_due_draft(drafting: Drafting) -> int:
    """1 where it went out at its moment, or could not, and is a draft again that says why; 0 where
    somebody was here first. Call it inside a transaction."""
    try:
        publish_draft(drafting.draft, by=drafting.scheduled_by, at=drafting.goes_out_at)
    except DraftRefused as refusal:
        return Drafting.objects.hold_up(drafting, str(refusal))
    except IntegrityError as refusal:
        return Drafting.objects.hold_up(drafting, f"The database refused it: {refusal}")
    return 1
