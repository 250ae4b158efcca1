"""Reports, letters, speeches, statements, terms of reference: what the review put its name to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .kinds import Kind
from .record import Record
from .record_queryset import RecordManager, RecordQuerySet


class PublicationQuerySet(RecordQuerySet):
    def key(self) -> "PublicationQuerySet":
        return self.filter(is_key=True)


class Publication(Record):
    """A publication. Which of the facts below it has depends on its kind.

    `addressed_to` and `copied_to` are lists of str, one a person or office.
    """

    class Delivery(models.TextChoices):
        AS_DELIVERED = "as-delivered", _("As delivered")  # what was said in the room
        AS_WRITTEN = "as-written", _("As written")  # what was on the paper

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )
    addressed_to = models.JSONField(default=list, blank=True)
    copied_to = models.JSONField(default=list, blank=True)
    salutation = models.CharField(max_length=250, blank=True, help_text="Dear Secretary of State,")
    sign_off = models.CharField(max_length=150, blank=True, help_text="Yours sincerely,")
    event = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=250, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    delivery = models.CharField(max_length=20, choices=Delivery, blank=True)
    reference = models.CharField(
        max_length=100, blank=True, help_text="Command paper or other reference number."
    )
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    is_key = models.BooleanField(
        "key publication", default=False, help_text="Stands on the home page."
    )

    objects = RecordManager.from_queryset(PublicationQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delivery="") | Q(delivered_on__isnull=False) | ~Q(event=""),
                name="a_speech_as_delivered_or_written_has_an_occasion",
                violation_error_message="Give the event or the day of the speech.",
            ),
        ]

    @property
    def is_report(self) -> bool:
        return self.kind == Kind.REPORT
