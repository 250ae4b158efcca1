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
        """Topics of at least one published record (of these kinds), each with `public_count`."""
        public = is_public("records")
        if kinds:
            public &= Q(records__kind__in=kinds)
        return self.annotate(
            public_count=models.Count("records", filter=public, distinct=True)
        ).filter(public_count__gt=0)


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
