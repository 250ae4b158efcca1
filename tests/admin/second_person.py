"""What tests of a second person share: who writes, who reads, and what they press."""

import pytest
from django.urls import reverse

from archive.models import Record

from .conftest import SOON, address_of, save

INDEX = reverse("admin:index")
RULES = reverse("admin:archive_secondpersonrule_changelist")
SCHEDULED = {"schedule_for_day": SOON, "schedule_for_time": "09:00"}


@pytest.fixture
def author(sign_in):
    return sign_in("Authors", first_name="Ola", last_name="Berg")


@pytest.fixture
def reviewer(sign_in):
    return sign_in("Reviewers", first_name="Rhys", last_name="Evans")


@pytest.fixture
def report(author, make_publication):
    """A draft of the author's."""
    report = make_publication(title="What we found", published_at=None)
    save(author, report, body="What we found, at length.")
    report.refresh_from_db()
    return report


def stored(thing) -> Record:
    return Record.with_drafts_of.get(pk=thing.pk)


def submitted(author, thing, **changes):
    return save(author, thing, "_submit", submit_note="The figures are new.", **changes)


def decide(client, thing, wish: str, **said):
    address = address_of(thing, "review")
    seen = client.get(address).context["seen"]
    return client.post(address, {wish: "1", "seen": seen} | said, follow=True)
