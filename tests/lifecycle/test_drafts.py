"""A published record is edited as a draft, and the public goes on seeing what is published."""

from datetime import timedelta

import pytest
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from archive.lifecycle import (
    DraftRefused,
    PublishedMeanwhile,
    SiteClosed,
    begin_draft,
    discard_draft,
    publish_draft,
)
from archive.lifecycle.drafts import mark
from archive.models import (
    Address,
    Attachment,
    Contributor,
    Link,
    Post,
    Publication,
    Record,
    Revision,
    Series,
    Turn,
)


@pytest.fixture
def editor(make_user):
    return make_user("Editors")


def publish(draft, *, by=None, note="Corrected the second paragraph.", **facts):
    """Publish a draft as an editor does who says what changed."""
    drafting = draft.drafting
    drafting.change_note = note
    for name, value in facts.items():
        setattr(drafting, name, value)
    drafting.save()
    return publish_draft(draft, by=by)


class TestBegun:
    def test_is_a_copy_with_everything_that_belongs_to_the_record(
        self, editor, make_letter, make_topic, make_contributor, make_attachment
    ):
        topic = make_topic()
        letter = make_letter(topics=[topic])
        somebody = make_contributor(letter, role="Chair")
        file = make_attachment(letter)
        Link.objects.create(record_id=letter.pk, label="Elsewhere", url="https://example.org/")

        draft = begin_draft(letter, by=editor)

        assert isinstance(draft, Publication)
        assert (draft.draft_of_id, draft.title, draft.body) == (
            letter.pk,
            letter.title,
            letter.body,
        )
        assert draft.addressed_to == letter.addressed_to
        assert list(draft.topics.all()) == [topic]
        assert draft.contributors.get().person == somebody.person
        assert draft.links.get().label == "Elsewhere"
        assert draft.attachments.get().file.name == file.file.name

    def test_is_there_once_however_many_begin_it(self, editor, make_user, make_post):
        post = make_post()

        assert begin_draft(post, by=editor) == begin_draft(post, by=make_user("Editors"))
        assert Record.with_drafts_of.drafts_of(post).count() == 1

    def test_shares_its_episodes_place_in_the_series(self, make_episode):
        in_care = Series.objects.create(title="In care", slug="in-care")
        episode = make_episode(series=in_care, series_position=1)

        assert begin_draft(episode, by=None).series_position == 1

    @pytest.mark.parametrize("published_at", [None, timezone.now() + timedelta(days=1)])
    def test_is_refused_for_what_nobody_sees_yet(self, published_at, make_post):
        with pytest.raises(DraftRefused, match="edited as it is"):
            begin_draft(make_post(published_at=published_at), by=None)

    def test_is_refused_in_a_closed_site(self, make_post, close_site):
        post = make_post()
        close_site()

        with pytest.raises(SiteClosed):
            begin_draft(post, by=None)

    def test_makes_no_edition_and_neither_do_changes_of_it(
        self, make_letter, make_contributor, edition_number
    ):
        letter = make_letter()
        make_contributor(letter)
        before = edition_number()

        draft = begin_draft(letter, by=None)
        draft.body = "Other words."
        draft.save()
        draft.contributors.get().delete()

        assert edition_number() == before


