"""Who published alone what no second person had approved, and why."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from .readable import Readable
from .record import Record
from .second_person import Thing, standing_for


class PublishedAloneQuerySet(models.QuerySet):
    def about(self, thing: Thing) -> "PublishedAloneQuerySet":
        return self.filter(thing=key_of(thing))

    def newest_first(self) -> "PublishedAloneQuerySet":
        return self.order_by("-published_at", "-pk").select_related("published_by")

    def of_words(self, thing: Thing, marks: Collection[str]) -> "PublishedAloneQuerySet":
        return self.about(thing).filter(mark__in=marks)


def key_of(thing: Thing) -> str:
    """What a row that outlives the thing knows it by: `record/12`."""
    model = "record" if isinstance(thing, Record) else thing._meta.model_name
    return f"{model}/{standing_for(thing).pk}"


class PublishedAlone(Readable):
    """An administrator let something out that no second person had approved. It stays for ever,
    and knows its thing by name only, which may go before it does."""

    thing = models.CharField(max_length=40, db_index=True)
    address = models.CharField(max_length=300, blank=True)
    title = models.TextField()
    because = models.TextField()
    mark = models.CharField(max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="published_alone"
    )
    published_at = models.DateTimeField(auto_now_add=True)

    objects = PublishedAloneQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "published alone"
        default_permissions = ["view"]
        permissions = [("publish_alone", "Can publish what no second person approved")]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="who_publishes_alone_says_why"),
        ]

    def __str__(self) -> str:
        return f"“{self.title}”, alone"
