"""A good bag, and what is found in one that is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.verification import Finding, Rule, verify
from tests.verification.good_bag import GoodBag


def ignore(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def bag() -> GoodBag:
    return GoodBag()


@pytest.fixture
def found_in() -> Callable[[Path], list[Finding]]:
    """Every finding of a bag's verification."""

    def found(folder: Path) -> list[Finding]:
        findings: list[Finding] = []
        verify(folder, tell=findings.append, progress=ignore)
        return findings

    return found


@pytest.fixture
def rules_of(found_in, tmp_path) -> Callable[..., set[tuple[Rule, str]]]:
    """What is found in a bag, once it is written: which rules, at which addresses and files."""

    def rules(bag: GoodBag, spoil: Callable[[Path], object] | None = None) -> set:
        folder = bag.write(tmp_path / "bag")
        if spoil:
            spoil(folder)
        return {(finding.rule, finding.where) for finding in found_in(folder)}

    return rules
