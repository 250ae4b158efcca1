"""What goes out only after a second person has approved it: administrators tick the kinds."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.lifecycle import says_why
from archive.models import SORTS, SecondPersonRule
from archive.models.log import logged_of_all

from .base import LookingAdmin
from .bodies import PlainTextField
from .closed import refuse_when_closed
from .without_colons import WithoutColons

ON_A_PAGE = 30


class SecondPersonForm(WithoutColons, forms.Form):
    """A tick for each sort of thing, and why a tick is taken away."""

    because = PlainTextField(
        label="Why one person is enough from now on",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed where you take a tick away. It is kept for ever, with your name, below "
        "and in the log.",
    )

    def __init__(self, *args, may_change: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for sort, is_needed in SecondPersonRule.objects.needed().items():
            self.fields[sort] = forms.BooleanField(
                label=SORTS[sort], required=False, initial=is_needed, disabled=not may_change
            )

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[sort] for sort in SORTS if sort in self.fields]

    @property
    def changed_sorts(self) -> list[str]:
        return [name for name in self.changed_data if name in SORTS]

    def clean(self) -> dict:
        """To do without a second person takes a reason, as publishing alone does."""
        cleaned = super().clean()
        freed = [SORTS[sort] for sort in self.changed_sorts if not cleaned[sort]]
        if freed and not says_why(cleaned.get("because", "")):
            names = ", ".join(freed)
            self.add_error(
                "because", f"Nothing was changed. Say why one person is enough: {names}."
            )
        return cleaned


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
            "entries": Paginator(logged_of_all(SecondPersonRule), ON_A_PAGE).get_page(
                request.GET.get("p")
            ),
        }
        return TemplateResponse(request, "admin/second_person.html", context)

    @transaction.atomic
    def _set(self, request: HttpRequest, form: SecondPersonForm) -> HttpResponse:
        because = form.cleaned_data["because"].strip()
        for sort in form.changed_sorts:
            is_needed = form.cleaned_data[sort]
            row = SecondPersonRule.objects.set(sort, is_needed=is_needed)
            one = f"one person is enough. Why: {because}"
            said = f"{SORTS[sort]}: {'needs a second person.' if is_needed else one}"
            LogEntry.objects.log_actions(
                request.user.pk, [row], CHANGE, [{"outcome": said}], single_object=True
            )
        messages.success(request, "It is so from now on, whoever publishes.")
        return HttpResponseRedirect(reverse("admin:archive_secondpersonrule_changelist"))

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:archive_secondpersonrule_changelist"))
