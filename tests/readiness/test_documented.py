"""The rules are documented, every one of them, as they are."""

import re
from pathlib import Path

from django.conf import settings

from archive.readiness import holdings, page_checks, report, site_checks, wording
from archive.readiness.rules import GUIDANCE, RULES

DOCUMENT = (settings.BASE_DIR / "docs" / "readiness.md").read_text()


def test_the_table_says_what_the_code_does():
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", DOCUMENT, re.M)
    assert rows == [(rule.id, rule.says, rule.source) for rule in RULES.values()]


def test_the_guidance_is_named():
    assert GUIDANCE in DOCUMENT


def test_every_rule_is_one_that_something_looks_for():
    modules = (holdings, page_checks, report, site_checks, wording)
    code = "".join(Path(module.__file__).read_text() for module in modules)
    assert {rule for rule in RULES if f'"{rule}"' not in code} == set()
