"""Proves a frozen copy, reading nothing but its bag (docs/verifying.md)."""

import sys
from argparse import ArgumentParser
from json import dumps
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.management.progress import progress_of
from archive.verification import CannotVerify, Finding, Proof, verify

SOMETHING_IS_WRONG = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Prove a frozen copy: that it is whole, is what was served, and needs nothing else. "
        "docs/verifying.md says what is looked at. Exit codes: 0 it is proved; 1 something is "
        "wrong, each in a line; 2 it could not be looked at."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bag", type=Path, help="the folder that freeze wrote")
        parser.add_argument(
            "--json", type=Path, metavar="FILE", help="write figures and findings there as well"
        )

    def handle(self, *, bag: Path, json: Path | None, **options: object) -> None:
        found: list[Finding] = []

        def tell(finding: Finding) -> None:
            found.append(finding)
            self.stderr.write(str(finding))

        try:
            proof = verify(bag, tell=tell, progress=progress_of(self))
            if json:
                json.write_text(_as_json(proof, found), encoding="utf-8")
        except CannotVerify as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_RUN) from refusal
        except BrokenPipeError:  # whoever reads what is shown has seen enough
            raise
        except OSError as error:
            raise CommandError(
                f"This cannot be read or written: {error}", returncode=COULD_NOT_RUN
            ) from error
        self._show(proof)
        if not proof.is_proved:
            sys.exit(SOMETHING_IS_WRONG)

    def _show(self, proof: Proof) -> None:
        say = self.stdout.write
        for title, figure in proof.figures():
            say(f"{title:42}{figure:>12}")
        for rule, count in proof.untold.items():
            self.stderr.write(f"{rule}: {count} more, not listed")
        if proof.is_proved:
            say("It is proved.")
        else:
            count = sum(proof.findings.values())
            say(f"It is not proved: {count} finding{'' if count == 1 else 's'}.")


def _as_json(proof: Proof, found: list[Finding]) -> str:
    listed = [
        {"where": each.where, "rule": each.rule, "what": each.what, "to_do": each.rule.to_do}
        for each in found
    ]
    return f"{dumps(proof.as_dict() | {'listed': listed}, ensure_ascii=False, indent=2)}\n"
