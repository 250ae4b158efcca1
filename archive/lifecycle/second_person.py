"""A second person looks at what one has written before it goes out.

Who wrote a draft submits it; somebody else approves these very words, or sends them back. Every way
of publishing asks `let_out`, which knows three answers: no second person is asked for, the words
are approved, or an administrator publishes alone and says why. An approval is of a digest: whoever
changes a word, a file or a part afterwards has other words, which nobody approved.

What approves several things at once submits and approves each of them here.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from archive.markdown.problems import says_something
from archive.models import (
    Comment,
    Picture,
    PublishedAlone,
    Record,
    Revision,
    SecondPersonRule,
    State,
    Submission,
    Thing,
)
from archive.models.log import logged
from archive.models.published_alone import key_of
from archive.models.second_person import approvers, sort_of, standing_for

from .closed import refusing_when_closed
from .marks import mark

APPROVE = "archive.approve"
PUBLISH_ALONE = "archive.publish_alone"

SAY_WHY_BACK = "Say why it goes back: who wrote it reads the reason."

WORDS_OF = {
    "question": ("question", "answer", "category_id"),
    "notice": ("title", "body", "starts_at", "closing_on"),
}
"""What is approved of a thing that is no record."""

PICTURE = re.compile(r"/pictures/([\w.-]+)")

OF_WRITING = (
    Revision.Event.SAVED,
    Revision.Event.DRAFTED,
    Revision.Event.SCHEDULED,
    Revision.Event.PUBLISHED,
    Revision.Event.IMPORTED,
)
"""The revisions that somebody leaves who wrote."""


class SecondPersonNeeded(Exception):
    """Nobody else has approved these words. The text says what to do."""


class SubmissionRefused(Exception):
    """It cannot be submitted, approved or sent back. The text says why, and what to do."""


def says_why(reason: str) -> bool:
    """Blanks are no reason, be they ever so thin; nor is a full stop."""
    return says_something(reason)


def needs_second_person(thing: Thing) -> bool:
    return SecondPersonRule.objects.is_needed_for(thing)


# --- The words ----------------------------------------------------------------------------


def mark_of(thing: Thing) -> str:
    """The digest of all that would go out: words, facts, files, what stands beside them, and what
    readers are told of the change."""
    if isinstance(thing, Record):
        stored = Record.with_drafts_of.get(pk=thing.pk)
        told = _told(stored) if stored.draft_of_id else None
        said: object = [mark(stored), told, _around(stored.facts)]
    else:
        said = {name: _of_any_zone(getattr(thing, name)) for name in WORDS_OF[sort_of(thing)]}
    return hashlib.sha256(json.dumps(said, cls=DjangoJSONEncoder).encode()).hexdigest()


def _of_any_zone(value: object) -> object:
    """A form gives a moment in London's time, the database in that of Greenwich."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _around(record: Record) -> list[object]:
    """What its page says that is kept elsewhere: of pictures, the people beside it, its topics. And
    where a new one will be, and what it is: of what is published a draft changes neither."""
    names = {name for text in record.words().values() for name in PICTURE.findall(str(text))}
    if record.picture:
        names.add(record.picture.name)
    pictures = Picture.objects.named_any(names)
    people = record.contributors.with_people()
    where = () if record.draft_of_id else (record.address, record.kind, record.superseded_by_id)
    return [
        sorted((each.name, each.alt, each.caption, each.credit) for each in pictures),
        [row.person.name for row in people if row.person],
        sorted(record.topics.values_list("name", flat=True)),
        where,
    ]


def _told(draft: Record) -> list[object]:
    drafting = draft.drafting
    return [drafting.change_note, drafting.is_major, drafting.is_correction]


def writers_of(thing: Thing) -> set[int]:
    """The keys of the people whose words are in what would go out."""
    wrote = _revised(thing) if isinstance(thing, Record) else _saved(thing)
    submitted = Submission.objects.standing_for(thing)
    return wrote | ({submitted.submitted_by_id} if submitted else set())


def _revised(record: Record) -> set[int]:
    """Whoever left other words than there were: to give something its moment is not to write. Who
    wrote a text that was restored wrote what would go out."""
    begun_at = record.drafting.begun_at if record.draft_of_id else record.created_at
    published = record.draft_of.body if record.draft_of_id else None
    wrote, before = set(), None
    first_writers: dict[object, int | None] = {}
    for each in standing_for(record).revisions.by_events(OF_WRITING).oldest_first():
        body = each.text.get("body")
        first_writers.setdefault(body, each.made_by_id)
        if each.made_at >= begun_at and each.text != before:
            wrote |= {each.made_by_id, first_writers[body] if body != published else None}
        before = each.text
    return wrote - {None}


