"""Writes a copy of the log, to be kept elsewhere: what it is later held to (docs/running.md)."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.lifecycle.log import copy_log, note
from archive.models import LogLine

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Write every line of the log with its seal into a new file, a line of JSON each. "
        "verify_log --against FILE compares it later. Exit codes: 0 it is written; 1 it is written "
        "as far as its chain holds, and the first line that does not fit; 2 it is not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            note(LogLine.Kind.TAKEN_OUT, "a copy of the log")
            chain = copy_log(file)
        except FileExistsError as error:
            text = f"{file} is there already. A copy is never written over: name a new file."
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except DatabaseError as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except OSError as error:
            text = f"The file cannot be written: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        self.stdout.write(f"{chain.lines:,} lines. The last seal: {chain.head}")
        if chain.fault:
            raise CommandError(str(chain.fault), returncode=SOMETHING_IS_WRONG)
