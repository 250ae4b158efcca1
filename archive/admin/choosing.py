"""Choices of things by search, without asking again for the words of what is chosen already."""

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect
from django.contrib.admin.widgets import AutocompleteSelectMultiple as SelectMultiple
from django.db import models


class Knowing:
    """An autocomplete that need not look up what it is told in `known`: words by key."""

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


class KnowingAutocomplete(Knowing, AutocompleteSelect):
    pass


class KnowingAutocompleteMultiple(Knowing, SelectMultiple):
    pass


def know_the_chosen(instance: models.Model, name: str, field: forms.Field) -> None:
    """Give an autocomplete the words of its choice where they were fetched with the instance."""
    widget = getattr(field.widget, "widget", field.widget)
    if not isinstance(widget, AutocompleteMixin) or instance._state.adding:
        return
    if name in getattr(instance, "_prefetched_objects_cache", ()):
        widget.known = {str(each.pk): str(each) for each in getattr(instance, name).all()}
        return
    relation = instance._meta.get_field(name)
    if relation.is_cached(instance) and (chosen := getattr(instance, name)) is not None:
        widget.known = {str(chosen.pk): str(chosen)}
