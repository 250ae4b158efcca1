"""Makes the frozen copy: the site as files that need no server (docs/freezing.md)."""

import sqlite3
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.captures.kept import StoreAway
from archive.files import human_size
from archive.freeze.bag import FolderInUse
from archive.freeze.freezing import Frozen, freeze
from archive.freeze.preparing import NotFrozen
from archive.lifecycle.log import note
from archive.management.progress import progress_of
from archive.models import LogLine

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Make a folder that holds the whole public site as files, with every version of its pages "
        "that was kept: a BagIt bag. Exit codes: 0 it is there; 1 it is there, and something in it "
        "is wrong, each in a line; 2 it is not there, and why. What was broken off goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is new or empty")
        parser.add_argument(
            "--compare-all",
            action="store_true",
            help="render every page anew and compare it with what is kept (not in a closed site)",
        )

        parser.add_argument(
            "--archived-at",
            default="",
            metavar="YYYYMMDDHHMMSS",
            help="the web archive’s capture that data/redirects/ leads to; without it the one that "
            "the site stands archived with, else the newest",
        )

    def handle(
        self, *, folder: Path, compare_all: bool, archived_at: str, **options: object
    ) -> None:
        try:
            frozen = freeze(
                folder,
                progress=progress_of(self),
                renders_again=compare_all,
                archived_at=archived_at,
            )
            note(LogLine.Kind.TAKEN_OUT, f"a frozen copy, {frozen.digest}")
        except NotFrozen as refusal:
            for finding in refusal.findings:
                self.stderr.write(finding)
            raise CommandError(f"Nothing was frozen. {refusal}", returncode=COULD_NOT_RUN) from None
        except FolderInUse as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        except (DatabaseError, StoreAway) as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except BrokenPipeError:  # whoever reads what is shown has seen enough
            raise
        except (OSError, sqlite3.Error) as error:
            text = (
                f"The folder cannot be written: {error}. What was written so far is kept beside "
                "it: put that right and call this again, and it goes on from there."
            )
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        self._tell(folder, frozen)

    def _tell(self, folder: Path, frozen: Frozen) -> None:
        say, figures = self.stdout.write, frozen.figures
        say(
            f"{figures.pages:,} pages, and {figures.versions:,} versions of pages from "
            f"{figures.days:,} days, in {frozen.files:,} files of {human_size(frozen.size)}."
        )
        say(f"What is in it: {folder / 'data' / 'report.html'}")
        say(f"SHA-256 of its tagmanifest-sha256.txt: {frozen.digest}")
        for finding in frozen.findings:
            self.stderr.write(finding)
        if frozen.findings:
            sys.exit(SOMETHING_IS_WRONG)
