"""What `make run` does before it starts the server: a site to look at, and a way into it."""

import html
import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction

from archive.importing.folder_export import export_folder
from archive.importing.folder_import import import_folder
from archive.management.commands import prepare_demonstration
from archive.management.demonstration import DEMONSTRATION, days_gone_by
from archive.models import Capture, Comment, Record, Revision, Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(monkeypatch):
    first_week = days_gone_by()[:1]
    monkeypatch.setattr(prepare_demonstration, "days_gone_by", lambda: first_week)

    def run() -> str:
        out = StringIO()
        call_command("prepare_demonstration", stdout=out)
        return out.getvalue()

    return run


def files_in(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def words_of(response) -> str:
    """What the page says, without the marks of what is new."""
    return html.unescape(re.sub(r"<[^>]*>", "", response.text))


def sign_in(client, name, password):
    return client.post("/admin/login/?next=/admin/", {"username": name, "password": password})


class TestAnEmptyDatabase:
    def test_gets_the_demonstration_and_an_administrator_who_can_sign_in(self, prepare, client):
        said = prepare()
        assert Record.objects.published().count() >= 40
        name, password = re.search(r"Sign in as  (\S+) +(\S+)", said).groups()
        assert sign_in(client, name, password).url == "/admin/"
        first_week = Capture.objects.at(days_gone_by()[0])
        assert first_week.of("/").exists()
        assert not first_week.of("/publications/final-report/").exists()

    def test_shows_its_administrator_and_its_reviewer_what_a_second_person_sees(
        self, prepare, client
    ):
        accounts = dict(re.findall(r"Sign in as  (\S+) +(\S+)", prepare()))
        submission = Submission.objects.waiting().get()
        comment = Comment.objects.open().get()
        draft = Record.with_drafts_of.drafts_of(submission.record).get()
        assert submission.submitted_by.username == comment.made_by.username == "author"
        assert comment.field == "body"

        for name in ("administrator", "reviewer"):
            sign_in(client, name, accounts[name])
            home = client.get("/admin/").text
            assert "Terms of reference of the Independent Review" in home
            page = words_of(client.get(f"/admin/archive/publication/{draft.pk}/review/"))
            assert "That is the [final report](/publications/final-report/)" in page
            assert comment.text in page
        sign_in(client, "author", accounts["author"])
        assert "Terms of reference of the Independent Review" in client.get("/admin/").text

    def test_shows_readers_nothing_of_what_waits_for_a_second_person(self, prepare, client):
        prepare()

        page = client.get("/publications/terms-of-reference/").text
        assert "which is published." in page
        assert "of 23 May 2022" not in page

    def test_is_left_with_the_demonstration_and_nothing_of_its_earlier_wordings(
        self, prepare, tmp_path
    ):
        with transaction.atomic():
            import_folder(DEMONSTRATION)
            export_folder(tmp_path / "imported")
            transaction.set_rollback(True)
        prepare()
        export_folder(tmp_path / "prepared")

        assert files_in(tmp_path / "prepared") == files_in(tmp_path / "imported")

    def test_knows_of_one_import_of_each_record(self, prepare):
        prepare()

        imports = Revision.objects.filter(event=Revision.Event.IMPORTED)
        assert imports.count() == Record.objects.count()
        assert not imports.overtaken_imports().exists()


class TestADatabaseInUse:
    def test_keeps_what_is_on_its_record_and_gets_nothing_beside_it(self, prepare, make_post):
        post = make_post(title="Written by an editor")
        prepare()
        assert [record.title for record in Record.objects.all()] == [post.title]

    def test_keeps_its_accounts_and_tells_no_password(self, prepare, make_post, admin_user):
        make_post()
        assert "Sign in as" not in prepare()
        assert get_user_model().objects.get() == admin_user
