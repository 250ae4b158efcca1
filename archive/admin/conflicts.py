"""Two people saving the same thing: noticing it, and showing the second what the first wrote."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile

from archive.captures.comparing import Passage, passages
from archive.models import Record
from archive.models.log import last_logged

from .moments import in_words


@dataclass(frozen=True)
class Difference:
    label: str
    passages: list[Passage]


@dataclass(frozen=True)
class Conflict:
    """Who saved in the meantime, and when; None where the server or a command did."""

    by: str | None
    at: datetime | None


def mark(thing: models.Model, parts: tuple[str, ...] = ()) -> str:
    """What tells one saved state of `thing` from another. `parts` names its rows beside it."""
    if isinstance(thing, Record):
        return str(thing.edits)
    values = [
        {field.attname: field.value_from_object(thing) for field in thing._meta.concrete_fields},
        *(list(getattr(thing, part).values()) for part in parts),
    ]
    text = json.dumps(values, cls=FileNames, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class FileNames(DjangoJSONEncoder):
    def default(self, value: object) -> object:
        return value.name if isinstance(value, FieldFile) else super().default(value)


def last_save(thing: models.Model) -> Conflict:
    if isinstance(thing, Record):
        return Conflict(_name(thing.edited_by), thing.edited_at)
    entry = last_logged(thing)
    return Conflict(_name(entry.user), entry.action_time) if entry else Conflict(None, None)


def _name(user) -> str | None:
    return (user.get_full_name() or user.get_username()) if user else None


def differences(
    form: forms.BaseForm, formsets: list[forms.BaseFormSet], *, beside_the_text: bool = False
) -> list[Difference]:
    """Where what was sent differs from what is stored now, field by field, row by row; with
    `beside_the_text` also in what a form asks and the thing itself does not hold."""
    found = list(_of_form(form, "", beside_the_text))
    for formset in formsets:
        name = str(formset.model._meta.verbose_name)
        for number, row in enumerate(formset.forms, start=1):
            found.extend(_of_form(row, f"{name.capitalize()} {number}: ", beside_the_text))
    return found


def replaced(form: forms.BaseForm, formsets: list[forms.BaseFormSet]) -> list[tuple[str, str]]:
    """The words that a save took away or changed, as they were, each with its label."""
    found = list(_stood(form, form.changed_data, ""))
    for formset in formsets:
        name = str(formset.model._meta.verbose_name)
        for number, row in enumerate(formset.initial_forms, start=1):
            names = row.fields if row in formset.deleted_forms else row.changed_data
            found.extend(_stood(row, names, f"{name.capitalize()} {number}: "))
    return found


def _stood(form: forms.BaseForm, names: Iterable[str], prefix: str) -> Iterator[tuple[str, str]]:
    for name in names:
        bound = form[name]
        if bound.is_hidden or name not in form._meta.fields:
            continue
        if words := in_the_words_of(bound.field, bound.initial):
            yield f"{prefix}{bound.label}", words


def _of_form(form: forms.BaseForm, prefix: str, beside_the_text: bool) -> Iterator[Difference]:
    for name in form.changed_data:
        bound = form[name]
        if bound.is_hidden or not (beside_the_text or _is_stored(form, name)):
            continue
        theirs = in_the_words_of(bound.field, bound.initial)
        yours = in_the_words_of(bound.field, bound.data)
        if theirs != yours:
            yield Difference(f"{prefix}{bound.label}", passages(theirs, yours))


def _is_stored(form: forms.BaseForm, name: str) -> bool:
    return name in form._meta.fields or name in getattr(form, "stored_beside", ())


def in_the_words_of(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(filter(None, (_choice(field, each) for each in value or []))))
    if isinstance(field, forms.ModelChoiceField):
        return _choice(field, value)
    if isinstance(field, forms.BooleanField):
        return "Yes" if field.to_python(value) else "No"
    if isinstance(field, forms.FileField):
        return getattr(value, "name", "") or ""
    try:
        value = field.clean(value) if isinstance(value, list | str) else value
    except forms.ValidationError:
        value = " ".join(map(str, value)) if isinstance(value, list) else value
    if isinstance(value, date):
        return in_words(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def _choice(field: forms.ModelChoiceField, value: object) -> str:
    if isinstance(value, models.Model):
        return str(value)
    try:
        return str(field.to_python(value) or "")
    except forms.ValidationError:
        return str(value)
