from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection

from archive.management.progress import progress_of
from archive.models import Record

NEWS = "---\ntype: news\ntitle: It\ndate: 2022-05-23\n---\nWords."


class TestImportContent:
    def test_says_what_it_added_changed_and_left_alone(self, make_folder, run, db, capsys):
        assert run("import_content", make_folder({"it.md": NEWS})) == 0
        assert Record.objects.count() == 1
        out = capsys.readouterr().out
        assert out.splitlines()[-2:] == [
            "          added    changed  unchanged",
            "news          1          0          0",
        ]

    def test_tries_without_doing(self, make_folder, run, db, capsys):
        assert run("import_content", make_folder({"it.md": NEWS}), dry_run=True) == 0
        assert not Record.objects.exists()
        out = capsys.readouterr().out
        assert "news          1          0          0" in out
        assert out.endswith("This was a trial: nothing was changed.\n")

    def test_tells_of_drafts(self, make_folder, run, db, capsys):
        run("import_content", make_folder({"it.md": "---\ntype: news\ntitle: It\n---\n"}))
        assert "Drafts among them, which nobody outside sees: 1" in capsys.readouterr().out

    def test_lists_what_is_wrong_and_answers_one(self, make_folder, run, db, capsys):
        root = make_folder({"a.md": "x", "b.md": "---\ntype: news\n---\n", "c.md": NEWS})
        assert run("import_content", root) == 1
        assert capsys.readouterr().err.splitlines() == [
            "a.md:1: This file has no front matter. Begin it with a line of --- and its type.",
            "b.md:2: The title is missing. Write a line “title: …”.",
        ]
        assert not Record.objects.exists()

    def test_answers_two_where_there_is_no_such_folder(self, run, tmp_path):
        assert run("import_content", tmp_path / "nothing") == 2

    def test_answers_two_where_there_is_nothing_to_import(self, make_folder, run, db):
        with pytest.raises(CommandError, match="There is nothing to import in .*: no content file"):
            call_command("import_content", str(make_folder({"README.md": "x", "a.txt": "x"})))
        assert run("import_content", make_folder({})) == 2

    @pytest.mark.parametrize("dry_run", [True, False])
    def test_answers_two_in_a_closed_site_and_says_why(
        self, make_folder, run, closed_site, dry_run
    ):
        root = make_folder({"it.md": NEWS})
        with pytest.raises(CommandError, match="^The site is closed: .* Reopen it first"):
            call_command("import_content", str(root))
        assert run("import_content", root, dry_run=dry_run) == 2
        assert not Record.objects.exists()

    def test_gives_advice_that_keeps_nothing_out(self, make_folder, run, db, capsys):
        root = make_folder(
            {
                "it.md": f"{NEWS}\n\nRead it [here](https://example.org/).",
                "notice.md": "---\ntype: notice\ntitle: It\nstarts: 2023-01-01\n---\n"
                "It ends today.",
            }
        )
        for _ in range(2):
            assert run("import_content", root) == 0
            first, second = capsys.readouterr().out.splitlines()[-2:]
            assert first.startswith("it.md:8: ")
            assert "“here”" in first
            assert second.startswith("notice.md:6: This says “today” without its date.")
        assert Record.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_answers_two_where_the_database_is_not_ready(self, make_folder, run):
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE archive_series RENAME TO archive_elsewhere")
        try:
            assert run("import_content", make_folder({"it.md": NEWS})) == 2
        finally:
            with connection.schema_editor() as editor:
                editor.execute("ALTER TABLE archive_elsewhere RENAME TO archive_series")


class TestExportContent:
    def test_writes_what_import_reads(self, make_folder, run, db, tmp_path, capsys):
        run("import_content", make_folder({"it.md": NEWS}))
        capsys.readouterr()
        assert run("export_content", tmp_path / "out") == 0
        assert (tmp_path / "out" / "news" / "it.md").read_text() == (
            "---\ntype: news\ntitle: It\nslug: it\ndate: 2022-05-23\n---\n\nWords.\n"
        )
        assert capsys.readouterr().out.split()[-2:] == ["news", "1"]

    def test_says_so_where_there_is_nothing_to_export(self, run, db, tmp_path, capsys):
        assert run("export_content", tmp_path / "out") == 0
        assert capsys.readouterr().out == "There is nothing on the record to export yet.\n"

    def test_answers_two_where_the_folder_is_in_use(self, run, db, tmp_path):
        (tmp_path / "mine.txt").write_text("mine")
        assert run("export_content", tmp_path) == 2

    def test_answers_one_where_a_file_is_gone(self, make_folder, run, db, tmp_path, settings, png):
        text = NEWS.replace("date:", "picture: {file: x.png, alt: A boat}\ndate:")
        run("import_content", make_folder({"it.md": text, "x.png": png()}))
        settings.MEDIA_ROOT = tmp_path / "other"
        assert run("export_content", tmp_path / "out") == 1
        assert (tmp_path / "out" / "news" / "it.md").exists()


class TestProgress:
    def test_is_a_bar_on_a_terminal(self):
        class Terminal(StringIO):
            def isatty(self) -> bool:
                return True

        terminal = Terminal()
        tell = progress_of(BaseCommand(stderr=terminal, no_color=True))
        tell("Writing records", 1, 2)
        tell("Writing records", 2, 2)
        assert terminal.getvalue() == (
            f"\rWriting records {'█' * 15}{'░' * 15} 1 of 2\rWriting records {'█' * 30} 2 of 2\n"
        )

    def test_is_a_plain_line_now_and_then_elsewhere(self):
        out = StringIO()
        tell = progress_of(BaseCommand(stdout=out, stderr=StringIO(), no_color=True))
        for done in range(1, 1201):
            tell("Writing records", done, 1200)
        assert out.getvalue().splitlines() == [
            "Writing records: 500 of 1200",
            "Writing records: 1000 of 1200",
            "Writing records: 1200 of 1200",
        ]
