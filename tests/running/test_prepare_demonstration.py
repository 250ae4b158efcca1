"""What `make run` does before it starts the server: a site to look at, and a way into it."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from archive.management.commands import prepare_demonstration
from archive.models import Capture, Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(monkeypatch):
    monkeypatch.setattr(prepare_demonstration, "PAST", prepare_demonstration.PAST[:1])

    def run() -> str:
        out = StringIO()
        call_command("prepare_demonstration", stdout=out)
        return out.getvalue()

    return run


def sign_in(client, name, password):
    return client.post("/admin/login/?next=/admin/", {"username": name, "password": password})


class TestAnEmptyDatabase:
    def test_gets_the_demonstration_and_an_administrator_who_can_sign_in(self, prepare, client):
        said = prepare()
        assert Record.objects.published().count() >= 40
        name, password = re.search(r"Sign in as  (\S+)  (\S+)", said).groups()
        assert sign_in(client, name, password).url == "/admin/"
        first_week = Capture.objects.at(prepare_demonstration.PAST[0])
        assert first_week.of("/").exists()
        assert not first_week.of("/publications/final-report/").exists()


class TestADatabaseInUse:
    def test_keeps_what_is_on_its_record_and_gets_nothing_beside_it(self, prepare, make_post):
        post = make_post(title="Written by an editor")
        prepare()
        assert [record.title for record in Record.objects.all()] == [post.title]

    def test_keeps_its_accounts_and_tells_no_password(self, prepare, make_post, admin_user):
        make_post()
        assert "Sign in as" not in prepare()
        assert get_user_model().objects.get() == admin_user
