"""Rows beside a form, in an order that arrow buttons change."""

from functools import partial

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from markdownx.models import MarkdownxField

from archive.models import Person, State

from . import bodies
from .base import FIELDS, PREVIEW, let_all_be_sent
from .choosing import ChooseOne, know_the_chosen
from .closed import OpenToChange
from .empty_fields import say_what_to_write
from .watching import refuse_watched
from .without_colons import WithoutColons

ROW_FIELDS = FIELDS | {
    MarkdownxField: {"form_class": bodies.SmallMarkdownField},
}


class OrderedRows(BaseInlineFormSet):
    """Numbers new rows after the last one, and asks nothing of the database a row."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            form.fields["position"].widget = forms.HiddenInput(attrs={"class": "row-position"})
        is_spare = index is not None and index >= self.initial_form_count() and not self.is_bound
        for name, field in form.fields.items():
            know_the_chosen(form.instance, name, field)
            if is_spare and hasattr(field, "people"):
                # In a row that only browsers without scripts see, a plain list.
                field.widget.widget = forms.Select(choices=field.people())

    @property
    def going_out(self) -> bool:
        """Does this save give the thing beside which the rows stand to the public?"""
        is_draft = getattr(self.instance, "published_at", True) is None
        return not is_draft and PREVIEW not in self.data

    def clean(self) -> None:
        super().clean()
        if self.going_out:
            rows = [row for row in self.forms if self._stays(row)]
            refuse_watched(
                (row, name) for row in rows for name in row.words_going_out(self.instance)
            )
        if "position" not in self.form.base_fields:
            return
        rows = [row for row in self.forms if self._stays(row)]
        last = max((row.cleaned_data.get("position") or 0 for row in rows), default=0)
        for row in rows:
            if row.instance._state.adding and not row.cleaned_data.get("position"):
                last += 1
                row.instance.position = last

    def _stays(self, row: forms.ModelForm) -> bool:
        if not hasattr(row, "cleaned_data") or self._should_delete_form(row):
            return False
        return row.has_changed() or not row.instance._state.adding


class RowForm(WithoutColons, forms.ModelForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        let_all_be_sent(self)
        say_what_to_write(self.fields)

    def _post_clean(self) -> None:
        super()._post_clean()
        if PREVIEW not in self.data:
            bodies.check_pictures(self, self.changed_data)

    def words_going_out(self, thing: models.Model) -> list[str]:
        """All of a row beside a draft that goes out now; else what was changed."""
        was_draft = getattr(thing, "_stored_state", None) in (None, State.DRAFT)
        names = self.fields if was_draft and hasattr(thing, "published_at") else self.changed_data
        return [name for name in names if name in self.cleaned_data]


class Rows(OpenToChange, admin.StackedInline):
    form = RowForm
    template = "admin/edit_inline/rows.html"
    formfield_overrides = ROW_FIELDS
    formset = OrderedRows
    extra = 2  # for browsers without scripts: rows.js takes them away

    class Media:
        js = [forms.Script("admin_site/rows.js", type="module")]

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChooseOne(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.related_model is Person:
            field.people = partial(_people, request)
        return field


def _people(request: HttpRequest) -> list[tuple[str, str]]:
    """Everybody, asked for once however many kinds of rows may name them."""
    if not hasattr(request, "people_to_choose"):
        everybody = Person.objects.by_name()
        request.people_to_choose = [
            ("", "---------"),
            *((each.pk, str(each)) for each in everybody),
        ]
    return request.people_to_choose
