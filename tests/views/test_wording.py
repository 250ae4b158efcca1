"""Dates, times, sizes and addresses as people read them."""

from datetime import UTC, date, datetime

import pytest

from archive.models import Review
from archive.templatetags import wording


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2022, 5, 23, 8, 0, tzinfo=UTC), "9am on 23 May 2022"),
        (datetime(2022, 5, 23, 11, 0, tzinfo=UTC), "12 noon on 23 May 2022"),
        (datetime(2022, 5, 22, 23, 0, tzinfo=UTC), "12 midnight on 23 May 2022"),
        (datetime(2022, 12, 1, 17, 30, tzinfo=UTC), "5:30pm on 1 December 2022"),
        (datetime(2022, 12, 1, 0, 5, tzinfo=UTC), "12:05am on 1 December 2022"),
    ],
)
def test_moments_are_londons_and_written_as_on_gov_uk(moment, words):
    assert wording.moment(moment) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("2023", "2023"), ("2023-07", "July 2023"), ("2023-07-26", "26 July 2023")],
)
def test_a_date_is_told_as_exactly_as_it_is_known(value, words):
    assert wording.partial_date(value) == words


def test_a_day_has_no_leading_nought():
    assert wording.day(date(2022, 5, 3)) == "3 May 2022"


@pytest.mark.parametrize(("seconds", "clock"), [(0, "0:00"), (96.4, "1:36"), (3723, "1:02:03")])
def test_the_time_within_a_recording_reads_like_a_clock(seconds, clock):
    assert wording.clock(seconds) == clock


def test_an_address_is_whole_and_safe_to_copy():
    assert wording.absolute("/news/café/") == "http://testserver/news/caf%C3%A9/"
    assert wording.absolute("https://example.org/a b") == "https://example.org/a b"


class TestTheNameOfAReview:
    NAME = "The Independent Review of Children’s Social Care"

    def test_falls_into_what_all_share_and_what_is_its_own(self):
        whole, short = Review(name=self.NAME), Review(name="Care Review")

        assert whole.family_name == "The Independent Review of"
        assert whole.given_name == "Children’s Social Care"
        assert (short.family_name, short.given_name) == ("", "Care Review")

    def test_is_left_out_of_a_title_that_repeats_it(self):
        title = f"{self.NAME}: final report"

        assert wording.without_name(title, self.NAME) == "Final report"
        assert wording.invitation(title, self.NAME) == "Read the final report"
        assert wording.without_name(self.NAME, self.NAME) == self.NAME

    def test_leaves_other_titles_alone(self):
        assert wording.invitation("The Case for Change", self.NAME) == "Read “The Case for Change”"


def test_machines_are_told_a_moment_to_the_second():
    moment = datetime(2022, 5, 23, 8, 0, 1, 540119, tzinfo=UTC)

    assert wording.to_the_second(moment) == "2022-05-23T09:00:01+01:00"
