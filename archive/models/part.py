"""What the rows beside a record have in common: people, files, links, turns of a transcript."""

from typing import ClassVar

from django.db import models

from .readable import Readable


class PartQuerySet(models.QuerySet):
    def beside(self, record: int) -> "PartQuerySet":
        """Those of the record with that key, in order, whatever it is called from here."""
        return self.filter(**{f"{self.model.belongs_to}_id": record}).order_by("position", "pk")


class Part(Readable):
    """A row that belongs to one record, by its field `belongs_to`.

    In a draft of a published record each row that was there already knows which one of the
    published record it was copied from, so that publishing changes that row. `told_apart_by` is
    the field in which no two rows of a record are alike: a row with another value in it is
    another row.
    """

    copied_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    belongs_to: ClassVar[str] = "record"
    told_apart_by: ClassVar[str] = ""

    class Meta:
        abstract = True