class TestPublished:
    def test_gives_the_record_its_words_and_is_gone(self, editor, client, make_post):
        post = make_post(body="Eighty thousand.")
        draft = begin_draft(post, by=editor)
        draft.body = "Eighty-one thousand."
        draft.save()

        publish(draft, by=editor)

        page = client.get(post.address).content.decode()
        assert "Eighty-one thousand." in page
        assert Record.with_drafts_of.count() == Address.objects.count() == 1

    def test_keeps_address_short_name_and_day_of_publication(self, make_post):
        post = make_post()

        publish(begin_draft(post, by=None))

        now = Post.objects.get()
        assert (now.address, now.slug, now.published_at, now.created_at) == (
            post.address,
            post.slug,
            post.published_at,
            post.created_at,
        )

    def test_begins_an_edition(self, make_post, edition_number):
        draft = begin_draft(make_post(body="Old."), by=None)
        draft.body = "New."
        draft.save()
        before = edition_number()

        publish(draft)

        assert edition_number() > before

    def test_leaves_a_revision_with_who_and_what(self, editor, make_post):
        post = make_post()
        draft = begin_draft(post, by=editor)
        draft.summary = "What families told us."
        draft.save()

        publish(draft, by=editor, note="A clearer summary.")

        revision = Revision.objects.get(record=post.pk)
        assert (revision.event, revision.made_by, revision.change_note, revision.is_major) == (
            Revision.Event.UPDATED,
            editor,
            "A clearer summary.",
            False,
        )
        assert revision.text["summary"] == "What families told us."
        assert revision.text["address"] == post.address

    def test_tells_readers_where_it_is_news_to_them(self, client, make_post):
        post = make_post()

        publish(begin_draft(post, by=None), note="A new table.", is_major=True)

        assert Record.objects.get().public_updated_at is not None
        assert "A new table." in client.get(post.address).content.decode()

    def test_needs_a_sentence_that_says_what_changed(self, make_post):
        with pytest.raises(DraftRefused, match="Say what changed"):
            publish(begin_draft(make_post(), by=None), note=" ")

    def test_changes_rows_in_their_place_adds_new_ones_and_takes_away_those_that_went(
        self, make_episode, make_contributor, make_attachment, make_person
    ):
        episode = make_episode(turns=3)
        stays, goes = make_contributor(episode), make_contributor(episode)
        file = make_attachment(episode)
        second = episode.turns.get(position=2)
        draft = begin_draft(episode, by=None)
        draft.turns.get(position=1).delete()
        draft.turns.filter(position=2).update(text="No.")
        draft.turns.create(position=4, speaker="Ada", text="A word at the end.")
        draft.contributors.get(person=goes.person).delete()
        draft.contributors.filter(person=stays.person).update(role="Listener")
        draft.attachments.update(title="The recording")
        newcomer = make_person()
        draft.contributors.create(person=newcomer, role="Guest")

        publish(draft)

        assert [turn.text for turn in episode.turns.in_order()] == [
            "No.",
            "The 3. thing that is said.",
            "A word at the end.",
        ]
        assert Turn.objects.get(pk=second.pk).text == "No."
        assert Contributor.objects.get(pk=stays.pk).role == "Listener"
        assert set(episode.contributors.values_list("person", flat=True)) == {
            stays.person_id,
            newcomer.pk,
        }
        assert Attachment.objects.get().pk == file.pk
        assert Attachment.objects.get().title == "The recording"

    def test_lets_two_people_change_places(self, make_letter, make_contributor):
        letter = make_letter()
        one, other = make_contributor(letter), make_contributor(letter)
        draft = begin_draft(letter, by=None)
        first, second = draft.contributors.all()
        first.delete()
        second.person = one.person
        second.save()
        draft.contributors.create(person=other.person)

        publish(draft)

        people = set(letter.contributors.values_list("person", flat=True))
        assert people == {one.person_id, other.person_id}

    def test_lets_anchors_move_along(self, make_episode):
        episode = make_episode(turns=2)
        draft = begin_draft(episode, by=None)
        draft.turns.filter(anchor="turn-2").update(anchor="turn-3")
        draft.turns.filter(anchor="turn-1").update(anchor="turn-2")

        publish(draft)

        assert [turn.anchor for turn in episode.turns.in_order()] == ["turn-2", "turn-3"]

    def test_is_refused_in_a_sentence_where_a_promise_would_break(self, make_letter):
        draft = begin_draft(make_letter(), by=None)
        draft.dated_on = None
        draft.save()

        with pytest.raises(DraftRefused, match="Give the letter’s date"):
            publish(draft)

        assert Publication.objects.get().dated_on is not None

    def test_is_refused_where_the_record_was_changed_beside_it(self, make_post):
        post = make_post()
        draft = begin_draft(post, by=None)
        post.summary = "Changed by an import."
        post.save()

        with pytest.raises(PublishedMeanwhile):
            publish(draft)

        assert Post.objects.get().summary == "Changed by an import."

    def test_goes_out_for_who_has_seen_that_change(self, make_post):
        post = make_post()
        draft = begin_draft(post, by=None)
        post.summary = "Changed by an import."
        post.save()
        draft.drafting.change_note = "A clearer summary."
        draft.drafting.save()

        publish_draft(draft, by=None, knowing=mark(post))

        assert Post.objects.get().summary == draft.summary

    def test_does_not_go_onto_a_page_that_was_withdrawn_meanwhile(self, make_post):
        draft = begin_draft(post := make_post(), by=None)
        post.withdrawn_at, post.withdrawn_because = timezone.now(), "It named a child."
        post.save()

        with pytest.raises(DraftRefused, match="withdrawn meanwhile: “It named a child.”"):
            publish(draft)

    def test_does_not_go_onto_a_page_that_was_superseded_meanwhile(self, make_post):
        draft = begin_draft(post := make_post(), by=None)
        post.superseded_by = make_post("The newer post")
        post.save()

        with pytest.raises(DraftRefused, match="superseded meanwhile: .* “The newer post”"):
            publish(draft)

    def test_goes_onto_a_page_that_was_withdrawn_when_it_was_begun(self, make_post):
        post = make_post(withdrawn_at=timezone.now(), withdrawn_because="It named a child.")

        publish(begin_draft(post, by=None))

        assert Post.objects.get().withdrawn_because == "It named a child."

    def test_is_gone_for_who_comes_second(self, make_post):
        draft = begin_draft(make_post(), by=None)
        discard_draft(draft, by=None)

        with pytest.raises(DraftRefused, match="gone"):
            publish_draft(draft, by=None)


class TestThrownAway:
    def test_leaves_the_record_and_keeps_the_words_in_its_history(self, editor, make_post):
        post = make_post()
        draft = begin_draft(post, by=editor)
        draft.body = "Words that were never published."
        draft.save()

        discard_draft(draft, by=editor)

        assert Post.objects.get().body == post.body
        assert Record.with_drafts_of.count() == 1
        revision = Revision.objects.get()
        assert (revision.event, revision.record_id) == (Revision.Event.DISCARDED, post.pk)
        assert revision.text["body"] == "Words that were never published."


def test_a_picture_in_a_draft_cannot_be_deleted_under_it(make_post, make_picture):
    picture = make_picture()
    draft = begin_draft(make_post(), by=None)
    draft.picture = picture
    draft.save()

    with pytest.raises(ProtectedError):
        picture.delete()
