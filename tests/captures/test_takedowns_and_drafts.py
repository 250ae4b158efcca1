"""A takedown of what is published takes its draft along, and finds the words in other drafts."""

from django.core.files.storage import default_storage

from archive.captures.not_out_yet import not_out_yet
from archive.captures.words import Words
from archive.lifecycle import begin_draft
from archive.models import Record


def test_a_record_that_is_taken_down_has_no_draft_any_more(letter, make_attachment, take_down):
    draft = begin_draft(letter, by=None)
    name = make_attachment(draft, name="Only in the draft.txt").file.name

    take_down(letter.address)

    assert not Record.with_drafts_of.drafts_of_published().exists()
    assert not default_storage.exists(name)


def test_a_picture_goes_from_a_draft_too(make_post, make_picture, take_down):
    picture = make_picture()
    draft = begin_draft(make_post(), by=None)
    draft.picture = picture
    draft.save()

    take_down(picture.get_absolute_url())

    assert Record.with_drafts_of.get(pk=draft.pk).picture is None


def test_drafts_of_other_pages_that_say_the_words_are_named(make_post):
    draft = begin_draft(make_post(), by=None)
    draft.body = "Ada Example said so."
    draft.save()

    assert [thing.pk for thing in not_out_yet(Words(["Ada Example"]))] == [draft.pk]
