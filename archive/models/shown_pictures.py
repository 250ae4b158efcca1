"""Where a picture is shown: on the site, to everybody, and on the page of a draft."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q
from markdownx.models import MarkdownxField

from .contributor import Contributor
from .episode import Turn
from .faq import FaqEntry
from .people import Person
from .picture import Picture
from .public import is_public
from .record import Record

PARTS = {Turn: "episode", Contributor: "record"}
"""Models whose rows stand on the page of one record, each with the way to that record."""


def is_shown(picture: Picture, *, besides: Record | None = None) -> bool:
    """Does the site show `picture` anywhere, other than on the page of `besides`?

    What is on no record's page counts as shown, whether or not a reader finds it today.
    """
    return any(_standing(model, besides).filter(shows).exists() for model, shows in _in(picture))


def is_for_everybody(picture: Picture) -> bool:
    """Does a reader find `picture` on any page now?"""
    return any(_found(model).filter(shows).exists() for model, shows in _in(picture))


def is_on_page_of(record: Record, picture: Picture) -> bool:
    """Does the page of `record`, which may be a draft, show `picture`?"""
    pages = PARTS | {Person: "contributions__record"}
    return any(
        model._base_manager.filter(shows, **{pages.get(model, "pk"): record.pk}).exists()
        for model, shows in _in(picture)
        if model in pages or issubclass(model, Record)
    )


def _in(picture: Picture) -> Iterator[tuple[type[models.Model], Q]]:
    """Models whose rows may show the picture, each with what is true of a row that does. Texts,
    which take the longest to look through, come last."""
    fields = [
        (model, field)
        for model in apps.get_app_config("archive").get_models()
        for field in model._meta.local_fields
    ]
    for model, field in fields:
        if field.related_model is Picture:
            yield model, Q(**{field.name: picture})
    for model, field in fields:
        if isinstance(field, MarkdownxField):
            yield model, Q(**{f"{field.name}__contains": picture.stem})


def _way(model: type[models.Model]) -> str | None:
    """From a row of `model` to the record on whose page it stands; None where it stands on none."""
    return "" if issubclass(model, Record) else PARTS.get(model)


def _standing(model: type[models.Model], besides: Record | None = None) -> models.QuerySet:
    """Rows of public records, of all of them but one, and all rows that are of no record."""
    rows, way = model._base_manager.all(), _way(model)
    if way is None:
        return rows
    rows = rows.filter(is_public(way))
    return rows.exclude(**{way or "pk": besides.pk}) if besides else rows


def _found(model: type[models.Model]) -> models.QuerySet:
    if model is Person:
        return Person.objects.public()
    if model is FaqEntry:
        return FaqEntry.objects.published()
    return _standing(model)
