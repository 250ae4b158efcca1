"""The edition of the public site: its state between two changes."""

from datetime import datetime

from django.db import connection, models, transaction
from django.utils import timezone

from .archived_site import ArchivedSite
from .capture import Capture
from .stage import SiteState, Stage
from .takedown import Takedown


class EditionManager(models.Manager):
    def current(self) -> "Edition":
        """The one row; made where a database has none, with a number that no capture knows."""
        if edition := self.filter(pk=1).first():
            return edition
        last = Capture.objects.using(self.db).aggregate(last=models.Max("last_edition"))["last"]
        facts = {"number": (last or 0) + 1, "began_at": timezone.now()}
        return self.get_or_create(pk=1, defaults=facts)[0]

    def hold(self, number: int) -> "Edition | None":
        """The row of that edition, which then cannot end before the transaction does; nothing
        where it has ended, or somebody is about to begin the next one. Many may hold it at once,
        and nobody waits for it but who begins the next."""
        share = " FOR SHARE SKIP LOCKED" if connection.features.has_select_for_update else ""
        table = self.model._meta.db_table
        query = f"SELECT * FROM {table} WHERE id = 1 AND number = %s{share}"  # noqa: S608
        return next(iter(self.raw(query, [number])), None)

    def with_stage(self) -> "Edition":
        """The one row, and with it the site's stage, what it was last archived with, and how much
        was ever taken down, in one query."""
        archived = ArchivedSite.objects.of_the_last_move()
        facts = {
            "stage": models.Subquery(SiteState.objects.values("stage")[:1]),
            "last_archived_as": models.Subquery(archived.values("pk")[:1]),
            "takedowns": models.Subquery(Takedown.objects.count_of_done()),
        }
        if edition := self.filter(pk=1).annotate(**facts).first():
            return edition
        self.current()
        return self.annotate(**facts).get(pk=1)

    def begin_next(self, after: int, *, began_at: datetime, **facts: str) -> bool:
        """Begin the edition after number `after`, unless another process has begun it already:
        then nothing happens, and the answer is no."""
        # Within another transaction's savepoint, or else PostgreSQL would take this for the count
        # of what that transaction changes, and not count it.
        with transaction.atomic(using=self.db):
            changed = self.filter(pk=1, number=after).update(
                number=after + 1, began_at=began_at, **facts
            )
        return changed == 1

    def begin_as_of(self, moment: datetime, before: "Edition") -> None:
        """Begin the edition of what this transaction has just published as of a moment gone by,
        and not of now; never ahead of the one `before` it, as it was when the transaction began.

        On PostgreSQL the transaction may stand in no savepoint, or what it changed is counted
        once more as it ends; somebody else may have begun an edition meanwhile.
        """
        if connection.features.has_select_for_update:
            before = self.select_for_update().get(pk=1)
        began_at = max(moment, before.began_at)
        self.filter(pk=1).update(number=models.F("number") + 1, began_at=began_at)


class Edition(models.Model):
    """The one row that says which edition the public site is in.

    The database itself counts `number` up with every committed change of what the public can see
    (archive.lifecycle.triggers); a process counts it up where the clock alone changes a page, and
    where the site has got a new dress. Numbers only ever grow; on SQLite some are passed over.
    """

    number = models.PositiveBigIntegerField(default=1)
    began_at = models.DateTimeField()
    dress = models.CharField(
        max_length=64,
        blank=True,
        help_text="Digest of the templates, style sheets and code that its pages are made with.",
    )

    stage = ""
    """The site's, where the edition was fetched with it."""

    last_archived_as: int | None = None
    """The ArchivedSite of the last move to that stage, where it was fetched with it."""

    takedowns = 0
    """How many were done, where the edition was fetched with it."""

    objects = EditionManager()

    class Meta:
        default_permissions = []
        permissions = [("publish", "Can change what the public sees")]
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="a_site_is_in_one_edition"),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    @property
    def is_closed(self) -> bool:
        return Stage(self.stage or Stage.OPEN).is_closed

    @property
    def archived_as(self) -> int | None:
        """The ArchivedSite that the site answers with now, if it is archived."""
        return self.last_archived_as if self.stage == Stage.ARCHIVED else None
