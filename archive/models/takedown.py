"""What was taken down for good, by whom, and what the public is told in its place."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q

from .readable import Readable
from .record import Record


class TakedownQuerySet(models.QuerySet):
    def waiting(self) -> "TakedownQuerySet":
        """Asked for, and not decided by a second person yet."""
        return self.filter(outcome=Takedown.Outcome.WAITING)

    def done(self) -> "TakedownQuerySet":
        return self.filter(outcome=Takedown.Outcome.DONE)

    def count_of_done(self) -> "TakedownQuerySet":
        """How many are done, for another question to ask along with its own."""
        counted = self.done().order_by().annotate(number=Func("pk", function="COUNT"))
        return counted.values("number")

    def of_whole_pages(self) -> "TakedownQuerySet":
        return self.filter(page_stays=False)

    def of(self, address: str) -> "TakedownQuerySet":
        return self.filter(address=address)

    def with_people(self) -> "TakedownQuerySet":
        return self.select_related("asked_by", "decided_by", "record")

    def with_files_left(self) -> "TakedownQuerySet":
        """Those whose files could not all be deleted yet."""
        return self.exclude(files_left=[])

    def newest_first(self) -> "TakedownQuerySet":
        return self.order_by("-asked_at", "-pk")

    def oldest_first(self) -> "TakedownQuerySet":
        return self.order_by("asked_at", "pk")


class Takedown(Readable):
    """An address whose answers are gone for good: a court ordered it, or a person is at risk.

    One administrator asks, a second one decides. Once done, no capture of the address has its
    bytes any more, and the address answers with a tombstone that gives `reason` and the day; or,
    where `page_stays`, with the page as it was corrected.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting for a second administrator"  # nothing has changed yet
        DONE = "done", "Taken down"  # the bytes are gone
        DECLINED = "declined", "Not taken down"  # the second one, or the first, said no

    address = models.CharField(
        max_length=500, help_text="The page or file on this site: /letters/an-example/"
    )
    record = models.ForeignKey(
        Record,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="takedowns",
        help_text="The record whose page that is, if it is one.",
    )
    reason = models.TextField(
        help_text="For the public, on the page that stands in its place. Name nobody in it."
    )
    page_stays = models.BooleanField(
        default=False,
        help_text="The page was corrected, and stays as it is now: only what was kept of it goes.",
    )
    words = models.TextField(
        blank=True,
        help_text="Words that must be found nowhere in what was kept, one a line. Every capture "
        "that holds one of them loses its bytes too. They are forgotten once that is done.",
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="takedowns_asked_for"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="takedowns_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    captures_emptied = models.PositiveIntegerField(default=0)
    files_left = models.JSONField(
        default=list,
        blank=True,
        help_text="Names of stored files that are still to be deleted: none, usually.",
    )

    objects = TakedownQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        permissions = [("take_down", "Can take something down for good")]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=~Q(outcome="declined") & Q(page_stays=False),
                name="an_address_is_taken_down_once",
                violation_error_message="Somebody has asked for that already. Look at the list.",
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(outcome="waiting"),
                name="one_takedown_of_an_address_waits_at_a_time",
                violation_error_message="Somebody has asked for that already. Look at the list.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting") | Q(words=""),
                name="a_decided_takedown_has_forgotten_the_words",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_takedown_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="done") | ~Q(decided_by=F("asked_by")),
                name="a_takedown_is_done_by_two_people",
                violation_error_message="A second administrator has to confirm it.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_takedown_says_why",
                violation_error_message="Say why, in words that the public may read.",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_waiting(self) -> bool:
        return self.outcome == Takedown.Outcome.WAITING

    @property
    def is_done(self) -> bool:
        return self.outcome == Takedown.Outcome.DONE

    @property
    def lines_of_words(self) -> list[str]:
        return [line for line in map(str.strip, self.words.splitlines()) if line]


class TombstoneQuerySet(models.QuerySet):
    def at(self, address: str) -> "TombstoneQuerySet":
        return self.filter(address=address).select_related("takedown")

    def addresses(self) -> "TombstoneQuerySet":
        return self.order_by("address", "pk").values_list("address", flat=True)

    def put(self, takedown: Takedown, addresses: Iterable[str]) -> None:
        """Let each address tell of `takedown`; one that tells of another already goes on so."""
        self.bulk_create(
            [Tombstone(takedown=takedown, address=address) for address in addresses],
            ignore_conflicts=True,
        )


class Tombstone(models.Model):
    """An address that answers with the reason and the day of a takedown, and with nothing else.

    A takedown has one for the page, one for each former address of it, file and picture.
    """

    takedown = models.ForeignKey(Takedown, on_delete=models.PROTECT, related_name="tombstones")
    address = models.CharField(max_length=500, unique=True)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return self.address
