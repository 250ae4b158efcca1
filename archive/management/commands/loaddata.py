"""Django's own command, which says in a sentence when a closed site refuses what it loads."""

from django.core.management.base import CommandError
from django.core.management.commands import loaddata

from archive.lifecycle import SiteClosed, refusing_when_closed


class Command(loaddata.Command):
    def handle(self, *fixture_labels: str, **options: object) -> None:
        try:
            with refusing_when_closed():
                super().handle(*fixture_labels, **options)
        except SiteClosed as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
