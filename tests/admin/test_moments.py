"""Dates and times as people type them: understood, or refused with nothing lost."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from archive.admin.moments import parse_clock
from archive.models.days import parse_day

from .conftest import address_of, errors_of, save


@pytest.mark.parametrize(
    "written",
    [
        "23 May 2022",
        "23 may 2022",
        "23rd May 2022",
        "Monday 23 May 2022",
        "Monday, 23  May, 2022",
        "23/05/2022",
        "23/5/2022",
        "23.05.2022",
        "2022-05-23",
        "2022/05/23",
        "2022.5.23",
        "Mon 23 May 2022",
        "Mon. 23 May 2022",
        "23rd of May 2022",
        "the 23rd of May, 2022",
        "May 23, 2022",
        "Monday, May 23rd 2022",
    ],
)
def test_a_day_is_written_in_british_order(written):
    assert parse_day(written) == date(2022, 5, 23)


@pytest.mark.parametrize(
    "weekday", ["Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"]
)
def test_a_weekday_may_be_shortened(weekday):
    assert parse_day(f"{weekday} 24 May 2022") == date(2022, 5, 24)


def test_figures_alone_have_the_day_before_the_month():
    assert parse_day("05/06/2022") == date(2022, 6, 5)


@pytest.mark.parametrize("name", ["Sep", "Sept", "September"])
def test_a_month_may_be_shortened(name):
    assert parse_day(f"1 {name} 2022") == date(2022, 9, 1)


@pytest.mark.parametrize(
    "written",
    [
        "30 February 2022",
        "05/23/2022",
        "2022/23/05",
        "May 2022",
        "May 32, 2022",
        "23 Mai 2022",
        "23/05/22",
        "soon",
        "1 May 0022",
    ],
)
def test_what_is_no_day_is_refused_with_an_example(written):
    with pytest.raises(ValidationError, match=f"“{written}”.* Write .* as 23 May 2022"):
        parse_day(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("17:00", time(17)),
        ("9:30", time(9, 30)),
        ("17.30", time(17, 30)),
        ("5pm", time(17)),
        ("5.30 PM", time(17, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("23:59:59", time(23, 59, 59)),
    ],
)
def test_a_time_is_written_by_either_clock(written, meant):
    assert parse_clock(written) == meant


@pytest.mark.parametrize("written", ["25:00", "9", "13pm", "0am", "17:60", "noonish"])
def test_what_is_no_time_is_refused_with_an_example(written):
    with pytest.raises(ValidationError, match=f"“{written}”.* 17:00 or 5pm"):
        parse_clock(written)


class TestForms:
    def test_take_a_day_as_it_was_typed_and_show_it_in_words(self, editor, make_letter):
        letter = make_letter(published_at=None)

        save(editor, letter, dated_on="23/05/2022")

        letter.refresh_from_db()
        assert letter.dated_on == date(2022, 5, 23)
        page = editor.get(address_of(letter)).content.decode()
        assert 'value="23 May 2022"' in page
        assert 'type="date"' not in page

    def test_refuse_a_wrong_day_and_lose_neither_the_typed_nor_the_stored_one(
        self, editor, make_letter
    ):
        letter = make_letter(published_at=None, dated_on=date(2022, 5, 20))

        response = save(editor, letter, dated_on="30 February 2022")

        assert "There is no day “30 February 2022”" in errors_of(response)
        assert "Give the letter’s date" not in errors_of(response)
        assert 'value="30 February 2022"' in response.content.decode()
        letter.refresh_from_db()
        assert letter.dated_on == date(2022, 5, 20)

    def test_keep_moments_to_the_second_when_nothing_is_changed(self, editor, make_call):
        closes_at = datetime(2030, 7, 1, 22, 59, 59, tzinfo=UTC)
        call = make_call(published_at=None, closes_at=closes_at)

        save(editor, call, body="Other words.")

        call.refresh_from_db()
        assert (call.closes_at, call.body) == (closes_at, "Other words.")

    def test_refuse_a_wrong_time_and_lose_nothing(self, editor, make_call):
        call = make_call(published_at=None)

        response = save(editor, call, closes_at_day="1 July 2030", closes_at_time="25:00")

        assert "“25:00” is not understood" in errors_of(response)
        page = response.content.decode()
        assert 'value="1 July 2030"' in page
        assert 'value="25:00"' in page
        stored = call.closes_at
        call.refresh_from_db()
        assert call.closes_at == stored

    def test_say_what_to_type(self, editor, make_member):
        page = editor.get(address_of(make_member().board)).content.decode()

        assert "For example 23 May 2022." in page
