"""Time-limited requests to the public: for advice, evidence, ideas."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from . import clock
from .record import Record
from .record_queryset import RecordManager, RecordQuerySet
from .stage import SiteState


class CallQuerySet(RecordQuerySet):
    def open(self) -> "CallQuerySet":
        now = clock.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now)

    def upcoming(self) -> "CallQuerySet":
        return self.filter(opens_at__gt=clock.now())

    def first_to_close_first(self) -> "CallQuerySet":
        return self.order_by("closes_at", "pk")

    def latest_closing_first(self) -> "CallQuerySet":
        return self.order_by("-closes_at", "-pk")


class Call(Record):
    """A call. The clock tells which of its texts the public reads; none is ever retyped."""

    class Phase(models.TextChoices):
        UPCOMING = "upcoming", _("Not open yet")  # before opens_at
        OPEN = "open", _("Open")  # from opens_at until closes_at
        CLOSED = "closed", _("Closed")  # from closes_at on
        CLOSED_EARLY = "closed-early", _("Closed early")  # open when the site began to close
        DID_NOT_OPEN = "did-not-open", _("Did not open")  # to come when the site began to close

        @property
        def is_upcoming(self) -> bool:
            return self is Call.Phase.UPCOMING

        @property
        def is_open(self) -> bool:
            return self is Call.Phase.OPEN

        @property
        def is_closed(self) -> bool:
            return self in (Call.Phase.CLOSED, Call.Phase.CLOSED_EARLY)

        @property
        def is_closed_early(self) -> bool:
            return self is Call.Phase.CLOSED_EARLY

        @property
        def did_not_open(self) -> bool:
            return self is Call.Phase.DID_NOT_OPEN

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    text_before = MarkdownxField("text before it opens", blank=True)
    text_open = MarkdownxField(
        "text while it is open", blank=True, help_text="What is asked, and how to answer."
    )
    text_after = MarkdownxField(
        "text after it closed", blank=True, help_text="What happens with the answers."
    )
    outcome = MarkdownxField(
        blank=True, help_text="What came of it. Stands first once it is written."
    )

    objects = RecordManager.from_queryset(CallQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="a_call_closes_after_it_opens",
                violation_error_message="The call closes before it opens. Change one of the two.",
            ),
        ]

    def phase_at(self, moment: datetime) -> "Call.Phase":
        if moment < self.opens_at:
            return self.Phase.UPCOMING
        return self.Phase.OPEN if moment < self.closes_at else self.Phase.CLOSED

    @property
    def phase(self) -> "Call.Phase":
        return self.phase_at(clock.now())

    def phase_in(self, state: SiteState) -> "Call.Phase":
        """What the public is told: a closing site cuts short what was open and opens no more."""
        if state.is_open:
            return self.phase
        return {
            self.Phase.UPCOMING: self.Phase.DID_NOT_OPEN,
            self.Phase.OPEN: self.Phase.CLOSED_EARLY,
            self.Phase.CLOSED: self.Phase.CLOSED,
        }[self.phase_at(state.closing_since or clock.now())]
