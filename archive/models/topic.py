"""What records are about, in the public's words."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .public import is_public
from .readable import Readable


class TopicQuerySet(models.QuerySet):
    def by_name(self) -> "TopicQuerySet":
        return self.order_by("name", "pk")

    def of_record(self, record: int | models.OuterRef) -> "TopicQuerySet":
        return self.filter(records=record)

    def with_public_records(self, *kinds: str) -> "TopicQuerySet":
        """Topics of at least one published record (of these kinds)."""
        rows = self.model.records.through.objects.filter(topic=models.OuterRef("pk"))
        return self.filter(models.Exists(rows.filter(_public("record", kinds))))

    def with_public_counts(self, *kinds: str) -> "TopicQuerySet":
        """The same, each with `public_count`, of which every row on the record is read."""
        counted = models.Count("records", filter=_public("records", kinds), distinct=True)
        return self.annotate(public_count=counted).filter(public_count__gt=0)


def _public(record: str, kinds: tuple[str, ...]) -> Q:
    return is_public(record) & (Q(**{f"{record}__kind__in": kinds}) if kinds else Q())


class Topic(Readable):
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField("short name", max_length=100, unique=True)
    description = models.TextField(
        blank=True, help_text="A sentence or two at the top of the topic's page."
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])
