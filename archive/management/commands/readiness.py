"""Says what stands between the site and its closing."""

import json
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.captures.kept import StoreAway
from archive.management.progress import progress_of
from archive.readiness.finding import Finding
from archive.readiness.looking import CannotLook, look
from archive.readiness.outside import ask_outside
from archive.readiness.report import Report

SOMETHING_STANDS = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Look at every page and text, and say what stands between the site and its closing, a line "
        "each. Exit codes: 0 nothing does; 1 something does; 2 it could not be looked at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ask-outside",
            action="store_true",
            help="also ask other sites, slowly, whether what is linked to is still there",
        )
        parser.add_argument("--json", action="store_true", help="say it as one JSON document")

    def handle(self, *, ask_outside: bool, json: bool, **options: object) -> None:
        try:
            report = self._look(asks_outside=ask_outside, is_quiet=json)
            standing = report.standing
        except (DatabaseError, StoreAway, CannotLook, OSError) as fault:
            if isinstance(fault, BrokenPipeError):  # whoever reads what is shown has seen enough
                raise
            raise CommandError(f"Could not look. {fault}", returncode=COULD_NOT_RUN) from fault
        if json:
            self._show_as_json(report)
        else:
            self._show(report)
        if standing:
            sys.exit(SOMETHING_STANDS)

    def _look(self, *, asks_outside: bool, is_quiet: bool) -> Report:
        progress = None if is_quiet else progress_of(self)
        looked = look(progress)
        if asks_outside:
            ask_outside(looked, progress)
        return Report()

    def _show(self, report: Report) -> None:
        say = self.stdout.write
        for rule, count in report.counted():
            say(f"\n{rule.title} ({count}). {rule.says}")
            for each in report.standing:
                if each.rule == rule.id:
                    say(_line(each))
        say(f"\n{report.look.pages} pages were looked at. {_waived(len(report.waived))}")
        if report.look.outside_asked_at is None and report.look.outside:
            say(
                f"{len(report.look.outside)} addresses of other sites are linked to; nobody asked "
                "whether they are there. --ask-outside does."
            )
        say(
            f"{len(report.standing)} things stand between the site and its closing."
            if report.standing
            else "Nothing stands between the site and its closing."
        )

    def _show_as_json(self, report: Report) -> None:
        told = {
            "edition": report.look.edition,
            "pages": report.look.pages,
            "findings": [each.as_row() | {"form": _form(each)} for each in report.standing],
            "waived": [
                each.finding.as_row() | {"reason": each.waiver.reason} for each in report.waived
            ],
            "outside": report.look.outside,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))


def _line(finding: Finding) -> str:
    form = f" ({_form(finding)})" if finding.form else ""
    quote = f" In: {finding.quote}" if finding.quote and finding.words else ""
    return f"{finding.address}: {finding.rule}: {finding.what}{quote} {finding.do}{form}"


def _form(finding: Finding) -> str:
    return f"{settings.SITE_URL}{finding.form}" if finding.form else ""


def _waived(count: int) -> str:
    return {0: "Nothing is waived.", 1: "One finding is waived."}.get(
        count, f"{count} findings are waived."
    )
