"""Looks into files that nobody has looked into, and says what is held back (docs/running.md)."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.lifecycle import inspected, not_looked_into, waiting
from archive.management.progress import progress_of

SOMETHING_WAITS = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Look into the files of all records, as after an import, and say in a line each which are "
        "held back, or are public and should not be. Exit codes: 0 none is; 1 some are; 2 they "
        "could not be looked into."
    )

    def handle(self, **options: object) -> None:
        tell = progress_of(self)
        try:
            unknown = not_looked_into()
            for done, attachment in enumerate(unknown, 1):
                inspected(attachment)
                tell("Looking into files", done, len(unknown))
            held = waiting()
        except (DatabaseError, OSError) as fault:
            raise CommandError(f"Could not look. {fault}", returncode=COULD_NOT_RUN) from fault
        for each in held:
            record = each.attachment.record
            self.stdout.write(
                f"{each.attachment.get_absolute_url()} ({record.state.label.lower()}): "
                + " ".join(finding.sentence for finding in each.dangers)
            )
        self.stdout.write(f"{len(held)} files wait for a second person to look at them.")
        if held:
            sys.exit(SOMETHING_WAITS)
