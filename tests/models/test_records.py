"""What can be asked of the record, in the words that everything else uses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from archive.models import (
    POST_KINDS,
    PUBLICATION_KINDS,
    Call,
    Episode,
    FaqCategory,
    FaqEntry,
    Kind,
    Page,
    Person,
    Publication,
    Record,
    Series,
    State,
    Topic,
)

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def one_of_each_state(make_publication):
    """By state, a record that is in it."""
    now = timezone.now()
    withdrawn = {"withdrawn_at": now - AN_HOUR, "withdrawn_because": "It named a child."}
    return {
        State.DRAFT: make_publication("A draft", published_at=None),
        State.SCHEDULED: make_publication("A scheduled one", published_at=now + AN_HOUR),
        State.PUBLISHED: make_publication("A published one"),
        State.WITHDRAWN: make_publication("A withdrawn one", **withdrawn),
        State.TAKEN_DOWN: make_publication("One that is gone", taken_down_at=now),
    }


def titles(records) -> list[str]:
    return [record.title for record in records]


class TestTheStateOfARecord:
    """Told once in SQL and once in Python: both must say the same."""

    @pytest.mark.parametrize("state", State)
    def test_is_the_same_in_the_database_and_in_memory(self, state, one_of_each_state):
        assert titles(Record.objects.in_state(state)) == [one_of_each_state[state].title]
        assert one_of_each_state[state].state == state

    def test_says_whether_the_public_can_reach_it(self, one_of_each_state):
        public = {record.title for record in one_of_each_state.values() if record.is_public}

        assert public == set(titles(Record.objects.published()))
        assert public == {"A published one", "A withdrawn one"}

    def test_and_its_successor_say_whether_the_review_stands_by_it(
        self, one_of_each_state, make_publication
    ):
        make_publication("An old edition", superseded_by=one_of_each_state[State.PUBLISHED])

        assert titles(Record.objects.current()) == ["A published one"]

    @pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED])
    def test_is_not_told_by_a_successor_that_nobody_can_read_yet(self, state, one_of_each_state):
        standing = one_of_each_state[State.PUBLISHED]
        standing.superseded_by = one_of_each_state[state]
        standing.save()

        assert titles(Record.objects.current()) == ["A published one"]

    def test_has_a_sentence_for_drafts_scheduled_and_withdrawn(self, one_of_each_state):
        assert titles(Record.objects.drafts()) == ["A draft"]
        assert titles(Record.objects.scheduled()) == ["A scheduled one"]
        assert titles(Record.objects.withdrawn()) == ["A withdrawn one"]


class TestAskingForRecords:
    def test_of_some_kinds(self, make_letter, make_post, make_page):
        letter, post, _ = make_letter(), make_post(), make_page()

        assert titles(Record.objects.of_kind(*PUBLICATION_KINDS)) == [letter.title]
        assert titles(Record.objects.of_kind(*POST_KINDS)) == [post.title]

    def test_about_a_topic(self, make_topic, make_post):
        kinship = make_topic("Kinship care")
        about_it = make_post(topics=[kinship])
        make_post()

        assert titles(Record.objects.about(kinship)) == [about_it.title]

    def test_by_a_person_once_each(self, make_person, make_post, make_contributor):
        ada, post = make_person(), make_post()
        make_contributor(post, ada)
        make_contributor(post)

        assert titles(Record.objects.by(ada)) == [post.title]

    def test_newest_first_and_those_of_one_moment_always_in_the_same_order(self, make_post):
        now = timezone.now()
        for title, hours in (("First", 3), ("Second", 2), ("Third", 2)):
            make_post(title, published_at=now - hours * AN_HOUR)

        assert titles(Record.objects.newest_first()) == ["Third", "Second", "First"]

    def test_at_an_address(self, make_page):
        page = make_page("About us")

        assert titles(Record.objects.at("/about-us/")) == [page.title]
        assert not Record.objects.at("/about-you/").exists()

    def test_in_lists_without_their_long_texts(self, make_page):
        make_page()

        listed = Record.objects.for_lists().get()
        assert {"body", "content_note"} <= listed.get_deferred_fields()


class TestARecordOfAnyKind:
    def test_gets_its_kinds_usual_address(self, make_letter, make_post, make_call, make_episode,
                                          make_page):  # fmt: skip
        makers = (make_letter, make_post, make_call, make_episode, make_page)

        assert [make(f"A name {n}").address for n, make in enumerate(makers)] == [
            "/publications/a-name-0/",
            "/news/a-name-1/",
            "/calls/a-name-2/",
            "/podcast/a-name-3/",
            "/a-name-4/",
        ]

    def test_keeps_an_address_that_it_was_given(self, make_publication):
        report = make_publication("The case for change", address="/case-for-change/")

        assert report.address == "/case-for-change/"
        assert report.get_absolute_url() == "/case-for-change/"

    def test_counts_its_saves(self, make_post):
        post = make_post()
        post.save()

        assert Record.objects.get(pk=post.pk).edits == 2

    def test_was_last_updated_when_readers_last_got_something_new(self, make_post):
        post = make_post()
        assert post.last_updated_at == post.published_at

        post.public_updated_at = post.published_at + AN_HOUR
        assert post.last_updated_at == post.public_updated_at

    def test_has_every_word_of_it_kept_with_a_revision(self, make_letter):
        words = make_letter("To the Minister").words()

        assert words["title"] == "To the Minister"
        assert words["salutation"] == "Dear Secretary of State,"
        assert words["addressed_to"] == ["The Secretary of State for Education"]

    @pytest.mark.parametrize("kind", Kind)
    def test_has_a_name_for_many(self, kind):
        assert kind.plural
        assert kind.plural != kind.label or kind in (Kind.NEWS, Kind.TERMS_OF_REFERENCE)


class TestCalls:
    def test_are_upcoming_open_or_closed_by_the_clock(self, make_call):
        now = timezone.now()
        make_call("Coming", opens_at=now + AN_HOUR)
        make_call("Running")
        make_call("Over", closes_at=now - AN_HOUR)

        assert titles(Call.objects.upcoming()) == ["Coming"]
        assert titles(Call.objects.open()) == ["Running"]
        phases = {call.title: call.phase for call in Call.objects.latest_closing_first()}
        assert phases == {
            "Coming": Call.Phase.UPCOMING,
            "Running": Call.Phase.OPEN,
            "Over": Call.Phase.CLOSED,
        }

    def test_open_at_their_first_moment_and_are_closed_at_their_last(self, make_call):
        call = make_call()
        moment = timedelta(microseconds=1)

        assert call.phase_at(call.opens_at - moment) == Call.Phase.UPCOMING
        assert call.phase_at(call.opens_at) == Call.Phase.OPEN
        assert call.phase_at(call.closes_at - moment) == Call.Phase.OPEN
        assert call.phase_at(call.closes_at) == Call.Phase.CLOSED


class TestOtherSentences:
    def test_episodes_of_a_series_stand_in_its_order(self, make_episode):
        series = Series.objects.create(title="In care", slug="in-care")
        make_episode("Second", series=series, series_position=2)
        make_episode("First", series=series, series_position=1)
        make_episode("Another")

        assert titles(Episode.objects.in_series(series)) == ["First", "Second"]

    def test_pages_in_the_footer_are_those_with_a_place_in_it(self, make_page):
        make_page("Privacy", menu_position=2)
        make_page("About", menu_position=1)
        make_page("Hidden")

        assert titles(Page.objects.in_menu()) == ["About", "Privacy"]

    def test_key_publications(self, make_publication):
        make_publication("The final report", is_key=True)
        make_publication()

        assert titles(Publication.objects.key()) == ["The final report"]

    def test_topics_with_public_records_are_those_of_published_ones(
        self, make_topic, make_post, make_letter
    ):
        kinship, adoption = make_topic("Kinship care"), make_topic("Adoption")
        make_post(topics=[kinship])
        make_letter(topics=[kinship])
        make_post(topics=[adoption], published_at=None)

        assert list(Topic.objects.with_public_records()) == [kinship]
        assert list(Topic.objects.with_public_records(Kind.LETTER)) == [kinship]
        assert not Topic.objects.with_public_records(Kind.SPEECH).exists()

    def test_topics_with_public_counts_count_their_records(
        self, make_topic, make_post, make_letter
    ):
        kinship, adoption = make_topic("Kinship care"), make_topic("Adoption")
        make_post(topics=[kinship])
        make_letter(topics=[kinship])
        make_post(topics=[adoption], published_at=None)

        assert [(t.name, t.public_count) for t in Topic.objects.with_public_counts()] == [
            ("Kinship care", 2)
        ]
        letters = Topic.objects.with_public_counts(Kind.LETTER)
        assert [topic.public_count for topic in letters] == [1]

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps count of its rows")
    def test_lists_are_read_in_the_order_of_their_index(self, make_post):
        make_post()

        newest = Record.objects.published().newest_first()[:20].explain()
        of_a_kind = Record.objects.published().of_kind(Kind.NEWS).newest_first()[:20].explain()

        assert "USING INDEX record_newest_first" in newest
        assert "USING INDEX record_by_kind" in of_a_kind
        assert "TEMP B-TREE" not in newest + of_a_kind

    def test_people_are_public_once_a_public_page_names_them(
        self, make_person, make_member, make_post, make_contributor
    ):
        make_person("Nobody Yet")
        make_contributor(make_post(published_at=None), make_person("Of A Draft"))
        make_contributor(make_post(), make_person("Of A Post"))
        make_member(person=make_person("On A Board"))

        names = [person.name for person in Person.objects.public().by_name()]
        assert names == ["On A Board", "Of A Post"]

    def test_people_sort_by_their_family_names(self, make_person):
        for name in ("Zoe Adams", "Adam Zane", "Madonna"):
            make_person(name)

        names = [person.name for person in Person.objects.by_name()]
        assert names == ["Zoe Adams", "Madonna", "Adam Zane"]

    def test_questions_without_a_published_answer_leave_no_empty_category(self, make_faq):
        empty = FaqCategory.objects.create(name="Later", slug="later")
        make_faq(category=empty, published_at=None)
        faq = make_faq()

        categories = FaqCategory.objects.with_published_entries()
        assert [category.name for category in categories] == ["About the review"]
        assert categories[0].published_entries == [faq]
        assert FaqEntry.objects.drafts().count() == 1
