"""What may wait in a release set, and then goes out with all of it: records and drafts of published
ones, questions, notices."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .release import ReleaseSet


class Releasable:
    """A model that ReleaseMember leads to, by the related name `in_sets`."""

    @property
    def release(self) -> "ReleaseSet | None":
        """The set in which it waits. There is one at most."""
        if "known_release" in self.__dict__:
            return self.known_release
        member = self.in_sets.waiting().with_sets().first() if self.pk else None
        return member.release if member else None

    def know_release(self) -> None:
        """Ask once, for a page that wants to know it often and changes nothing."""
        self.known_release = self.release

    @property
    def goes_out_with_set_at(self) -> datetime | None:
        """The moment of its set; lists fetch it beforehand, as `set_goes_out_at`."""
        if "set_goes_out_at" in self.__dict__:
            return self.set_goes_out_at
        release = self.release
        return release.goes_out_at if release else None
