"""What the page of a release set offers while something is in the way, and what it says instead."""

import pytest
from django.utils import timezone

from archive.lifecycle import begin_draft, put_in, schedule_set
from archive.models import Beat, Kind, Record, Submission

from .conftest import address_of, messages_of, save, text_of
from .test_release_sets import DAY, letter, press, release, scheduled, two

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


class TestASetThatWasApprovedAndChanged:
    """It has its moment still, and does not go out at it: everything says so."""

    @pytest.fixture
    def changed(self, editor, sign_in, release, two, a_second_person_is_asked_for):
        """The answer to the change."""
        press(editor, release, "_submit")
        reviewer = sign_in("Reviewers")
        seen = reviewer.get(address_of(release)).context["mark"]
        press(reviewer, release, "_approve", seen=seen)
        schedule_set(release, at=timezone.now() + 3 * DAY, by=editor.user)
        return save(editor, two[0], body="Other words.")

    def test_the_message_after_saving_says_so_in_one_sentence(self, changed):
        said, saved = messages_of(changed)

        assert said.startswith("Nothing of “The final report” will go out on")
        assert said.endswith("unless a second person approves “To the Minister” again.")
        assert saved == "“To the Minister” is saved."

    def test_the_browser_learns_that_it_is_saved(self, changed):
        """leaving.js lets go of what it put aside."""
        assert [each.level_tag for each in changed.context["messages"]] == ["warning", "success"]

    def test_it_is_said_once_more_at_the_next_save(self, editor, changed, two):
        said, _ = messages_of(save(editor, two[0], body="Still others."))

        assert "unless a second person approves" in said

    def test_the_head_of_its_page_says_so(self, editor, release, changed):
        page = text_of(editor.get(address_of(release)))

        assert "unless a second person approves “To the Minister” again." in page
        assert "All of it goes out on" not in page.partition("release-things")[0]

    def test_so_does_the_form_of_what_is_in_it(self, changed):
        assert "It goes out with the release set" not in text_of(changed)
        assert "It will be published on" not in text_of(changed)

    def test_what_the_server_scheduled_asks_nobody(self, editor, release, two):
        scheduled(release)

        [said] = messages_of(save(editor, two[0], body="Other words."))

        assert "will be published on" in said

    def test_something_in_the_way_is_said_at_the_head_too(self, editor, release, two):
        scheduled(release)
        Record.objects.of_kind(Kind.LETTER).update(body="[It](/news/nothing/).")

        page = text_of(editor.get(address_of(release)))

        assert "unless what is in the way below is mended" in page
        assert "All of it goes out on" not in page.partition("release-things")[0]
