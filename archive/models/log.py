"""The admin's own log, in sentences."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

TAKEN_OFF = "taken off the site"
"""The `event` of an entry where something that was public was taken off the site."""


def logged(thing: models.Model) -> models.QuerySet[LogEntry]:
    """The entries about `thing`, newest first, each with the person who caused it."""
    return logged_of_all(type(thing)).filter(object_id=str(thing.pk))


def logged_of_all(model: type[models.Model]) -> models.QuerySet[LogEntry]:
    """The same about every thing of a model."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind).select_related("user")
    return entries.order_by("-action_time", "-pk")


def last_logged(thing: models.Model) -> LogEntry | None:
    return logged(thing).first()


def was_taken_off(thing: models.Model) -> bool:
    """Was `thing` public once, and is not any more?"""
    return logged(thing).filter(change_message__contains=f'"event": "{TAKEN_OFF}"').exists()
