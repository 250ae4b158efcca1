"""`manage.py verify_freeze`: figures, findings, exit codes."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.verification import Rule


def verified(*arguments) -> tuple[int, str, str]:
    """The exit code, and what was shown on the two ways out."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("verify_freeze", *map(str, arguments), stdout=out, stderr=errors)
    except SystemExit as ended:
        return ended.code, out.getvalue(), errors.getvalue()
    except CommandError as refusal:
        return refusal.returncode, out.getvalue(), str(refusal)
    return 0, out.getvalue(), errors.getvalue()


def test_a_good_bag_is_proved_in_figures(bag, tmp_path):
    code, out, errors = verified(bag.write(tmp_path / "bag"))

    assert (code, errors) == (0, "")
    assert out.endswith("It is proved.\n")
    assert "Pages                                               10" in out


def test_each_finding_is_a_line_with_where_which_rule_what_and_what_to_do(bag, tmp_path):
    bag.change_page("late/index.html", "<title>Late</title>", "")

    code, out, errors = verified(bag.write(tmp_path / "bag"))

    assert code == 1
    assert errors == "/late/: page-title: it has no title; give the page a title\n"
    assert out.endswith("It is not proved: 1 finding.\n")


def test_machines_read_the_same_in_a_file(bag, tmp_path):
    bag.change_page("late/index.html", "<title>Late</title>", "")
    file = tmp_path / "proof.json"

    verified(bag.write(tmp_path / "bag"), "--json", file)

    said = json.loads(file.read_text())
    assert said["is_proved"] is False
    assert said["pages"] == 10
    assert said["findings"] == {"page-title": 1}
    assert said["listed"] == [
        {
            "where": "/late/",
            "rule": "page-title",
            "what": "it has no title",
            "to_do": Rule.PAGE_TITLE.to_do,
        }
    ]


@pytest.mark.parametrize("name", ["gone", "file", "folder"])
def test_what_is_no_bag_could_not_be_looked_at(tmp_path, name):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()

    code, _, errors = verified(tmp_path / name)

    assert code == 2
    assert str(tmp_path / name) in errors


def test_a_file_for_machines_that_cannot_be_written_is_said(bag, tmp_path):
    code, _, errors = verified(bag.write(tmp_path / "bag"), "--json", tmp_path / "gone" / "x.json")

    assert code == 2
    assert "x.json" in errors


def test_more_findings_than_are_listed_are_counted(bag, tmp_path):
    folder = bag.write(tmp_path / "bag")
    for number in range(1001):
        (folder / f"data/{number}.txt").write_text("x")

    code, _, errors = verified(folder)

    assert code == 1
    assert "bag-extra: 1 more, not listed" in errors
