"""News and blogs."""

from django.db import models

from .record import Record
from .record_queryset import RecordManager


class Post(Record):
    """A news or blog entry. Who wrote it are its contributors; who uploaded it, its revisions."""

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )
    byline = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where the author is not a person on the record: The review team",
    )

    objects = RecordManager()

    class Meta:
        verbose_name = "news or blog post"
        verbose_name_plural = "news and blogs"
