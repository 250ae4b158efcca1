"""What the page of a release set offers while something is in the way, and what it says instead."""

import pytest

from archive.lifecycle import begin_draft, put_in
from archive.models import Beat, Kind, Record, Submission

from .conftest import address_of, messages_of, text_of
from .test_release_sets import letter, press, release, scheduled, two

__all__ = ["letter", "release", "two"]


class TestWhatIsInTheWay:
    """A button that could not do what it says is not there: what is missing is, in its place."""

    @pytest.fixture
    def stopped(self, release, two, make_post):
        put_in(release, make_post("Plan", published_at=None, body="[It](/news/nothing/)."))

    def offered_to(self, client, release) -> list[str]:
        page = text_of(client.get(address_of(release)))
        names = ("_schedule", "_publish", "_take_back", "_approve", "_send_back", "_submit")
        return [name for name in names if f'name="{name}"' in page]

    def test_stands_in_the_place_of_the_buttons(self, editor, release, stopped):
        assert self.offered_to(editor, release) == []
        assert "Something in this set is in the way" in text_of(editor.get(address_of(release)))

    def test_leaves_both_buttons_where_there_is_nothing(self, editor, release, two):
        assert self.offered_to(editor, release) == ["_schedule", "_publish"]

    def test_leaves_the_way_back_of_a_scheduled_set(self, editor, release, two):
        scheduled(release)
        Record.objects.of_kind(Kind.LETTER).update(body="[It](/news/nothing/).")

        assert self.offered_to(editor, release) == ["_take_back"]

    def test_is_named_to_who_writes_of_other_topics(self, sign_in, release, two, make_topic):
        editor = sign_in("Editors")
        Beat.objects.create(account=editor.user, topic=make_topic("Funding"))

        assert self.offered_to(editor, release) == []
        assert "writes about “Funding” alone" in text_of(editor.get(address_of(release)))


class TestTheStateOfAThing:
    """In the words that every list has for it."""

    def test_is_in_review_once_it_was_submitted(
        self, editor, release, two, a_second_person_is_asked_for
    ):
        press(editor, release, "_submit")

        page = text_of(editor.get(address_of(release)))
        assert '<span class="state state--in-review">In review</span> <a' in page

    def test_is_a_newer_draft_of_what_is_published(self, editor, release, make_post):
        put_in(release, begin_draft(make_post(), by=None))

        page = text_of(editor.get(address_of(release)))
        assert '<span class="state state--newer">Newer draft</span> <a' in page


class TestASecondPerson:
    @pytest.fixture(autouse=True)
    def asked_for(self, a_second_person_is_asked_for):
        pass

    def test_is_not_asked_to_approve_while_something_is_in_the_way(
        self, editor, sign_in, release, two
    ):
        reviewer = sign_in("Reviewers")
        press(editor, release, "_submit")
        Record.objects.of_kind(Kind.LETTER).update(body="[It](/news/nothing/).")
        page = reviewer.get(address_of(release))

        assert 'name="_approve"' not in text_of(page)
        assert 'name="_send_back"' in text_of(page)
        refused = press(reviewer, release, "_approve", seen=page.context["mark"])
        assert "which is not there" in messages_of(refused)[0]
        assert not Submission.objects.approved().exists()

    def test_is_waited_for_by_who_cannot_publish_alone(self, editor, release, two):
        page = text_of(editor.get(address_of(release)))

        assert "A second person has to approve it as it stands." in page
        assert 'name="_publish"' not in page
        assert 'name="_submit"' in page
