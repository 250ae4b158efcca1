"""Days that are wrong, or will be. The day of these tests is 1 March 2023."""

from datetime import date

import pytest


class TestAFutureThatHasPassed:
    @pytest.mark.parametrize(
        "source",
        [
            "The report will be published on 23 May 2022.",
            "We will publish the report in May 2022.",
            "The website is going to close on Tuesday 28 February 2023.",
            "We’ll meet families in Leeds by the 3rd of April 2021.",
            "It will run from 1 January 2022 until 30 June 2022.",
            "Hearings shall begin at the end of January 2023.",
        ],
    )
    def test_is_found(self, remarks_on, source):
        (found,) = remarks_on(source, "future-of-past")

        assert "which has passed" in found.what

    @pytest.mark.parametrize(
        "source",
        [
            "The website will close on 10 March 2023.",
            "The report was published on 23 May 2022 and will be kept.",
            "We will consider the letter sent on 23 May 2022.",
            "We will answer the report of 23 May 2022.",
            "By 10 March 2022 we will have met.",
            "It will be kept. It was published on 23 May 2022.",
            "He said: “We will publish on 23 May 2022.”",
            "At will, on 23 May 2022.",
            "It will be published on 23 May.",
            "The will was read.\n\nOn 23 May 2022 we met.",
            "It will close in March 2023.",
        ],
    )
    def test_is_not_seen_where_there_is_none(self, remarks_on, source):
        assert remarks_on(source, "future-of-past") == []

    def test_stays_in_what_was_said(self, remarks_on):
        source = "The report will be published on 23 May 2022."

        assert remarks_on(source, "future-of-past", is_as_said=True) == []


class TestTheDayOfTheWeek:
    @pytest.mark.parametrize(
        ("source", "mends_to"),
        [
            ("We met on Monday 10 March 2023.", "We met on Friday 10 March 2023."),
            ("Closed on Thursday, 5th February 2021", "Closed on Friday, 5th February 2021"),
        ],
    )
    def test_that_is_another_is_corrected(self, mended, source, mends_to):
        assert mended(source, "wrong-weekday") == mends_to

    @pytest.mark.parametrize(
        "source",
        ["It closed on Friday 5th February 2021.", "On Monday 10 March", "Monday 31 June 2022"],
    )
    def test_that_is_right_or_unknown_is_left_alone(self, remarks_on, source):
        assert remarks_on(source, "wrong-weekday") == []


class TestLastUpdated:
    @pytest.mark.parametrize(
        "source",
        [
            "Last updated 3 January 2022.",
            "Page last reviewed: March 2021",
            "This list is correct as at 1 December 2021.",
            "Last checked on the 2nd of May 2020",
        ],
    )
    def test_long_ago_is_found(self, remarks_on, source):
        assert len(remarks_on(source, "last-updated")) == 1

    @pytest.mark.parametrize(
        "source", ["Last updated 3 January 2023.", "It was updated. On 3 January 2020 we met."]
    )
    def test_lately_or_not_at_all_is_left_alone(self, remarks_on, source):
        assert remarks_on(source, "last-updated") == []

    def test_is_asked_of_a_page_that_lasts_and_has_not_changed_for_years(self, remarks_on):
        facts = {"lasts": True, "last_updated_on": date(2020, 12, 1)}

        (found,) = remarks_on("Who we are.", "last-updated", **facts)
        assert "2 years ago" in found.what
        assert remarks_on("We met.", "last-updated", last_updated_on=date(2020, 12, 1)) == []


class TestACall:
    DATES = {"opens_on": date(2022, 11, 1), "closes_on": date(2022, 12, 15)}

    @pytest.mark.parametrize(
        "source",
        [
            "The call closes on 16 December 2022.",
            "Please reply by midnight on 14 December 2022.",
            "Write to us before the 1st of December.",
            "It is open until 5pm, 15 January 2023.",
            "The deadline for responses is Friday 16 December 2022.",
            "The call opens on 2 November 2022.",
        ],
    )
    def test_that_says_another_day_than_its_own_is_found(self, remarks_on, source):
        (found,) = remarks_on(source, "call-dates", **self.DATES)

        assert found.replacement in ("15 December 2022", "1 November 2022")

    @pytest.mark.parametrize(
        "source",
        [
            "The call closes on 15 December 2022.",
            "Please reply by Thursday 15 December.",
            "It opened on 1 November 2022 and closes at noon on 15 December 2022.",
            "The review was announced on 15 January 2021.",
            "We published our first paper on 17 June 2021.",
        ],
    )
    def test_that_says_its_own_days_or_others_days_is_left_alone(self, remarks_on, source):
        assert remarks_on(source, "call-dates", **self.DATES) == []

    def test_that_closes_with_a_days_first_minute_closes_with_the_day_before(self, remarks_on):
        source = "It closes on 14 December 2022."

        assert remarks_on(source, "call-dates", closes_at_midnight=True, **self.DATES) == []

    @pytest.mark.parametrize(
        ("field", "source", "is_wrong"),
        [
            ("text_before", "The call has closed.", True),
            ("text_open", "The call is now closed.", True),
            ("text_after", "The call is open.", True),
            ("text_after", "The call has closed.", False),
            ("text_open", "The call is open.", False),
            ("text_after", "The library is open to all.", False),
        ],
    )
    def test_whose_text_stands_for_another_time_is_found(self, remarks_on, field, source, is_wrong):
        found = remarks_on(source, "call-dates", field=field, **self.DATES)

        assert bool(found) is is_wrong

    def test_is_looked_at_nowhere_else(self, remarks_on):
        assert remarks_on("The call closes on 16 December 2022.", "call-dates") == []
