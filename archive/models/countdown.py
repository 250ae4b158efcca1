"""The days of the end: when notice is given, when the site closes, how long its domain is kept.

They are for the administrators alone; what the public reads of the end stands in the notices.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from . import clock
from .readable import Readable

NOTICE = timedelta(weeks=10)
"""What The National Archives ask for where a website closes."""
LAST_CORRECTIONS = timedelta(weeks=1)
CHECKING = timedelta(weeks=4)
RENEWING = timedelta(days=30)
FIELD_OF = {
    "notice_is_given_before_the_last_publishing": "notice_on",
    "the_last_publishing_is_no_later_than_the_closing": "last_publishing_on",
    "the_archive_is_checked_after_the_closing": "checked_by_on",
    "the_domain_lasts_until_the_archive_is_checked": "domain_ends_on",
    "the_domain_is_renewed_before_it_ends": "renewed_by_on",
    "the_domain_is_kept_until_the_archive_is_checked": "domain_kept_until_on",
}
"""The field at which it is said that the days do not keep a constraint."""
YEARS_KEPT = 10
"""Reports and newspapers go on linking to a review for at least as long."""


class CountdownQuerySet(models.QuerySet):
    def current(self) -> "Countdown | None":
        """The days that hold: those that were set last."""
        return self.newest_first().first()

    def newest_first(self) -> "CountdownQuerySet":
        return self.order_by("-pk")

    def with_setters(self) -> "CountdownQuerySet":
        return self.select_related("set_by")

    def domain_ends_set(self) -> "Countdown | None":
        """The setting that first gave the domain the last day that it has now."""
        current = self.current()
        if current is None:
            return None
        others = self.exclude(domain_ends_on=current.domain_ends_on)
        last_other = others.order_by("-pk").values_list("pk", flat=True).first() or 0
        return self.filter(pk__gt=last_other).order_by("pk").first()


class Countdown(Readable):
    """All days of the end, as one administrator set them. A later row takes its place, and none
    changes: the database refuses it."""

    notice_on = models.DateField(
        "The National Archives are told",
        help_text="By rule ten weeks before the closing day.",
    )
    last_publishing_on = models.DateField(
        "last publishing day",
        help_text="By rule a week before the closing day: then only mistakes are mended.",
    )
    closing_on = models.DateField("closing day", help_text="From then on nothing changes.")
    checked_by_on = models.DateField(
        "the archive’s copy is checked by",
        help_text="By rule four weeks after the closing day.",
    )
    renewed_by_on = models.DateField(
        "the domain is renewed by",
        help_text="By rule thirty days before its registration ends.",
    )
    domain_ends_on = models.DateField(
        "last day of the domain",
        help_text="The day on which its registration ends, as it stands now. When it is renewed, "
        "give the new day.",
    )
    domain_kept_until_on = models.DateField(
        "the domain is kept at least until",
        help_text="By rule ten years after the closing day. Until then it is renewed again and "
        "again: a domain that lapses is bought by others, and every link in print leads to them.",
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    set_at = models.DateTimeField(auto_now_add=True)

    objects = CountdownQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        permissions = [("hand_over", "Can look after the last weeks of the site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice_on__lte=F("last_publishing_on")),
                name="notice_is_given_before_the_last_publishing",
                violation_error_message="The National Archives are told before the last "
                "publishing day, not after it.",
            ),
            models.CheckConstraint(
                condition=Q(last_publishing_on__lte=F("closing_on")),
                name="the_last_publishing_is_no_later_than_the_closing",
                violation_error_message="Nothing can be published after the closing day: the last "
                "publishing day is on it or before.",
            ),
            models.CheckConstraint(
                condition=Q(checked_by_on__gt=F("closing_on")),
                name="the_archive_is_checked_after_the_closing",
                violation_error_message="The archive’s copy can only be checked once the site is "
                "closed: choose a day after the closing day.",
            ),
            models.CheckConstraint(
                condition=Q(domain_ends_on__gte=F("checked_by_on")),
                name="the_domain_lasts_until_the_archive_is_checked",
                violation_error_message="The domain would end before the archive’s copy is "
                "checked, and could not be crawled again. Renew it first.",
            ),
            models.CheckConstraint(
                condition=Q(renewed_by_on__lt=F("domain_ends_on")),
                name="the_domain_is_renewed_before_it_ends",
                violation_error_message="The domain has to be renewed before its last day.",
            ),
            models.CheckConstraint(
                condition=Q(domain_kept_until_on__gte=F("checked_by_on")),
                name="the_domain_is_kept_until_the_archive_is_checked",
                violation_error_message="The domain is kept at least until the archive’s copy is "
                "checked.",
            ),
        ]

    def __str__(self) -> str:
        return f"Closing on {self.closing_on:%-d %B %Y}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """As Django does it, but said of the day that has to change."""
        faults: dict[str, list[str]] = {}
        for constraint in self._meta.constraints:
            try:
                constraint.validate(type(self), self, exclude=exclude)
            except ValidationError as fault:
                faults.setdefault(FIELD_OF[constraint.name], []).extend(fault.messages)
        if faults:
            raise ValidationError(faults)

    def follow_rules(self) -> None:
        """Give every day that is not set the one that follows from the closing day and the
        domain's last day."""
        for name, day in by_rule(self.closing_on, self.domain_ends_on).items():
            if getattr(self, name) is None:
                setattr(self, name, day)

    def is_moved(self, name: str) -> bool:
        """Did somebody choose that day, or does it follow from the others?"""
        rules = by_rule(self.closing_on, self.domain_ends_on)
        return name in rules and getattr(self, name) != rules[name]

    @property
    def is_domain_safe(self) -> bool:
        """Does its registration last as long as the domain is to be kept?"""
        return self.domain_ends_on >= self.domain_kept_until_on

    @property
    def is_notice_short(self) -> bool:
        return self.closing_on - self.notice_on < NOTICE

    @property
    def is_domain_lost(self) -> bool:
        return self.domain_ends_on < clock.today()


def by_rule(closing_on: date, domain_ends_on: date) -> dict[str, date]:
    """The days that follow from the two that are given, by the names of their fields."""
    return {
        "notice_on": closing_on - NOTICE,
        "last_publishing_on": closing_on - LAST_CORRECTIONS,
        "checked_by_on": closing_on + CHECKING,
        "renewed_by_on": domain_ends_on - RENEWING,
        "domain_kept_until_on": _years_later(closing_on, YEARS_KEPT),
    }


def _years_later(day: date, years: int) -> date:
    """The same day of that year; 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
