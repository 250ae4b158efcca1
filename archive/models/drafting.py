"""What is known of a draft of a published record, beside its words: since when, from what, what
readers will be told, and when it goes out."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .readable import Readable
from .record import Record


class DraftingQuerySet(models.QuerySet):
    def due(self, moment: datetime) -> "DraftingQuerySet":
        """What was to have gone out by then, in the order of its moments."""
        return self.scheduled().filter(goes_out_at__lte=moment)

    def scheduled(self) -> "DraftingQuerySet":
        return self.filter(goes_out_at__isnull=False).order_by("goes_out_at", "pk")

    def held_up(self) -> "DraftingQuerySet":
        """What could not go out at its moment, and nobody has looked after since."""
        return self.exclude(not_published_because="").order_by("-pk")

    def first_moment(self) -> datetime | None:
        """When the next of them goes out, or should have gone out."""
        return self.scheduled().values_list("goes_out_at", flat=True).first()

    def hold_up(self, drafting: "Drafting", why: str) -> int:
        """It could not go out at its moment: it is a draft again, which says so. 0 where somebody
        has published it, or given it another moment, since it was asked for."""
        held_up = {"goes_out_at": None, "scheduled_by": None, "not_published_because": why}
        return self.filter(pk=drafting.pk, goes_out_at=drafting.goes_out_at).update(**held_up)

    def with_records(self) -> "DraftingQuerySet":
        """Each with its draft and the record that this is a draft of."""
        return self.select_related("draft__draft_of")


class Drafting(Readable):
    draft = models.OneToOneField(
        Record, on_delete=models.CASCADE, primary_key=True, related_name="drafting"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="drafts_begun",
    )
    begun_from = models.CharField(
        max_length=64,
        help_text="Digest of the published record that its editors know of: if that is another "
        "one by now, somebody changed it beside the draft.",
    )
    change_note = models.TextField(blank=True, help_text="What changes, in a sentence.")
    is_major = models.BooleanField(default=False, help_text="It is news to readers.")
    is_correction = models.BooleanField(default=False, help_text="What stood there was wrong.")
    goes_out_at = models.DateTimeField(
        null=True, blank=True, help_text="When it takes the place of what is published, by itself."
    )
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="drafts_scheduled",
    )
    not_published_because = models.TextField(
        blank=True, help_text="Why it did not go out at its moment."
    )

    objects = DraftingQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(goes_out_at__isnull=True) | ~Q(change_note=""),
                name="a_scheduled_draft_says_what_changes",
            ),
            models.CheckConstraint(
                condition=Q(is_correction=False) | Q(is_major=True),
                name="a_correction_in_a_draft_is_told_to_readers",
            ),
        ]

    def __str__(self) -> str:
        return f"Draft of “{self.draft}”"
