"""`manage.py accessibility_statement`: a check's figures onto the statement, and what the shell
is told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.models import AccessibilityCheck, clock
from tests.checked_site import FINDING, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path):
    """Call it with a report; its exit code and all that it said."""

    def take(text: str) -> tuple[int, str]:
        file = tmp_path / "check.json"
        file.write_text(text)
        said = StringIO()
        try:
            call_command("accessibility_statement", str(file), stdout=said, stderr=said)
        except SystemExit as end:
            return end.code, said.getvalue()
        except CommandError as refusal:
            return refusal.returncode, str(refusal)
        return 0, said.getvalue()

    return take


def test_a_clean_check_is_kept_and_ends_with_0(take, edition_number):
    before = edition_number()
    code, said = take(report())

    assert code == 0
    assert "31 pages" in said
    assert AccessibilityCheck.objects.last().edition == before
    assert edition_number() > before


def test_each_finding_is_a_line_and_ends_with_1(take):
    code, said = take(report(findings=[FINDING]))

    assert code == 1
    assert "/news/: color-contrast (serious)" in said.splitlines()
    assert AccessibilityCheck.objects.last().found.addresses == ["/news/"]


def test_an_older_check_does_not_take_the_place_of_a_later_one(take):
    take(report())
    _, said = take(report(checked_on=str(clock.today() - timedelta(days=9)), pages=7))

    assert "goes on showing the later check" in said
    assert AccessibilityCheck.objects.last().found.pages == 31


@pytest.mark.parametrize("text", ["no JSON", report(pages=0)])
def test_what_is_no_report_is_not_taken(take, text):
    assert take(text)[0] == 2
    assert AccessibilityCheck.objects.last() is None


def test_a_check_of_a_day_to_come_is_not_taken(take):
    code, said = take(report(checked_on=str(clock.today() + timedelta(days=1))))

    assert (code, AccessibilityCheck.objects.last()) == (2, None)
    assert "a day to come" in said


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("accessibility_statement", str(tmp_path / "none.json"))


def test_a_closed_site_takes_none(take, close_site):
    close_site()
    code, said = take(report())

    assert code == 2
    assert "The site is closed" in said
