"""Shows the site's stage, or moves it, from the server."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive.lifecycle import StageMoveRefused, move_stage
from archive.models import Notice, SiteState, Stage, StageChange

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Show the stage of the site, or move it. A move made here is recorded as made on the "
        "server. Exit codes: 0 done; 1 done, but the public sees no notice in the closing stage; "
        "2 refused, or the database cannot be used, and nothing has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stage", nargs="?", choices=Stage.values, help="where to move it")
        parser.add_argument("--reason", default="", help="why: it is kept with the move")

    def handle(self, *, stage: str | None, reason: str, **options: object) -> None:
        try:
            self._move_and_show(Stage(stage) if stage else None, reason)
        except DatabaseError as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error

    def _move_and_show(self, stage: Stage | None, reason: str) -> None:
        if stage is not None:
            self._move(stage, reason)
        state = SiteState.objects.current()
        self._show(state)
        if state.is_closing:
            self._show_notice()

    def _move(self, to: Stage, reason: str) -> None:
        try:
            move_stage(to, by=None, reason=reason)
        except StageMoveRefused as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal

    def _show(self, state: SiteState) -> None:
        self.stdout.write(f"The site is in the stage “{state}”.")
        change = StageChange.objects.with_makers().newest_first().first()
        if change is None:
            return
        moved_at = timezone.localtime(change.made_at)
        by = change.made_by or "the server"
        self.stdout.write(f"Since {moved_at.day} {moved_at:%B %Y, %H:%M}, moved by {by}.")
        if change.reason:
            self.stdout.write(f"Reason: {change.reason}")

    def _show_notice(self) -> None:
        if notice := Notice.objects.of_the_day():
            self.stdout.write(f"Every public page shows the notice “{notice.title}”.")
            return
        begins = "write one that has begun"
        if coming := Notice.objects.upcoming().first():
            begins = (
                f"the first one begins on {timezone.localtime(coming.starts_at):%d %B %Y, %H:%M}"
            )
        self.stderr.write(f"No public page shows a notice yet: {begins}.")
        sys.exit(SOMETHING_IS_WRONG)
