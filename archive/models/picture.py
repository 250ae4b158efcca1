"""Pictures, each with the words that stand for it where it cannot be seen."""

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import PurePath
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse

from archive import files

from .readable import Readable


class PictureQuerySet(models.QuerySet):
    def named(self, name: str) -> "PictureQuerySet":
        return self.filter(file=f"pictures/{name}")

    def named_any(self, names: Iterable[str]) -> "PictureQuerySet":
        return self.filter(file__in=[f"pictures/{name}" for name in names]).order_by("pk")

    def in_files(self, *names: str) -> "PictureQuerySet":
        return self.filter(file__in=names)

    def with_bytes(self, *sha256: str) -> "PictureQuerySet":
        """Pictures that were made from one of these files, or that are one of them."""
        return self.filter(models.Q(source_sha256__in=sha256) | models.Q(sha256__in=sha256))

    def keep(
        self, file: BinaryIO, *, alt: str, name: str, by=None, caption: str = "", credit: str = ""
    ) -> "Picture":
        """Keep the picture in `file`, made safe to serve, or find it where it is kept already.

        `name` is what its owner called the file. Raises archive.files.FileRefused, with a
        sentence for the editor, for what is no picture or is too large.
        """
        source_sha256 = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
        kept = self.with_bytes(source_sha256).filter(alt=alt, caption=caption, credit=credit)
        if found := kept.newest_first().first():
            return found
        clean = files.picture(file)
        stem = PurePath(files.safe_name(name)).stem[:60]
        secret = secrets.token_hex(8)
        served_as = f"{stem}-{secret}-{clean.width}x{clean.height}.{clean.extension}"
        return self.create(
            file=ContentFile(clean.data, name=served_as),
            alt=alt,
            caption=caption,
            credit=credit,
            width=clean.width,
            height=clean.height,
            sha256=clean.sha256,
            source_name=name[-200:],
            source_sha256=source_sha256,
            uploaded_by=by,
        )

    def newest_first(self) -> "PictureQuerySet":
        return self.order_by("-uploaded_at", "-pk")


class Picture(Readable):
    """A picture as it is served: re-encoded, without metadata, of known size.

    The name of the file holds a part that nobody can guess, since a picture may wait for
    the hour at which its record is published.
    """

    file = models.FileField(upload_to="pictures/", max_length=200, unique=True)
    alt = models.CharField(
        "alternative text",
        max_length=300,
        help_text="What the picture shows, for people who cannot see it. Not the file's name.",
    )
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    source_name = models.CharField(max_length=200, editable=False)
    source_sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        "auth.User", null=True, blank=True, editable=False, on_delete=models.PROTECT
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(alt=""),
                name="a_picture_has_words_that_stand_for_it",
                violation_error_message="Write what the picture shows.",
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="a_picture_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def name(self) -> str:
        return self.file.name.removeprefix("pictures/")

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.name])
