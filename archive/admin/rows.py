"""Rows beside a form, in an order that arrow buttons change."""

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from markdownx.models import MarkdownxField

from archive.models import Person, State

from . import bodies
from .base import FIELDS, PREVIEW
from .choosing import ChooseOne
from .closed import OpenToChange
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
            _know_the_chosen(form.instance, name, field)
            if is_spare and getattr(field, "queryset", None) is not None:
                self._list_people(field)

    def _list_people(self, field: forms.ModelChoiceField) -> None:
        """In a row that only browsers without scripts see, a plain list."""
        if field.queryset.model is Person and hasattr(field.widget, "widget"):
            if not hasattr(self, "_people"):
                self._people = list(iter(field.widget.choices))  # or they would be counted too
            field.widget.widget = forms.Select(choices=self._people)

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


def _know_the_chosen(instance, name: str, field: forms.Field) -> None:
    """Give an autocomplete the words of its choice where they were fetched with the row."""
    widget = getattr(field.widget, "widget", field.widget)
    if not isinstance(widget, ChooseOne) or instance._state.adding:
        return
    relation = instance._meta.get_field(name)
    if relation.is_cached(instance) and (chosen := getattr(instance, name)) is not None:
        widget.known = {str(chosen.pk): str(chosen)}


class KnowingAutocomplete(ChooseOne):
    """An autocomplete that need not look up the words of what is chosen already."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        chosen = [str(each) for each in value if str(each)]
        if chosen and not all(each in self.known for each in chosen):
            return super().optgroups(name, value, attrs)
        options = [
            self.create_option(name, each, self.known[each], True, index)
            for index, each in enumerate(chosen)
        ]
        empty = (
            []
            if self.is_required or self.allow_multiple_selected
            else [self.create_option(name, "", "", False, 0)]
        )
        return [(None, empty + options, 0)]


class RowForm(WithoutColons, forms.ModelForm):
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
            kwargs["widget"] = KnowingAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
