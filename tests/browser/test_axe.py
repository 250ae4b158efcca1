"""Every kind of page, at every step of the site's life, has nothing that axe finds fault with.

`ACCESSIBILITY_FIGURES` names a file for what was looked at and found: make accessibility.
"""

import json
import os
from pathlib import Path

import pytest

from demonstration.life import Step
from demonstration.pages import KINDS, REPORT

from .axe import Axe

pytestmark = pytest.mark.browser

SIGNPOSTS = ["/", REPORT, "/faqs/", "/nowhere/"]
FIGURES = os.environ.get("ACCESSIBILITY_FIGURES", "")


@pytest.fixture(scope="module")
def axe():
    axe = Axe()
    yield axe
    if FIGURES and axe.stages == list(Step):
        Path(FIGURES).write_text(json.dumps(axe.figures(), indent=2) + "\n")


def pages_at(step: Step) -> list[str]:
    """An archived site answers every address with a signpost; these stand for all."""
    return SIGNPOSTS if step is Step.ARCHIVED else list(KINDS.values())


@pytest.mark.parametrize("step", list(Step))
def test_every_kind_of_page_passes(axe, life, browser, step):
    life.go_on_to(step)
    # Axe is put into the page from outside, which the site's own policy rightly forbids.
    profile = browser.new_context(base_url=life.site.url, bypass_csp=True)

    found = axe.look(profile.new_page(), pages_at(step), step)
    profile.close()

    assert found == []
