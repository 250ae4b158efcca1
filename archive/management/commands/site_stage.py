"""Shows the site's stage, or moves it, from the server."""

import sys
from argparse import ArgumentParser
from datetime import datetime
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive.captures.closing import close_site
from archive.captures.editions import catch_up
from archive.captures.kept import StoreAway
from archive.lifecycle import CHECKED, StageMoveRefused, check_move, move_stage
from archive.management.progress import progress_of
from archive.models import (
    ArchiveCheck,
    ArchivedSite,
    Notice,
    SiteState,
    Stage,
    StageChange,
    StageRequest,
)
from archive.web_archive import UK_GOVERNMENT_WEB_ARCHIVE

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Show the stage of the site, or move it. A move made here needs no second person and is "
        "recorded as made on the server; one to “closed” keeps every page first, and one to "
        "“archived” has to say which capture of the web archive readers are led to. Exit codes: "
        "0 done; 1 done, but the public sees no notice in the closing stage; 2 refused, or the "
        "database cannot be used, and nothing has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stage", nargs="?", choices=Stage.values, help="where to move it")
        parser.add_argument("--reason", default="", help="why: it is kept with the move")
        archived = parser.add_argument_group("for the stage archived")
        archived.add_argument(
            "--last-crawl-checked", action="store_true", help=f"confirm this: {CHECKED}"
        )
        archived.add_argument(
            "--timestamp", default="", help="14 digits: the web archive’s capture, in UTC"
        )
        archived.add_argument(
            "--answering",
            choices=ArchivedSite.Answering.values,
            default=ArchivedSite.Answering.SIGNPOSTS,
            help="what readers get (signposts, unless it is said)",
        )
        archived.add_argument("--questions", default="", help="where questions go now, in Markdown")
        archived.add_argument(
            "--web-archive",
            default=UK_GOVERNMENT_WEB_ARCHIVE,
            help="what stands before the digits (the UK Government Web Archive’s address)",
        )

    def handle(self, *, stage: str | None, reason: str, **options: object) -> None:
        to = Stage(stage) if stage else None
        archived = _archived_by(options) if to == Stage.ARCHIVED else None
        try:
            self._move_and_show(to, reason, archived)
        except (DatabaseError, StoreAway) as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error

    def _move_and_show(
        self, stage: Stage | None, reason: str, archived: ArchivedSite | None
    ) -> None:
        catch_up()
        if stage is not None:
            self._move(stage, reason, archived)
        state = SiteState.objects.current()
        self._show(state)
        if state.is_closing:
            self._show_notice()

    def _move(self, to: Stage, reason: str, archived: ArchivedSite | None) -> None:
        move = partial(move_stage, to, by=None, reason=reason, archived=archived)
        state = SiteState.objects.current()
        try:
            if to == Stage.CLOSED and not state.is_closed:
                check_move(state, to, reason)  # ahead of the long part
                close_site(lambda edition: move(edition=edition), progress=progress_of(self))
            else:
                move()
                if to == Stage.ARCHIVED:
                    self._show_what_was_not_looked_at()
        except StageMoveRefused as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal

    def _show_what_was_not_looked_at(self) -> None:
        for sentence in ArchiveCheck.objects.not_looked_at():
            self.stderr.write(sentence)

    def _show(self, state: SiteState) -> None:
        self.stdout.write(f"The site is in the stage “{state}”.")
        change = StageChange.objects.with_makers().newest_first().first()
        if change is not None:
            by = change.made_by or "the server"
            second = f", confirmed by {change.confirmed_by}" if change.confirmed_by else ""
            self.stdout.write(f"Since {_moment(change.made_at)}, moved by {by}{second}.")
            if change.reason:
                self.stdout.write(f"Reason: {change.reason}")
        if state.is_archived and (archived := ArchivedSite.objects.of_the_last_move().first()):
            self.stdout.write(f"Its pages are at {archived.place_of('/')}")
            self.stdout.write(f"Readers get: {archived.get_answering_display().lower()}.")
        if asked := StageRequest.objects.waiting():
            self.stdout.write(
                f"{asked.asked_by} asked for the stage “{asked.get_to_stage_display()}” on "
                f"{_moment(asked.asked_at)}: a second administrator has to confirm it."
            )

    def _show_notice(self) -> None:
        if notice := Notice.objects.of_the_day():
            self.stdout.write(f"Every public page shows the notice “{notice.title}”.")
            return
        begins = "write one that has begun"
        if coming := Notice.objects.upcoming().first():
            begins = f"the first one begins on {_moment(coming.starts_at)}"
        self.stderr.write(f"No public page shows a notice yet: {begins}.")
        sys.exit(SOMETHING_IS_WRONG)


def _archived_by(options: dict) -> ArchivedSite:
    return ArchivedSite(
        checked=CHECKED if options["last_crawl_checked"] else "",
        timestamp=options["timestamp"],
        answering=options["answering"],
        questions=options["questions"],
        prefix=options["web_archive"],
    )


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y, %H:%M}"
