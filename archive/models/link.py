"""Where a record leads: related records and places elsewhere, each with its own words."""

from django.db import models
from django.db.models import Q

from .part import Part, PartQuerySet
from .record import Record


class LinkQuerySet(PartQuerySet):
    def of_record(self, record: Record) -> "LinkQuerySet":
        return self.filter(record_id=record.pk)

    def in_order(self) -> "LinkQuerySet":
        return self.order_by("position", "pk")

    def with_records(self) -> "LinkQuerySet":
        return self.select_related("to_record").in_order()


class Link(Part):
    """A link from a record. One without a target keeps the name of what an old page named."""

    class Purpose(models.TextChoices):
        RELATED = "related", "Related"  # read this too
        NEXT_IN_SERIES = "next-in-series", "Next in series"  # the episode or part that follows
        LISTEN = "listen", "Where to listen or watch"  # this episode on another service
        SUBSCRIBE = "subscribe", "Where to subscribe"  # the podcast on another service

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.RELATED)
    label = models.CharField(
        max_length=250,
        blank=True,
        help_text="What it is called. May stay empty for a record, which has its title.",
    )
    url = models.URLField("web address", max_length=500, blank=True)
    to_record = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.CASCADE, related_name="linked_from"
    )
    position = models.PositiveIntegerField("order", default=0)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | Q(to_record__isnull=True),
                name="a_link_leads_to_one_place",
                violation_error_message="Choose a record or give a web address, not both.",
            ),
            models.CheckConstraint(
                condition=~Q(label="") | Q(to_record__isnull=False),
                name="a_link_has_words",
                violation_error_message="Write what the link leads to.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.label or (self.to_record.title if self.to_record else "")

    @property
    def written_in(self) -> str:
        """The language of its words, where they are the title of what it leads to."""
        return "" if self.label or not self.to_record else self.to_record.written_in

    @property
    def in_words(self) -> str:
        """What a revision keeps of it."""
        leads_to = self.to_record.address if self.to_record else self.url
        return ", ".join(filter(None, (self.get_purpose_display(), self.text, leads_to)))

    @property
    def is_shown(self) -> bool:
        """Are its words public? A record's title is not, before the record is; and nothing names
        what was taken down."""
        if self.to_record is None:
            return True
        may_name = bool(self.label) and not self.to_record.is_taken_down
        return may_name or self.to_record.is_public

    @property
    def target(self) -> str:
        """A path, an absolute address, or empty where the target is unknown or not public yet."""
        if self.to_record:
            return self.to_record.address if self.to_record.is_public else ""
        return self.url
