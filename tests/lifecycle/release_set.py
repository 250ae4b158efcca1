"""A release set for tests, with a thing of every kind in it."""

import pytest

from archive.lifecycle import begin_draft, put_in
from archive.models import Drafting, ReleaseSet


@pytest.fixture
def release(db):
    return ReleaseSet.objects.create(name="The final report")


@pytest.fixture
def make_draft(make_post):
    """The draft of a published post, ready to go out."""

    def make(title: str = "", note: str = "The final figures.", **facts):
        draft = begin_draft(make_post(title), by=None)
        for name, value in ({"body": "As it is from then on."} | facts).items():
            setattr(draft, name, value)
        draft.save()
        Drafting.objects.filter(pk=draft.pk).update(change_note=note)
        return draft

    return make


@pytest.fixture
def four(release, make_publication, make_draft, make_faq, make_notice):
    """A new report, the draft of a post, a question and a notice, all in the set."""
    things = [
        make_publication("The final report", published_at=None),
        make_draft("How we worked"),
        make_faq("Where is the report?", published_at=None),
        make_notice("The report is out", is_draft=True),
    ]
    for thing in things:
        put_in(release, thing)
    return things


def fresh(thing):
    return type(thing)._base_manager.get(pk=thing.pk)
