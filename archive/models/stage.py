"""Where the site is in its life, how it came there, and what the public is told of it."""

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from markdownx.models import MarkdownxField

from . import clock
from .kinds import State
from .readable import Readable
from .releasable import Releasable


class Stage(models.TextChoices):
    OPEN = "open", "Open"  # the site, edited and published
    CLOSING = "closing", "Closing"  # every page under the notice of the day, calls shut
    CLOSED = "closed", "Closed"  # the same pages for ever: the database refuses any change
    ARCHIVED = "archived", "Archived"  # closed, and each address leads to the web archive

    @property
    def is_closed(self) -> bool:
        """Does nothing change any more? So it is from the closing on, in the archive too."""
        return self in (Stage.CLOSED, Stage.ARCHIVED)


class SiteStateManager(models.Manager):
    def hold(self) -> "SiteState":
        """The state, which nobody else moves, and nobody takes anything down from the site, before
        the end of this transaction."""
        return self.select_for_update().get_or_create(pk=1)[0]

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

    @property
    def is_closed(self) -> bool:
        """Does nothing change any more? See Stage."""
        return Stage(self.stage).is_closed

    @property
    def is_archived(self) -> bool:
        return self.stage == Stage.ARCHIVED

    @property
    def is_ending(self) -> bool:
        """Does every page stand under a notice, and is every call shut?"""
        return not self.is_open

    @cached_property
    def closing_since(self) -> datetime | None:
        """When the site last began to close; nothing where that is only tried out."""
        changes = StageChange.objects.from_stage(Stage.OPEN).newest_first()
        return changes.values_list("made_at", flat=True).first()


class StageChangeQuerySet(models.QuerySet):
    def newest_first(self) -> "StageChangeQuerySet":
        return self.order_by("-made_at", "-pk")

    def from_stage(self, stage: Stage) -> "StageChangeQuerySet":
        return self.filter(from_stage=stage)

    def last_closing(self) -> "StageChange | None":
        """How the site came to change no more: before that it was closing still."""
        return self.filter(from_stage=Stage.CLOSING).last_to(Stage.CLOSED)

    def with_makers(self) -> "StageChangeQuerySet":
        return self.select_related("made_by", "confirmed_by")

    def last_to(self, stage: Stage) -> "StageChange | None":
        """How the site last came to `stage`, with who moved it there."""
        return self.filter(to_stage=stage).with_makers().newest_first().first()


class StageChange(Readable):
    """One move from stage to stage. `made_by` is empty where it was made on the server,
    `confirmed_by` where the move needs no second person. The database refuses to change a row."""

    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stage_changes_confirmed",
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
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("made_by")),
                name="a_stage_change_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_stage_display()} to {self.get_to_stage_display()}"


class StageRequestQuerySet(models.QuerySet):
    def waiting(self) -> "StageRequest | None":
        """The move that waits for a second person: there is at most one."""
        return (
            self.filter(outcome=StageRequest.Outcome.WAITING)
            .select_related("asked_by")
            .order_by("pk")
            .first()
        )

    def newest_first(self) -> "StageRequestQuerySet":
        return self.order_by("-asked_at", "-pk")


class StageRequest(Readable):
    """A move that two people make: closing the site, and opening what is closed."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting for a second administrator"  # nothing has changed yet
        CONFIRMED = "confirmed", "Confirmed"  # the move was made
        DECLINED = "declined", "Declined"  # by the second person, or taken back by the first

    to_stage = models.CharField(max_length=20, choices=Stage)
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stages_asked_for"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stages_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = StageRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome"],
                condition=Q(outcome="waiting"),
                name="one_stage_request_waits_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_stage_request_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed") | ~Q(decided_by=models.F("asked_by")),
                name="a_stage_request_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"To {self.get_to_stage_display()}, asked for by {self.asked_by}"


class NoticeQuerySet(models.QuerySet):
    def at(self, moment: datetime) -> "Notice | None":
        """The notice of that moment: the last one that has begun."""
        begun = self.let_out().filter(starts_at__lte=moment)
        return begun.order_by("-starts_at", "-pk").first()

    def of_the_day(self) -> "Notice | None":
        return self.at(clock.now())

    def upcoming(self) -> "NoticeQuerySet":
        return self.let_out().filter(starts_at__gt=clock.now()).order_by("starts_at", "pk")

    def let_out(self) -> "NoticeQuerySet":
        """Those that the public sees from their moment on."""
        return self.filter(is_draft=False)

    def drafts(self) -> "NoticeQuerySet":
        return self.filter(is_draft=True).order_by("pk")

    def saying(self, words: str) -> "NoticeQuerySet":
        return self.filter(title__icontains=words)

    def in_no_set(self) -> "NoticeQuerySet":
        member = self.model._meta.get_field("in_sets").related_model
        return self.exclude(pk__in=member.objects.waiting().things("notice"))

    def with_submission(self) -> "NoticeQuerySet":
        """Each with the `submission_outcome` of what a second person was asked."""
        submissions = self.model._meta.get_field("submissions").related_model.objects.standing()
        asked = submissions.of_notice(models.OuterRef("pk"))
        return self.annotate(submission_outcome=asked.values("outcome")[:1])

    def newest_first(self) -> "NoticeQuerySet":
        return self.order_by("-starts_at", "-pk")


class Notice(Releasable, Readable):
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
    is_draft = models.BooleanField(
        default=False, editable=False, help_text="Nobody sees it, whatever its moment."
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def goes_out_at(self) -> datetime | None:
        """When it begins, or began; with its release set, where it waits in one."""
        return self.goes_out_with_set_at if self.is_draft else self.starts_at

    def state_at(self, moment: datetime) -> State:
        if self.is_draft:
            return State.SCHEDULED if self.goes_out_with_set_at else State.DRAFT
        return State.SCHEDULED if self.starts_at > moment else State.PUBLISHED
