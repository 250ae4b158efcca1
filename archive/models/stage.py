"""Where the site is in its life, how it came there, and what the public is told of it."""

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from markdownx.models import MarkdownxField

from .readable import Readable


class Stage(models.TextChoices):
    """The stages that can be entered now; `closed` and `archived` follow with their machinery."""

    OPEN = "open", "Open"  # the site, edited and published
    CLOSING = "closing", "Closing"  # every page under the notice of the day, calls shut


class SiteStateManager(models.Manager):
    def current(self) -> "SiteState":
        return self.filter(pk=1).first() or SiteState()


class SiteState(models.Model):
    """The one row that says which stage the site is in. `archive.lifecycle` is its only door."""

    stage = models.CharField(max_length=20, choices=Stage, default=Stage.OPEN)

    objects = SiteStateManager()

    class Meta:
        verbose_name_plural = "site state"
        default_permissions = ["view"]
        permissions = [("move_stage", "Can move the site from stage to stage")]
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="a_site_is_in_one_stage"),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()

    def save(self, *args, **kwargs) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN

    @property
    def is_closing(self) -> bool:
        return self.stage == Stage.CLOSING

    @cached_property
    def closing_since(self) -> datetime | None:
        """When the site last began to close; nothing where that is only tried out."""
        changes = StageChange.objects.to_stage(Stage.CLOSING).newest_first()
        return changes.values_list("made_at", flat=True).first()


class StageChangeQuerySet(models.QuerySet):
    def newest_first(self) -> "StageChangeQuerySet":
        return self.order_by("-made_at", "-pk")

    def to_stage(self, stage: Stage) -> "StageChangeQuerySet":
        return self.filter(to_stage=stage)

    def with_makers(self) -> "StageChangeQuerySet":
        return self.select_related("made_by")


class StageChange(Readable):
    """One move from stage to stage. `made_by` is empty where it was made on the server."""

    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    reason = models.TextField(blank=True)

    objects = StageChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_stage=models.F("to_stage")), name="a_stage_change_changes_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_stage_display()} to {self.get_to_stage_display()}"


class NoticeQuerySet(models.QuerySet):
    def at(self, moment: datetime) -> "Notice | None":
        """The notice of that moment: the last one that has begun."""
        return self.filter(starts_at__lte=moment).order_by("-starts_at", "-pk").first()

    def of_the_day(self) -> "Notice | None":
        return self.at(timezone.now())

    def upcoming(self) -> "NoticeQuerySet":
        return self.filter(starts_at__gt=timezone.now()).order_by("starts_at", "pk")

    def newest_first(self) -> "NoticeQuerySet":
        return self.order_by("-starts_at", "-pk")


class Notice(Readable):
    """What stands on top of every public page from its moment on, until the next notice's."""

    title = models.CharField(
        max_length=150, help_text="Calm and plain: This website will close by 10 March 2023"
    )
    body = MarkdownxField()
    starts_at = models.DateTimeField(
        "from",
        unique=True,
        error_messages={"unique": "Another notice begins at that moment. Choose another time."},
        help_text="London time. It stays until the next notice begins.",
    )
    closing_on = models.DateField(
        "closing date", null=True, blank=True, help_text="The day on which the site closes."
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.title
