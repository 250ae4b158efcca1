"""A release set is submitted, approved and sent back as one: each thing in it as it stands.

There is no approval of a set beside those of its things, so that none can outlive a change of one.
"""

import hashlib

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from archive.models import ReleaseMember, ReleaseSet, Submission, Thing

from .closed import refusing_when_closed
from .release import InTheWay, ReleaseRefused, without_second_person
from .second_person import (
    SAY_WHY_BACK,
    SubmissionRefused,
    approve,
    mark_of,
    says_why,
    send_back,
    submit,
    why_not_to_decide,
)

NOTHING_WAITS = "Nothing in this set waits for anybody now. Look at it again."


def submit_set(
    release: ReleaseSet, *, by: AbstractBaseUser, note: str = "", to: AbstractBaseUser | None = None
) -> list[Thing]:
    """Submit all of it that needs a second person and has none yet. Raises ReleaseRefused."""
    things = [each.thing for each in without_second_person(release)]
    if not things:
        raise ReleaseRefused("Nothing in this set asks for a second person any more.")
    with refusing_when_closed(), transaction.atomic():
        _each(things, lambda thing: submit(thing, by=by, note=note, to=to))
    return things


def approve_set(release: ReleaseSet, *, by: AbstractBaseUser, seen: str) -> list[Thing]:
    """All that waits may go out as it stands: `seen` is the mark of what was read. Raises
    ReleaseRefused, and then nothing is approved."""
    with refusing_when_closed(), transaction.atomic():
        things = _waiting(release)
        if seen != mark_of_set(release):
            raise ReleaseRefused(
                "Something in the set was changed while you were reading. Nothing is approved: "
                "look at it as it is now."
            )
        _each(things, lambda thing: approve(thing, by=by, seen=mark_of(thing)))
    return things


def send_back_set(release: ReleaseSet, *, by: AbstractBaseUser, reason: str) -> list[Thing]:
    """All that waits is to be written anew. Raises ReleaseRefused."""
    if not says_why(reason):
        raise ReleaseRefused(SAY_WHY_BACK)
    with refusing_when_closed(), transaction.atomic():
        things = _waiting(release)
        _each(things, lambda thing: send_back(thing, by=by, reason=reason))
    return things


def keeping_it_back(release: ReleaseSet) -> list[Thing]:
    """What was changed since the set was scheduled, so that nothing of it goes out at its moment
    before that is approved again. On the server nobody is asked for."""
    if not release.is_scheduled or release.released_by_id is None:
        return []
    return [each.thing for each in without_second_person(release)]


def mark_of_set(release: ReleaseSet) -> str:
    """What tells one state of all in it from another."""
    marks = [
        f"{each.pk} {mark_of(each.thing)}" for each in ReleaseMember.objects.of_release(release)
    ]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def why_not_to_decide_set(release: ReleaseSet, user: AbstractBaseUser) -> str:
    """Why `user` can neither approve nor send back what waits of it; empty where they can."""
    for thing in things_in_review(release):
        if why := why_not_to_decide(thing, user):
            return f"“{thing}”: {why}"
    return ""


def things_in_review(release: ReleaseSet) -> list[Thing]:
    things = [member.thing for member in ReleaseMember.objects.of_release(release)]
    submissions = [Submission.objects.standing_for(thing) for thing in things]
    return [
        thing
        for thing, submission in zip(things, submissions, strict=True)
        if submission is not None and submission.is_waiting
    ]


def _waiting(release: ReleaseSet) -> list[Thing]:
    things = things_in_review(release)
    if not things:
        raise ReleaseRefused(NOTHING_WAITS)
    return things


def _each(things: list[Thing], does) -> None:
    """Raises ReleaseRefused, with all that stands in the way by name; call it in a transaction."""
    found = []
    for thing in things:
        try:
            does(thing)
        except SubmissionRefused as refusal:
            found.append(InTheWay(thing, [str(refusal)]))
    if found:
        raise ReleaseRefused(in_the_way=found)
