"""The days of the end: what follows by rule, and which orders are impossible."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import Countdown

CLOSING, DOMAIN_ENDS = date(2023, 3, 10), date(2023, 12, 31)


@pytest.fixture
def make_countdown(make_user):
    def make(closing_on: date = CLOSING, domain_ends_on: date = DOMAIN_ENDS, **days) -> Countdown:
        countdown = Countdown(closing_on=closing_on, domain_ends_on=domain_ends_on, **days)
        countdown.set_by = make_user()
        countdown.follow_rules()
        countdown.save()
        return countdown

    return make


def test_five_days_follow_from_the_two_that_are_given(make_countdown):
    days = make_countdown()

    assert days.notice_on == CLOSING - timedelta(weeks=10)
    assert days.last_publishing_on == CLOSING - timedelta(weeks=1)
    assert days.checked_by_on == CLOSING + timedelta(weeks=4)
    assert days.renewed_by_on == DOMAIN_ENDS - timedelta(days=30)
    assert days.domain_kept_until_on == date(2033, 3, 10)


def test_ten_years_after_a_leap_day_is_a_day(make_countdown):
    days = make_countdown(date(2024, 2, 29), date(2025, 1, 1))

    assert days.domain_kept_until_on == date(2034, 2, 28)


def test_a_day_that_was_chosen_is_moved(make_countdown):
    days = make_countdown(notice_on=date(2022, 11, 1))

    assert days.is_moved("notice_on")
    assert not days.is_moved("checked_by_on")
    assert not days.is_moved("closing_on")


@pytest.mark.parametrize(
    ("moved", "says"),
    [
        ({"notice_on": CLOSING}, "before the last publishing day"),
        ({"last_publishing_on": CLOSING + timedelta(days=1)}, "published after the closing day"),
        ({"checked_by_on": CLOSING}, "once the site is closed"),
        ({"domain_ends_on": CLOSING + timedelta(days=3)}, "would end before"),
        ({"renewed_by_on": DOMAIN_ENDS}, "before its last day"),
        ({"domain_kept_until_on": CLOSING}, "at least until the archive’s copy"),
    ],
)
def test_an_impossible_order_is_refused_in_a_sentence_and_by_the_database(
    make_countdown, moved, says
):
    days = make_countdown()
    for name, day in moved.items():
        setattr(days, name, day)
    days.pk = None

    with pytest.raises(ValidationError, match=says):
        days.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        days.save(force_insert=True)


def test_the_last_setting_holds(make_countdown):
    make_countdown()
    later = make_countdown(date(2023, 5, 26))

    assert Countdown.objects.current() == later


def test_says_since_when_the_domain_has_its_last_day(make_countdown):
    assert Countdown.objects.domain_ends_set() is None
    make_countdown()
    second = make_countdown(domain_ends_on=date(2024, 12, 31))
    make_countdown(date(2023, 5, 26), domain_ends_on=date(2024, 12, 31))

    assert Countdown.objects.domain_ends_set() == second


def test_says_whether_the_notice_is_short(make_countdown):
    assert make_countdown(notice_on=date(2023, 2, 1)).is_notice_short
    assert not make_countdown().is_notice_short


def test_says_whether_the_domain_is_safe_or_lost(make_countdown):
    assert make_countdown(domain_ends_on=date(2033, 3, 10)).is_domain_safe
    days = make_countdown()
    assert not days.is_domain_safe
    with time_machine.travel("2023-12-31 12:00Z"):
        assert not days.is_domain_lost
    with time_machine.travel("2024-01-01 12:00Z"):
        assert days.is_domain_lost
