"""Pages about the review and its site."""

from django.db import models

from .record import Record
from .record_queryset import RecordManager, RecordQuerySet


class PageQuerySet(RecordQuerySet):
    def in_menu(self) -> "PageQuerySet":
        return self.filter(menu_position__isnull=False).order_by("menu_position", "title", "pk")


class Page(Record):
    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    menu_position = models.PositiveIntegerField(
        "place in the site’s footer",
        null=True,
        blank=True,
        help_text="Left empty, the page is not in the footer’s menu.",
    )

    objects = RecordManager.from_queryset(PageQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                fields=["menu_position"],
                condition=models.Q(menu_position__isnull=False),
                name="page_in_menu",
            ),
        ]
