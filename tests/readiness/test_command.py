"""`manage.py readiness`: a line each finding, and what the shell is told."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.captures.kept import StoreAway
from archive.models import Review
from archive.readiness import looking
from archive.readiness.report import Report, waive


@pytest.fixture
def review(db):
    return Review.objects.create(name="The Review of Examples")


def run(*arguments: str) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("readiness", *arguments, stdout=said, stderr=StringIO())
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def test_a_site_that_is_ready_ends_with_0(review, make_post):
    make_post()
    code, said = run()
    assert code == 0
    assert "Nothing stands between the site and its closing." in said


def test_a_finding_is_a_line_with_what_to_do_and_where(review, make_post):
    post = make_post(body="We met today.")
    code, said = run()
    assert code == 1
    assert (
        f"{post.address}: relative-date: This says “today”, counted from the day of writing. "
        "In: We met today. Write the date itself, or put it right behind, in brackets. "
        f"(http://testserver/admin/archive/post/{post.pk}/change/)"
    ) in said.splitlines()


def test_what_is_waived_stands_no_longer(review, make_post, make_user):
    make_post(body="We met today.")
    (finding,) = Report().standing
    waive(finding.place, by=make_user(), reason="It is a quotation.")
    code, said = run()
    assert code == 0
    assert "One finding is waived." in said


def test_json_is_one_document_with_all_of_it(review, make_post):
    make_post(body="We met today, [elsewhere](https://example.org/).")
    code, said = run("--json")
    told = json.loads(said)
    assert code == 1
    assert [each["rule"] for each in told["findings"]] == ["relative-date"]
    assert "https://example.org/" in [link["address"] for link in told["outside"]]


def test_what_cannot_be_looked_at_ends_with_2(review, monkeypatch):
    def fill(progress):
        raise StoreAway("It is away.")

    monkeypatch.setattr(looking, "fill", fill)
    with pytest.raises(CommandError, match="Could not look. The pages cannot be had") as refused:
        run()
    assert refused.value.returncode == 2
