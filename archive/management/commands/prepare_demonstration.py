"""Brings an empty database to life for `make run`: tables, demonstration, accounts."""

import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.captures.rehearsing import rehearse
from archive.importing.folder_import import import_folder
from archive.management.demonstration import DEMONSTRATION, days_gone_by, laid_out, put_in_review
from archive.models import Record

# Letters and figures that nobody takes for one another when typing them in.
UNMISTAKABLE = "abcdefghijkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Prepare this machine's own site: its tables, the demonstration where the record is "
        "empty, and an administrator where there are no accounts; with both, somebody who writes "
        "and somebody who reviews it, and what waits for them."
    )

    def handle(self, **options: object) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        is_new = not Record.objects.exists()
        if is_new:
            self.stdout.write("The demonstration, and its pages as they stood on past days …")
            rehearse(days_gone_by(), self._word_as_of, lambda: self._bring(DEMONSTRATION))
        self.stdout.write(f"\n  The site    {settings.SITE_URL}/")
        self.stdout.write(f"  Its admin   {settings.SITE_URL}/admin/")
        if User.objects.exists():
            self.stdout.write("  Forgotten your password? manage.py changepassword NAME\n\n")
            return
        self._tell(User.objects.create_superuser("administrator"))
        if is_new:
            author = self._make("author", "Authors")
            self._make("reviewer", "Reviewers")
            put_in_review(author)
        self.stdout.write("  Passwords are shown this once.\n\n")

    def _word_as_of(self, moment: datetime) -> None:
        with laid_out(moment) as folder:
            self._bring(folder)

    def _bring(self, folder: Path) -> None:
        if findings := import_folder(folder).findings:
            raise CommandError("\n".join(map(str, findings)))

    def _make(self, name: str, group: str) -> User:
        account = User.objects.create_user(name, is_staff=True)
        account.groups.add(Group.objects.get(name=group))
        self._tell(account)
        return account

    def _tell(self, account: User) -> None:
        password = "-".join(
            "".join(secrets.choice(UNMISTAKABLE) for _ in range(4)) for _ in range(4)
        )
        account.set_password(password)
        account.save()
        self.stdout.write(f"  Sign in as  {account.username:13}  {password}\n")
