"""What editors agree on ahead of publishing: house words, and how grave each rule is."""

from django.db import models
from django.db.models import Q

from .readable import Readable


class HouseWordQuerySet(models.QuerySet):
    def in_order(self) -> "HouseWordQuerySet":
        return self.order_by("write", "pk")

    def other_than(self, word: "HouseWord") -> "HouseWordQuerySet":
        return self.exclude(pk=word.pk)


class HouseWord(Readable):
    """A name or term that is written in one way, and the ways in which it is not."""

    write = models.CharField(
        max_length=200,
        unique=True,
        error_messages={"unique": "There is a house word for that already. Add to it."},
        help_text="As it is written here: Experts by Experience Board",
    )
    instead_of = models.JSONField(default=list)
    why = models.TextField(
        blank=True, help_text="A sentence for those who write: It is the board’s own name."
    )

    objects = HouseWordQuerySet.as_manager()

    class Meta:
        ordering = ["write", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(write=""),
                name="a_house_word_says_how_it_is_written",
                violation_error_message="Say how it is written.",
            ),
            models.CheckConstraint(
                condition=~Q(instead_of=[]),
                name="a_house_word_says_how_it_is_not_written",
                violation_error_message="Give at least one way in which it is not written.",
            ),
        ]

    def __str__(self) -> str:
        return self.write


class Severity(models.TextChoices):
    """How grave it is that a text breaks a rule."""

    INFORMATION = "information", "Information"  # good to know; often right as it is
    WARNING = "warning", "Warning"  # readers will stumble over it
    BLOCKS = "blocks", "Stops publishing"  # mended or waived before it goes out


class RuleSeverityManager(models.Manager):
    def by_rule(self) -> dict[str, Severity]:
        return {rule: Severity(said) for rule, said in self.values_list("rule", "severity")}

    def set(self, rule: str, severity: Severity) -> "RuleSeverity":
        return self.update_or_create(rule=rule, defaults={"severity": severity})[0]


class RuleSeverity(models.Model):
    """How grave administrators said that a rule is. Without a row it is as grave as by itself."""

    rule = models.CharField(max_length=40, unique=True)
    severity = models.CharField(max_length=20, choices=Severity)

    objects = RuleSeverityManager()

    class Meta:
        verbose_name = "rule of proofreading"
        verbose_name_plural = "rules of proofreading"
        default_permissions = ["change", "view"]

    def __str__(self) -> str:
        return self.rule
