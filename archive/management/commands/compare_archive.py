"""Compares a frozen copy with what a web archive says it holds."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.handover.answers import NotAnswers, read_folder
from archive.handover.asking import NoAnswer, ask
from archive.handover.comparing import Answers, CannotCompare, Comparison, compared
from archive.handover.frozen import Frozen, NotAFrozenCopy, opened
from archive.handover.held import Held, read_stamp
from archive.handover.judging import Finding, Outcome
from archive.handover.listing import Table
from archive.models import ArchiveComparison

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2
SHOWN_EVERY = 10_000


def moment(written: str) -> str:
    try:
        return read_stamp(written.replace("-", ""))
    except ValueError:
        text = f"“{written}” is not understood. Write the day as 2023-03-10."
        raise ArgumentTypeError(text) from None


class Command(BaseCommand):
    help = (
        "Compare a frozen copy with what a web archive says it holds, address by address, by the "
        "digests of what was served. Each difference is a line. Exit codes: 0 everything is held "
        "and the same; 1 something is different, not held, or came without a digest to compare; "
        "2 could not run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "bag", type=Path, help="the folder that `freeze` made; or its archive.wacz alone"
        )
        parser.add_argument(
            "answers",
            type=Path,
            nargs="?",
            help="the archive's answers, a file or a folder of files: CDX, CDXJ, the JSON of a "
            "CDX server, TimeMaps; each may be compressed by gzip",
        )
        parser.add_argument(
            "--cdx-server",
            default="",
            metavar="ADDRESS",
            help="in place of a file: where the archive's CDX server can be asked",
        )
        parser.add_argument(
            "--since",
            type=moment,
            metavar="DAY",
            help="let no capture from before this day (UTC) count, as in 2023-03-10; without it "
            "those count that were made since the page in the frozen copy began to stand",
        )
        parser.add_argument("--csv", type=Path, help="write every finding into this file")
        parser.add_argument(
            "--record", action="store_true", help="keep the figures on the record of the site"
        )

    def handle(
        self, *, bag: Path, answers: Path | None, cdx_server: str, **options: object
    ) -> None:
        if (answers is None) == (not cdx_server):
            text = "Give either the archive's answers or --cdx-server, and not both."
            raise CommandError(text, returncode=COULD_NOT_RUN)
        asked: Answers = (
            partial(ask, cdx_server) if answers is None else lambda hosts: read_folder(answers)
        )
        try:
            is_well = self._compare(bag, asked, answers.name if answers else cdx_server, **options)
        except (NotAFrozenCopy, NotAnswers, NoAnswer, CannotCompare) as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        except DatabaseError as error:
            text = f"The database cannot be used: {error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        except BrokenPipeError:  # whoever reads what is shown has seen enough
            raise
        except OSError as error:
            text = f"{error.filename or 'A file'} cannot be used: {error.strerror or error}"
            raise CommandError(text, returncode=COULD_NOT_RUN) from error
        if not is_well:
            sys.exit(SOMETHING_IS_WRONG)

    def _compare(
        self,
        bag: Path,
        answers: Answers,
        answers_from: str,
        *,
        since: str | None,
        csv: Path | None,
        record: bool,
        **options: object,
    ) -> bool:
        with (
            opened(bag) as frozen,
            compared(frozen, self._counted(answers), since or "") as comparison,
        ):
            with listed(comparison.findings(), csv) as findings:
                for found in findings:
                    if found.is_fault:
                        self.stdout.write(str(found))
            self._show(frozen, comparison)
            if record:
                copy = (frozen.name, frozen.sha256)
                ArchiveComparison.objects.keep(copy, answers_from, comparison.by_name())
                self.stdout.write("The figures are on the record.")
            return comparison.all_is_same

    def _counted(self, answers: Answers) -> Answers:
        """The same answers, with how many were read shown on a terminal: nobody knows of how
        many."""
        if not self.stderr.isatty():
            return answers

        def counted(hosts: Iterable[str]) -> Iterator[Held]:
            for number, capture in enumerate(answers(hosts), start=1):
                if number % SHOWN_EVERY == 0:
                    self.stderr.write(f"\r{number:,} captures read", ending="")
                    self.stderr.flush()
                yield capture
            self.stderr.write("\r", ending="")

        return counted

    def _show(self, frozen: Frozen, comparison: Comparison) -> None:
        say = self.stdout.write
        say(f"\nThe frozen copy: {frozen.name}, SHA-256 {frozen.sha256}")
        for outcome in Outcome:
            say(f"{outcome.value:20} {comparison.figures[outcome]:>9}")
        if comparison.elsewhere:
            say(f"Of other sites, and left aside: {comparison.elsewhere} captures.")
        for hint in comparison.hints():
            say(hint)


@contextmanager
def listed(findings: Iterator[Finding], csv: Path | None) -> Iterator[Iterator[Finding]]:
    """The same findings, each put into the table as it passes."""
    if csv is None:
        yield findings
        return
    with csv.open("w", encoding="utf-8", newline="") as file:
        yield map(Table(file).passed, findings)
