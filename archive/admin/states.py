"""The state of a thing in words and in a shape, and the filter of lists by it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import State


def badge(state: State) -> SafeString:
    return format_html('<span class="state state--{}">{}</span>', state.value, state.label)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        states = list(State) if hasattr(model_admin.model, "withdrawn_at") else list(State)[:3]
        if State.TAKEN_DOWN in states and not request.user.has_perm("archive.view_takedown"):
            states.remove(State.TAKEN_DOWN)
        return [(state.value, state.label) for state in states]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
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
