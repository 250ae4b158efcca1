"""A release set as its page shows it: each thing, what is in its way, and what can be put in."""

from typing import NamedTuple

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from archive.lifecycle import SAY_WHY_BACK, needs_second_person, without_second_person
from archive.models import (
    FaqEntry,
    Notice,
    Record,
    ReleaseMember,
    ReleaseSet,
    State,
    Submission,
    Thing,
)
from archive.proofreading.together import in_the_way, linked_in_set

from .asking_once import asked_field
from .bodies import PlainTextField
from .moments import MomentField, in_words
from .publishing import state_of
from .states import badge, more, standing_of_draft
from .without_colons import WithoutColons

OFFERED = 12
"""How many things of each kind are offered to be put in."""

IN_THE_WAY = (
    "Something in this set is in the way: it is named above, beside each thing. Once that is "
    "mended, or taken out of the set, all of it can be approved, scheduled and published here."
)
NOT_APPROVED = (
    "A second person has to approve it as it stands. Then all of it can be scheduled and published "
    "here."
)

STANDS = {
    State.DRAFT: "Draft",
    State.SCHEDULED: "Scheduled",
    State.PUBLISHED: "Went out",
}
MODELS: dict[str, type[Thing]] = {"record": Record, "question": FaqEntry, "notice": Notice}


class MomentForm(WithoutColons, forms.Form):
    """When all of it goes out, and why without a second person."""

    at = MomentField(label="All of it goes out on", required=False)
    meant_for = asked_field()
    alone_because = PlainTextField(
        label="Why without a second person",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed only if you let it out alone. It is kept with your name, of each.",
    )


class NameForm(WithoutColons, forms.ModelForm):
    """What a set is called."""

    class Meta:
        model = ReleaseSet
        fields = ("name",)


class SubmitForm(WithoutColons, forms.Form):
    note = PlainTextField(
        label="What they should look at",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SendBackForm(WithoutColons, forms.Form):
    reason = PlainTextField(
        label="Why it goes back",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": SAY_WHY_BACK},
    )


class Row(NamedTuple):
    """One thing of a set; `second_person` is a sentence, empty where none is asked for."""

    member: ReleaseMember
    thing: Thing
    kind: str
    badge: SafeString
    in_the_way: list[str]
    second_person: str
    links: list[Record]


def badge_of_set(release: ReleaseSet) -> SafeString:
    return more(release.state.value, STANDS[release.state])


def rows_of(release: ReleaseSet) -> list[Row]:
    members = list(ReleaseMember.objects.of_release(release))
    if release.is_out:
        return [
            Row(each, each.thing, kind_of(each.thing), badge(state_of(each.thing)), [], "", [])
            for each in members
        ]
    stopped = {_key(each.thing): each.sentences for each in in_the_way(release)}
    missing = {_key(each.thing): each.sentences[0] for each in without_second_person(release)}
    return [
        Row(
            member,
            thing := member.thing,
            kind_of(thing),
            _badge_of_waiting(thing),
            stopped.get(_key(thing), []),
            missing.get(_key(thing)) or _approved(thing),
            linked_in_set(thing, members),
        )
        for member in members
    ]


def why_not_yet(rows: list[Row], is_missing: bool, may_publish_alone: bool) -> str:
    """Why all of it can neither be scheduled nor published as it is; empty where it can."""
    if any(row.in_the_way for row in rows):
        return IN_THE_WAY
    return NOT_APPROVED if is_missing and not may_publish_alone else ""


def _badge_of_waiting(thing: Thing) -> SafeString:
    is_of_published = isinstance(thing, Record) and thing.draft_of_id is not None
    submission = Submission.objects.standing_for(thing)
    asked = submission.outcome if submission else ""
    return standing_of_draft(state_of(thing), asked, is_of_published)


def _key(thing: Thing) -> tuple[str, int]:
    return ("record" if isinstance(thing, Record) else thing._meta.model_name), thing.pk


def _approved(thing: Thing) -> str:
    if not needs_second_person(thing):
        return ""
    submission = Submission.objects.standing_for(thing)
    if submission is None or not submission.is_approved:
        return "Let out by an administrator alone."
    who = submission.decided_by
    name = who.get_full_name() or who.get_username()
    return f"Approved by {name} on {in_words(submission.decided_at)}."


def kind_of(thing: Thing) -> str:
    if isinstance(thing, Record):
        kind = thing.get_kind_display()
        return f"{kind}, draft of a published page" if thing.draft_of_id else kind
    return "Question" if isinstance(thing, FaqEntry) else "Notice"


def thing_at(place: str, key: str) -> Thing:
    """What somebody wants to put in, by the name of its place and its key."""
    model = MODELS.get(place)
    if model is None or not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    rows = Record.with_drafts_of if model is Record else model._default_manager
    return get_object_or_404(rows, pk=key)


def offered(words: str) -> list[tuple[str, Thing, str]]:
    """What can be put in, of what says the words: the value of its button, the thing, its kind."""
    drafts = Record.with_drafts_of.without_a_moment().in_no_set().saying(words)
    questions = FaqEntry.objects.drafts().in_no_set().saying(words).in_order()
    notices = Notice.objects.drafts().in_no_set().saying(words)
    things = {
        "record": drafts.with_drafting().lately_edited_first()[:OFFERED],
        "question": questions[:OFFERED],
        "notice": notices[:OFFERED],
    }
    return [
        (f"{place}-{thing.pk}", thing, kind_of(thing))
        for place, rows in things.items()
        for thing in rows
    ]
