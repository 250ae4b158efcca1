"""The one log, to look at: who did what, when and in which way, newest first."""

from collections.abc import Iterator
from datetime import date

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from archive.lifecycle.log import note, seal_soon
from archive.lifecycle.triggers.logged import logged_tables
from archive.models import LogLine

from .base import LookingAdmin
from .tables import csv_answer

NOBODY = "nobody"
AT_ONCE = 2000
CSV_TITLES = (
    "Line", "When (UTC)", "What happened", "Table", "Key", "Columns or words", "Account", "Name",
    "By what way", "Seal",
)  # fmt: skip


class DayFilter(admin.SimpleListFilter):
    """A day that is chosen in a field of its own."""

    title = "day"
    parameter_name = "on"
    template = "admin/includes/day_filter.html"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("", "")]

    def choices(self, changelist) -> Iterator[dict]:
        kept = changelist.get_filters_params()
        kept.pop(self.parameter_name, None)
        yield {
            "value": self.value() or "",
            "kept": [(name, values[-1]) for name, values in kept.items()],
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def queryset(self, request: HttpRequest, lines):
        try:
            return lines.on(date.fromisoformat(self.value() or ""))
        except ValueError:
            return lines


class PersonFilter(admin.SimpleListFilter):
    title = "person"
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        people = [(str(account), who) for account, who in LogLine.objects.people()]
        return [*people, (NOBODY, "Nobody signed in")]

    def queryset(self, request: HttpRequest, lines):
        if self.value() == NOBODY:
            return lines.without_person()
        return lines.of_person(int(self.value())) if (self.value() or "").isdigit() else lines


class KindFilter(admin.SimpleListFilter):
    title = "what happened"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return LogLine.Kind.choices

    def queryset(self, request: HttpRequest, lines):
        return lines.of_kind(self.value()) if self.value() else lines


class ThingFilter(admin.SimpleListFilter):
    title = "thing"
    parameter_name = "thing"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        named = [(table, _named(model)) for table, model in logged_tables().items()]
        return sorted(named, key=lambda thing: thing[1])

    def queryset(self, request: HttpRequest, lines):
        return lines.about(self.value()) if self.value() else lines


@admin.register(LogLine)
class LogLineAdmin(LookingAdmin):
    list_display = ("when", "happened", "thing_in_words", "what", "by", "how", "line")
    list_display_links = None
    list_filter = (DayFilter, PersonFilter, KindFilter, ThingFilter)
    ordering = ("-pk",)
    sortable_by = ()
    list_per_page = 100
    change_list_template = "admin/log.html"

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.csv_view)
        return [path("csv/", view, name="archive_logline_csv"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        seal_soon()
        lines = LogLine.objects
        context = {
            "title": "The log",
            "head": (head := lines.head()),
            "length": f"{head.place:,}" if head else "",
            "unsealed": lines.unsealed().count(),
            "query": request.GET.urlencode(),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        """The lines that the filters let through; that they were taken out is logged first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        note(LogLine.Kind.TAKEN_OUT, "the log as CSV")
        seal_soon()
        lines = self.get_changelist_instance(request).get_queryset(request)
        return csv_answer("log.csv", CSV_TITLES, map(_row, lines.iterator(AT_ONCE)))

    @admin.display(description="when")
    def when(self, line: LogLine) -> str:
        there = timezone.localtime(line.at)
        return f"{there.day} {there:%b %Y, %H:%M:%S}"

    @admin.display(description="what happened")
    def happened(self, line: LogLine) -> str:
        return line.get_kind_display()

    @admin.display(description="thing")
    def thing_in_words(self, line: LogLine) -> SafeString | str:
        model = logged_tables().get(line.thing)
        if model is None:
            return line.thing or self.get_empty_value_display()
        words = f"{_named(model)} {line.key}"
        address = "" if line.kind == LogLine.Kind.DELETED else _form_of(model, line.key)
        return format_html('<a href="{}">{}</a>', address, words) if address else words

    @admin.display(description="who", empty_value="Nobody signed in")
    def by(self, line: LogLine) -> str | None:
        return f"{line.who} ({line.account})" if line.account else None

    @admin.display(description="by what way")
    def how(self, line: LogLine) -> str:
        return line.way or "Not told: plain SQL, or a program of somebody’s own"

    @admin.display(description="line and seal")
    def line(self, line: LogLine) -> SafeString | str:
        if line.place is None:
            return "not sealed yet"
        return format_html('{} <code class="seal">{}</code>', f"{line.place:,}", line.seal)


def _named(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def _form_of(model: type[models.Model], key: str) -> str:
    if not admin.site.is_registered(model):
        return ""
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])
    except NoReverseMatch:
        return ""


def _row(line: LogLine) -> tuple[object, ...]:
    said = line.says()
    return (
        line.place, said["at"], line.get_kind_display(), line.thing, line.key, line.what,
        line.account, line.who, line.way, line.seal,
    )  # fmt: skip
