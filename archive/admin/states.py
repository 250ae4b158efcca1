"""The state of a thing in words and in a shape, and the filter of lists by it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.models import Record, State

from .moments import briefly
from .submission_words import submission_badge


def badge(state: State) -> SafeString:
    return format_html('<span class="state state--{}">{}</span>', state.value, state.label)


def standing(record: Record) -> SafeString:
    """All that there is to say of a record's state, for lists: fetched `with_draft_facts`."""
    asked = record.submission_outcome
    is_draft = record.state == State.DRAFT
    found = [submission_badge(asked) if is_draft and asked else badge(record.state)]
    if record.is_public and record.draft_pk:
        moment = record.draft_goes_out_at
        found.append(more("newer", f"newer draft, {briefly(moment)}" if moment else "newer draft"))
        if asked and not moment:
            found.append(submission_badge(asked))
    if record.is_public and record.is_superseded:
        found.append(more("superseded", "superseded"))
    return format_html_join("", "{} ", ((each,) for each in found))


def standing_of_draft(state: State, asked: str, is_of_published: bool) -> SafeString:
    """The same of what has not gone out; `asked` is what came of it that a second person was."""
    if state == State.DRAFT and asked:
        return submission_badge(asked)
    if state == State.DRAFT and is_of_published:
        return more("newer", "Newer draft")
    return badge(state)


def more(name: str, says: str) -> SafeString:
    """What is true of a published record besides."""
    return format_html('<span class="state state--{}">{}</span>', name, says)


OF_SUBMISSIONS = {"in-review": "In review", "sent-back": "Sent back", "approved": "Approved"}
"""What came of it that a second person was asked, of drafts of all sorts."""

FURTHER = {
    "newer-draft": ("Published, with a newer draft", "with_a_newer_draft"),
    "superseded": ("Superseded", "superseded"),
    **{name: (says, name.replace("-", "_")) for name, says in OF_SUBMISSIONS.items()},
}
"""States that a record can be in besides, and the question that asks for those that are."""


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        states = list(State) if hasattr(model_admin.model, "withdrawn_at") else list(State)[:3]
        if State.TAKEN_DOWN in states and not request.user.has_perm("archive.view_takedown"):
            states.remove(State.TAKEN_DOWN)
        found = [(state.value, state.label) for state in states]
        if hasattr(model_admin.model, "withdrawn_at"):
            return found + [(name, says) for name, (says, _) in FURTHER.items()]
        return found + list(OF_SUBMISSIONS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in FURTHER and hasattr(queryset, FURTHER[self.value()][1]):
            return getattr(queryset, FURTHER[self.value()][1])()
        if self.value() not in State.values:
            return queryset
        state = State(self.value())
        if hasattr(queryset, "in_state"):
            return queryset.in_state(state)
        return {
            State.DRAFT: queryset.drafts,
            State.SCHEDULED: queryset.scheduled,
            State.PUBLISHED: queryset.published,
            State.WITHDRAWN: queryset.none,
            State.TAKEN_DOWN: queryset.none,
        }[state]()
