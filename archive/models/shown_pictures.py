"""Where on the site a picture is shown."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q
from markdownx.models import MarkdownxField

from .contributor import Contributor
from .episode import Turn
from .people import Person
from .picture import Picture
from .public import is_public
from .record import Record
from .review import Review

PARTS = {Turn: "episode", Contributor: "record"}
"""Models whose texts stand on a record's page, each with the way to that record."""


def is_shown(picture: Picture, *, besides: Record | None = None) -> bool:
    """Does the public see `picture` anywhere, other than on the page of `besides`?

    A person's portrait and the review's crest count as seen.
    """
    records = _public(Record, "", besides)
    return (
        records.filter(picture=picture).exists()
        or Person.objects.filter(portrait=picture).exists()
        or Review.objects.filter(crest=picture).exists()
        or any(found.exists() for found in _texts_with(picture.name, besides))
    )


def _texts_with(name: str, besides: Record | None) -> Iterator[models.QuerySet]:
    """Texts that the public reads and that name the picture, model by model."""
    for model in apps.get_app_config("archive").get_models():
        fields = [f.name for f in model._meta.local_fields if isinstance(f, MarkdownxField)]
        if not fields:
            continue
        way = "" if issubclass(model, Record) else PARTS.get(model)
        rows = model._base_manager.all() if way is None else _public(model, way, besides)
        yield rows.filter(_any_of(fields, name))


def _any_of(fields: list[str], name: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__contains": name})
    return found


def _public(model: type[models.Model], way: str, besides: Record | None) -> models.QuerySet:
    """Rows of public records: of all of them but one."""
    rows = model._base_manager.filter(is_public(way))
    return rows.exclude(**{way or "pk": besides.pk}) if besides else rows
