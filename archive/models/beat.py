"""What an account is limited to: topics, and groups of questions. One that has none writes about
everything."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q

from .faq import FaqCategory
from .readable import Readable
from .topic import Topic


class BeatQuerySet(models.QuerySet):
    def of_account(self, user: AbstractBaseUser) -> "BeatQuerySet":
        return self.filter(account=user.pk).select_related("topic", "category").order_by("pk")


class Beat(Readable):
    """One topic, or one group of questions, that an account may write about. Neither can be
    deleted while somebody is limited to it: without it they could write about everything."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="beats"
    )
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="beats"
    )
    category = models.ForeignKey(
        FaqCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="beats"
    )

    objects = BeatQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, category__isnull=True)
                | Q(topic__isnull=True, category__isnull=False),
                name="a_beat_is_a_topic_or_a_group_of_questions",
            ),
            models.UniqueConstraint(
                fields=["account", "topic"], name="an_account_has_a_topic_once"
            ),
            models.UniqueConstraint(
                fields=["account", "category"], name="an_account_has_a_group_of_questions_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} writes about {self.topic or self.category}"
