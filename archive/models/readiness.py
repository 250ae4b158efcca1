"""What stands between the site and its closing: what was found, and what is left as it is."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .readable import Readable


class LookManager(models.Manager):
    def last(self) -> "Look | None":
        return self.filter(pk=1).first()

    def outside_answers(self) -> dict[str, str]:
        """What is wrong with addresses elsewhere, where they were asked and did not answer well."""
        links = self.filter(pk=1).values_list("outside", flat=True).first() or ()
        return {link["address"]: link["answer"] for link in links if link["answer"]}

    def keep_answers(self, look: "Look", outside: list[dict]) -> bool:
        """What other sites answered, put beside what `look` found; not where another one took its
        place meanwhile, or something was taken down."""
        facts = {"outside": outside, "outside_asked_at": timezone.now()}
        if not self.filter(pk=1, looked_at=look.looked_at).update(**facts):
            return False
        look.refresh_from_db()
        return True

    def forget(self) -> None:
        """It quotes pages of which one was taken down."""
        self.all().delete()

    def keep(self, **facts: Any) -> "Look":
        """What a look at the whole site found takes the place of what the one before did."""
        look, _ = self.update_or_create(pk=1, defaults=facts | {"looked_at": timezone.now()})
        return look


class Look(models.Model):
    """The last look at every page that the public is served: one row, made anew at each look.

    `findings` (of the pages), `in_record` (of what stands on the record) and `outside` are what
    archive.readiness writes and reads. `outside_asked_at` is empty while nobody has asked the
    outside addresses.
    """

    edition = models.PositiveBigIntegerField(help_text="The one whose pages were looked at.")
    looked_at = models.DateTimeField()
    pages = models.PositiveIntegerField()
    findings = models.JSONField()
    in_record = models.JSONField()
    outside = models.JSONField()
    outside_asked_at = models.DateTimeField(null=True)

    objects = LookManager()

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="only_the_last_look_is_kept"),
        ]

    def __str__(self) -> str:
        return f"Edition {self.edition}"


class WaiverQuerySet(models.QuerySet):
    def standing(self) -> "WaiverQuerySet":
        return self.filter(taken_back_at__isnull=True)

    def of(self, place: str) -> "WaiverQuerySet":
        return self.filter(place=place)

    def of_any(self, places: Iterable[str]) -> "WaiverQuerySet":
        return self.filter(place__in=places)

    def taken_back(self) -> "WaiverQuerySet":
        return self.filter(taken_back_at__isnull=False)

    def with_people(self) -> "WaiverQuerySet":
        return self.select_related("waived_by", "taken_back_by")

    def newest_first(self) -> "WaiverQuerySet":
        return self.order_by("-waived_at", "-pk")

    def take_back(self, waiver: int, by: Any) -> bool:
        """Whether it stood until now."""
        facts = {"taken_back_by": by, "taken_back_at": timezone.now()}
        return bool(self.standing().filter(pk=waiver).update(**facts))


class Waiver(Readable):
    """A finding that was left as it is: by an administrator ahead of the closing, or by whoever
    wrote the text, before it went out. And why.

    `place` is a digest of the rule, the address and the words there: once the words change, the
    finding is another one, and stands again. A waiver is never deleted; it can be taken back.
    """

    rule = models.CharField(max_length=40)
    address = models.CharField(max_length=500)
    place = models.CharField(max_length=64)
    what = models.TextField(help_text="The finding, as it was read.")
    quote = models.TextField(blank=True, help_text="The words at its place.")
    reason = models.TextField()
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="waivers_given"
    )
    waived_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="waivers_taken_back",
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(taken_back_at__isnull=True),
                name="a_finding_is_waived_once",
                violation_error_message="Somebody has waived that already.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_waiver_says_why",
                violation_error_message="Say why it can stay as it is.",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by__isnull=True, taken_back_at__isnull=True)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False),
                name="a_waiver_is_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.address}"
