"""Brings a folder of Markdown files onto the record (docs/folder-format.md)."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.importing.folder_import import Outcome, import_folder
from archive.importing.format.folder import NoContent
from archive.lifecycle import SiteClosed, refusing_when_closed
from archive.management.progress import progress_of


class Command(BaseCommand):
    help = (
        "Bring a folder of Markdown files with front matter onto the record: all of it, or "
        "nothing. The format is in docs/folder-format.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and do nothing"
        )

    def handle(self, *, folder: Path, dry_run: bool, **options: object) -> None:
        if not folder.is_dir():
            raise CommandError(
                f"There is no folder {folder}. Name one that is there.", returncode=2
            )
        try:
            with refusing_when_closed():
                outcome = import_folder(folder, keep=not dry_run, progress=progress_of(self))
        except (NoContent, SiteClosed) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"The folder cannot be read: {error}", returncode=2) from error
        if outcome.findings:
            for finding in outcome.findings:
                self.stderr.write(str(finding))
            count = len(outcome.findings)
            things = "one thing" if count == 1 else f"{count} things"
            raise CommandError(f"Nothing was imported: {things} to put right.", returncode=1)
        self._tell(outcome, dry_run)

    def _tell(self, outcome: Outcome, dry_run: bool) -> None:
        kinds = {*outcome.added, *outcome.changed, *outcome.unchanged}
        width = max((len(kind) for kind in kinds), default=0)
        titles = ("to add", "to change") if dry_run else ("added", "changed")
        self.stdout.write(f"{'':{width}} {titles[0]:>10} {titles[1]:>10} {'unchanged':>10}")
        for kind in sorted(kinds):
            counts = (outcome.added[kind], outcome.changed[kind], outcome.unchanged[kind])
            self.stdout.write(f"{kind:{width}} " + " ".join(f"{count:>10}" for count in counts))
        if outcome.drafts:
            self.stdout.write(f"Drafts among them, which nobody outside sees: {outcome.drafts}")
        if dry_run:
            self.stdout.write("This was a trial: nothing was changed.")
        if outcome.advice:
            self.stdout.write("Nothing below keeps it from being imported. Readers will thank you:")
        for advice in outcome.advice:
            self.stdout.write(str(advice))
