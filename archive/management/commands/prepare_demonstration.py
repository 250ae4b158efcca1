"""Brings an empty database to life for `make run`: tables, demonstration, administrator."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from archive.captures.rehearsing import rehearse
from archive.models import Record

# Letters and figures that nobody takes for one another when typing them in.
UNMISTAKABLE = "abcdefghijkmnpqrstuvwxyz23456789"

# Days on which the review's site looked different: its first week, its first findings, its
# report, and the time after.
PAST = [
    datetime(*day, 12, tzinfo=ZoneInfo("Europe/London"))
    for day in ((2021, 3, 12), (2021, 6, 18), (2022, 5, 25), (2023, 3, 1))
]


class Command(BaseCommand):
    help = (
        "Prepare this machine's own site: its tables, the demonstration where the record is "
        "empty, and an administrator where there are no accounts."
    )

    def handle(self, **options: object) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if not Record.objects.exists():
            call_command("import_content", str(settings.BASE_DIR / "fixtures" / "demo"))
            self.stdout.write("Its pages as they stood on past days …")
            rehearse(PAST)
        self.stdout.write(f"\n  The site    {settings.SITE_URL}/")
        self.stdout.write(f"  Its admin   {settings.SITE_URL}/admin/")
        self._make_administrator()

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
