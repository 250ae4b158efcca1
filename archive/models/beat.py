"""What an account is limited to: topics, and groups of questions. One that has none writes about
everything."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q

from .faq import FaqCategory, FaqEntry
from .readable import Readable
from .record import Record
from .topic import Topic


class BeatQuerySet(models.QuerySet):
    def of_account(self, user: AbstractBaseUser) -> "BeatQuerySet":
        return self.filter(account=user.pk).select_related("topic", "category").order_by("pk")

    def covers(self, thing: models.Model) -> bool:
        """Is `thing`, as it is stored, about any of these? A draft of what is published has to be,
        and so has what it is a draft of."""
        if isinstance(thing, Record):
            keys = {thing.pk, thing.draft_of_id} - {None}
            return all(self.filter(topic__records=key).exists() for key in keys)
        if isinstance(thing, FaqEntry):
            return self.filter(category__entries=thing.pk).exists()
        if isinstance(thing, FaqCategory):
            return self.filter(category=thing.pk).exists()
        return isinstance(thing, Topic) and self.filter(topic=thing.pk).exists()

    @transaction.atomic
    def limit(
        self,
        user: AbstractBaseUser,
        *,
        topics: Iterable[Topic],
        categories: Iterable[FaqCategory],
    ) -> None:
        """Let `user` write about these alone; about everything, where there are none."""
        wanted = {("topic", each.pk) for each in topics}
        wanted |= {("category", each.pk) for each in categories}
        for beat in self.of_account(user):
            known = ("topic", beat.topic_id) if beat.topic_id else ("category", beat.category_id)
            if known in wanted:
                wanted.discard(known)
            else:
                beat.delete()
        for name, key in sorted(wanted):
            self.create(account_id=user.pk, **{f"{name}_id": key})


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
