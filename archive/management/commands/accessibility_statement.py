"""Puts what a check of the site's accessibility found onto its accessibility statement."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.accessibility import Check, NotACheck, read_check
from archive.lifecycle import SiteClosed, refusing_when_closed
from archive.models import AccessibilityCheck, Edition, clock

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Take the figures of a check of this site's accessibility, as `make accessibility` writes "
        "them, onto its statement at /accessibility/. Exit codes: 0 the check found nothing; 1 it "
        "found something, each a line; 2 nothing was taken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", type=Path, help="the JSON file that the check wrote")

    def handle(self, *, report: Path, **options: object) -> None:
        try:
            check = read_check(report.read_text(encoding="utf-8"))
            if check.checked_on > clock.today():
                raise NotACheck(f"That check is of a day to come: {check.checked_on}.")
            with refusing_when_closed():
                AccessibilityCheck.objects.keep(check, Edition.objects.current().number)
        except (NotACheck, SiteClosed) as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        except (OSError, UnicodeDecodeError) as error:
            text = f"The report cannot be read: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except DatabaseError as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        self._show(check)
        if check.findings:
            sys.exit(SOMETHING_IS_WRONG)

    def _show(self, check: Check) -> None:
        for each in check.findings:
            self.stderr.write(f"{each.address}: {each.rule} ({each.impact})")
        self.stdout.write(
            f"{check.pages} pages, checked on {check.checked_on} by {check.tool} "
            f"{check.tool_version}: {len(check.findings) or 'no'} findings. The statement says so."
        )
        last = AccessibilityCheck.objects.last()
        if last and last.checked_on > check.checked_on:
            self.stdout.write(f"It goes on showing the later check of {last.checked_on}.")
