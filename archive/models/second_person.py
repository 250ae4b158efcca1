"""What a second person looks at before it goes out: which kinds ask for one, what was submitted to
whom, what they said of it, and who published alone.

A submission or a comment is about one thing, and of a record that is published already about its
draft: its row is the record's, so that it outlives the draft.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q

from . import clock
from .faq import FaqEntry
from .kinds import PUBLICATION_KINDS, Kind
from .readable import Readable
from .record import Record
from .stage import Notice

Thing = Record | FaqEntry | Notice
"""What is written, looked at and published."""

QUESTION, NOTICE = "question", "notice"
SORTS = {
    **{str(kind.value): str(kind.label) for kind in Kind},
    QUESTION: "Question",
    NOTICE: "Closing notice",
}
"""What may ask for a second person, with the words for it."""
BY_ITSELF = {*map(str, PUBLICATION_KINDS), NOTICE}
"""What does where nobody said otherwise."""


def approvers(other_than: AbstractBaseUser | None = None) -> models.QuerySet:
    """Everybody who may approve, by name, but one."""
    found = get_user_model().objects.with_perm(
        "archive.approve", backend="django.contrib.auth.backends.ModelBackend"
    )
    others = found.exclude(pk=other_than.pk) if other_than else found
    return others.order_by("first_name", "last_name", "pk")


def sort_of(thing: Thing) -> str:
    if isinstance(thing, Record):
        return str(thing.kind)
    return QUESTION if isinstance(thing, FaqEntry) else NOTICE


def standing_for(thing: Thing) -> Thing:
    """The record that a draft is a draft of, which stays; anything else is itself."""
    return thing.draft_of if isinstance(thing, Record) and thing.draft_of_id else thing


def _subject(thing: Thing) -> dict[str, int]:
    if isinstance(thing, Record):
        return {"record_id": thing.draft_of_id or thing.pk}
    return {f"{sort_of(thing)}_id": thing.pk}


class SecondPersonRuleManager(models.Manager):
    def needed(self) -> dict[str, bool]:
        """By each sort of thing, whether it goes out only after a second person looked at it."""
        said = dict(self.values_list("sort", "is_needed"))
        return {sort: said.get(sort, sort in BY_ITSELF) for sort in SORTS}

    def is_needed_for(self, thing: Thing) -> bool:
        return self.needed()[sort_of(thing)]

    def set(self, sort: str, *, is_needed: bool) -> "SecondPersonRule":
        return self.update_or_create(sort=sort, defaults={"is_needed": is_needed})[0]


class SecondPersonRule(models.Model):
    """What administrators said of one sort of thing. Without a row it is as by itself."""

    sort = models.CharField(max_length=20, unique=True, choices=list(SORTS.items()))
    is_needed = models.BooleanField()

    objects = SecondPersonRuleManager()

    class Meta:
        verbose_name = "what needs a second person"
        verbose_name_plural = "what needs a second person"
        default_permissions = ["change", "view"]

    def __str__(self) -> str:
        return SORTS[self.sort]


class AboutQuerySet(models.QuerySet):
    def about(self, thing: Thing) -> "AboutQuerySet":
        return self.filter(**_subject(thing))

    def in_order(self) -> "AboutQuerySet":
        return self.order_by("pk")

    def newest_first(self) -> "AboutQuerySet":
        return self.order_by("-pk")

    def with_things(self) -> "AboutQuerySet":
        return self.select_related("record", "question", "notice")

    def make(self, thing: Thing, **facts: object) -> "About":
        return self.create(**_subject(thing), **facts)


class About(Readable):
    """A row about one record, one question or one notice."""

    record = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    question = models.ForeignKey(
        FaqEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    notice = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def thing(self) -> Thing:
        return self.record or self.question or self.notice


ONE_THING = (
    Q(record__isnull=False, question__isnull=True, notice__isnull=True)
    | Q(record__isnull=True, question__isnull=False, notice__isnull=True)
    | Q(record__isnull=True, question__isnull=True, notice__isnull=False)
)


class SubmissionQuerySet(AboutQuerySet):
    def of_record(self, key: int | models.OuterRef) -> "SubmissionQuerySet":
        return self.filter(record=key)

    def of_question(self, key: int | models.OuterRef) -> "SubmissionQuerySet":
        return self.filter(question=key)

    def of_notice(self, key: int | models.OuterRef) -> "SubmissionQuerySet":
        return self.filter(notice=key)

    def standing(self) -> "SubmissionQuerySet":
        """Those that nothing has ended: one a thing."""
        return self.filter(over_at__isnull=True)

    def waiting(self) -> "SubmissionQuerySet":
        return self.standing().filter(outcome=Submission.Outcome.WAITING)

    def sent_back(self) -> "SubmissionQuerySet":
        return self.standing().filter(outcome=Submission.Outcome.SENT_BACK)

    def approved(self) -> "SubmissionQuerySet":
        return self.standing().filter(outcome=Submission.Outcome.APPROVED)

    def decided(self) -> "SubmissionQuerySet":
        return self.filter(decided_at__isnull=False)

    def for_eyes_of(self, user: AbstractBaseUser) -> "SubmissionQuerySet":
        """What was submitted to `user` or to anybody, by somebody else."""
        meant = Q(submitted_to=user.pk) | Q(submitted_to__isnull=True)
        return self.filter(meant).exclude(submitted_by=user.pk)

    def by(self, user: AbstractBaseUser) -> "SubmissionQuerySet":
        return self.filter(submitted_by=user.pk)

    def with_people(self) -> "SubmissionQuerySet":
        return self.select_related("submitted_by", "submitted_to", "decided_by")

    def standing_for(self, thing: Thing) -> "Submission | None":
        return self.standing().about(thing).with_people().first()

    def last_of(self, thing: Thing) -> "Submission | None":
        """The one that stands, or the last that did."""
        return self.about(thing).with_people().newest_first().first()

    def last_published(self, thing: Thing) -> "Submission | None":
        over = self.about(thing).filter(over_because=Submission.Over.PUBLISHED)
        return over.newest_first().first()

    def end(self, thing: Thing, because: "Submission.Over") -> int:
        return self.standing().about(thing).update(over_at=clock.now(), over_because=because)


class Submission(About):
    """Somebody's wish that a second person looks at a draft, and what came of it. `mark` is a
    digest of all that was approved: other words are not."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "In review"  # nobody has decided
        APPROVED = "approved", "Approved"  # these words may go out
        SENT_BACK = "sent-back", "Sent back"  # to be written anew, with the reason

    class Over(models.TextChoices):
        PUBLISHED = "published", "Published"  # it went out
        CHANGED = "changed", "Changed after it was approved"  # other words: nobody approved those
        SUBMITTED_AGAIN = "submitted-again", "Submitted again"  # the next one stands
        TAKEN_BACK = "taken-back", "Taken back"  # by who wrote it
        THROWN_AWAY = "thrown-away", "Draft thrown away"  # there is nothing to look at

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submitted"
    )
    submitted_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submitted_to_them",
        help_text="Empty: anybody who may approve.",
    )
    submitted_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    mark = models.CharField(max_length=64, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    over_because = models.CharField(max_length=20, choices=Over, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        permissions = [("approve", "Can approve drafts of others, or send them back")]
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="a_submission_is_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(over_at__isnull=True, **{f"{name}__isnull": False}),
                    name=f"a_{name}_has_one_standing_submission",
                )
                for name in ("record", QUESTION, NOTICE)
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_submission_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="approved")
                | (~Q(mark="") & ~Q(decided_by=models.F("submitted_by"))),
                name="words_are_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="sent-back") | ~Q(reason=""),
                name="what_is_sent_back_says_why",
            ),
            models.CheckConstraint(
                condition=Q(over_at__isnull=True, over_because="")
                | (Q(over_at__isnull=False) & ~Q(over_because="")),
                name="a_submission_is_over_because_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.thing}"

    @property
    def is_waiting(self) -> bool:
        return self.over_at is None and self.outcome == self.Outcome.WAITING

    @property
    def is_approved(self) -> bool:
        return self.over_at is None and self.outcome == self.Outcome.APPROVED

    @property
    def is_sent_back(self) -> bool:
        return self.over_at is None and self.outcome == self.Outcome.SENT_BACK

    @property
    def is_approval_ended(self) -> bool:
        return self.over_because == self.Over.CHANGED
