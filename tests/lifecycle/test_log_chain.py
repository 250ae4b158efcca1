"""The chain of the log: whoever changes a line, takes one out or begins anew is found out."""

import json
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.lifecycle import triggers
from archive.lifecycle.log import copy_log, prove, seal_log
from archive.models import LogLine, Topic
from archive.seals import FIRST, read, seal


@pytest.fixture
def make_lines(make_topic):
    """Some lines, all sealed; they are about topics."""

    def make() -> list[LogLine]:
        for _ in range(3):
            make_topic()
        seal_log()
        return list(LogLine.objects.about("archive_topic").in_chain())

    return make


@pytest.fixture
def tamper(db):
    """A function: change the log as somebody does who takes the triggers away first."""

    def tamper(statement: str, *values) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE archive_logline DISABLE TRIGGER USER")
            else:
                triggers.remove()
            cursor.execute(statement, values)

    return tamper


def verify(*arguments: str) -> int:
    """The exit code."""
    try:
        call_command("verify_log", *arguments)
    except SystemExit as end:
        return end.code
    except CommandError as refusal:
        return refusal.returncode
    return 0


class TestSealing:
    def test_gives_each_line_the_next_place_and_a_seal_of_its_own(self, make_lines):
        lines = make_lines()

        first = lines[0].place
        assert [line.place for line in lines] == [first, first + 1, first + 2]
        assert lines[1].seal == seal(lines[0].seal, lines[1].says())

    def test_changes_nothing_that_is_sealed(self, make_lines):
        before = [line.seal for line in make_lines()]

        assert seal_log() == 0
        assert [line.seal for line in LogLine.objects.about("archive_topic").in_chain()] == before

    def test_takes_in_many_lines(self, make_topic):
        Topic.objects.bulk_create(Topic(name=f"Kin {n}", slug=f"kin-{n}") for n in range(2300))

        assert seal_log() >= 2300
        assert prove().fault is None

    def test_happens_by_itself_once_a_change_is_kept(
        self, make_topic, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True) as waiting:
            make_topic(), make_topic()

        assert len(waiting) == 1
        assert LogLine.objects.unsealed().count() == 0

    @pytest.mark.django_db(transaction=True)
    def test_happens_at_the_end_of_a_request_that_changed_something_outside_of_any_transaction(
        self, client, make_user
    ):
        make_user(username="ada")
        client.post("/admin/login/", {"username": "ada", "password": "wrong"})

        assert LogLine.objects.unsealed().count() == 0
        assert prove().fault is None


class TestVerifying:
    def test_says_that_all_is_well(self, make_lines, capsys):
        make_lines()

        assert verify() == 0
        assert "The log holds." in capsys.readouterr().out

    def test_says_how_many_wait_for_a_seal(self, make_lines, make_topic, capsys):
        make_lines()
        make_topic()

        assert verify() == 0
        assert "1 more were written and wait" in capsys.readouterr().out

    def test_finds_a_line_that_says_something_else(self, make_lines, tamper, capsys):
        line = make_lines()[1]
        tamper("UPDATE archive_logline SET who = 'bea' WHERE id = %s", line.pk)

        assert verify() == 1
        assert capsys.readouterr().err.startswith(f"Line {line.place:,}: its seal does not follow")

    def test_finds_that_a_line_is_missing(self, make_lines, tamper, capsys):
        line = make_lines()[1]
        tamper("DELETE FROM archive_logline WHERE id = %s", line.pk)

        assert verify() == 1
        assert f"Line {line.place:,}: it is missing." in capsys.readouterr().err

    def test_finds_two_lines_that_changed_places(self, make_lines, tamper):
        first, second, _ = make_lines()
        tamper("UPDATE archive_logline SET place = 9000000 WHERE id = %s", first.pk)
        tamper("UPDATE archive_logline SET place = %s WHERE id = %s", first.place, second.pk)
        tamper("UPDATE archive_logline SET place = %s WHERE id = %s", second.place, first.pk)

        assert prove().fault.place == first.place

    def test_does_not_see_that_the_last_lines_are_gone_which_a_copy_shows(
        self, make_lines, tamper, tmp_path
    ):
        *_, last = make_lines()
        copy = tmp_path / "log.jsonl"
        copy_log(copy)
        tamper("DELETE FROM archive_logline WHERE place = %s OR place IS NULL", last.place)

        assert prove().fault is None
        assert "the log ends before" in prove(copy).fault.says


