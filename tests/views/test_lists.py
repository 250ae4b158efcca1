"""Lists of records, in pages with addresses of their own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from archive.models import Episode, Focus, Kind, Series
from archive.public_urls import PER_PAGE

pytestmark = pytest.mark.django_db


class TestAListInPages:
    def test_has_its_first_page_at_its_own_address_only(self, client, make_post):
        make_post("The only news")

        assert "The only news" in client.get("/news/").text
        assert client.get("/news/page/1/").status_code == 404

    def test_goes_on_by_path(self, client, make_post):
        for number in range(PER_PAGE + 1):
            published_at = datetime(2022, 5, 1, tzinfo=UTC) + timedelta(days=number)
            make_post(f"News number {number}.", published_at=published_at)
        first, second = client.get("/news/").text, client.get("/news/page/2/").text

        assert "News number 20." in first
        assert "News number 0." not in first
        assert 'rel="next" href="/news/page/2/"' in first
        assert "News number 0." in second
        assert 'rel="prev" href="/news/"' in second
        assert "<title>News and blogs, page 2 – " in second

    def test_ends_where_it_ends(self, client, make_post):
        make_post()

        assert client.get("/news/page/2/").status_code == 404

    def test_leaves_out_drafts_and_what_is_to_come(self, client, make_post):
        make_post("A draft", published_at=None)
        make_post("Tomorrow", published_at=timezone.now() + timedelta(days=1))
        page = client.get("/news/").text

        assert "A draft" not in page
        assert "Tomorrow" not in page
        assert "Nothing has been published here yet." in page

    def test_keeps_what_was_withdrawn_and_says_so(self, client, make_post):
        make_post("Old dates", withdrawn_at=timezone.now(), withdrawn_because="They changed.")

        assert "Withdrawn</span>" in client.get("/news/").text


class TestNews:
    def test_can_be_read_by_kind(self, client, make_post):
        make_post("Something happened")
        make_post("Something was thought", kind=Kind.BLOG)
        page = client.get("/news/kind/blog/").text

        assert "Something was thought" in page
        assert "Something happened" not in page

    @pytest.mark.parametrize("address", ["/news/kind/letter/", "/news/kind/none/"])
    def test_knows_no_other_kinds(self, client, make_letter, address):
        make_letter()

        assert client.get(address).status_code == 404

    def test_has_no_page_for_a_kind_with_nothing_in_it(self, client, make_post):
        make_post()

        assert client.get("/news/kind/blog/").status_code == 404


class TestPublications:
    def test_can_be_read_by_kind_and_by_topic(
        self, client, make_letter, make_publication, make_topic
    ):
        fostering = make_topic("Fostering")
        make_letter("A letter on fostering", topics=[fostering])
        make_publication("A report on nothing")
        of_kind = client.get("/publications/kind/letter/").text
        about = client.get("/publications/topic/fostering/").text

        assert "A letter on fostering" in of_kind
        assert "A report on nothing" not in of_kind
        assert "A letter on fostering" in about
        assert "A report on nothing" not in about

    def test_offer_the_kinds_and_topics_that_there_are(self, client, make_letter, make_topic):
        make_letter(topics=[make_topic("Fostering")])
        make_letter(topics=[make_topic("Secret plans")], published_at=None)
        page = client.get("/publications/").text

        assert "/publications/topic/fostering/" in page
        assert "Secret plans" not in page


class TestCalls:
    def test_say_where_they_stand_by_the_clock(self, client, make_call):
        now = timezone.now()
        make_call("To come", opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
        make_call("Running", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
        make_call("Done", opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
        page = client.get("/calls/").text

        assert page.index("Not open yet") < page.index(">Open<") < page.index(">Closed<")

    def test_are_neither_open_nor_to_come_in_a_closing_site(
        self, client, make_call, words_of, began_to_close_on_20_february_2023
    ):
        make_call(
            "Cut short",
            opens_at=datetime(2023, 1, 5, tzinfo=UTC),
            closes_at=datetime(2032, 1, 6, tzinfo=UTC),
        )
        make_call(
            "Never was",
            opens_at=datetime(2032, 5, 23, tzinfo=UTC),
            closes_at=datetime(2032, 7, 31, tzinfo=UTC),
        )
        page = words_of(client.get("/calls/").text)

        assert "Did not open Was to be open from 23 May 2032 to 31 July 2032" in page
        assert (
            "Closed early Open from 5 January 2023 to 20 February 2023; "
            "was to close on 6 January 2032" in page
        )


class TestThePodcast:
    def test_names_the_series_of_each_episode(self, client, make_episode):
        series = Series.objects.create(title="What’s next?", slug="whats-next", length=2)
        make_episode("The first", series=series, series_position=1)
        Episode.objects.update(dated_on=None)

        assert "What’s next?, part 1 of 2" in client.get("/podcast/").text


class TestATopic:
    def test_has_records_of_all_kinds(self, client, make_post, make_letter, make_topic):
        fostering = make_topic("Fostering", description="Homes with other families.")
        make_post("News on fostering", topics=[fostering])
        make_letter("A letter on fostering", topics=[fostering])
        page = client.get("/topics/fostering/").text

        assert "Homes with other families." in page
        assert "News on fostering" in page
        assert "A letter on fostering" in page
        assert "2 pages" in client.get("/topics/").text

    def test_of_drafts_only_is_not_there(self, client, make_post, make_topic):
        make_post(topics=[make_topic("Secret plans")], published_at=None)

        assert client.get("/topics/secret-plans/").status_code == 404
        assert "Secret plans" not in client.get("/topics/").text


def test_a_picture_keeps_the_chosen_part_in_sight_where_a_list_crops_it(
    client, make_post, make_picture
):
    make_post("A usual one", picture=make_picture())
    make_post("A chosen one", picture=make_picture(colour="red", focus=Focus.TOP_RIGHT))
    page = client.get("/news/").text

    assert 'class="thumbnail focus--centre" src="' in page
    assert 'class="thumbnail focus--top-right" src="' in page
