"""What every form of the admin has: plain pickers, Markdown, no bulk deletion, and two editors
who save the same thing told of each other."""

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from markdownx.models import MarkdownxField

from archive.models import Releasable
from archive.models.record_queryset import is_key
from archive.proofreading.manuscript import is_read

from . import bodies, conflicts, findings, log, writing
from .choosing import ChooseOne, ChooseSeveral
from .closed import OpenToChange, refuse_when_closed
from .empty_fields import say_what_to_write
from .moments import DayField, DayWidget, MomentField, MomentWidget, in_words
from .permissions import Limits, is_within, limits_of
from .watching import refuse_watched
from .without_colons import WithoutColons

PREVIEW = "_preview"

FIELDS = {
    MarkdownxField: {"form_class": bodies.MarkdownField, "widget": bodies.MarkdownWidget},
    models.TextField: {
        "form_class": bodies.PlainTextField,
        "widget": forms.Textarea(attrs={"rows": 3}),
    },
    models.URLField: {
        "widget": forms.URLInput(attrs={"class": "vURLField"}),
        "assume_scheme": "https",
    },
    models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget},
    models.DateField: {"form_class": DayField, "widget": DayWidget},
}


def let_all_be_sent(form: forms.BaseForm) -> None:
    """Browsers cut what is too long without a word; what is sent is refused in a sentence."""
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)


class EditingForm(WithoutColons, forms.ModelForm):
    """A form that knows which state of the thing its editor saw."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    limits: ClassVar[Limits | None] = None
    """What whoever fills it in writes about, if not about everything."""

    window = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )
    """Under which name what is typed here is kept until it is saved."""

    parts: ClassVar[tuple[str, ...]] = ()
    """The rows beside the thing that are edited together with it, by their related names."""

    stored_beside: ClassVar[tuple[str, ...]] = ()
    """Fields that the thing itself does not hold, and that are kept with it all the same."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_write(self.fields)
        self.conflict: conflicts.Conflict | None = None
        let_all_be_sent(self)
        self.is_preview = PREVIEW in self.data
        self.is_put_back = writing.PUT_BACK in self.data
        if self.is_bound:  # it is no change by the editor
            self.initial["window"] = self.data.get(self.add_prefix("window"), "")
        else:
            self.initial["window"] = writing.new_window()
        if self.instance.pk:
            self.stored_mark = conflicts.mark(self.instance, self.parts)
            self.initial["seen"] = self.stored_mark

    def going_out(self) -> list[str]:
        """The fields whose words this save gives to the public."""
        return self.changed_data

    def is_valid(self) -> bool:
        """What was put back is looked at, and saved by another press of the button."""
        return super().is_valid() and not self.is_put_back

    def _post_clean(self) -> None:
        super()._post_clean()
        if not (self.is_preview or self.is_put_back):
            names = [name for name in self.going_out() if name in self.fields]
            check = findings.hold_back if is_read(type(self.instance)) else bodies.check_pictures
            check(self, names)
            refuse_watched((self, name) for name in names)

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.instance.pk and not self.is_preview and cleaned.get("seen") != self.stored_mark:
            self.conflict = conflicts.last_save(self.instance)
            said = self._somebody_saved(self.conflict)
            self.add_error(None, ValidationError(said, code=writing.MEANWHILE))
            # The next save is made in the knowledge of both texts.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.stored_mark
        return cleaned

    @staticmethod
    def _somebody_saved(conflict: conflicts.Conflict) -> str:
        who = conflict.by or "Somebody"
        when = f" on {in_words(conflict.at)}" if conflict.at else ""
        return (
            f"{who} saved this{when}, while you were writing. Nothing was saved now, and nothing "
            "is lost: below you see both where they differ, and the form holds what you wrote. "
            "Bring over what you want to keep of the other, then save again."
        )


