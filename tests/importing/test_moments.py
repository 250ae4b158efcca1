from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.format.moments import (
    NoSuchTime,
    read_day,
    read_moment,
    start_of,
    write_moment,
)


class TestAMoment:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("2021-01-20", datetime(2021, 1, 20, tzinfo=UTC)),
            ("2021-07-20", datetime(2021, 7, 19, 23, tzinfo=UTC)),
            ("2021-07-20T09:30", datetime(2021, 7, 20, 8, 30, tzinfo=UTC)),
            ("2021-07-20 09:30:15", datetime(2021, 7, 20, 8, 30, 15, tzinfo=UTC)),
            ("2021-07-20T09:30:15.25", datetime(2021, 7, 20, 8, 30, 15, 250000, tzinfo=UTC)),
            ("2021-07-20T09:30Z", datetime(2021, 7, 20, 9, 30, tzinfo=UTC)),
            ("2021-07-20T09:30+02:00", datetime(2021, 7, 20, 7, 30, tzinfo=UTC)),
            ("2022-10-30T01:30+01:00", datetime(2022, 10, 30, 0, 30, tzinfo=UTC)),
            ("2022-10-30T01:30+00:00", datetime(2022, 10, 30, 1, 30, tzinfo=UTC)),
        ],
    )
    def test_is_londons_unless_it_says_otherwise(self, typed, meant):
        assert read_moment(typed) == meant

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("2021-02-30", "no 2021-02-30 in the calendar"),
            ("2021-02-30T09:00", "no 2021-02-30 in the calendar"),
            ("2021-07-20T25:00", "no 2021-07-20T25:00 on the clock"),
            ("2022-03-27T01:30", "the clocks went forward"),
            ("2022-10-30T01:30", "was twice in London"),
            ("20 July 2021", "not a date or time"),
            ("2021-07-20T9:30", "not a date or time"),
            ("2021-07-20T09:30+25:00", "not an offset"),
            ("0001-01-01T00:00+10:00", "out of range"),
        ],
    )
    def test_that_never_was_is_refused(self, typed, words):
        with pytest.raises(NoSuchTime, match=words.replace("+", r"\+")):
            read_moment(typed)

    def test_that_is_the_start_of_a_day_is_written_as_that_day(self):
        assert write_moment(start_of(date(2021, 7, 20))) == "2021-07-20"

    @given(
        st.integers(-(10**9), 10**10).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    )
    def test_reads_as_it_was_written(self, moment):
        assert read_moment(write_moment(moment)) == moment

    @given(st.integers(0, 2 * 3600))
    def test_reads_as_it_was_written_while_the_clocks_go_back(self, seconds):
        moment = datetime(2022, 10, 30, tzinfo=UTC) + timedelta(seconds=seconds)
        assert read_moment(write_moment(moment)) == moment


class TestADay:
    def test_that_does_not_exist_is_refused(self):
        with pytest.raises(NoSuchTime, match="no 2023-02-29"):
            read_day("2023-02-29")

    def test_with_a_time_is_refused(self):
        with pytest.raises(NoSuchTime, match="Write it as 2021-07-20"):
            read_day("2021-07-20T09:00")
