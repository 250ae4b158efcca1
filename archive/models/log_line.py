"""The one log: a line for each change of each table, and for what leaves no row behind."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone


class LogLineQuerySet(models.QuerySet):
    def sealed(self) -> "LogLineQuerySet":
        return self.filter(place__isnull=False)

    def unsealed(self) -> "LogLineQuerySet":
        return self.filter(place__isnull=True)

    def in_chain(self) -> "LogLineQuerySet":
        """The sealed ones as they follow each other."""
        return self.sealed().order_by("place", "pk")

    def as_written(self) -> "LogLineQuerySet":
        return self.order_by("pk")

    def newest_first(self) -> "LogLineQuerySet":
        return self.order_by("-pk")

    def head(self) -> "LogLine | None":
        """The last line of the chain."""
        return self.sealed().order_by("place", "pk").last()

    def on(self, day: date) -> "LogLineQuerySet":
        """Those of a day in London."""
        begins = datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
        ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=begins.tzinfo)
        return self.filter(at__gte=begins, at__lt=ends)

    def of_person(self, account: int) -> "LogLineQuerySet":
        return self.filter(account=account)

    def without_person(self) -> "LogLineQuerySet":
        return self.filter(account__isnull=True)

    def about(self, *things: str) -> "LogLineQuerySet":
        return self.filter(thing__in=things)

    def of_kind(self, kind: str) -> "LogLineQuerySet":
        return self.filter(kind=kind)

    def people(self) -> list[tuple[int, str]]:
        """Everybody who is named in it, with the name that they had last."""
        named = self.filter(account__isnull=False).order_by("account", "pk")
        return sorted(
            dict(named.values_list("account", "who").distinct()).items(),
            key=lambda person: person[1],
        )


class LogLine(models.Model):
    """What was done, to which row of which table, when, by whom, and in which way.

    The database's triggers write it (`archive.lifecycle.triggers`), so that no path can go past
    it. It holds names of columns and never what stood in them: so nothing has to be taken out of
    it when something is taken down. `account` is no foreign key, for the line outlives the account.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "Added"  # a row came
        CHANGED = "changed", "Changed"  # a row has other values in the columns that `what` names
        DELETED = "deleted", "Deleted"  # a row went
        MET = "met", "Stood in the way"  # SQLite: a new row needed its place, and may have got it
        EMPTIED = "emptied", "Emptied"  # a whole table went, by TRUNCATE
        SIGNED_IN = "signed-in", "Signed in"
        SIGNED_OUT = "signed-out", "Signed out"
        REFUSED = "refused", "Log-in refused"  # a wrong name or password
        TAKEN_OUT = "taken-out", "Taken out"  # content left the site as files
        MIGRATED = "migrated", "Migrated"  # the database was altered, or its triggers made anew

    at = models.DateTimeField("when")
    kind = models.CharField("what happened", max_length=12, choices=Kind)
    thing = models.CharField(max_length=100, blank=True, help_text="The name of the table.")
    key = models.CharField("its key", max_length=200, blank=True)
    what = models.TextField(
        blank=True, help_text="Names of columns, or a few words; never what stood in them."
    )
    account = models.BigIntegerField(null=True, blank=True, help_text="The number of the account.")
    who = models.CharField(max_length=150, blank=True, help_text="Its name at that time.")
    way = models.CharField(
        "by what way", max_length=300, blank=True, help_text="The address or the command."
    )
    place = models.PositiveBigIntegerField("line", null=True, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    objects = LogLineQuerySet.as_manager()

    class Meta:
        verbose_name = "line of the log"
        verbose_name_plural = "the log"
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["place"], name="a_place_in_the_log_is_taken_once"),
            models.CheckConstraint(
                condition=Q(place__isnull=True, seal="") | Q(place__isnull=False, seal__gt=""),
                name="a_line_with_a_place_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"Line {self.place}" if self.place else "A line that is not sealed yet"

    def says(self, place: int | None = None) -> dict[str, str | int | None]:
        """All that its seal is made of, when it stands at that place."""
        return {
            "place": self.place if place is None else place,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": str(self.kind),
            "thing": self.thing,
            "key": self.key,
            "what": self.what,
            "account": self.account,
            "who": self.who,
            "way": self.way,
        }
