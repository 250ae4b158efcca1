"""What was found inside files, and who let one out in spite of it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from archive.files.inspecting import Finding, Report, as_rows, from_rows

from .attachment import Attachment
from .attachment_version import AttachmentVersion
from .readable import Readable

RULES = 2
"""Goes up when files are to be looked into anew, because more is known of what to look for."""


class InspectionQuerySet(models.QuerySet):
    def of_bytes(self, *sha256: str) -> "InspectionQuerySet":
        return self.filter(sha256__in=sha256)

    def up_to_date(self) -> "InspectionQuerySet":
        return self.filter(rules=RULES)

    def with_dangers(self) -> "InspectionQuerySet":
        return self.filter(has_dangers=True)

    def not_needed(self) -> "InspectionQuerySet":
        """Those of bytes that no file of a record has, now or as an earlier version."""
        same = OuterRef("sha256")
        attached = Attachment.objects.not_taken_down().with_bytes(same)
        earlier = AttachmentVersion.objects.not_taken_down().with_bytes(same)
        return self.exclude(Exists(attached)).exclude(Exists(earlier))

    def keep(self, sha256: str, report: Report) -> "Inspection":
        found, _ = self.update_or_create(
            sha256=sha256,
            defaults={
                "rules": RULES,
                "facts": report.facts,
                "findings": as_rows(report.findings),
                "words": report.words,
                "has_dangers": bool(report.dangers),
                "can_be_stripped": report.can_be_stripped,
            },
        )
        return found


class Inspection(models.Model):
    """What is known of the inside of a file, by its bytes: the same file is looked into once.

    `words` are those that can be read in it, seen or hidden, for the watch list. They go when
    the last attachment with these bytes does.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    rules = models.PositiveSmallIntegerField(default=RULES)
    looked_at = models.DateTimeField(auto_now=True)
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    words = models.JSONField(default=list)
    has_dangers = models.BooleanField()
    can_be_stripped = models.BooleanField(default=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"What is in {self.sha256[:12]}…"

    @property
    def found(self) -> list[Finding]:
        """All findings, the dangers first."""
        return sorted(from_rows(self.findings), key=lambda finding: not finding.is_danger)

    @property
    def dangers(self) -> list[Finding]:
        return [finding for finding in self.found if finding.is_danger]


class ClearanceQuerySet(models.QuerySet):
    def of_bytes(self, *sha256: str) -> "ClearanceQuerySet":
        return self.filter(sha256__in=sha256)

    def with_people(self) -> "ClearanceQuerySet":
        return self.select_related("cleared_by", "brought_by")

    def newest_first(self) -> "ClearanceQuerySet":
        return self.order_by("-cleared_at", "-pk")


class Clearance(Readable):
    """A second person looked at a file that was held back, and lets it out: who, when, why.

    It is for these bytes and for what was found in them then. Another file, or another finding,
    needs another one. It stays when the file goes.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    findings = models.JSONField(default=list)
    reason = models.TextField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="files_brought",
        help_text="Who attached the file; empty where a command did.",
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="files_cleared"
    )
    cleared_at = models.DateTimeField(auto_now_add=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        permissions = [("clear_file", "Can clear a file that is held back")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_clearance_says_why"),
            models.CheckConstraint(
                condition=Q(brought_by__isnull=True) | ~Q(brought_by=F("cleared_by")),
                name="a_file_is_cleared_by_another_than_brought_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, cleared on {self.cleared_at:%d %B %Y}"

    @property
    def found(self) -> list[Finding]:
        return from_rows(self.findings)

    def covers(self, dangers: Iterable[Finding]) -> bool:
        return set(dangers) <= set(self.found)
