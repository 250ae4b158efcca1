"""A site whose accessibility was checked."""

import json

import pytest

from archive.accessibility import read_check
from archive.models import AccessibilityCheck, clock

REPORT = {
    "tool": "axe-core",
    "tool_version": "4.10.2",
    "standards": ["WCAG 2.2 AA"],
    "pages": 31,
    "widths": [320, 1280],
    "schemes": ["light", "dark"],
    "stages": ["open"],
    "findings": [],
}
FINDING = {"rule": "color-contrast", "impact": "serious", "address": "/news/"}


def report(**facts) -> str:
    """What a check writes, of today unless another day is given."""
    return json.dumps({"checked_on": str(clock.today())} | REPORT | facts)


@pytest.fixture
def make_check(db):
    def make(edition: int = 1, **facts) -> AccessibilityCheck:
        return AccessibilityCheck.objects.keep(read_check(report(**facts)), edition)

    return make
