"""The words of any save can be made a draft again, whether readers ever saw them or not."""

import pytest
from django.utils import timezone

from archive.lifecycle import DraftRefused, begin_draft, discard_draft, note_revision, restore
from archive.models import Post, Record, Revision, State


def saved(record) -> Revision:
    return note_revision(record, before=State.PUBLISHED, by=None)


def test_the_words_are_in_a_draft_and_the_public_sees_what_is_published(make_post, make_user):
    post = make_post(body="The first words.")
    first = saved(post)
    post.body = "The second words."
    post.save()

    draft = restore(first, by=make_user("Editors"))

    assert (draft.body, draft.draft_of_id) == ("The first words.", post.pk)
    assert Post.objects.get().body == "The second words."


def test_lists_of_words_and_words_of_its_kind_are_restored_too(make_letter):
    letter = make_letter(addressed_to=["The Minister"])
    first = saved(letter)
    letter.addressed_to, letter.salutation = [], "Dear all,"
    letter.save()

    draft = restore(first, by=None)

    assert (draft.addressed_to, draft.salutation) == (["The Minister"], "Dear Secretary of State,")


def test_what_the_save_kept_as_lines_stays_as_it_is(make_post, make_contributor):
    post = make_post()
    first = saved(post)
    somebody = make_contributor(post)

    assert restore(first, by=None).contributors.get().person == somebody.person


def test_the_words_of_a_draft_that_was_thrown_away_come_back(make_post):
    draft = begin_draft(make_post(), by=None)
    draft.body = "A long afternoon."
    draft.save()
    discard_draft(draft, by=None)

    assert restore(Revision.objects.get(), by=None).body == "A long afternoon."


def test_a_record_that_nobody_has_seen_gets_them_itself(make_post):
    post = make_post(published_at=None, body="The first words.")
    first = saved(post)
    post.body = "The second words."
    post.save()

    assert restore(first, by=None).pk == post.pk
    assert Post.objects.get().body == "The first words."


def test_is_refused_where_there_is_a_draft_already(make_post):
    post = make_post()
    first = saved(post)
    begin_draft(post, by=None)

    with pytest.raises(DraftRefused, match="There is a draft already"):
        restore(first, by=None)


def test_is_refused_for_what_was_taken_down(make_post):
    post = make_post()
    first = saved(post)
    Record.objects.update(taken_down_at=timezone.now())

    with pytest.raises(DraftRefused, match="taken down for good"):
        restore(first, by=None)
