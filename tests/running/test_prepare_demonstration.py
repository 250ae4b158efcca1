"""What `make run` does before it starts the server: a site to look at, and a way into it."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from archive.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare():
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


class TestADatabaseInUse:
    @pytest.fixture
    def in_use(self, prepare):
        return prepare()

    def test_keeps_what_was_changed_and_who_may_sign_in(self, in_use, prepare):
        record = Record.objects.published().newest_first().first()
        type(record).objects.update(title="Changed by an editor")
        count = Record.objects.count()
        said = prepare()
        assert Record.objects.count() == count
        assert Record.objects.get(pk=record.pk).title == "Changed by an editor"
        assert get_user_model().objects.count() == 1
        assert "shown this once" not in said
