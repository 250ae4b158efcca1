"""The row that each save of a record leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.lifecycle import note_revision
from archive.models import Revision, State

SAVED, SCHEDULED = Revision.Event.SAVED, Revision.Event.SCHEDULED
PUBLISHED, UPDATED = Revision.Event.PUBLISHED, Revision.Event.UPDATED
WITHDRAWN = Revision.Event.WITHDRAWN


@pytest.fixture
def make_in_state(make_post):
    now = timezone.now()
    facts = {
        State.DRAFT: {"published_at": None},
        State.SCHEDULED: {"published_at": now + timedelta(hours=1)},
        State.PUBLISHED: {},
        State.WITHDRAWN: {"withdrawn_at": now, "withdrawn_because": "It named a child."},
    }
    return lambda state: make_post(**facts[state])


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        (None, State.DRAFT, SAVED),
        (State.DRAFT, State.DRAFT, SAVED),
        (None, State.SCHEDULED, SCHEDULED),
        (State.DRAFT, State.SCHEDULED, SCHEDULED),
        (None, State.PUBLISHED, PUBLISHED),
        (State.DRAFT, State.PUBLISHED, PUBLISHED),
        (State.SCHEDULED, State.PUBLISHED, PUBLISHED),
        (State.PUBLISHED, State.PUBLISHED, UPDATED),
        (State.PUBLISHED, State.WITHDRAWN, WITHDRAWN),
        (State.WITHDRAWN, State.WITHDRAWN, UPDATED),
        (State.SCHEDULED, State.DRAFT, SAVED),
    ],
)
def test_what_happened_follows_from_the_states(before, after, event, make_in_state):
    assert note_revision(make_in_state(after), before=before, by=None).event == event


def test_a_record_that_is_no_longer_withdrawn_is_an_update_not_a_first_publication(make_in_state):
    """`published_at` has not moved: readers had it before."""
    back = make_in_state(State.PUBLISHED)

    assert note_revision(back, before=State.WITHDRAWN, by=None).event == UPDATED


def test_an_import_says_so(make_post):
    revision = note_revision(make_post(), before=None, by=None, imported=True)

    assert revision.event == Revision.Event.IMPORTED


def test_a_revision_keeps_who_why_and_the_words(make_letter, make_user):
    editor, letter = make_user("Editors"), make_letter("To the Minister")

    revision = note_revision(
        letter, before=State.PUBLISHED, by=editor, change_note=" Two names mended. ", is_major=True
    )

    assert (revision.made_by, revision.change_note) == (editor, "Two names mended.")
    assert revision.is_major
    assert Revision.objects.get().text["salutation"] == "Dear Secretary of State,"


def test_a_revision_of_an_episode_keeps_its_transcript(make_episode):
    revision = note_revision(make_episode(turns=2), before=None, by=None)

    assert revision.text["transcript"] == [
        "Host: The 1. thing that is said.",
        "Guest: The 2. thing that is said.",
    ]


def test_what_stands_beside_a_record_is_kept_a_line_each(
    make_post, make_person, make_contributor, make_attachment
):
    post, other = make_post(), make_post()
    make_contributor(post, make_person("Ada Example"), role="Chair", biography="A teacher.")
    attachment = make_attachment(post)
    post.links.create(to_record=other.record)

    text = note_revision(post, before=None, by=None).text

    assert text["people"] == ["Ada Example, Chair: A teacher."]
    assert text["files"] == [f"The evidence, {attachment.name}, {attachment.sha256}"]
    assert text["links"] == [f"Related, {other.title}, {other.address}"]
