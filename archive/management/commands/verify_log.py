"""Proves the log: that no line of its chain was changed, and none of an earlier copy rewritten."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.lifecycle.log import BrokenCopy, prove

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Make the chain of the log anew and say whether it holds; docs/running.md says what that "
        "proves. Exit codes: 0 it holds; 1 it does not, and the first line that does not fit; 2 it "
        "could not be looked at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FILE",
            help="a copy that export_log wrote earlier: is every line of it still the same?",
        )

    def handle(self, *, against: Path | None, **options: object) -> None:
        try:
            proof = prove(against)
        except BrokenCopy as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        except DatabaseError as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except OSError as error:
            text = f"The copy cannot be read: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        say = self.stdout.write
        say(f"{proof.chain.lines:,} lines hold together. The last seal: {proof.chain.head}")
        if proof.unsealed:
            say(f"{proof.unsealed:,} more were written and wait to be sealed.")
        if against:
            say(f"{proof.compared:,} lines are as they are in the copy.")
        if proof.fault:
            self.stderr.write(str(proof.fault))
            sys.exit(SOMETHING_IS_WRONG)
        say("The log holds.")
