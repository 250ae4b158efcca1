"""The site's accessibility: what its statement says, and the checks that keep it true."""

from datetime import date, timedelta
from functools import cached_property

from django.db import models
from django.db.models import Q
from markdownx.models import MarkdownxField

from archive.accessibility import Check, check_of

A_YEAR = timedelta(days=366)
MANY_EDITIONS = 500
"""So many changes of the public site make a check old, however young it is."""


class Compliance(models.TextChoices):
    """How far a site complies with the standard, in the words of the United Kingdom's model."""

    FULLY = "fully", "Fully compliant"  # everything was tested, nothing is left
    PARTLY = "partly", "Partially compliant"  # most of it is met
    NOT = "not", "Not compliant"  # much of it is not met

    @property
    def is_full(self) -> bool:
        return self is Compliance.FULLY


class AccessibilityCheckQuerySet(models.QuerySet):
    def last(self) -> "AccessibilityCheck | None":
        return self.order_by("-checked_on", "-pk").first()

    def keep(self, check: Check, edition: int) -> "AccessibilityCheck":
        """Keep what a check of the site in that edition found."""
        return self.create(checked_on=check.checked_on, edition=edition, report=check.as_json())


class AccessibilityCheck(models.Model):
    """One check, as its report says (`archive.accessibility`). Rows are only ever added."""

    checked_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveBigIntegerField(help_text="The one that stood when it was recorded.")
    report = models.JSONField()

    objects = AccessibilityCheckQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=Q(edition__gte=1), name="a_check_is_of_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on}"

    @cached_property
    def found(self) -> Check:
        return check_of(self.report)

    @property
    def standard(self) -> str:
        """The version of the guidelines that was checked against."""
        return next(iter(self.found.standards))

    def is_old(self, today: date, edition: int) -> bool:
        return today - self.checked_on > A_YEAR or edition - self.edition > MANY_EDITIONS


class Enforcement(models.TextChoices):
    """Who enforces the accessibility regulations, which depends on where the review is."""

    BRITAIN = "britain", "England, Scotland or Wales"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
    KINGDOM = "kingdom", "All of the United Kingdom"


class AccessibilityStatement(models.Model):
    """What people write of it; the review has these fields. The statement itself is a page, whose
    other half is what the last check found."""

    compliance = models.CharField(
        "how far the site complies",
        max_length=10,
        choices=Compliance,
        default=Compliance.PARTLY,
        help_text="With the accessibility regulations. Say “fully” only after people have tested "
        "it too, and nothing is left: where the last check found something, the statement says "
        "“partially”, whatever stands here.",
    )
    accessibility_problems = MarkdownxField(
        "what does not work for everybody",
        blank=True,
        help_text="Each with the guideline that it does not meet, and when it will be put right.",
    )
    disproportionate_burden = MarkdownxField(
        blank=True,
        help_text="What was assessed to cost more than it would be worth, and how it was assessed.",
    )
    outside_regulations = MarkdownxField(
        "what the regulations leave out",
        blank=True,
        help_text="Such as recordings and office files from before September 2018 and 2020.",
    )
    accessibility_testing = MarkdownxField(
        "how people tested it",
        blank=True,
        help_text="Who, on what day, with what. The automatic check is told by itself.",
    )
    accessibility_contact = MarkdownxField(
        "asking for help or another format",
        blank=True,
        help_text="Where, and in how many days an answer comes. Empty: the review’s address.",
    )
    enforcement = models.CharField(
        "where the review is",
        max_length=20,
        choices=Enforcement,
        default=Enforcement.BRITAIN,
        help_text="Decides who enforces the accessibility regulations.",
    )
    statement_prepared_on = models.DateField("statement prepared on", null=True, blank=True)
    statement_reviewed_on = models.DateField(
        "statement last reviewed on",
        null=True,
        blank=True,
        help_text="At least once a year, and after every large change of the site.",
    )

    class Meta:
        abstract = True

    @property
    def statement_texts(self) -> list[str]:
        """What people wrote for its accessibility statement; any may be empty."""
        return [
            self.accessibility_problems,
            self.disproportionate_burden,
            self.outside_regulations,
            self.accessibility_testing,
            self.accessibility_contact,
        ]

    @property
    def is_in_northern_ireland(self) -> bool:
        return self.enforcement != Enforcement.BRITAIN

    @property
    def is_in_britain(self) -> bool:
        return self.enforcement != Enforcement.NORTHERN_IRELAND

    def compliance_after(self, check: AccessibilityCheck | None) -> Compliance:
        """How far the site complies, held to what is known: nobody may call it fully compliant
        that was never checked, or while problems are left."""
        is_clean = check is not None and not check.found.findings
        if self.compliance == Compliance.FULLY and not (
            is_clean and not self.accessibility_problems and not self.disproportionate_burden
        ):
            return Compliance.PARTLY
        return Compliance(self.compliance)
