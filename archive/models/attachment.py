"""Files and links that belong to a record, with what a reader wants to know before opening them."""

import hashlib
from io import SEEK_END
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archive import files

from .part import Part, PartQuerySet
from .public import is_public
from .record import Record
from .rows import Rows


class AttachmentQuerySet(PartQuerySet):
    def of_record(self, record: Record) -> "AttachmentQuerySet":
        return self.filter(record_id=record.pk).with_records()

    def of_draft_of(self, record: Record) -> "AttachmentQuerySet":
        return self.filter(record__draft_of=record.pk)

    def changed_in_draft(self) -> "AttachmentQuerySet":
        """Those that have another file than the published one that they were copied from."""
        return self.exclude(copied_from__sha256=models.F("sha256"))

    def in_order(self) -> "AttachmentQuerySet":
        return self.order_by("position", "pk")

    def public(self) -> "AttachmentQuerySet":
        """Those of published records: a draft's files are nobody's to find."""
        return self.filter(is_public("record"))

    def files(self) -> "AttachmentQuerySet":
        return self.exclude(file="")

    def captions(self) -> "AttachmentQuerySet":
        """Those that a player takes."""
        return self.filter(content_type=files.FileType.WEBVTT.content_type)

    def not_taken_down(self) -> "AttachmentQuerySet":
        return self.filter(record__taken_down_at__isnull=True)

    def in_files(self, *names: str) -> "AttachmentQuerySet":
        return self.filter(file__in=names)

    def with_bytes(self, *sha256: str) -> "AttachmentQuerySet":
        return self.filter(sha256__in=sha256)

    def with_records(self) -> "AttachmentQuerySet":
        return self.select_related("record")

    def with_uploaders(self) -> "AttachmentQuerySet":
        return self.select_related("record", "uploaded_by")

    def uploaded_by_user(self, user: AbstractBaseUser) -> "AttachmentQuerySet":
        return self.filter(uploaded_by_id=user.pk)

    def with_versions(self) -> "AttachmentQuerySet":
        """With `version_rows`, the earlier versions of each file, the latest first."""
        version = Record._meta.get_field("file_versions").related_model
        same = {"record": models.OuterRef("record"), "name": models.OuterRef("name")}
        rows = version.objects.filter(**same).newest_first()
        return self.annotate(version_rows=Rows(rows.values("number", "content_type", "size")))

    def called(self, name: str) -> "AttachmentQuerySet":
        return self.files().filter(name=name)

    def named(self, slug: str, name: str) -> "AttachmentQuerySet":
        """The file at that address, and those that a draft has for it."""
        of_record = Q(record__slug=slug) | Q(record__draft_of__slug=slug)
        return self.files().filter(of_record, name=name).with_records()


def kind_of(content_type: str) -> files.FileType | None:
    return next((kind for kind in files.FileType if kind.content_type == content_type), None)


class Attachment(Part):
    """A file or a link of one record.

    A file's address is made of its record's slug and its own name, so that it stays the same
    when the record is moved, or taken to another site.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(max_length=250)
    file = models.FileField(upload_to="attachments/", max_length=250, blank=True)
    url = models.URLField("or a web address", max_length=500, blank=True)
    name = models.CharField(
        max_length=200,
        blank=True,
        editable=False,
        help_text="The file's name in its address and when it is saved.",
    )
    content_type = models.CharField(max_length=120, blank=True, editable=False)
    size = models.PositiveBigIntegerField("size in bytes", null=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    duration_seconds = models.FloatField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="attachments_uploaded",
        help_text="Who attached the file; empty where a command did.",
    )
    language = models.CharField(max_length=12, blank=True)
    is_on_page = models.BooleanField(
        "all of its text is on the page",
        default=False,
        help_text="Readers are given the page first, and the file after it.",
    )
    position = models.PositiveIntegerField("order", default=0)

    told_apart_by = "name"

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file="") & Q(url="")) | (Q(file="") & ~Q(url="")),
                name="an_attachment_is_a_file_or_a_link",
                violation_error_message="Choose a file or give a web address, one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(file="")
                | (~Q(name="") & ~Q(content_type="") & ~Q(sha256="") & Q(size__isnull=False)),
                name="an_attached_file_says_what_it_is",
            ),
            models.UniqueConstraint(
                fields=["record", "name"],
                condition=~Q(name=""),
                name="an_attached_file_has_its_own_name",
                violation_error_message="Two files of this record have the same name. "
                "Rename one of them and choose it again.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """A file in a draft of what is published is found where it will be."""
        stands = self.record.draft_of or self.record
        return reverse("attachment", args=[stands.slug, self.name]) if self.file else self.url

    def save(self, *args, **kwargs) -> None:
        self._keep_what_it_replaces()
        super().save(*args, **kwargs)

    def _keep_what_it_replaces(self) -> None:
        """A public file that another one replaces at its address stays readable beside it."""
        stored = type(self).objects.files().with_records().filter(pk=self.pk).first()
        if (
            stored is not None
            and stored.record.is_public
            and (stored.name, bool(stored.sha256)) == (self.name, bool(self.sha256))
            and stored.sha256 != self.sha256
        ):
            self.record.file_versions.keep(stored)

    def version_address(self, number: int) -> str:
        return reverse("attachment_version", args=[self.record.slug, number, self.name])

    @property
    def kind(self) -> files.FileType | None:
        """What the file is, None for a link."""
        return kind_of(self.content_type)

    @property
    def in_words(self) -> str:
        """What a revision keeps of it: two files of one name differ in their last part."""
        return ", ".join(filter(None, (self.title, self.name or self.url, self.sha256)))

    def keep_file(self, file: BinaryIO, name: str) -> None:
        """Take `file`, as it is, for this attachment's own, with what readers want to know of it.

        `name` is what its owner called it. The attachment is not saved. Raises
        archive.files.FileRefused, with a sentence for the editor.
        """
        kind = files.identify(file, name)
        facts = files.describe(file, kind)
        self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0, SEEK_END)
        self.size = file.tell()
        file.seek(0)
        self.name = files.safe_name(name, kind)
        self.content_type = kind.content_type
        self.pages = facts.pages
        self.duration_seconds = facts.duration_seconds
        self.file = File(file, name=self.name)

    @property
    def is_pdf(self) -> bool:
        return self.kind is files.FileType.PDF

    @property
    def is_audio(self) -> bool:
        return self.content_type.startswith("audio/")

    @property
    def is_video(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def is_captions(self) -> bool:
        return self.content_type in (
            files.FileType.WEBVTT.content_type,
            files.FileType.SRT.content_type,
        )
