"""Who made a record, with the role that they had then."""

from django.db import models
from markdownx.models import MarkdownxField

from .part import Part, PartQuerySet
from .people import Person
from .record import Record


class ContributorQuerySet(PartQuerySet):
    def of_record(self, record: Record) -> "ContributorQuerySet":
        return self.filter(record_id=record.pk)

    def in_order(self) -> "ContributorQuerySet":
        return self.order_by("position", "pk")

    def with_people(self) -> "ContributorQuerySet":
        return self.select_related("person__portrait").in_order()


class Contributor(Part):
    """A person's part in one record: author, signatory, speaker, interviewer…

    Role and biography are kept as they were when it was published.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(
        max_length=200, blank=True, help_text="As it was that day: Chair of the Review, Interviewer"
    )
    biography = MarkdownxField(blank=True, help_text="As it was that day. May stay empty.")
    position = models.PositiveIntegerField("order", default=0)

    told_apart_by = "person"

    objects = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person"],
                name="a_person_contributes_to_a_record_once",
                violation_error_message="This person is listed already. Put both roles in one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}" if self.role else str(self.person)

    @property
    def in_words(self) -> str:
        """What a revision keeps of it."""
        return f"{self}: {self.biography}" if self.biography else str(self)