def _saved(thing: Thing) -> set[int]:
    """The admin's log knows it. Who wrote what has gone out since is another matter."""
    last = Submission.objects.last_published(thing)
    entries = logged(thing)
    return {
        entry.user_id
        for entry in entries
        if _tells_of_words(entry) and (not last or entry.action_time > last.over_at)
    }


def _tells_of_words(entry: LogEntry) -> bool:
    """To send it on its way, or back, is not to write."""
    said = json.loads(entry.change_message or "[]") if entry.is_change() else []
    return not said or any(each.keys() - {"outcome"} for each in said)


# --- Submitting and deciding --------------------------------------------------------------


def submit(
    thing: Thing, *, by: AbstractBaseUser, note: str = "", to: AbstractBaseUser | None = None
) -> Submission:
    """Ask for a second person, whoever may approve, or `to`. Raises SubmissionRefused."""
    with refusing_when_closed(), transaction.atomic():
        _hold(thing)
        if not _is_draft(thing):
            raise SubmissionRefused(f"“{thing}” is no draft: there is nothing to look at ahead.")
        is_of_published = isinstance(thing, Record) and thing.draft_of_id is not None
        if is_of_published and not says_why(thing.drafting.change_note):
            raise SubmissionRefused("Say what changed: it is approved with the words.")
        check_reader(thing, to, by=by)
        Submission.objects.end(thing, Submission.Over.SUBMITTED_AGAIN)
        return Submission.objects.make(
            thing, submitted_by=by, submitted_to=to, note=note.strip(), mark=mark_of(thing)
        )


def check_reader(thing: Thing, to: AbstractBaseUser | None, *, by: AbstractBaseUser) -> None:
    """Raises SubmissionRefused where `to` could not decide on what `by` submits."""
    if to is None:
        return
    if not approvers().contains(to):
        raise SubmissionRefused(f"{_name(to)} cannot approve. Choose somebody else.")
    wrote = writers_of(thing) if thing.pk else set()
    if to.pk == by.pk or to.pk in wrote:
        raise SubmissionRefused(f"{_name(to)} wrote some of it. Choose somebody who did not.")


def take_back(thing: Thing) -> None:
    """It is a draft like any other again."""
    with refusing_when_closed(), transaction.atomic():
        _hold(thing)
        Submission.objects.end(thing, Submission.Over.TAKEN_BACK)


def approve(thing: Thing, *, by: AbstractBaseUser, seen: str) -> Submission:
    """These words may go out: `seen` is the mark of what was read. Raises SubmissionRefused."""
    with refusing_when_closed(), transaction.atomic():
        submission = _to_decide(thing, by)
        if seen != mark_of(thing):
            raise SubmissionRefused(
                "It was changed while you were reading. Nothing is approved: read it as it is now, "
                "below."
            )
        return _decided(submission, Submission.Outcome.APPROVED, by, mark=seen)


def send_back(thing: Thing, *, by: AbstractBaseUser, reason: str) -> Submission:
    """It is to be written anew. Raises SubmissionRefused."""
    with refusing_when_closed(), transaction.atomic():
        submission = _to_decide(thing, by)
        if not says_why(reason):
            raise SubmissionRefused(SAY_WHY_BACK)
        return _decided(submission, Submission.Outcome.SENT_BACK, by, reason=reason.strip())


def why_not_to_decide(thing: Thing, user: AbstractBaseUser) -> str:
    """Why `user` can neither approve nor send back what waits; empty where they can."""
    if not user.has_perm(APPROVE):
        return "Approving is for reviewers, editors and administrators."
    if user.pk in writers_of(thing):
        return "You wrote some of this, so somebody else approves it."
    return ""


def _to_decide(thing: Thing, by: AbstractBaseUser) -> Submission:
    _hold(thing)
    submission = Submission.objects.standing_for(thing)
    if submission is None or not submission.is_waiting:
        raise SubmissionRefused("It does not wait for anybody now. Look at it again.")
    if why := why_not_to_decide(thing, by):
        raise SubmissionRefused(why)
    return submission


def _decided(submission: Submission, outcome: str, by: AbstractBaseUser, **said) -> Submission:
    submission.outcome, submission.decided_by = outcome, by
    submission.decided_at = timezone.now()
    for name, value in said.items():
        setattr(submission, name, value)
    submission.save()
    return submission


