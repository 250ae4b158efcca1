"""The site on a past day: choosing one."""

import sys
from datetime import UTC, date, datetime

import pytest
import time_machine

from archive.captures.mementos import moment_of
from archive.views.days import end_of

MAY = datetime(2022, 5, 23, 8, 0, tzinfo=UTC)
NOW = datetime(2022, 6, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_tenth_of_june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home(make_capture):
    make_capture("/", b"<body>Home in May", captured_from=MAY)


class TestTyped:
    @pytest.mark.parametrize(
        "typed", ["24 May 2022", "24/05/2022", "24th may 2022", "2022-05-24", "Tue 24 May 2022"]
    )
    def test_any_way_a_day_leads_to_its_own_address(self, client, home, typed):
        response = client.get("/on/", {"day": typed})

        assert response.status_code == 302
        assert response["Location"] == "/on/2022-05-24/"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("yesterday", "Write it as 23 May 2022."),
            ("31 June 2022", "There is no day"),
            ("22 May 2022", "Choose 23 May 2022 or a later day."),
            ("11 June 2022", "still to come"),
        ],
    )
    def test_a_day_that_nothing_is_kept_of_is_refused_in_words(self, client, home, typed, said):
        response = client.get("/on/", {"day": typed})

        assert response.status_code == 400
        assert said in response.text
        assert f'value="{typed}"' in response.text
        assert 'aria-invalid="true"' in response.text


class TestADay:
    def test_leads_to_the_home_page_as_it_ended_in_london(self, client, home):
        response = client.get("/on/2022-05-24/")

        assert response["Location"] == "/memento/20220524225959/"
        assert "Home in May" in client.get(response["Location"]).text

    def test_that_is_not_over_leads_to_now(self, client, home):
        response = client.get("/on/2022-06-10/")

        assert response["Location"] == "/memento/20220610120000/"
        assert client.get(response["Location"]).status_code == 200

    def test_ends_an_hour_later_in_winter(self):
        assert end_of(date(2022, 12, 1)) == moment_of("20221201235959")

    @pytest.mark.parametrize("day", ["2022-02-30", "9999-12-31", "0001-01-01", "today"])
    def test_that_is_none_is_not_found(self, client, db, day):
        assert client.get(f"/on/{day}/").status_code == 404


class TestThePage:
    def test_says_from_when_on_there_is_something(self, client, home):
        assert "from 23 May 2022 to today" in client.get("/on/").text

    def test_lists_the_days_of_change_with_what_was_published(
        self, client, home, make_capture, make_post
    ):
        make_post("We begin", published_at=MAY)
        make_capture("/news/", b"<body>1", captured_from=MAY)
        make_capture("/static/a.css", b"a {}", "text/css", captured_from=MAY)
        page = client.get("/on/").text

        assert 'href="/on/2022-05-23/" rel="nofollow">23 May 2022' in page
        assert "2 pages new or changed" in page
        assert '<li lang="en">We begin</li>' in page

    def test_lists_whole_days_alone_where_there_is_too_much_to_look_through(
        self, client, home, make_capture, monkeypatch, number
    ):
        monkeypatch.setattr(sys.modules[end_of.__module__], "LOOKED_THROUGH", 2)
        for day in (24, 24, 25):
            moment = MAY.replace(day=day)
            make_capture(f"/{number()}/", b"<body>", captured_from=moment)
        page = client.get("/on/").text

        assert 'href="/on/2022-05-25/"' in page
        assert 'href="/on/2022-05-24/"' not in page

    def test_of_a_new_site_says_that_nothing_is_kept_yet(self, client, db):
        page = client.get("/on/").text

        assert "Nothing is kept yet" in page
        assert 'name="day"' not in page

    def test_asks_at_most_eight_questions(self, client, home, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            client.get("/on/")

    def test_is_reached_from_the_foot_of_every_page(self, client, db):
        assert '<a href="/on/" rel="nofollow">The site on a past day</a>' in client.get("/").text
