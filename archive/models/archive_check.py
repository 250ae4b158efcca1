"""What people saw in the web archive, and what a comparison with it gave."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from archive.web_archive import CaptureThere, capture_in

from .readable import Readable
from .stage import SiteState, StageChange

HOME = "/"
NAME_LENGTH, ANSWERS_LENGTH = 250, 1000


class ArchiveCheckQuerySet(models.QuerySet):
    def newest_first(self) -> "ArchiveCheckQuerySet":
        return self.select_related("recorded_by").order_by("-looked_on", "-pk")

    def since_the_closing(self) -> "ArchiveCheckQuerySet":
        """Those of the site as it last closed: a crawl from before it may have missed the last
        words, and what was put on the record before it is of another closing, on the same day
        too. None where the site is not closed."""
        closed_at = _closed_at()
        if closed_at is None:
            return self.none()
        closed_on = timezone.localdate(closed_at)
        return self.filter(looked_on__gte=closed_on, recorded_at__gte=closed_at)

    def standing(self) -> "ArchiveCheckQuerySet":
        """The last one of each address: an earlier verdict may have been put right."""
        last = self.order_by().values("address").annotate(last=Max("pk")).values("last")
        return self.model.objects.filter(pk__in=last)

    def with_a_fault(self) -> "ArchiveCheckQuerySet":
        return self.exclude(verdict=ArchiveCheck.Verdict.WELL).order_by("address", "pk")

    def of_the_home_page(self) -> "ArchiveCheck | None":
        """The last look at it since the closing, where it was as it should be."""
        standing = self.since_the_closing().standing()
        return standing.filter(address=HOME, verdict=ArchiveCheck.Verdict.WELL).first()

    def says_well(self) -> bool:
        """Did a person look at the archive's copy since the site closed, the home page among it,
        and find every page that was looked at as it should be?"""
        return not self.what_is_missing()

    def what_is_missing(self) -> list[str]:
        """Why nobody can say yet that the archive's copy is well, in sentences; nothing where
        somebody can."""
        if _closed_at() is None:
            return ["The site is not closed: what the archive holds of it is not the last word."]
        return [*self.faults_seen(), *self.not_looked_at()]

    def faults_seen(self) -> list[str]:
        """What somebody saw since the closing that is not as it should be, in sentences."""
        return [
            f"{check.address} in the archive: {check.get_verdict_display().lower()}. "
            "Look at it again once that is put right."
            for check in self.since_the_closing().standing().with_a_fault()
        ]

    def not_looked_at(self) -> list[str]:
        """What nobody has looked at since the closing, in sentences."""
        standing = self.since_the_closing().standing()
        missing = []
        if not standing.filter(address=HOME).exists():
            missing.append("Nobody has looked at the home page in the archive since the closing.")
        if not standing.exclude(address=HOME).exists():
            missing.append(
                "Nobody has looked at any page beside the home page in the archive since the "
                "closing."
            )
        return missing


class ArchiveCheck(Readable):
    """One page of the web archive, looked at by a person. The database refuses to change a row."""

    class Verdict(models.TextChoices):
        WELL = "well", "As it should be"
        MISSING = "missing", "Something is missing"  # a file, a picture, a part of the page
        WRONG = "wrong", "Wrong"  # another page, an error, an older version

    address = models.CharField(
        "page", max_length=500, help_text="The page on this site: /letters/an-example/"
    )
    archived_address = models.URLField(
        "address in the archive",
        max_length=1000,
        help_text="As your browser shows it, with its date in it.",
    )
    looked_by = models.CharField(
        "looked at by", max_length=150, help_text="Who looked: you, or the person who told you."
    )
    looked_on = models.DateField("on")
    verdict = models.CharField(max_length=10, choices=Verdict)
    words = models.TextField(
        "what you saw", blank=True, help_text="What is missing or wrong, so that it can be found."
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ArchiveCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="well") | ~Q(words=""),
                name="a_check_that_finds_a_fault_says_which",
                violation_error_message="Say what is missing or wrong.",
            ),
            models.CheckConstraint(condition=~Q(looked_by=""), name="a_check_says_who_looked"),
            models.CheckConstraint(
                condition=Q(address__startswith="/"),
                name="a_check_is_of_a_page_of_this_site",
                violation_error_message="Give the page on this site, beginning with /.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_verdict_display()}"

    @property
    def capture(self) -> CaptureThere:
        """Which capture was looked at, as its address tells."""
        return capture_in(self.archived_address)

    @property
    def is_well(self) -> bool:
        return self.verdict == ArchiveCheck.Verdict.WELL


class ArchiveComparisonQuerySet(models.QuerySet):
    def keep(
        self,
        copy: tuple[str, str],
        answers_from: str,
        figures: Mapping[str, int],
        by: AbstractBaseUser | None = None,
    ) -> "ArchiveComparison":
        """`copy` is its name and its SHA-256; `figures` has those of the fields."""
        name, sha256 = copy
        return self.create(
            copy_name=name[-NAME_LENGTH:],
            copy_sha256=sha256,
            answers_from=answers_from[-ANSWERS_LENGTH:],
            made_by=by,
            **figures,
        )

    def newest_first(self) -> "ArchiveComparisonQuerySet":
        return self.select_related("made_by").order_by("-pk")

    def since_the_closing(self) -> "ArchiveComparisonQuerySet":
        """Those with the site as it last closed. None where it is not closed."""
        closed_at = _closed_at()
        return self.none() if closed_at is None else self.filter(made_at__gte=closed_at)

    def last(self) -> "ArchiveComparison | None":
        return self.newest_first().first()


class ArchiveComparison(Readable):
    """The figures of one comparison of a frozen copy with what an archive holds. `made_by` is empty
    where it was made on the server. The database refuses to change a row."""

    copy_name = models.CharField("frozen copy", max_length=NAME_LENGTH)
    copy_sha256 = models.CharField(
        "its SHA-256",
        max_length=64,
        help_text="The digest of the bag; or of the one file that was compared in its place.",
    )
    answers_from = models.CharField("the archive’s answers", max_length=ANSWERS_LENGTH)
    same = models.PositiveIntegerField("held and the same")
    different = models.PositiveIntegerField("held and different")
    not_held = models.PositiveIntegerField()
    not_compared = models.PositiveIntegerField("held, not compared")
    only_theirs = models.PositiveIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ArchiveComparisonQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(copy_sha256=""), name="a_comparison_says_of_which_copy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy_name} and {self.answers_from}"

    @property
    def is_well(self) -> bool:
        return self.same > 0 and not (self.different or self.not_held or self.not_compared)


def _closed_at() -> datetime | None:
    state = SiteState.objects.current()
    if state.is_open or state.is_closing:
        return None
    closing = StageChange.objects.last_closing()
    return closing.made_at if closing else None
