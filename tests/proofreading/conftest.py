"""Texts that lie before the proofreader, and what it says of them."""

from collections.abc import Callable
from datetime import date

import pytest

from archive.proofreading.reading import FAMILIES
from archive.proofreading.sheet import About, Remark, Sheet

TODAY = date(2023, 3, 1)


def sheet(source: str, field: str = "body", **facts) -> Sheet:
    about = About(**{"address": "/news/a-day-in-leeds/", "today": TODAY} | facts)
    return Sheet(field, field.capitalize(), source, about)


@pytest.fixture
def remarks_on() -> Callable[..., list[Remark]]:
    """What every rule says of a text, or one of them."""

    def remarks(source: str, rule: str = "", **facts) -> list[Remark]:
        page = sheet(source, **facts)
        found = [each for family in FAMILIES for each in family(page)]
        return [each for each in found if rule in ("", each.rule)]

    return remarks


@pytest.fixture
def mended(remarks_on) -> Callable[..., str]:
    """A text with what a rule puts in the place of its faults."""

    def mend(source: str, rule: str, **facts) -> str:
        for each in reversed(remarks_on(source, rule, **facts)):
            assert each.replacement is not None
            source = source[: each.start] + each.replacement + source[each.end :]
        return source

    return mend
