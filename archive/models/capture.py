"""Captures: every public response as it was served, kept for ever."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connections, models
from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce, Collate, Greatest, Length, TruncDate, TruncDay

from .takedown import Takedown

SIZES = {
    "bodies": Count("pk"),
    "sent": Sum("size"),
    "stored": Sum(Coalesce(Length("content"), 0) + Coalesce(Length("brotli"), 0)),
    "in_files": Coalesce(Sum("size", filter=~Q(file="")), 0),
}
"""What is counted of bodies: bytes in the database, and bytes in files of the storage."""


class BodyQuerySet(models.QuerySet):
    def with_content_types(self) -> "BodyQuerySet":
        """Each with `content_type`: as what it was sent last."""
        sent = Capture.objects.filter(body=models.OuterRef("pk")).newest_first()
        return self.annotate(content_type=models.Subquery(sent.values("content_type")[:1]))

    def unused(self) -> "BodyQuerySet":
        """Those that no capture has any more, without what they hold."""
        return self.filter(captures__isnull=True).defer("content", "brotli")

    def no_larger_than(self, size: int) -> "BodyQuerySet":
        return self.filter(size__lte=size)

    def in_files(self, *names: str) -> "BodyQuerySet":
        return self.filter(file__in=names)

    def stored_in_files(self) -> "BodyQuerySet":
        return self.exclude(file="")

    def in_order(self) -> "BodyQuerySet":
        return self.order_by("pk")

    def sizes(self) -> "BodyQuerySet":
        """By content type and by the day (in London) on which they came, in rows of values: how
        many `bodies`, and their bytes: as `sent`, as `stored` in the database, and `in_files`."""
        first = Capture.objects.filter(body=models.OuterRef("pk")).order_by("rendered_at", "pk")
        come = self.annotate(
            content_type=models.Subquery(first.values("content_type")[:1]),
            day=TruncDay(models.Subquery(first.values("rendered_at")[:1])),
        )
        return come.order_by().values("content_type", "day").annotate(**SIZES)


class Body(models.Model):
    """Bytes that the public was sent, once, however often and at however many addresses.

    Small ones are in the database: `content` as it is, or compressed by gzip where that makes it
    smaller (`is_compressed`), with `brotli` beside it. Large ones are files of the storage that
    holds attachments and pictures too: `file` is their name there.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes, as sent without any compression.")
    content = models.BinaryField(null=True)
    is_compressed = models.BooleanField(default=False)
    brotli = models.BinaryField(null=True)
    file = models.CharField(max_length=250, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(content__isnull=False, file="")
                | (Q(content__isnull=True) & ~Q(file="")),
                name="a_body_is_in_the_database_or_in_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class CaptureQuerySet(models.QuerySet):
    """The vocabulary of the store, of mementos and of the freeze."""

    def of(self, address: str) -> "CaptureQuerySet":
        return self.filter(address=address)

    def of_page(self, address: str, former: Iterable[str]) -> "CaptureQuerySet":
        """Those of an address, and the pages that its page was while it had `former` ones."""
        there = Q(address=address)
        return self.filter(there | Q(address__in=list(former), status=200) if former else there)

    def of_any(self, addresses: Iterable[str]) -> "CaptureQuerySet":
        return self.filter(address__in=list(addresses))

    def below(self, prefix: str) -> "CaptureQuerySet":
        return self.filter(address__startswith=prefix)

    def not_below(self, prefix: str) -> "CaptureQuerySet":
        return self.exclude(address__startswith=prefix)

    def holding(self, bodies: Iterable[str]) -> "CaptureQuerySet":
        """Those with one of these bodies, by SHA-256."""
        return self.filter(body__in=list(bodies))

    def not_holding(self, bodies: Iterable[str]) -> "CaptureQuerySet":
        return self.exclude(body__in=list(bodies))

    def of_types(self, *types: str) -> "CaptureQuerySet":
        """Those whose content type begins with one of these."""
        is_one = Q()
        for each in types:
            is_one |= Q(content_type__startswith=each)
        return self.filter(is_one)

    def emptied(self) -> "CaptureQuerySet":
        """Those that lost what they held, since it was taken down."""
        return self.filter(body__isnull=True)

    def addresses(self) -> int:
        """How many addresses they are of."""
        return self.aggregate(count=Count("address", distinct=True))["count"]

    def grown_by_day(self) -> "CaptureQuerySet":
        """By the day (in London) on which they came, in rows of values."""
        by_day = self.order_by().annotate(day=TruncDay("rendered_at")).values("day")
        return by_day.annotate(captures=Count("pk"))

    def not_emptied(self) -> "CaptureQuerySet":
        return self.filter(body__isnull=False)

    def with_pages(self) -> "CaptureQuerySet":
        """Those that had something to read, and did not only lead elsewhere."""
        return self.filter(status=200)

    def empty(self, takedown: Takedown, at: datetime) -> int:
        """Let them lose what they hold, and stand no longer; how many there were."""
        return self.not_emptied().update(
            body=None,
            takedown=takedown,
            headers=[],
            captured_until=Coalesce("captured_until", models.Value(at)),
        )

    def standing(self) -> "CaptureQuerySet":
        """Those that nothing has taken the place of: what each address last answered."""
        return self.filter(captured_until__isnull=True)

    def ended(self) -> "CaptureQuerySet":
        return self.filter(captured_until__isnull=False)

    def last_known_before(self, number: int) -> "CaptureQuerySet":
        return self.filter(last_edition__lt=number)

    def end(self, moment: datetime) -> int:
        """Something else took their place at that moment, or nothing did; how many there were."""
        ended = Greatest("captured_from", models.Value(moment))
        return self.standing().update(captured_until=ended)

    def of_edition(self, number: int) -> "CaptureQuerySet":
        """Those known to hold in that edition."""
        return self.filter(first_edition__lte=number, last_edition__gte=number)

    def at(self, moment: datetime) -> "CaptureQuerySet":
        """Those that stood at that moment: at most one an address."""
        return self.filter(captured_from__lte=moment).filter(
            Q(captured_until__isnull=True) | Q(captured_until__gt=moment)
        )

    def begun_before(self, moment: datetime) -> "CaptureQuerySet":
        return self.filter(captured_from__lt=moment)

    def begun_since(self, moment: datetime) -> "CaptureQuerySet":
        return self.filter(captured_from__gte=moment)

    def not_ended_by(self, moment: datetime) -> "CaptureQuerySet":
        return self.filter(Q(captured_until__isnull=True) | Q(captured_until__gt=moment))

    def begun_on(self) -> "CaptureQuerySet":
        """The days, in London, on which pages were new or changed, and how many `pages` were:
        rows of values, in no order."""
        pages = self.with_pages().filter(content_type__startswith="text/html").order_by()
        return (
            pages.annotate(day=TruncDate("captured_from"))
            .values("day")
            .annotate(pages=Count("address", distinct=True))
        )

    def sizes_by_type(self) -> "CaptureQuerySet":
        """By content type, in rows of values and in no order: how many `addresses`, and their
        `bytes` as sent."""
        by_type = self.order_by().values("content_type")
        return by_type.annotate(addresses=Count("pk"), bytes=Coalesce(Sum("body__size"), 0))

    def kept_after(self, number: int) -> "CaptureQuerySet":
        """Those that were kept later than the one with that number."""
        return self.filter(pk__gt=number)

    def last_number(self) -> int:
        """The number of the one that was kept last; 0 where there is none."""
        return self.aggregate(last=Max("pk"))["last"] or 0

    def with_sizes(self) -> "CaptureQuerySet":
        """With what is known of their bodies, but not what is in them."""
        return self.select_related("body", "takedown").defer("body__content", "body__brotli")

    def with_bodies(self) -> "CaptureQuerySet":
        return self.select_related("body")

    def oldest_first(self) -> "CaptureQuerySet":
        return self.order_by("captured_from", "pk")

    def newest_first(self) -> "CaptureQuerySet":
        return self.order_by("-captured_from", "-pk")

    def by_address(self) -> "CaptureQuerySet":
        """By the bytes of their addresses, on every database and in every language; of one
        address the oldest first."""
        is_postgresql = connections[self.db].vendor == "postgresql"
        address = Collate("address", "C" if is_postgresql else "BINARY")
        return self.order_by(address, "captured_from", "pk")

    def numbered(self, numbers: Iterable[int]) -> "CaptureQuerySet":
        return self.filter(pk__in=list(numbers))


class Capture(models.Model):
    """What one address answered, from one moment until another.

    `captured_from` is when the edition began in which it was first answered so, `captured_until`
    when something else took its place: empty while it stands. `body` is empty where what it held
    was taken down for good.
    """

    address = models.CharField(max_length=500, help_text="The path, decoded, with its first slash.")
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(help_text="Pairs of name and value: those that are part of it.")
    content_type = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="captures"
    )
    first_edition = models.PositiveBigIntegerField()
    last_edition = models.PositiveBigIntegerField(
        help_text="The last one that it is known to hold in."
    )
    captured_from = models.DateTimeField()
    captured_until = models.DateTimeField(null=True, blank=True)
    rendered_at = models.DateTimeField(help_text="When the answer was made.")
    takedown = models.ForeignKey(
        Takedown, null=True, blank=True, on_delete=models.PROTECT, related_name="captures"
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["address", "-captured_from", "-id"], name="capture_by_address"),
            models.Index(fields=["-captured_from", "-id"], name="capture_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(captured_until__isnull=True),
                name="an_address_has_one_standing_capture",
            ),
            models.CheckConstraint(
                condition=Q(captured_until__isnull=True)
                | Q(captured_until__gte=models.F("captured_from")),
                name="a_capture_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(last_edition__gte=models.F("first_edition")),
                name="a_captures_editions_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False, takedown__isnull=True)
                | Q(body__isnull=True, takedown__isnull=False),
                name="a_capture_has_a_body_or_was_taken_down",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.captured_from:%Y-%m-%d %H:%M:%S}"

    @property
    def is_standing(self) -> bool:
        return self.captured_until is None
