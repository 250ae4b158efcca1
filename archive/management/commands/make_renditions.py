"""Makes the renditions of pictures that came before there were any (docs/running.md)."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from archive.lifecycle import SiteClosed, refusing_when_closed
from archive.management.progress import progress_of
from archive.models import Picture

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Make the narrower copies, and those in newer formats, of pictures that have none yet. "
        "Pages show them from the next edition on, which begins with this. May be called again at "
        "any time. Exit codes: 0 all are made; 1 some pictures cannot be read, each a line; 2 none "
        "were made."
    )

    def handle(self, **options: object) -> None:
        try:
            with refusing_when_closed():
                unread = self._make()
        except SiteClosed as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        except DatabaseError as fault:
            raise CommandError(
                f"The database cannot be used: {fault}", returncode=COULD_NOT_RUN
            ) from fault
        if unread:
            sys.exit(SOMETHING_IS_WRONG)

    @transaction.atomic
    def _make(self) -> int:
        """All of them or none is on the record. How many pictures cannot be read."""
        tell = progress_of(self)
        waiting = list(Picture.objects.without_renditions())
        unread = 0
        for done, picture in enumerate(waiting, 1):
            try:
                picture.make_renditions()
            except OSError as fault:
                unread += 1
                self.stderr.write(f"{picture.get_absolute_url()} cannot be read: {fault}")
            else:
                picture.save(update_fields=["renditions"])
            tell("Pictures", done, len(waiting))
        self.stdout.write(f"{len(waiting) - unread} pictures have their renditions now.")
        return unread
