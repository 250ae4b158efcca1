"""What is said of a draft, field by field, until somebody calls it resolved."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from . import clock
from .record import Record
from .second_person import NOTICE, ONE_THING, QUESTION, About, AboutQuerySet, Submission


class CommentQuerySet(AboutQuerySet):
    def threads(self) -> "CommentQuerySet":
        """The comments that others answer, each with its answers."""
        answers = models.Prefetch("answers", Comment.objects.in_order().with_people())
        return self.filter(answers_to__isnull=True).with_people().prefetch_related(answers)

    def open(self) -> "CommentQuerySet":
        return self.filter(answers_to__isnull=True, resolved_at__isnull=True)

    def resolve(self, comment: "Comment", by: AbstractBaseUser) -> None:
        self.open().filter(pk=comment.pk).update(resolved_by=by.pk, resolved_at=clock.now())

    def open_again(self, comment: "Comment") -> None:
        self.filter(pk=comment.pk).update(resolved_by=None, resolved_at=None)

    def with_people(self) -> "CommentQuerySet":
        return self.select_related("made_by", "resolved_by")

    def on_drafts_of(self, user: AbstractBaseUser) -> "CommentQuerySet":
        """On what `user` submitted, wrote some of, or was the last to save."""
        own = Submission.objects.standing().by(user)
        drafts = Record.with_drafts_of.drafts().of_editor(user)
        wanted = Q(record__in=drafts) | Q(record__draft__in=drafts)
        for name in ("record", QUESTION, NOTICE):
            wanted |= Q(Exists(own.filter(**{name: OuterRef(name)})))
        return self.filter(wanted).distinct()


class Comment(About):
    """What somebody said of a field; empty where it is of the whole. Answers stand under it."""

    field = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    answers_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments_made"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comments_resolved",
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        default_permissions = ["add", "view"]
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="a_comment_is_of_one_thing"),
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="a_comment_is_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answers_to__isnull=True) | Q(resolved_at__isnull=True),
                name="an_answer_is_resolved_with_its_comment",
            ),
        ]

    def __str__(self) -> str:
        return self.text
