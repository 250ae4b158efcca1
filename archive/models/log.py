"""The admin's own log, in sentences."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models


def last_logged(thing: models.Model) -> LogEntry | None:
    """The last entry about `thing`, with the person who caused it."""
    return (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
        )
        .select_related("user")
        .order_by("-action_time", "-pk")
        .first()
    )
