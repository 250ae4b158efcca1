"""The edition as the database has it, for the layer that serves from it."""

from datetime import datetime

from django.db import Error, OperationalError, connection, transaction
from django.utils import timezone

from archive.lifecycle import publish_due
from archive.models import Drafting, Edition, ReleaseSet, next_change_after

from .asking import in_a_hurry
from .dress import Dress, of_this_process
from .kept import Known, StoreAway

MISSED = 1000
"""So many changes of the clock can be caught up with at once: more than a site ever misses."""


class DatabaseEditions:
    """Reads the edition, and begins the next one where the clock or a new dress makes it so.

    Any thread may ask: each has a connection of its own. `dress` is the process's, unless another
    is tried out. Only what serves readers dresses the site anew (`is_server`): a command that was
    called with other settings must not undress it.
    """

    def __init__(self, dress: Dress | None = None, *, is_server: bool = True) -> None:
        self._dress = dress or of_this_process()
        self._is_server = is_server
        self._ends: tuple[int, datetime | None] = (0, None)  # when the edition of a number does

    def read(self) -> Known:
        """Raises StoreAway. A connection that the database has dropped is made anew, once."""
        try:
            return self._read()
        except Error as error:
            if connection.in_atomic_block:
                raise StoreAway(str(error)) from error
            connection.close()
        try:
            return self._read()
        except Error as error:
            connection.close()
            raise StoreAway(str(error)) from error

    def _read(self) -> Known:
        for _ in range(MISSED):
            edition = Edition.objects.with_stage()
            own = self._dress.digest()
            if edition.is_closed:
                return _known(edition, None, own)
            if edition.dress != own and self._is_new(own, edition.dress):
                facts = {"began_at": timezone.now(), "dress": own}
                if Edition.objects.begin_next(edition.number, **facts):
                    self._dress.worn = own
                continue
            if edition.dress == own:
                self._dress.worn = own
            ends_at = self._end_of(edition)
            if ends_at is not None and ends_at <= timezone.now():
                if not self._roll_over(edition, ends_at):
                    return _known(edition, ends_at, own)
                continue
            return _known(edition, ends_at, own)
        raise StoreAway(f"The edition changed {MISSED} times while it was read.")

    def _roll_over(self, edition: Edition, ends_at: datetime) -> bool:
        """Begin what the clock begins. No where SQLite lets somebody else write just now: then
        the edition has run out, and is asked about again."""
        try:
            with in_a_hurry():
                if _is_due(ends_at):
                    self._publish_what_is_due(ends_at)
                else:
                    began_at = max(ends_at, edition.began_at)
                    Edition.objects.begin_next(edition.number, began_at=began_at)
        except OperationalError:
            if connection.vendor == "sqlite" and not connection.in_atomic_block:
                return False
            raise
        return True

    def _publish_what_is_due(self, moment: datetime) -> None:
        """Drafts that take the place of what is published, release sets, and the edition that
        begins with them: whoever is first does all, and who comes second finds nothing to do."""
        with transaction.atomic():
            before = Edition.objects.current()
            if publish_due(moment):
                Edition.objects.begin_as_of(moment, before)

    def _is_new(self, own: str, dress: str) -> bool:
        """Is it for this process to dress the site? So it is at its start, where a developer has
        changed something, and where nobody has; not where another process has done so since."""
        return dress == "" or (self._is_server and own != self._dress.worn)

    def _end_of(self, edition: Edition) -> datetime | None:
        """When the clock ends it. Counted from now where the database's clock is ahead of ours:
        what is to come by ours is then still to come."""
        number, ends_at = self._ends
        if number != edition.number:
            ends_at = next_change_after(min(edition.began_at, timezone.now()))
            # What should have gone out while nobody looked goes out now.
            due = (Drafting.objects.first_moment(), ReleaseSet.objects.first_moment())
            ends_at = min([ends_at, *filter(None, due)])
            self._ends = edition.number, ends_at
        return ends_at


def _is_due(moment: datetime) -> bool:
    return Drafting.objects.due(moment).exists() or ReleaseSet.objects.due(moment).exists()


def catch_up() -> None:
    """Publish what has had its moment, for a command that looks at the record and not at what is
    served from it."""
    DatabaseEditions(is_server=False).read()


def _known(edition: Edition, holds_until: datetime | None, own_dress: str) -> Known:
    return Known(
        number=edition.number,
        began_at=edition.began_at,
        holds_until=holds_until,
        may_keep=edition.dress == own_dress,
        is_closed=edition.is_closed,
        takedowns=edition.takedowns,
        archived_as=edition.archived_as,
    )