class TestACopy:
    @pytest.fixture
    def copy(self, make_lines, tmp_path):
        make_lines()
        copy_log(tmp_path / "log.jsonl")
        return tmp_path / "log.jsonl"

    def test_is_a_line_of_json_each_and_ends_with_the_head(self, copy):
        *lines, end = map(json.loads, copy.read_text().splitlines())

        assert end["lines"] == len(lines) == LogLine.objects.count()
        assert end["head"] == lines[-1]["seal"] == LogLine.objects.head().seal

    def test_is_proved_by_itself(self, copy):
        *lines, end = map(json.loads, copy.read_text().splitlines())

        chain = read((line, line.pop("seal")) for line in lines)

        assert (chain.holds, chain.head) == (True, end["head"])
        assert chain.head != FIRST

    def test_holds_beside_the_log_that_has_grown_since(self, copy, make_topic):
        make_topic()
        seal_log()

        proof = prove(copy)

        assert proof.fault is None
        assert proof.compared < proof.chain.lines

    def test_shows_that_the_whole_chain_was_made_anew(self, copy, tamper, capsys):
        """As somebody can who has the database and this very code."""
        tamper("UPDATE archive_logline SET who = 'bea' WHERE thing = 'archive_topic'")
        tamper("UPDATE archive_logline SET place = NULL, seal = ''")
        seal_log()

        assert verify() == 0
        assert verify("--against", str(copy)) == 1
        assert "it says something else than the copy" in capsys.readouterr().err

    def test_that_was_altered_is_refused(self, copy):
        copy.write_text(copy.read_text().replace("archive_topic", "archive_board"))

        assert verify("--against", str(copy)) == 2

    def test_that_was_cut_short_is_refused(self, copy):
        copy.write_text("".join(copy.read_text().splitlines(keepends=True)[:-1]))

        assert verify("--against", str(copy)) == 2

    @pytest.mark.parametrize("text", ["Dear all,\n", "[]\n", '{"place": 1}\n', "7\n"])
    def test_that_is_none_is_refused(self, text, db, tmp_path):
        (tmp_path / "letter.txt").write_text(text)

        assert verify("--against", str(tmp_path / "letter.txt")) == 2

    def test_is_never_written_over_another(self, copy):
        with pytest.raises(CommandError, match="is there already") as refusal:
            call_command("export_log", str(copy))

        assert refusal.value.returncode == 2

    def test_is_written_by_a_command_that_gives_the_last_seal(self, make_lines, tmp_path, capsys):
        make_lines()

        call_command("export_log", str(tmp_path / "log.jsonl"))

        assert LogLine.objects.head().seal in capsys.readouterr().out


class TestOnAServer:
    def test_what_a_command_did_is_its_own_and_plain_sql_is_sealed_with_it(self, own_database):
        own_database.tell(
            "INSERT INTO archive_notice (title, body, starts_at, is_draft)"
            " VALUES ('It closes', 'The review has ended.', '2022-05-23 09:00:00', FALSE)"
        )
        unsealed = "SELECT COUNT(*) FROM archive_logline WHERE place IS NULL"
        assert own_database.one(unsealed) == 1

        own_database.manage("site_stage", "closing")

        assert own_database.one(unsealed) == 0
        way = "SELECT way FROM archive_logline WHERE thing = 'archive_stagechange'"
        assert own_database.one(way) == "manage.py site_stage"
        assert own_database.manage("verify_log").returncode == 0

    def test_nothing_is_lost_of_what_two_write_at_the_same_time(self, own_database):
        if not own_database.is_postgresql:
            pytest.skip("SQLite lets one write at a time.")
        topic = (
            "INSERT INTO archive_topic (id, name, slug, description)"
            " VALUES ({0}, 'Kin {0}', 'kin-{0}', '')"
        )
        with closing(own_database.connect()) as slow, closing(slow.cursor()) as cursor:
            cursor.execute(topic.format(91))
            own_database.tell(topic.format(92))
            own_database.manage("export_log", str(own_database.state / "first.jsonl"))
            slow.commit()
        own_database.manage("export_log", str(own_database.state / "log.jsonl"))

        said = own_database.manage("verify_log").stdout
        assert "wait to be sealed" not in said
        assert own_database.one("SELECT COUNT(*) FROM archive_logline WHERE place IS NULL") == 0
