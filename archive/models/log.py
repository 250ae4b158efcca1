"""The admin's own log, in sentences."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

TAKEN_OFF = "taken off the site"
"""The `event` of an entry where something that was public was taken off the site."""


def logged(thing: models.Model) -> models.QuerySet[LogEntry]:
    """The entries about `thing`, newest first, each with the person who caused it."""
    return (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
        )
        .select_related("user")
        .order_by("-action_time", "-pk")
    )


def last_logged(thing: models.Model) -> LogEntry | None:
    return logged(thing).first()


def was_taken_off(thing: models.Model) -> bool:
    """Was `thing` public once, and is not any more?"""
    return logged(thing).filter(change_message__contains=f'"event": "{TAKEN_OFF}"').exists()
