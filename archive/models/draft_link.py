"""Links that show one draft to somebody outside, each to one person, until a day."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .readable import Readable
from .record import Record


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is too long to be guessed, so that nothing slows the digest."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


class DraftLinkQuerySet(models.QuerySet):
    def with_secret(self, secret: str) -> "DraftLinkQuerySet":
        return self.filter(secret_sha256=digest_of(secret))

    def of_record(self, record: Record) -> "DraftLinkQuerySet":
        return self.filter(record=record.pk)

    def newest_first(self) -> "DraftLinkQuerySet":
        return self.order_by("-made_at", "-pk")

    def with_facts(self) -> "DraftLinkQuerySet":
        """Each with its draft and with who made and ended it."""
        return self.select_related("record__drafting", "made_by", "revoked_by")

    def open(self, link: "DraftLink") -> None:
        """Count that the draft was looked at."""
        seen = {"openings": models.F("openings") + 1, "last_opened_at": timezone.now()}
        self.filter(pk=link.pk).update(**seen)


class DraftLink(Readable):
    """One link. Its secret is known to whom it was given alone: what is kept is its digest."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="draft_links")
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    shown_to = models.CharField(
        "for whom",
        max_length=200,
        help_text="A name, and where that helps whose: “Jane Smith, University of Leeds”. It "
        "stands on top of the page.",
    )
    until = models.DateField("until", help_text="The last day on which it can be seen, in London.")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="draft_links_made"
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="draft_links_revoked",
    )
    openings = models.PositiveIntegerField(default=0, editable=False)
    last_opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        permissions = [("show_outside", "Can show a draft to somebody outside")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(shown_to=""),
                name="a_draft_link_says_for_whom",
                violation_error_message="Say for whom it is.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_draft_link_is_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(openings=0, last_opened_at__isnull=True)
                | Q(openings__gt=0, last_opened_at__isnull=False),
                name="an_opened_draft_link_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Link for {self.shown_to}"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_over(self) -> bool:
        """Has its last day gone by?"""
        return timezone.localdate() > self.until

    @property
    def shows_a_draft(self) -> bool:
        """Does its record wait to be published?"""
        return not self.record.is_public and not self.record.is_taken_down

    @property
    def is_live(self) -> bool:
        return not self.is_revoked and not self.is_over and self.shows_a_draft
