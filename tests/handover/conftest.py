"""A frozen copy of the small site, and how it is compared."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from archive.handover.answers import read_answers
from archive.handover.comparing import Comparison, compared
from archive.handover.frozen import opened
from archive.handover.held import Held
from archive.handover.judging import Finding

from .small_site import SITE, bag_of


@pytest.fixture
def bag(tmp_path) -> Path:
    return bag_of(tmp_path / "frozen")


@pytest.fixture
def compare(bag) -> Callable[..., tuple[dict[str, Finding], Comparison]]:
    """The findings of a comparison by path, and the comparison itself."""

    def compare(
        answers: bytes | Iterable[Held], frozen: Path = bag, since: str = ""
    ) -> tuple[dict[str, Finding], Comparison]:
        theirs = (
            read_answers(BytesIO(answers), "answers") if isinstance(answers, bytes) else answers
        )
        with opened(frozen) as copy, compared(copy, lambda hosts: theirs, since) as comparison:
            found = {each.url.removeprefix(SITE): each for each in comparison.findings()}
            return found, comparison

    return compare
