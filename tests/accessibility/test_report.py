"""The file that a check writes, read without trust."""

import json
from datetime import date

import pytest

from archive.accessibility import NotACheck, check_of, read_check
from tests.checked_site import FINDING, REPORT

SAID = {"checked_on": "2022-05-23"} | REPORT


def test_it_says_when_and_what_was_checked():
    check = read_check(json.dumps(SAID | {"addresses": ["/", "/news/"], "took": 12.5}))

    assert check.checked_on == date(2022, 5, 23)
    assert (check.tool, check.tool_version, check.pages) == ("axe-core", "4.10.2", 31)
    assert (check.widths, check.schemes) == ((320, 1280), ("light", "dark"))
    assert check.findings == ()


def test_findings_are_counted_by_how_much_they_stand_in_the_way():
    minor = FINDING | {"impact": "minor", "address": "/"}
    check = check_of(SAID | {"findings": [minor, FINDING, FINDING]})

    assert check.by_impact == [("serious", 2), ("minor", 1)]
    assert check.addresses == ["/", "/news/"]


def test_what_is_kept_of_it_is_read_the_same():
    check = check_of(SAID | {"findings": [FINDING]})

    assert check_of(json.loads(json.dumps(check.as_json()))) == check


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"checked_on": "yesterday"}, "checked_on has to be a day"),
        ({"checked_on": 20220523}, "checked_on has to be a day"),
        ({"tool": ""}, "tool is missing"),
        ({"tool_version": None}, "tool_version is missing"),
        ({"standards": []}, "standards has to be a list of words"),
        ({"pages": 0}, "looked at no page"),
        ({"pages": -1}, "pages has to be a whole number"),
        ({"pages": True}, "pages has to be a whole number"),
        ({"widths": ["wide"]}, "widths has to be a whole number"),
        ({"findings": None}, "findings is missing"),
        ({"findings": ["color-contrast"]}, "Each of findings is an object"),
        ({"findings": [FINDING | {"impact": "huge"}]}, "“huge” is no impact"),
        ({"findings": [{"rule": "color-contrast", "impact": "minor"}]}, "address is missing"),
    ],
)
def test_a_report_that_says_less_is_refused_with_the_reason(facts, says):
    with pytest.raises(NotACheck, match=says):
        check_of(SAID | facts)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"axe"'])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(NotACheck):
        read_check(text)
