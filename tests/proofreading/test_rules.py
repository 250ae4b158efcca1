"""Every rule that a text can break is on the list: what is not could not be shown."""

import ast
from pathlib import Path

from django.conf import settings

from archive.models import Severity
from archive.proofreading.rules import RULES
from archive.readiness.rules import RULES as OF_THE_CLOSING
from archive.readiness.wording import RULE_OF

SAYING = {"Remark", "LinkFault", "problem", "problem_in"}


def named_in(path: Path) -> set[str]:
    """The ids that stand first in whatever makes a remark or a problem."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in SAYING
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_rule_that_is_said_is_known():
    room = settings.BASE_DIR / "archive"
    files = [*(room / "proofreading").glob("*.py"), room / "markdown" / "problems.py"]
    said = set().union(*map(named_in, files)) | set(RULE_OF.values())

    assert len(said) > 20
    assert said <= RULES.keys()


def test_what_the_closing_asks_about_too_has_its_words_there():
    for rule in RULES.keys() & OF_THE_CLOSING.keys():
        assert RULES[rule].says == OF_THE_CLOSING[rule].says


def test_what_is_fixed_stops_publishing():
    fixed = [rule for rule in RULES.values() if rule.is_fixed]

    assert {rule.severity for rule in fixed} == {Severity.BLOCKS}
