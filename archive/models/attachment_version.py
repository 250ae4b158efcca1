"""Earlier versions of public files: each stays at an address of its own when it is replaced."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from archive.files import FileType

from .attachment import Attachment, kind_of
from .public import is_public
from .record import Record


class AttachmentVersionQuerySet(models.QuerySet):
    def of_record(self, record: Record) -> "AttachmentVersionQuerySet":
        return self.filter(record_id=record.pk).with_records()

    def public(self) -> "AttachmentVersionQuerySet":
        """Those of public files. When an administrator takes the file away, they go with it."""
        file = Attachment.objects.files().filter(record=OuterRef("record"), name=OuterRef("name"))
        return self.filter(Exists(file), is_public("record"))

    def not_taken_down(self) -> "AttachmentVersionQuerySet":
        return self.filter(record__taken_down_at__isnull=True)

    def in_files(self, *names: str) -> "AttachmentVersionQuerySet":
        return self.filter(file__in=names)

    def with_bytes(self, *sha256: str) -> "AttachmentVersionQuerySet":
        return self.filter(sha256__in=sha256)

    def with_records(self) -> "AttachmentVersionQuerySet":
        return self.select_related("record")

    def named(self, slug: str, number: int, name: str) -> "AttachmentVersionQuerySet":
        return self.filter(record__slug=slug, number=number, name=name).with_records()

    def newest_first(self) -> "AttachmentVersionQuerySet":
        return self.order_by("record", "name", "-number", "-pk")

    def in_order(self) -> "AttachmentVersionQuerySet":
        return self.order_by("record", "name", "number", "pk")

    def keep(self, stored: Attachment) -> "AttachmentVersion":
        """Keep the file of a public attachment, as it is stored, before another replaces it."""
        of_it = self.filter(record_id=stored.record_id, name=stored.name)
        last = of_it.aggregate(last=models.Max("number"))["last"] or 0
        version = self.model.of(stored)
        version.number = last + 1
        version.save()
        return version


KEPT = ("name", "title", "content_type", "size", "pages", "duration_seconds", "sha256", "language")


class AttachmentVersion(models.Model):
    """A file that was public at an attachment's address, as long as that has not changed.

    It belongs to the record and the name, not to the attachment's row, which may be another one
    after an import.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="file_versions")
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField(help_text="1 for the first that was public.")
    title = models.CharField(max_length=250)
    file = models.FileField(max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    duration_seconds = models.FloatField(null=True)
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=12, blank=True)
    replaced_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["record", "name", "number", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "name", "number"],
                name="an_earlier_version_has_its_own_number",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0) & ~Q(file="") & ~Q(sha256=""),
                name="an_earlier_version_is_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def kind(self) -> FileType | None:
        return kind_of(self.content_type)

    @classmethod
    def of(cls, attachment: Attachment) -> Self:
        """With what is known of an attachment's file, not saved yet."""
        facts = {field: getattr(attachment, field) for field in KEPT}
        return cls(record_id=attachment.record_id, file=attachment.file.name, **facts)

    def get_absolute_url(self) -> str:
        return reverse("attachment_version", args=[self.record.slug, self.number, self.name])
