"""What editors look for among the pages that the public sees: those without a summary, and those
that nobody has touched for long."""

from datetime import datetime

from django.db.models.functions import Coalesce

from .record import Record, RecordQuerySet


def pages_without_summary() -> RecordQuerySet:
    return _standing().filter(summary="").for_lists().select_related("edited_by").newest_first()


def pages_unchanged_since(moment: datetime) -> RecordQuerySet:
    """Those of which readers were last told something before `moment`, with `last_told_at`."""
    told = _standing().annotate(last_told_at=Coalesce("public_updated_at", "published_at"))
    old = told.filter(last_told_at__lt=moment).for_lists().select_related("edited_by")
    return old.order_by("last_told_at", "pk")


def _standing() -> RecordQuerySet:
    return Record.objects.published().filter(withdrawn_at__isnull=True)
