"""Release sets: several things that go out at one instant, or none of them
(docs/decisions/0014-release-sets.md).

A set has one moment, and its members have none of their own: there is nothing to keep in step.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from archive.models import (
    FaqEntry,
    Notice,
    Record,
    ReleaseMember,
    ReleaseSet,
    Revision,
    State,
    Thing,
)

from .closed import refusing_when_closed
from .drafts import DraftRefused, note_of_draft, publish_with_set, reasons_against
from .going_out import hindrances, hindrances_of_texts
from .revisions import note_revision
from .second_person import SecondPersonNeeded, let_out, may_go_out, what_is_missing

GONE = "This release set is gone: somebody threw it away."
OUT_ALREADY = "This set went out already: what is in it stays as it was."
SCHEDULED = "“{name}” is scheduled. Take it back to drafts first, then change what is in it."
OWN_MOMENT = "It has a moment of its own by now. Take it back to draft, or out of the set."


class InTheWay(NamedTuple):
    """What keeps one thing, and with it the whole set, from going out."""

    thing: Thing
    sentences: list[str]

    def __str__(self) -> str:
        return f"“{self.thing}”: {' '.join(self.sentences)}"


class ReleaseRefused(Exception):
    """The set does not do that. The text says why, of each thing that is in the way by name."""

    def __init__(self, why: str = "", in_the_way: Iterable[InTheWay] = ()) -> None:
        self.in_the_way = list(in_the_way)
        super().__init__(why or " ".join(map(str, self.in_the_way)))


def put_in(release: ReleaseSet, thing: Thing) -> ReleaseMember:
    """Put a draft into a set that is still put together. Raises ReleaseRefused."""
    with refusing_when_closed(), transaction.atomic():
        release = _put_together(release)
        thing = _stored(thing)
        if why := _stays_outside(release, thing):
            raise ReleaseRefused(why)
        facts = {place: thing if isinstance(thing, model) else None for place, model in PLACES}
        return ReleaseMember.objects.create(release=release, **facts)


PLACES = (("record", Record), ("question", FaqEntry), ("notice", Notice))


def _stored(thing: Thing) -> Thing:
    """As the database has it, and nobody else changes it; a record as the row of every kind."""
    if isinstance(thing, Record):
        return Record._base_manager.select_for_update().get(pk=thing.pk)
    return type(thing)._base_manager.select_for_update().get(pk=thing.pk)


def _stays_outside(release: ReleaseSet, thing: Thing) -> str:
    """Why `thing` cannot be put into the set; empty where it can."""
    if isinstance(thing, Record) and thing.is_taken_down:
        return f"“{thing}” was taken down for good: it does not go out again."
    if (other := thing.release) is not None:
        is_here = other.pk == release.pk
        do = "Nothing is to do." if is_here else "Take it out there first."
        return f"“{thing}” is in the release set “{other}” already. {do}"
    if isinstance(thing, Record) and thing.is_public:
        return f"“{thing}” is published. Press “Edit” on it, and put its draft into the set."
    if thing.goes_out_at is not None:
        is_out = thing.goes_out_at <= timezone.now()
        do = "it cannot go out again" if is_out else "take it back to draft first"
        return f"“{thing}” {'is out' if is_out else 'has a moment of its own'}: {do}."
    if isinstance(thing, Notice) and release.members.holding_a_notice().exists():
        return "There is a notice in this set already, and two cannot begin at one instant."
    return ""


def take_out(member: ReleaseMember) -> Thing:
    """Take one thing out of its set: it is a draft as before. Raises ReleaseRefused."""
    with refusing_when_closed(), transaction.atomic():
        _put_together(member.release)
        thing = member.thing
        member.delete()
        return thing


def schedule_set(
    release: ReleaseSet, *, at: datetime, by: AbstractBaseUser | None, alone_because: str = ""
) -> ReleaseSet:
    """Give all of the set one moment, its first or another. `alone_because` is why an
    administrator does without a second person. Raises ReleaseRefused, and then nothing was
    changed."""
    with refusing_when_closed(), transaction.atomic():
        release = _held(release)
        if at <= timezone.now():
            raise ReleaseRefused("That moment has passed. Choose a later one, or publish now.")
        _refuse_what_is_in_the_way(release, at)
        _let_all_out(release, by, alone_because)
        release.goes_out_at, release.released_by = at, by
        release.not_published_because = ""
        release.save()
        _note(release, Revision.Event.SCHEDULED, by=by)
        return release


def take_back_set(release: ReleaseSet, *, by: AbstractBaseUser | None) -> ReleaseSet:
    """All of it are drafts again. Raises ReleaseRefused."""
    with refusing_when_closed(), transaction.atomic():
        release = _held(release)
        if not release.is_scheduled:
            raise ReleaseRefused("This set has no moment: there is nothing to take back.")
        release.goes_out_at = release.released_by = None
        release.save()
        _note(release, Revision.Event.DRAFTED, by=by)
        return release


def publish_set(
    release: ReleaseSet,
    *,
    by: AbstractBaseUser | None,
    at: datetime | None = None,
    alone_because: str = "",
) -> ReleaseSet:
    """Bring all of it to the public: now, or as of the moment that it was given. `by` is None for
    what is done on the server, which asks for no second person. Raises ReleaseRefused, and then
    nothing was changed."""
    with refusing_when_closed(), transaction.atomic():
        release = _held(release)
        if at is not None and release.goes_out_at != at:
            raise ReleaseRefused("It was given another moment meanwhile.")
        at = at or timezone.now()
        _refuse_what_is_in_the_way(release, at)
        _let_all_out(release, by, alone_because)
        for member in ReleaseMember.objects.of_release(release):
            _bring_out(member, at, by)
        release.goes_out_at, release.went_out_at = None, at
        release.released_by, release.not_published_because = by, ""
        release.save()
        return release


def try_set(release: ReleaseSet, at: datetime) -> None:
    """Bring it out for somebody who looks at it, and then takes it back, whatever is in its way:
    call it inside a transaction that is rolled back."""
    for member in ReleaseMember.objects.of_release(release):
        try:
            with transaction.atomic():
                _bring_out(member, at, None)
        except ReleaseRefused:
            continue  # the set's page says what is in the way


def discard_set(release: ReleaseSet) -> None:
    """Throw a set away; what was in it stays, as drafts. Raises ReleaseRefused."""
    with refusing_when_closed(), transaction.atomic():
        _put_together(release).delete()


def standing_in_the_way(release: ReleaseSet, at: datetime | None = None) -> list[InTheWay]:
    """What would keep the set from going out at `at`, or now, by member: nothing is changed."""
    moment = at or release.goes_out_at or timezone.now()
    members = ReleaseMember.objects.of_release(release)
    found = ((each.thing, list(_against(each.thing, moment))) for each in members)
    return [InTheWay(thing, sentences) for thing, sentences in found if sentences]


def due_sets(moment: datetime) -> list[ReleaseSet]:
    return list(ReleaseSet.objects.due(moment).with_people())


def publish_due_set(release: ReleaseSet) -> int:
    """All of it at its moment, or nothing: then it has no moment any more, and says why. 0 where
    somebody was here first. Call it inside a transaction."""
    try:
        with transaction.atomic():
            publish_set(release, by=release.released_by, at=release.goes_out_at)
    except ReleaseRefused as refusal:
        return ReleaseSet.objects.hold_up(release, str(refusal))
    return 1


def _held(release: ReleaseSet) -> ReleaseSet:
    """The set, which nobody else changes before this is done. Raises ReleaseRefused where it is
    gone, or out."""
    try:
        found = ReleaseSet.objects.select_for_update().get(pk=release.pk)
    except ReleaseSet.DoesNotExist:
        raise ReleaseRefused(GONE) from None
    if found.is_out:
        raise ReleaseRefused(OUT_ALREADY)
    return found


def _put_together(release: ReleaseSet) -> ReleaseSet:
    found = _held(release)
    if found.is_scheduled:
        raise ReleaseRefused(SCHEDULED.format(name=found))
    return found


def _refuse_what_is_in_the_way(release: ReleaseSet, at: datetime) -> None:
    if not release.members.exists():
        raise ReleaseRefused("There is nothing in this set yet. Put something into it first.")
    if found := standing_in_the_way(release, at):
        raise ReleaseRefused(in_the_way=found)


def _let_all_out(release: ReleaseSet, by: AbstractBaseUser | None, alone_because: str) -> None:
    """Each of it was approved as it stands, or is let out by an administrator alone."""
    found = []
    for thing in (member.thing for member in ReleaseMember.objects.of_release(release)):
        try:
            let_out(thing, by=by, alone_because=alone_because, is_scheduled=True)
        except SecondPersonNeeded as needed:
            found.append(InTheWay(thing, [str(needed)]))
    if found:
        raise ReleaseRefused(in_the_way=found)


def without_second_person(release: ReleaseSet) -> list[InTheWay]:
    """What of the set nobody else has approved as it stands, and what is to be done."""
    things = (member.thing for member in ReleaseMember.objects.of_release(release))
    return [InTheWay(each, [what_is_missing(each)]) for each in things if not may_go_out(each)]


def _against(thing: Thing, at: datetime) -> Iterable[str]:
    """Why this one cannot go out at `at`, each a sentence."""
    if isinstance(thing, Record) and thing.draft_of_id:
        if thing.drafting.goes_out_at is not None:
            yield OWN_MOMENT
        yield from reasons_against(thing)
        return
    if isinstance(thing, Record) and thing.is_taken_down:
        yield "It was taken down for good. Take it out of the set."
        return
    is_draft = thing.is_draft if isinstance(thing, Notice) else thing.published_at is None
    if not is_draft:
        yield OWN_MOMENT
        return
    yield from _faults(thing, at)
    if isinstance(thing, Record):
        yield from hindrances(thing)
    else:
        named = ("question", "answer") if isinstance(thing, FaqEntry) else ("title", "body")
        yield from hindrances_of_texts([(name, getattr(thing, name)) for name in named])


def _faults(thing: Thing, at: datetime) -> Iterable[str]:
    """Promises of the record that it would break as something that is public."""
    row = thing.facts if isinstance(thing, Record) else thing
    moment = "starts_at" if isinstance(thing, Notice) else "published_at"
    before = getattr(row, moment)
    try:
        setattr(row, moment, at)
        row.full_clean()
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else f"{_label(row, name)}: "
            yield from (f"{label}{sentence}" for sentence in sentences)
    finally:
        setattr(row, moment, before)


def _label(row: models.Model, name: str) -> str:
    return str(row._meta.get_field(name).verbose_name).capitalize()


def _bring_out(member: ReleaseMember, at: datetime, by: AbstractBaseUser | None) -> None:
    thing = member.thing
    member.is_waiting = False
    if member.is_draft_of:
        member.record = thing.draft_of  # the draft is gone once it is published
    member.save()
    try:
        with transaction.atomic():
            _publish(thing, at, by)
    except DraftRefused as refusal:
        raise ReleaseRefused(in_the_way=[InTheWay(thing, [str(refusal)])]) from refusal
    except IntegrityError as refusal:
        said = f"The database refused it: {refusal}"
        raise ReleaseRefused(in_the_way=[InTheWay(thing, [said])]) from refusal


def _publish(thing: Thing, at: datetime, by: AbstractBaseUser | None) -> None:
    let_out(thing, by=None)  # its review is over
    if isinstance(thing, Notice):
        thing.starts_at, thing.is_draft = at, False
        thing.save()
    elif isinstance(thing, FaqEntry):
        thing.published_at = at
        thing.save()
    elif thing.draft_of_id:
        publish_with_set(thing, by=by, at=at)
    else:
        facts = thing.facts
        facts.published_at = at
        facts.edited_by_id = by.pk if by else facts.edited_by_id
        facts.save()
        revision = note_revision(facts, before=State.DRAFT, by=by)
        # A clock that runs behind `at` would call it scheduled: it is out by that moment.
        revision.event, revision.made_at = Revision.Event.PUBLISHED, at
        revision.save(update_fields=["event", "made_at"])


def _note(release: ReleaseSet, event: Revision.Event, *, by: AbstractBaseUser | None) -> None:
    """In the history of each record: that it has a moment, or none any more."""
    for record in ReleaseMember.objects.of_release(release).records():
        if record.draft_of_id:
            note_of_draft(record.facts, event, by=by)
        else:
            note_revision(record.facts, before=record.state, by=by)
