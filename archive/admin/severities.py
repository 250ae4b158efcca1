"""How grave each rule of proofreading is: what only informs, what warns, what stops publishing."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.models import RuleSeverity, Severity
from archive.proofreading.reading import set_severities
from archive.proofreading.rules import RULES, Rule

from .base import LookingAdmin
from .closed import refuse_when_closed
from .without_colons import WithoutColons


class SeveritiesForm(WithoutColons, forms.Form):
    """A field for each rule that can be set."""

    def __init__(self, *args, may_change: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        said = set_severities()
        for rule in RULES.values():
            self.fields[rule.id] = forms.ChoiceField(
                label=rule.title,
                choices=Severity.choices,
                initial=said.get(rule.id, rule.severity),
                disabled=rule.is_fixed or not may_change,
            )

    def rows(self) -> list[tuple[Rule, forms.BoundField]]:
        """Those that can be set first."""
        in_order = sorted(RULES.values(), key=lambda rule: rule.is_fixed)
        return [(rule, self[rule.id]) for rule in in_order]


@admin.register(RuleSeverity)
class RuleSeverityAdmin(LookingAdmin):
    """One page for all of them, in the place of a list."""

    def has_change_permission(self, request: HttpRequest, obj: RuleSeverity | None = None) -> bool:
        return request.user.has_perm("archive.change_ruleseverity")

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        may_change = self.has_change_permission(request)
        form = SeveritiesForm(request.POST or None, may_change=may_change)
        if request.method == "POST":
            refuse_when_closed(request)
            if not may_change:
                raise PermissionDenied
            if form.is_valid():
                return self._set(request, form)
        context = self.admin_site.each_context(request) | {
            "title": "What stops a page from going out",
            "form": form,
            "opts": self.opts,
            "may_change": may_change,
        }
        return TemplateResponse(request, "admin/severities.html", context)

    @transaction.atomic
    def _set(self, request: HttpRequest, form: SeveritiesForm) -> HttpResponse:
        for name in form.changed_data:
            severity = Severity(form.cleaned_data[name])
            row = RuleSeverity.objects.set(name, severity)
            said = f"“{RULES[name].title}”: {severity.label.lower()}."
            LogEntry.objects.log_actions(
                request.user.pk, [row], CHANGE, [{"outcome": said}], single_object=True
            )
        messages.success(request, "It is so from now on, in every form.")
        return HttpResponseRedirect(reverse("admin:archive_ruleseverity_changelist"))

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:archive_ruleseverity_changelist"))