def _hold(thing: Thing) -> None:
    """Nobody else saves, decides or publishes it before this is done."""
    model = type(thing)
    rows = getattr(model, "with_drafts_of", model._default_manager)
    try:
        rows.select_for_update().get(pk=thing.pk)
    except ObjectDoesNotExist:
        raise SubmissionRefused("This draft is gone: it went out, or was thrown away.") from None


def _is_draft(thing: Thing) -> bool:
    if isinstance(thing, Record):
        return thing.state == State.DRAFT or thing.goes_out_with_set_at is not None
    return thing.is_draft if sort_of(thing) == "notice" else thing.published_at is None


def _name(user: AbstractBaseUser) -> str:
    return user.get_full_name() or user.get_username()


# --- Going out ----------------------------------------------------------------------------


def _is_approved(thing: Thing, words: str) -> bool:
    submission = Submission.objects.standing_for(thing)
    return submission is not None and submission.is_approved and submission.mark == words


def _was_let_out_alone(thing: Thing, words: str) -> bool:
    """The very words that wait for their moment already."""
    return PublishedAlone.objects.of_words(thing, [words]).exists()


SOURCES: tuple[Callable[[Thing, str], bool], ...] = (_is_approved, _was_let_out_alone)
"""What may say that these words of a thing may go out."""


def may_go_out(thing: Thing) -> bool:
    """Does nothing ask for a second person any more?"""
    if not needs_second_person(thing):
        return True
    words = mark_of(thing)
    return any(says(thing, words) for says in SOURCES)


def let_out(
    thing: Thing,
    *,
    by: AbstractBaseUser | None,
    alone_because: str = "",
    is_scheduled: bool = False,
) -> None:
    """The door that every publication goes through, now or at its moment, once the words are
    stored. `by` is None on the server, which asks nobody. Raises SecondPersonNeeded."""
    if by is not None and not may_go_out(thing):
        if not says_why(alone_because):
            raise SecondPersonNeeded(what_is_missing(thing))
        if not by.has_perm(PUBLISH_ALONE):
            raise SecondPersonNeeded(
                f"{what_is_missing(thing)} Publishing alone is for administrators."
            )
        _note_alone(thing, by, alone_because.strip())
    if not is_scheduled:
        review_is_over(thing, Submission.Over.PUBLISHED)


def _note_alone(thing: Thing, by: AbstractBaseUser, because: str) -> None:
    PublishedAlone.objects.create(
        thing=key_of(thing),
        address=getattr(standing_for(thing), "address", ""),
        title=str(thing),
        because=because,
        mark=mark_of(thing),
        published_by=by,
    )


def what_is_missing(thing: Thing) -> str:
    """Why it cannot go out yet, and what to do."""
    last = Submission.objects.last_of(thing)
    if last and last.is_waiting:
        return "It is in review: a second person has to approve it first."
    if last and last.is_sent_back:
        return f"{_name(last.decided_by)} sent it back. Change it, and submit it for review again."
    if last and (last.is_approved or last.is_approval_ended):
        who = _name(last.decided_by)
        return f"It was changed after {who} had approved it. Submit it for review again."
    return "A second person has to approve it first. Submit it for review."


def end_lapsed_approval(thing: Thing) -> Submission | None:
    """Once `thing` was saved: the approval that it had of other words, which has ended."""
    submission = Submission.objects.standing_for(thing)
    if submission is None or not submission.is_approved or submission.mark == mark_of(thing):
        return None
    Submission.objects.end(thing, Submission.Over.CHANGED)
    return submission


def review_is_over(thing: Thing, because: Submission.Over) -> None:
    """Nobody looks at its words any more."""
    Submission.objects.end(thing, because)


# --- Comments -----------------------------------------------------------------------------


def comment(
    thing: Thing, text: str, *, by: AbstractBaseUser, field: str = "", under: Comment | None = None
) -> Comment:
    """Say something of a field, or under what somebody said. Raises SubmissionRefused."""
    if not text.strip():
        raise SubmissionRefused("Write what you want to say, then add it.")
    with refusing_when_closed(), transaction.atomic():
        if under is not None:
            field = under.field
            Comment.objects.open_again(under)
        return Comment.objects.make(
            thing, field=field, text=text.strip(), answers_to=under, made_by=by
        )


def resolve(said: Comment, *, by: AbstractBaseUser) -> None:
    with refusing_when_closed():
        Comment.objects.resolve(said, by)
