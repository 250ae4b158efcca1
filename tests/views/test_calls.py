"""A call's page: what it asks and tells at its hour, and what a closing site makes of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


def read(client, record) -> str:
    return client.get(record.address).text


class TestACall:
    def test_has_the_text_of_its_hour(self, client, make_call):
        now = timezone.now()
        hour = timedelta(hours=1)
        to_come = make_call(opens_at=now + hour, closes_at=now + 2 * hour)
        running = make_call(opens_at=now - hour, closes_at=now + hour)
        done = make_call(opens_at=now - 2 * hour, closes_at=now - hour)

        assert "The call opens soon." in read(client, to_come)
        assert "Write to us by letter" in read(client, running)
        assert "The call has closed. Thank you" in read(client, done)
        assert "Write to us by letter" not in read(client, done)

    def test_gives_its_moments_in_full(self, client, make_call):
        call = make_call(
            opens_at=datetime(2021, 6, 17, 11, tzinfo=UTC),
            closes_at=datetime(2021, 8, 13, 16, 30, tzinfo=UTC),
        )
        page = read(client, call)

        assert "12 noon on 17 June 2021" in page
        assert "5:30pm on 13 August 2021" in page

    def test_puts_its_outcome_first(self, client, make_call):
        closed_at = timezone.now() - timedelta(days=1)
        page = read(client, make_call(closes_at=closed_at, outcome="A thousand people wrote."))

        assert page.index("A thousand people wrote.") < page.index("It began with")

    def test_says_what_it_said_before_its_outcome_as_something_past(self, client, make_call):
        closed_at = timezone.now() - timedelta(days=1)
        page = read(client, make_call(closes_at=closed_at, outcome="A thousand people wrote."))

        assert "This call has closed" not in page
        assert page.index("It began with") < page.index("What this page said when the call closed")

    def test_is_closed_early_by_a_closing_site(
        self, client, make_call, words_of, began_to_close_on_20_february_2023
    ):
        call = make_call(
            opens_at=datetime(2023, 1, 5, tzinfo=UTC), closes_at=datetime(2032, 1, 6, tzinfo=UTC)
        )
        page = words_of(read(client, call))

        assert "This website is closing, so the call closed early." in page
        assert "Opened 12 midnight on 5 January 2023" in page
        assert "Closed 12 midnight on 20 February 2023" in page
        assert "Was to close 12 midnight on 6 January 2032" in page
        assert "Write to us by letter" not in page
        assert "This call has closed" in page

    def test_that_never_opened_says_so_in_a_closing_site(
        self, client, make_call, closing_site, words_of
    ):
        call = make_call(
            opens_at=datetime(2132, 5, 23, tzinfo=UTC), closes_at=datetime(2132, 7, 31, tzinfo=UTC)
        )
        page = words_of(read(client, call))

        assert "Did not open" in page
        assert "Was to open 1am on 23 May 2132" in page
        assert "Was to close 1am on 31 July 2132" in page
        assert "This call has closed" not in page

    def test_that_ran_its_time_before_the_closing_stays_as_it_was(
        self, client, make_call, closing_site, words_of
    ):
        call = make_call(
            opens_at=datetime(2021, 1, 5, tzinfo=UTC), closes_at=datetime(2021, 2, 6, tzinfo=UTC)
        )
        page = words_of(read(client, call))

        assert "Closed 12 midnight on 6 February 2021" in page
        assert "website is closing" not in page
