"""Addresses that the public was given stay, and so does what stands there."""

import pytest

from archive.models import Series, Topic

from .conftest import address_of, form_at, save


class TestShortName:
    @pytest.fixture
    def public_things(self, make_post, make_topic, make_member, make_contributor, make_episode):
        topic = make_topic()
        contributor = make_contributor(make_post(topics=[topic]))
        member = make_member()
        series = Series.objects.create(title="Four talks", slug="four-talks")
        make_episode(series=series)
        return [topic, contributor.person, member.person, member.board, series]

    def test_stays_once_it_is_public(self, administrator, public_things):
        for thing in public_things:
            was = thing.slug
            save(administrator, thing, slug="another")
            thing.refresh_from_db()
            assert thing.slug == was

    def test_of_a_group_of_questions_stays_once_one_is_public(self, editor, make_faq):
        group = make_faq().category

        save(editor, group, slug="another")

        group.refresh_from_db()
        assert group.slug == "about-the-review"

    def test_can_be_chosen_until_then(
        self, editor, make_post, make_topic, make_person, make_contributor
    ):
        topic, person = make_topic(), make_person()
        make_contributor(make_post(published_at=None, topics=[topic]), person)
        series = Series.objects.create(title="Four talks", slug="four-talks")

        for thing in (topic, person, series):
            save(editor, thing, slug="better")
            thing.refresh_from_db()
            assert thing.slug == "better"


class TestTopic:
    def test_of_a_record_is_not_deleted(self, administrator, make_post, make_topic):
        topic = make_topic()
        make_post(topics=[topic])

        response = administrator.post(address_of(topic, "delete"), {"post": "yes"})

        assert response.status_code == 403

    def test_of_nothing_is_deleted(self, editor, make_topic):
        editor.post(address_of(make_topic(), "delete"), {"post": "yes"})

        assert not Topic.objects.exists()


class TestMemberOfABoard:
    def test_is_not_removed_by_editors(self, editor, make_member):
        board = make_member().board

        assert "members-0-DELETE" not in form_at(editor, address_of(board))
        save(editor, board, **{"members-0-DELETE": "on"})

        assert board.members.exists()

    def test_may_be_removed_by_administrators(self, administrator, make_member):
        board = make_member().board

        save(administrator, board, **{"members-0-DELETE": "on"})

        assert not board.members.exists()
