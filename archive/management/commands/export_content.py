"""Writes the record into a folder of Markdown files (docs/folder-format.md)."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.captures.editions import catch_up
from archive.captures.kept import StoreAway
from archive.importing.folder_export import FolderInUse, export_folder
from archive.lifecycle.log import note
from archive.management.progress import progress_of
from archive.models import LogLine


class Command(BaseCommand):
    help = (
        "Write everything that is on the record into a new folder: Markdown files with front "
        "matter, pictures and files. The format is in docs/folder-format.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is new or empty")
        parser.add_argument(
            "--public",
            action="store_true",
            help="only what the public can see now: no draft, nothing scheduled",
        )

    def handle(self, *, folder: Path, public: bool, **options: object) -> None:
        try:
            catch_up()
            exported = export_folder(folder, only_public=public, progress=progress_of(self))
            note(LogLine.Kind.TAKEN_OUT, "the public content" if public else "the whole content")
        except FolderInUse as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        except (DatabaseError, StoreAway) as error:
            raise CommandError(f"The database cannot be used: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"The folder cannot be written: {error}", returncode=2) from error
        if not exported.written:
            self.stdout.write("There is nothing on the record to export yet.")
        for kind, count in sorted(exported.written.items()):
            self.stdout.write(f"{kind:20} {count:>6}")
        if exported.findings:
            for finding in exported.findings:
                self.stderr.write(str(finding))
            raise CommandError("Exported, apart from what is listed above.", returncode=1)
