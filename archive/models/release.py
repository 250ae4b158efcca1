"""A release set: what goes out together, at one instant, or not at all
(docs/decisions/0014-release-sets.md)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .faq import FaqEntry
from .kinds import State
from .readable import Readable
from .record import Record
from .releasable import Releasable
from .second_person import ONE_THING
from .stage import Notice


class ReleaseSetQuerySet(models.QuerySet):
    def waiting(self) -> "ReleaseSetQuerySet":
        """Those that have not gone out, the last one that was made first."""
        return self.filter(went_out_at__isnull=True).order_by("-made_at", "-pk")

    def put_together(self) -> "ReleaseSetQuerySet":
        """Those that things can still be put into."""
        return self.waiting().filter(goes_out_at__isnull=True)

    def scheduled(self) -> "ReleaseSetQuerySet":
        return self.filter(goes_out_at__isnull=False).order_by("goes_out_at", "pk")

    def due(self, moment: datetime) -> "ReleaseSetQuerySet":
        """What was to have gone out by then, in the order of its moments."""
        return self.scheduled().filter(goes_out_at__lte=moment)

    def first_moment(self) -> datetime | None:
        """When the next of them goes out, or should have gone out."""
        return self.scheduled().values_list("goes_out_at", flat=True).first()

    def held_up(self) -> "ReleaseSetQuerySet":
        """What could not go out at its moment, and has no other yet."""
        return self.waiting().exclude(not_published_because="")

    def hold_up(self, release: "ReleaseSet", why: str) -> int:
        """It could not go out at its moment: it has none any more, and says why. 0 where somebody
        has published it, or given it another moment, since it was asked for."""
        stands = self.filter(pk=release.pk, goes_out_at=release.goes_out_at)
        return stands.update(goes_out_at=None, not_published_because=why)

    def rename(self, release: "ReleaseSet", name: str) -> None:
        self.filter(pk=release.pk, went_out_at__isnull=True).update(name=name)

    def with_people(self) -> "ReleaseSetQuerySet":
        return self.select_related("made_by", "released_by")

    def with_counts(self) -> "ReleaseSetQuerySet":
        return self.annotate(member_count=models.Count("members"))


class ReleaseSet(Readable):
    """`goes_out_at` and `went_out_at` tell its state: neither while it is put together, the first
    while it is scheduled, the second once all of it is public."""

    name = models.CharField(
        max_length=150, help_text="What colleagues call it: “The final report”. No reader sees it."
    )
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="release_sets_made",
    )
    goes_out_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When all of it reaches the public."
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="release_sets_released",
        help_text="Who gave it its moment, or published it.",
    )
    not_published_because = models.TextField(
        blank=True, editable=False, help_text="Why it did not go out at its moment."
    )
    went_out_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When all of it became public."
    )

    objects = ReleaseSetQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_release_set_has_a_name"),
            models.CheckConstraint(
                condition=Q(went_out_at__isnull=True) | Q(goes_out_at__isnull=True),
                name="a_release_set_goes_out_once",
            ),
            models.CheckConstraint(
                condition=Q(not_published_because="")
                | Q(goes_out_at__isnull=True, went_out_at__isnull=True),
                name="a_release_set_that_was_held_up_has_no_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> State:
        if self.is_out:
            return State.PUBLISHED
        return State.SCHEDULED if self.is_scheduled else State.DRAFT

    @property
    def is_scheduled(self) -> bool:
        return self.goes_out_at is not None

    @property
    def is_out(self) -> bool:
        return self.went_out_at is not None

    @property
    def is_put_together(self) -> bool:
        """Can things still be put into it, and taken out?"""
        return not (self.is_scheduled or self.is_out)


class ReleaseMemberQuerySet(models.QuerySet):
    def waiting(self) -> "ReleaseMemberQuerySet":
        return self.filter(is_waiting=True)

    def in_scheduled_sets(self) -> "ReleaseMemberQuerySet":
        return self.waiting().filter(release__goes_out_at__isnull=False)

    def in_order(self) -> "ReleaseMemberQuerySet":
        """As they were put in."""
        return self.order_by("pk")

    def of(self, thing: Releasable) -> "ReleaseMemberQuerySet":
        return self.filter(**{place_of(thing): thing.pk})

    def that_went_out(self) -> "ReleaseMemberQuerySet":
        return self.filter(is_waiting=False)

    def of_release(self, release: ReleaseSet) -> "ReleaseMemberQuerySet":
        """With what they lead to, as they were put in."""
        return self.filter(release=release).with_things().in_order()

    def holding_a_notice(self) -> "ReleaseMemberQuerySet":
        return self.filter(notice__isnull=False)

    def with_sets(self) -> "ReleaseMemberQuerySet":
        return self.select_related("release")

    def with_things(self) -> "ReleaseMemberQuerySet":
        return self.select_related(
            "record__draft_of", "record__drafting", "question__category", "notice"
        )

    def things(self, place: str) -> models.QuerySet:
        """The keys of those things that `place`, a field of a member, leads to."""
        return self.filter(**{f"{place}__isnull": False}).values(place)

    def records(self) -> list[Record]:
        """The records among them, drafts of published ones as such."""
        with_record = self.filter(record__isnull=False).with_things().in_order()
        return [member.record for member in with_record]


class ReleaseMember(models.Model):
    """One thing in a set. It leads to the draft of a published record while that waits, and to the
    record itself from when it went out."""

    release = models.ForeignKey(ReleaseSet, on_delete=models.CASCADE, related_name="members")
    record = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.CASCADE, related_name="in_sets"
    )
    question = models.ForeignKey(
        FaqEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="in_sets"
    )
    notice = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="in_sets"
    )
    is_waiting = models.BooleanField(
        default=True, help_text="It has not gone out: a thing waits in one set at a time."
    )

    objects = ReleaseMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=ONE_THING, name="a_member_of_a_release_set_is_one_thing"
            ),
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(notice__isnull=False),
                name="a_release_set_has_one_notice",
            ),
            *(
                models.UniqueConstraint(
                    fields=[place],
                    condition=Q(is_waiting=True),
                    name=f"a_{place}_waits_in_one_release_set",
                )
                for place in ("record", "question", "notice")
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.thing}” in “{self.release}”"

    @property
    def thing(self) -> Record | FaqEntry | Notice:
        return self.record or self.question or self.notice

    @property
    def is_draft_of(self) -> bool:
        """Does it take the place of something published?"""
        return self.record is not None and self.record.draft_of_id is not None


def place_of(thing: Releasable) -> str:
    """The field of a member that leads to such a thing."""
    if isinstance(thing, Record):
        return "record"
    return "question" if isinstance(thing, FaqEntry) else "notice"
