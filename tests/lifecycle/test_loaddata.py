"""`manage.py loaddata` in a closed site: rows of the record are refused, accounts are not."""

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.core.management import CommandError, call_command

from archive.models import Topic


@pytest.fixture
def fixture_of(tmp_path):
    """A file that `loaddata` reads, with these rows in it."""

    def write(*rows) -> str:
        path = tmp_path / "rows.json"
        path.write_text(serializers.serialize("json", rows))
        return str(path)

    return write


def test_a_row_of_the_record_is_refused_in_a_sentence(closed_site, fixture_of):
    topic = Topic(pk=1, name="Kinship care", slug="kinship-care")

    with pytest.raises(CommandError, match="^The site is closed: nothing") as refusal:
        call_command("loaddata", fixture_of(topic), verbosity=0)

    assert refusal.value.returncode == 2
    assert not Topic.objects.exists()


def test_an_account_is_loaded(closed_site, fixture_of):
    call_command("loaddata", fixture_of(User(pk=1, username="newcomer")), verbosity=0)

    assert User.objects.get().username == "newcomer"


def test_a_row_is_loaded_while_the_site_is_open(db, fixture_of):
    topic = Topic(pk=1, name="Kinship care", slug="kinship-care")

    call_command("loaddata", fixture_of(topic), verbosity=0)

    assert Topic.objects.get().name == "Kinship care"
