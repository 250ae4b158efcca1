"""Shows the store of captures: its size, its growth, and whether all is well with it."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive.captures.filling import Filled, NotInItsDress, fill
from archive.captures.kept import StoreAway
from archive.captures.looking_after import findings, mend
from archive.captures.size import Growth, Size
from archive.files import human_size
from archive.management.progress import progress_of

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Show the store of captures: its size, its growth, and whether all is well with it. Exit "
        "codes: 0 all is well; 1 something is not, each in a line; 2 the database cannot be used."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fill", action="store_true", help="first keep every public page that is not kept yet"
        )
        parser.add_argument(
            "--mend",
            action="store_true",
            help="first delete what processes left behind that died, and takedowns",
        )

    def handle(self, *, fill: bool, mend: bool, **options: object) -> None:
        try:
            wrong = self._run(fills=fill, mends=mend)
        except (DatabaseError, StoreAway) as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except BrokenPipeError:  # whoever reads what is shown has seen enough
            raise
        except OSError as error:
            text = f"The storage of files cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        for finding in wrong:
            self.stderr.write(finding)
        if wrong:
            sys.exit(SOMETHING_IS_WRONG)
        self.stdout.write("All is well with it.")

    def _run(self, *, fills: bool, mends: bool) -> list[str]:
        wrong = self._fill() if fills else []
        if mends:
            deleted = mend()
            self.stdout.write(f"Left over, and deleted: {deleted or 'nothing'}.")
        self._show(Size())
        return [*wrong, *findings()]

    def _fill(self) -> list[str]:
        try:
            filled = fill(progress=progress_of(self))
        except NotInItsDress as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        self.stdout.write(
            f"Kept now: {filled.kept}. Kept already: {filled.there}. "
            f"Not public any more: {filled.ended}."
        )
        return _not_filled(filled)

    def _show(self, size: Size) -> None:
        say = self.stdout.write
        edition = size.edition
        say(f"Edition {edition.number}, since {_moment(edition.began_at)}.")
        say(f"Its dress: {edition.dress or 'none yet'}")
        say(
            f"{size.captures} captures of {size.addresses} addresses; "
            f"{size.of_this_edition} are known to hold in this edition."
        )
        if size.oldest and size.newest:
            say(f"The oldest stands since {_moment(size.oldest.captured_from)},")
            say(f"the newest since {_moment(size.newest.captured_from)}.")
        if size.emptied:
            say(f"{size.emptied} hold nothing any more, because it was taken down.")
        if size.kinds:
            self._show_kinds(size)
            self._show_growth("Day", size.days, lambda day: f"{day:%-d %B %Y}")
            self._show_growth("Month", size.months, lambda month: f"{month:%B %Y}")

    def _show_kinds(self, size: Size) -> None:
        titles = ("bodies", "as sent", "in database", "in files")
        self.stdout.write(f"\n{'':30}" + "".join(f"{title:>13}" for title in titles))
        for kind in [*size.kinds, size.whole]:
            figures = (kind.bodies, *map(_bytes, (kind.sent, kind.stored, kind.in_files)))
            self.stdout.write(f"{kind.name:30}" + "".join(f"{figure:>13}" for figure in figures))

    def _show_growth(
        self, title: str, growth: list[Growth], named: Callable[[datetime], str]
    ) -> None:
        self.stdout.write(f"\n{title:30}{'captures':>13}{'in database':>13}{'in files':>13}")
        for grown in growth:
            name = named(timezone.localtime(grown.begins_at))
            figures = (grown.captures, _bytes(grown.stored), _bytes(grown.in_files))
            self.stdout.write(f"{name:30}" + "".join(f"{figure:>13}" for figure in figures))


def _not_filled(filled: Filled) -> list[str]:
    wrong = [f"{address} could not be kept: the log says why." for address in filled.failed]
    if filled.is_over:
        wrong.append("Something was published again and again meanwhile. Fill the store once more.")
    return wrong


def _bytes(size: int) -> str:
    return human_size(size) if size else "–"


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y, %H:%M:%S}"
