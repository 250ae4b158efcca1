"""Who changed what on the record, when, and what readers were told of it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from . import clock
from .public import is_public
from .record import Record


class RevisionQuerySet(models.QuerySet):
    def newest_first(self) -> "RevisionQuerySet":
        return self.order_by("-made_at", "-pk")

    def oldest_first(self) -> "RevisionQuerySet":
        return self.order_by("made_at", "pk")

    def with_change_notes(self) -> "RevisionQuerySet":
        return self.exclude(change_note="")

    def told_readers(self, record: int | models.OuterRef) -> "RevisionQuerySet":
        """The changes of a record that its page tells of: the major ones with a note, none that
        is yet to come."""
        told = self.with_change_notes().filter(record=record, is_major=True)
        return told.filter(made_at__lte=clock.now())

    def told_of_public_records(self) -> "RevisionQuerySet":
        """The same of every record that the public can reach, each with its record."""
        told = self.with_change_notes().filter(is_public("record"), is_major=True)
        return told.filter(made_at__lte=clock.now()).select_related("record")

    def made_by(self, user: AbstractBaseUser) -> "RevisionQuerySet":
        return self.filter(made_by=user.pk)

    def of_record(self, record: int | models.OuterRef) -> "RevisionQuerySet":
        return self.filter(record=record)

    def since(self, moment: datetime | models.OuterRef) -> "RevisionQuerySet":
        return self.filter(made_at__gte=moment)

    def of_the_record_itself(self) -> "RevisionQuerySet":
        """Without what was done to a draft of it."""
        return self.exclude(event__in=Revision.OF_A_DRAFT)

    def ahead_of(self, revision: "Revision") -> "RevisionQuerySet":
        """Those made before it, on whatever record."""
        earlier = models.Q(made_at__lt=revision.made_at)
        return self.filter(earlier | models.Q(made_at=revision.made_at, pk__lt=revision.pk))

    def in_order(self) -> "RevisionQuerySet":
        return self.order_by("made_at", "pk")

    def by_events(self, events: Iterable["Revision.Event"]) -> "RevisionQuerySet":
        return self.filter(event__in=list(events))

    def overtaken_imports(self) -> "RevisionQuerySet":
        """The imports of a record that another import of it followed."""
        imports = self.filter(event=Revision.Event.IMPORTED)
        later = imports.filter(record=models.OuterRef("record"), pk__gt=models.OuterRef("pk"))
        return imports.filter(models.Exists(later))


class Revision(models.Model):
    """One save of a record. `made_by` is empty for a change made on the server by a command."""

    class Event(models.TextChoices):
        SAVED = "saved", "Saved"  # a draft, or a published record without news for readers
        SCHEDULED = "scheduled", "Scheduled"  # will go out at its moment
        PUBLISHED = "published", "Published"  # went out with this save
        UPDATED = "updated", "Updated"  # a change of what is public
        WITHDRAWN = "withdrawn", "Withdrawn"  # stays, with the reason on top
        IMPORTED = "imported", "Imported"  # came from a folder
        TAKEN_DOWN = "taken-down", "Taken down"  # gone for good, by two administrators
        DRAFTED = "drafted", "Draft saved"  # of what is published, which stays as it is
        DISCARDED = "discarded", "Draft thrown away"  # the published record stays as it is

    OF_A_DRAFT = (Event.DRAFTED, Event.DISCARDED)

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="revisions")
    event = models.CharField(max_length=20, choices=Event)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    change_note = models.TextField(blank=True)
    is_major = models.BooleanField(default=False)
    is_correction = models.BooleanField(
        default=False, help_text="What stood there was wrong: the change note says what."
    )
    text = models.JSONField(
        default=dict, help_text="The record's own words as this save left them, by field."
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_correction=False)
                | (models.Q(is_major=True) & ~models.Q(change_note="")),
                name="a_correction_tells_readers_what_was_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.made_at:%d %B %Y %H:%M}"

    @property
    def is_of_the_record_itself(self) -> bool:
        return self.event not in self.OF_A_DRAFT
