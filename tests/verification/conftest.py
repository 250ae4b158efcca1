"""A good bag, and what is found in one that is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.verification import Finding, Rule, verify
from archive.verification.opening import Opener
from tests.captures.conftest import administrators, take_down
from tests.verification.good_bag import GoodBag

__all__ = ["administrators", "take_down"]


def ignore(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="session")
def process():
    """What opens files, once for all tests: to begin it takes longer than a test."""
    with Opener(Path("/"), lambda path, what: None) as opener:
        yield opener._connected()


@pytest.fixture(autouse=True)
def one_process(request, monkeypatch):
    """A test that is about the process itself says so, and has its own."""
    if "own_process" not in request.fixturenames:
        held = request.getfixturevalue("process")
        monkeypatch.setattr(Opener, "_connected", lambda self: held)
        monkeypatch.setattr(Opener, "_end", lambda self: None)


@pytest.fixture
def own_process() -> None:
    """Files are opened in a process of the test's own."""


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
