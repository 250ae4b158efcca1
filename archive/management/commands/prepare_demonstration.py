"""Brings an empty database to life for `make run`: tables, demonstration, administrator."""

import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.captures.rehearsing import rehearse
from archive.importing.folder_import import import_folder
from archive.management.demonstration import DEMONSTRATION, days_gone_by, laid_out
from archive.models import Record

# Letters and figures that nobody takes for one another when typing them in.
UNMISTAKABLE = "abcdefghijkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Prepare this machine's own site: its tables, the demonstration where the record is "
        "empty, and an administrator where there are no accounts."
    )

    def handle(self, **options: object) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if not Record.objects.exists():
            self.stdout.write("The demonstration, and its pages as they stood on past days …")
            rehearse(days_gone_by(), self._word_as_of, lambda: self._bring(DEMONSTRATION))
        self.stdout.write(f"\n  The site    {settings.SITE_URL}/")
        self.stdout.write(f"  Its admin   {settings.SITE_URL}/admin/")
        self._make_administrator()

    def _word_as_of(self, moment: datetime) -> None:
        with laid_out(moment) as folder:
            self._bring(folder)

    def _bring(self, folder: Path) -> None:
        if findings := import_folder(folder).findings:
            raise CommandError("\n".join(map(str, findings)))

    def _make_administrator(self) -> None:
        accounts = get_user_model().objects
        if accounts.exists():
            self.stdout.write("  Forgotten your password? manage.py changepassword NAME\n\n")
            return
        password = "-".join(
            "".join(secrets.choice(UNMISTAKABLE) for _ in range(4)) for _ in range(4)
        )
        accounts.create_superuser("administrator", password=password)
        self.stdout.write(f"  Sign in as  administrator  {password}   (shown this once)\n\n")
