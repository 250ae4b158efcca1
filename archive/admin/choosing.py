"""Fields in which a thing is found by its words and chosen by its number."""

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models

from archive.models.record_queryset import is_key


class ByNumber:
    """Whatever was sent or kept, a form that comes back asks only for what can be chosen: the
    field has refused the rest in a sentence. Words that are `known`, by number, are not asked
    for again."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        chosen = [str(each) for each in value if is_key(str(each))]
        if chosen and not all(each in self.known for each in chosen):
            empty = [each for each in value if not str(each)]
            return super().optgroups(name, empty + chosen, attrs)
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


class ChooseOne(ByNumber, AutocompleteSelect):
    pass


class ChooseSeveral(ByNumber, AutocompleteSelectMultiple):
    pass


def know_the_chosen(instance: models.Model, name: str, field: forms.Field) -> None:
    """Tell an autocomplete the words of its choice where they were fetched with the instance."""
    widget = getattr(field.widget, "widget", field.widget)
    if not isinstance(widget, AutocompleteMixin) or instance._state.adding:
        return
    if name in getattr(instance, "_prefetched_objects_cache", ()):
        widget.known = {str(each.pk): str(each) for each in getattr(instance, name).all()}
        return
    relation = instance._meta.get_field(name)
    if relation.is_cached(instance) and (chosen := getattr(instance, name)) is not None:
        widget.known = {str(chosen.pk): str(chosen)}
