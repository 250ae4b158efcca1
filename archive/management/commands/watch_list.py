"""Says where the public can read a name on the watch list (docs/running.md)."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.captures.kept import StoreAway
from archive.captures.watched_names import said_now, said_once, said_soon
from archive.management.progress import progress_of
from archive.models import WatchedName, WatchListLocked

SOMETHING_IS_SAID = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Look for the names on the watch list in all that is public or scheduled, files included, "
        "a line each. Exit codes: 0 none is there; 1 some are; 2 it could not be looked for them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--kept", action="store_true", help="look in the pages of all past days as well"
        )

    def handle(self, *, kept: bool, **options: object) -> None:
        try:
            found = [*said_now(progress_of(self)), *said_soon()]
            if kept:
                now = {(said.address, said.words) for said in found}
                found += [said for said in said_once() if (said.address, said.words) not in now]
        except (DatabaseError, StoreAway, WatchListLocked, OSError) as fault:
            raise CommandError(f"Could not look. {fault}", returncode=COULD_NOT_RUN) from fault
        for said in found:
            self.stdout.write(str(said))
        names = WatchedName.objects.count()
        self.stdout.write(f"{names} names were looked for, and found in {len(found)} places.")
        if found:
            sys.exit(SOMETHING_IS_SAID)
