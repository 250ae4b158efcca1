"""What goes out only after a second person has approved it: administrators tick the kinds."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.models import SORTS, SecondPersonRule

from .base import LookingAdmin
from .closed import refuse_when_closed
from .without_colons import WithoutColons


class SecondPersonForm(WithoutColons, forms.Form):
    """A tick for each sort of thing."""

    def __init__(self, *args, may_change: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for sort, is_needed in SecondPersonRule.objects.needed().items():
            self.fields[sort] = forms.BooleanField(
                label=SORTS[sort], required=False, initial=is_needed, disabled=not may_change
            )


@admin.register(SecondPersonRule)
class SecondPersonRuleAdmin(LookingAdmin):
    """One page for all of them, in the place of a list."""

    def has_change_permission(
        self, request: HttpRequest, obj: SecondPersonRule | None = None
    ) -> bool:
        return request.user.has_perm("archive.change_secondpersonrule")

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        may_change = self.has_change_permission(request)
        form = SecondPersonForm(request.POST or None, may_change=may_change)
        if request.method == "POST":
            refuse_when_closed(request)
            if not may_change:
                raise PermissionDenied
            if form.is_valid():
                return self._set(request, form)
        context = self.admin_site.each_context(request) | {
            "title": "What needs a second person",
            "form": form,
            "opts": self.opts,
            "may_change": may_change,
        }
        return TemplateResponse(request, "admin/second_person.html", context)

    @transaction.atomic
    def _set(self, request: HttpRequest, form: SecondPersonForm) -> HttpResponse:
        for sort in form.changed_data:
            is_needed = form.cleaned_data[sort]
            row = SecondPersonRule.objects.set(sort, is_needed=is_needed)
            said = f"{SORTS[sort]}: {'needs a second person' if is_needed else 'one person'}."
            LogEntry.objects.log_actions(
                request.user.pk, [row], CHANGE, [{"outcome": said}], single_object=True
            )
        messages.success(request, "It is so from now on, whoever publishes.")
        return HttpResponseRedirect(reverse("admin:archive_secondpersonrule_changelist"))

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:archive_secondpersonrule_changelist"))
