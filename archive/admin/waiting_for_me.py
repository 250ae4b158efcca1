"""What waits for the person who looks: to be approved, to be written anew, to be published, to be
answered."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from archive.lifecycle import may_go_out, why_not_to_decide
from archive.models import Comment, Submission, Thing

from .permissions import may_publish

SHOWN = 8


class Waiting(NamedTuple):
    """A submission, and the thing as it is written: the draft of a published record."""

    submission: Submission
    thing: Thing


def waiting_for(user: AbstractBaseUser) -> dict[str, list]:
    submissions = Submission.objects.with_people().with_things().in_order()
    found = {
        "to_approve": [
            each
            for each in _with_things(submissions.waiting().for_eyes_of(user))
            if not why_not_to_decide(each.thing, user)
        ]
        if user.has_perm("archive.approve")
        else [],
        "sent_back": list(_with_things(submissions.sent_back().by(user))),
        "to_publish": [
            each for each in _with_things(submissions.approved()) if may_go_out(each.thing)
        ]
        if may_publish(user)
        else [],
        "in_review": list(_with_things(submissions.waiting().by(user))),
        "comments": _open_comments(user),
    }
    return {name: each[:SHOWN] for name, each in found.items()}


def _with_things(submissions: Iterable[Submission]) -> Iterator[Waiting]:
    for submission in submissions:
        if thing := as_written(submission.thing):
            yield Waiting(submission, thing)


def as_written(thing: Thing) -> Thing | None:
    """What is edited of it: nothing where it waits for its moment, or is out and has no draft."""
    if getattr(thing, "draft_of_id", 0) == 0:  # a question or a notice
        return thing if getattr(thing, "published_at", None) is None else None
    if thing.is_public:
        draft = thing.draft
        return draft if draft and draft.goes_out_at is None else None
    return thing if thing.published_at is None and not thing.is_taken_down else None


def _open_comments(user: AbstractBaseUser) -> list[Comment]:
    said = Comment.objects.open().on_drafts_of(user).with_people().with_things().newest_first()
    return [each for each in said if as_written(each.thing) is not None]
