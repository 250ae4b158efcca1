"""What somebody typed in a form, in the words of that form: to be read, and copied."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, QueryDict

from archive.markdown.problems import says_something
from archive.models import Record, Writing

from .conflicts import in_the_words_of


def as_sent(kept: Writing) -> QueryDict:
    """What is kept, as the browser would have sent it."""
    data = QueryDict(mutable=True)
    for name, value in kept.fields:
        data.appendlist(name, value)
    return data


def is_of_its_draft(data: QueryDict, thing: models.Model) -> bool:
    """Was it typed before `thing` was published, in a form that is not its own any more?"""
    return isinstance(thing, Record) and thing.is_public and "title" in data


def typed(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    data: QueryDict,
    thing: models.Model | None = None,
) -> list[tuple[str, str]]:
    """The words of `data`, as its form sent them, each with its label. `thing` is what the form
    was of; None where it is new, or gone."""
    if thing is not None and is_of_its_draft(data, thing):
        thing = None  # its own form has no field for words
    # As a form to add it: whoever may change nothing any more has nothing but what they typed.
    form_class = model_admin.get_form(request, thing, change=False)
    form = form_class(data, instance=thing or model_admin.model())
    for name, field in form.base_fields.items():
        form.fields.setdefault(name, field)  # of a draft that is gone, what it said of itself
    found = list(_of_form(form, ""))
    for formset in _formsets(model_admin, request, form.instance, data):
        name = str(formset.model._meta.verbose_name).capitalize()
        for number, row in enumerate(formset.forms, start=1):
            if row.instance.pk or row.has_changed():
                found += _of_form(row, f"{name} {number}: ")
    return found


def _formsets(
    model_admin: admin.ModelAdmin, request: HttpRequest, thing: models.Model, data: QueryDict
) -> Iterator[forms.BaseFormSet]:
    seen: dict[str, int] = {}
    stored = thing if thing.pk else None
    for formset, _inline in model_admin.get_formsets_with_inlines(request, stored):
        prefix = formset.get_default_prefix()
        seen[prefix] = seen.get(prefix, 0) + 1
        if seen[prefix] > 1:
            prefix = f"{prefix}-{seen[prefix]}"
        yield formset(data, instance=thing, prefix=prefix)


def _of_form(form: forms.BaseForm, prefix: str) -> Iterator[tuple[str, str]]:
    for bound in form:
        if bound.is_hidden or isinstance(bound.field.widget, forms.PasswordInput):
            continue
        if isinstance(bound.field, forms.BooleanField):
            continue  # a tick holds no words
        words = in_the_words_of(bound.field, bound.data)
        if says_something(words):
            yield f"{prefix}{bound.label}", words
