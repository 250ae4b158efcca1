"""manage.py compare_archive: its lines, its exit codes, its table."""

import csv
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.models import ArchiveComparison

from .small_site import ANSWERS, CHANGED, LOST, SITE, SITE_AS_FROZEN, index_line

ALL = "".join(index_line(kept, "2023-03-12T14:30:00Z") for kept in SITE_AS_FROZEN)


def run(*arguments: object, **options: object) -> tuple[str, int]:
    """What it said, and its exit code."""
    out = StringIO()
    try:
        call_command("compare_archive", *map(str, arguments), stdout=out, **options)
    except SystemExit as ending:
        return out.getvalue(), ending.code
    except CommandError as refusal:
        return str(refusal), refusal.returncode
    return out.getvalue(), 0


@pytest.fixture
def everything(tmp_path):
    answers = tmp_path / "all.cdxj"
    answers.write_text(ALL)
    return answers


@pytest.fixture
def server():
    """A CDX server that answers everybody in the same way; `asked` are the addresses."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.asked.append(self.path)
            status, body = self.server.answer
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", "30")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *facts) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        server.answer = (200, ALL.encode())
        server.url = f"http://127.0.0.1:{server.server_port}/site/cdx"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_ends_with_0_where_everything_is_held_and_the_same(bag, everything):
    said, code = run(bag, everything)

    assert code == 0
    assert "not held                     0" in said
    assert SITE not in said


def test_ends_with_1_and_a_line_for_each_difference(bag):
    said, code = run(bag, ANSWERS / "eleven-columns.cdx")

    lines = said.splitlines()
    assert code == 1
    assert {line for line in lines if line.startswith("not held:")} == {
        f"not held: {SITE}{path}" for path in LOST
    }
    assert [line for line in lines if line.startswith("held and different:")] == [
        f"held and different: {SITE}{CHANGED.path} (their capture of 12 March 2023, 14:30:00 UTC "
        "is another)"
    ]


def test_ends_with_1_where_a_timemap_cannot_tell(bag):
    said, code = run(bag, ANSWERS / "timemaps")

    assert code == 1
    assert "in a TimeMap" in said


@pytest.mark.parametrize("given", [[], ["answers", "--cdx-server=http://127.0.0.1:1/"]])
def test_takes_answers_from_one_place(bag, given):
    said, code = run(bag, *given)

    assert code == 2
    assert "not both" in said


def test_ends_with_2_where_something_cannot_be_read(bag, everything, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("Some words\n")

    assert run(bag, words)[1] == run(bag, tmp_path / "none")[1] == run(words, everything)[1] == 2
    assert run(bag, tmp_path / "none")[0].startswith(f"{tmp_path / 'none'} cannot be used")


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff\n"])
def test_ends_with_2_where_nothing_is_written_in_the_answers(bag, tmp_path, text):
    empty = tmp_path / "empty.cdx"
    empty.write_text(text)
    said, code = run(bag, empty)

    assert code == 2
    assert "empty.cdx is empty" in said


def test_blank_lines_before_the_first_one_are_no_empty_answer(bag, everything):
    everything.write_text(" \n\n" + ALL)

    assert run(bag, everything)[1] == 0


def test_an_archive_that_says_that_it_holds_nothing_is_believed(bag, tmp_path):
    nothing = tmp_path / "nothing.json"
    nothing.write_text("[]")

    assert run(bag, nothing)[1] == 1


@pytest.mark.parametrize("is_listed", [True, False])
def test_ends_with_2_where_the_copy_is_not_as_it_was_frozen(bag, everything, is_listed):
    if is_listed:
        with (bag / "data/archive.wacz").open("ab") as file:
            file.write(b"more")
    else:
        (bag / "manifest-sha256.txt").write_text("")
    said, code = run(bag, everything)

    assert code == 2
    assert "data/archive.wacz is not the file that was frozen" in said


def test_writes_every_finding_into_a_table(bag, tmp_path):
    table = tmp_path / "findings.csv"
    run(bag, ANSWERS / "index.cdxj", csv=table)

    with table.open(newline="") as file:
        rows = {row["address"]: row for row in csv.DictReader(file)}
    assert len(rows) == len(SITE_AS_FROZEN) + 1
    assert rows[f"{SITE}/"]["outcome"] == "held and the same"
    assert rows[f"{SITE}/"]["their_last_capture"] == "20230312143000"
    assert rows[f"{SITE}/wp-login.php"]["outcome"] == "only theirs"


def test_lets_nothing_count_from_before_a_day(bag, everything):
    assert run(bag, everything, "--since=2023-03-12")[1] == 0
    assert run(bag, everything, "--since=2023-03-13")[1] == 1
    with pytest.raises(CommandError, match="Write the day as"):
        call_command("compare_archive", str(bag), str(everything), "--since=soon")


def test_keeps_the_figures_when_it_is_told_to(bag, db):
    run(bag, ANSWERS / "index.cdxj")
    assert not ArchiveComparison.objects.exists()

    run(bag, ANSWERS / "index.cdxj", record=True)

    kept = ArchiveComparison.objects.get()
    assert (kept.same, kept.different, kept.not_held, kept.only_theirs) == (4, 1, 2, 1)
    assert (kept.copy_name, kept.made_by) == (bag.name, None)


class TestACdxServer:
    def test_is_asked_once_for_all_of_the_site(self, bag, server):
        said, code = run(bag, cdx_server=server.url)

        assert code == 0, said
        (asked,) = server.asked
        assert "url=https%3A%2F%2Freview.example.org%2F" in asked
        assert "matchType=prefix" in asked

    @pytest.mark.parametrize(
        ("status", "body", "says"),
        [
            (404, b"", "no index at that address"),
            (403, b"", "lets no program in"),
            (429, b"", "Try again later (it says in 30 seconds)"),
            (500, b"", "answers 500"),
            (200, b"<!doctype html>Are you a person?", "web page"),
        ],
    )
    def test_that_does_not_answer_is_named_with_what_to_do(self, bag, server, status, body, says):
        server.answer = (status, body)

        said, code = run(bag, cdx_server=server.url)

        assert code == 2
        assert says in said

    def test_that_is_not_there_is_named(self, bag, server):
        server.shutdown()
        server.server_close()

        said, code = run(bag, cdx_server=server.url)

        assert (code, "cannot be asked" in said) == (2, True)

    def test_that_takes_too_long_is_left(self, bag, server, monkeypatch):
        monkeypatch.setattr("archive.handover.asking.MOST_SECONDS", -60)

        said, code = run(bag, cdx_server=server.url)

        assert (code, "took more than" in said) == (2, True)

    def test_is_on_the_web(self, bag):
        said, code = run(bag, cdx_server="file:///etc/passwd")

        assert (code, "not the address of a server" in said) == (2, True)
