"""Questions that people ask, each with its answer, in groups."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from markdownx.models import MarkdownxField

from . import clock
from .kinds import State
from .readable import Readable
from .releasable import Releasable


class FaqCategoryQuerySet(models.QuerySet):
    def in_order(self) -> "FaqCategoryQuerySet":
        return self.order_by("position", "name", "pk")

    def with_published_entries(self) -> "FaqCategoryQuerySet":
        """Categories in order, each with `published_entries`, leaving out the empty ones."""
        published = FaqEntry.objects.published()
        return (
            self.filter(models.Exists(published.filter(category=models.OuterRef("pk"))))
            .in_order()
            .prefetch_related(
                models.Prefetch(
                    "entries", queryset=published.in_order(), to_attr="published_entries"
                )
            )
        )


class FaqCategory(Readable):
    name = models.CharField(max_length=150, unique=True)
    slug = models.SlugField("short name", max_length=150, unique=True)
    introduction = models.TextField(blank=True)
    position = models.PositiveIntegerField("order", default=0)

    objects = FaqCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "question group"
        verbose_name_plural = "question groups"
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class FaqEntryQuerySet(models.QuerySet):
    def published(self) -> "FaqEntryQuerySet":
        return self.filter(published_at__lte=clock.Now())

    def drafts(self) -> "FaqEntryQuerySet":
        return self.filter(published_at__isnull=True)

    def scheduled(self) -> "FaqEntryQuerySet":
        return self.filter(published_at__gt=clock.now())

    def in_state(self, state: State) -> "FaqEntryQuerySet":
        waits_with_its_set = models.Exists(self._in_scheduled_sets())
        is_draft = models.Q(published_at__isnull=True)
        if state == State.DRAFT:
            return self.filter(is_draft, ~waits_with_its_set)
        if state == State.SCHEDULED:
            is_to_come = models.Q(published_at__gt=clock.now())
            return self.filter(is_to_come | is_draft & models.Q(waits_with_its_set))
        return self.published() if state == State.PUBLISHED else self.none()

    def saying(self, words: str) -> "FaqEntryQuerySet":
        return self.filter(question__icontains=words)

    def in_no_set(self) -> "FaqEntryQuerySet":
        member = self.model._meta.get_field("in_sets").related_model
        return self.exclude(pk__in=member.objects.waiting().things("question"))

    def _in_scheduled_sets(self) -> models.QuerySet:
        member = self.model._meta.get_field("in_sets").related_model
        return member.objects.in_scheduled_sets().filter(question=models.OuterRef("pk"))

    def with_set_moments(self) -> "FaqEntryQuerySet":
        """Each with `set_goes_out_at`, the moment of its release set."""
        moment = self._in_scheduled_sets().values("release__goes_out_at")[:1]
        return self.annotate(set_goes_out_at=models.Subquery(moment))

    def with_submission(self) -> "FaqEntryQuerySet":
        """Each with the `submission_outcome` of what a second person was asked."""
        submission = self._submissions().of_question(models.OuterRef("pk"))
        return self.annotate(submission_outcome=submission.values("outcome")[:1])

    def in_review(self) -> "FaqEntryQuerySet":
        return self.filter(submissions__in=self._submissions().waiting())

    def sent_back(self) -> "FaqEntryQuerySet":
        return self.filter(submissions__in=self._submissions().sent_back())

    def approved(self) -> "FaqEntryQuerySet":
        return self.filter(submissions__in=self._submissions().approved())

    def _submissions(self) -> models.QuerySet:
        """Those that stand: the model of them leads here, and comes later."""
        return self.model._meta.get_field("submissions").related_model.objects.standing()

    def in_order(self) -> "FaqEntryQuerySet":
        return self.order_by("category__position", "category_id", "position", "pk")


class FaqEntry(Releasable, Readable):
    category = models.ForeignKey(FaqCategory, on_delete=models.CASCADE, related_name="entries")
    question = models.CharField(max_length=300)
    answer = MarkdownxField()
    anchor = models.SlugField(
        max_length=200,
        unique=True,
        blank=True,
        help_text="The end of the link to this answer: /faqs/#<b>anchor</b>. "
        "Made from the question if left empty.",
    )
    position = models.PositiveIntegerField("order", default=0)
    published_at = models.DateTimeField(
        "published",
        null=True,
        blank=True,
        help_text="Empty while a draft. A time to come publishes it at that moment.",
    )

    objects = FaqEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        verbose_name_plural = "questions"
        ordering = ["category__position", "category_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | (~models.Q(question="") & ~models.Q(answer="")),
                name="a_published_question_has_an_answer",
                violation_error_message="Write the question and its answer before publishing.",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return f"{reverse('faqs')}#{self.anchor}"

    @property
    def goes_out_at(self) -> datetime | None:
        """When it reaches the public, or did; with its release set, where it waits in one."""
        return self.published_at or self.goes_out_with_set_at