class EditingAdmin(OpenToChange, admin.ModelAdmin):
    """The behaviour; subclasses are lists of fields."""

    form = EditingForm
    formfield_overrides = FIELDS
    change_form_template = "admin/editing_form.html"
    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    logs_words = True
    keeps_words = True
    """Is what somebody types in its forms kept until they save it?"""

    has_preview: ClassVar[bool] = False
    """Can what is in its forms be looked at before it is saved?"""

    address_fields: ClassVar[tuple[str, ...]] = ()
    """What its address is made of."""

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None):
        refuse_when_closed(request)
        return super().add_view(request, form_url, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ):
        if request.method == "POST":
            refuse_when_closed(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args, **kwargs
    ) -> HttpResponse:
        if PREVIEW in request.POST and not self.has_preview:
            request.POST = request.POST.copy()
            del request.POST[PREVIEW]  # or it would be saved with what a preview is spared
        is_asked = self.keeps_words and writing.PUT_BACK in request.POST
        if is_asked and not writing.put_back(request, self.opts.model_name, object_id):
            messages.info(request, "That is not kept any more: it was saved or thrown away.")
            return HttpResponseRedirect(request.get_full_path())
        return super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        refuse_when_closed(request)
        return super().delete_view(request, object_id, extra_context)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return is_within(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return is_within(request.user, obj) and super().has_delete_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChooseOne(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChooseSeveral(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.limits = limits_of(request.user)
        form.parts = tuple(self._parts(request, obj)) if obj else ()
        return form

    def _parts(self, request: HttpRequest, obj: models.Model):
        for inline in self.get_inlines(request, obj):
            key = forms.models._get_foreign_key(self.model, inline.model, inline.fk_name)
            yield key.remote_field.get_accessor_name()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        """While it is saved nobody else may save it: the second waits, and is then told."""
        if not is_key(str(object_id)):
            return None
        if request.method == "POST" and connection.in_atomic_block:
            key = self.model._meta.pk
            try:
                self.every_row().select_for_update().get(**{from_field or key.name: object_id})
            except (self.model.DoesNotExist, ValueError):
                return None
        thing = super().get_object(request, object_id, from_field)
        if request.method != "POST" and isinstance(thing, Releasable):
            thing.know_release()
        return thing

    def every_row(self) -> models.QuerySet:
        """What a form can be of."""
        return self.model._default_manager.all()

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        if obj is None or not hasattr(obj, "get_absolute_url") or not self.is_public(obj):
            return None
        return obj.get_absolute_url()

    def is_public(self, obj: models.Model) -> bool:
        return True

    def construct_change_message(self, request: HttpRequest, form, formsets, add: bool = False):
        """The log keeps the words that a save replaced: whoever wrote them finds them there."""
        message = super().construct_change_message(request, form, formsets, add)
        if not add and self.logs_words and (words := conflicts.replaced(form, formsets)):
            message.append({"replaced": words})
        return message

    def log_deletions(self, request: HttpRequest, queryset):
        """It keeps those of what is deleted, too."""
        return [
            LogEntry.objects.log_actions(
                request.user.pk,
                [thing],
                DELETION,
                [{"outcome": "Deleted."}, {"replaced": log.words_of(thing)}],
            )
            for thing in queryset
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        return log.log_view(self, request, thing)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple:
        fixed = self.address_fields if obj and self.is_address_known(obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> dict:
        is_fixed = self.address_fields and obj and self.is_address_known(obj)
        return {} if is_fixed else super().get_prepopulated_fields(request, obj)

    def is_address_known(self, obj: models.Model) -> bool:
        """Was the public given its address? Then it stays."""
        return self.is_public(obj)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if PREVIEW not in request.POST:
            writing.saved(request, form)
            for warning in self.warnings(form, formsets):
                messages.warning(request, warning)

    def warnings(self, form, formsets) -> list[str]:
        found = [] if is_read(type(form.instance)) else bodies.warnings(form)  # the panel says it
        for formset in formsets:
            for row in formset.forms:
                if row.has_changed() and not row.cleaned_data.get("DELETE"):
                    found.extend(bodies.warnings(row))
        return found

    def render_change_form(
        self, request: HttpRequest, context: dict, *args, **kwargs
    ) -> HttpResponse:
        form = context["adminform"].form
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        if PREVIEW in request.POST:
            return self._preview_refused(request, context)
        if getattr(form, "conflict", None):
            context["differences"] = conflicts.differences(form, formsets)
            context["conflict"] = form.conflict
        context["chosen_files_are_lost"] = bool(context["errors"]) and bool(request.FILES)
        context["now"] = timezone.now()
        if not is_within(request.user, context["original"]):
            context["why_only_read"] = limits_of(request.user).why_only_read
        context |= findings.proof_beside(form)
        if self._keeps(request, context):
            context |= writing.beside(request, form, formsets)
        if getattr(form, "is_put_back", False):
            context["errors"] = writing.without_faults(form, formsets)
        return super().render_change_form(request, context, *args, **kwargs)

    def _keeps(self, request: HttpRequest, context: dict) -> bool:
        form = context["adminform"].form
        if not (self.keeps_words and form.fields) or IS_POPUP_VAR in request.GET:
            return False
        if form.instance.pk is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, context["original"])

    def _preview_refused(self, request: HttpRequest, context: dict) -> HttpResponse:
        form = context["adminform"].form
        faults = [
            (form[name].label if name in form.fields else "", errors)
            for name, errors in form.errors.items()
        ]
        for formset in (each.formset for each in context["inline_admin_formsets"]):
            for row in formset.forms:
                faults.extend(
                    (row[name].label if name in row.fields else "", errors)
                    for name, errors in row.errors.items()
                )
        return TemplateResponse(
            request,
            "admin/preview_refused.html",
            self.admin_site.each_context(request)
            | {"title": "This cannot be previewed yet", "faults": faults},
        )


class LookingAdmin(EditingAdmin):
    """For what is only ever looked at."""

    keeps_words = False

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
