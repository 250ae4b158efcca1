"""What will go out: a month of it, a list of it, and how far away each is."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from archive.admin.calendar import away, events
from archive.models import Look
from archive.readiness.finding import Finding
from tests.admin.conftest import address_of, text_of

CALENDAR = reverse("admin:calendar")
TODAY = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def on_a_thursday(time_machine_at):
    time_machine_at(TODAY)


@pytest.fixture
def time_machine_at():
    travels = []

    def go(moment: datetime) -> None:
        travels.append(time_machine.travel(moment, tick=False))
        travels[-1].start()

    yield go
    for travel in travels:
        travel.stop()


def days_with_events(page) -> dict[date, list[str]]:
    return {
        day.day: [event.does for event in day.events]
        for week in page.context["weeks"]
        for day in week
        if day.events
    }


class TestTheCalendar:
    def test_has_what_is_scheduled_notices_and_calls(
        self, editor, make_post, make_faq, make_notice, make_call
    ):
        make_post(published_at=TODAY + 1 * DAY)
        make_faq(published_at=TODAY + 2 * DAY)
        make_notice(starts_at=TODAY + 3 * DAY)
        make_call(opens_at=TODAY + DAY / 2, closes_at=TODAY + 4 * DAY)
        make_post("Out already", published_at=TODAY - DAY)
        make_post("A draft", published_at=None)

        assert days_with_events(editor.get(CALENDAR)) == {
            date(2026, 11, 26): ["opens"],
            date(2026, 11, 27): ["goes out"],
            date(2026, 11, 28): ["goes out"],
            date(2026, 11, 29): ["begins"],
            date(2026, 11, 30): ["closes"],
        }

    def test_shows_each_on_its_day_in_london(self, editor, make_post):
        make_post(published_at=datetime(2027, 6, 30, 23, 30, tzinfo=UTC))

        page = editor.get(CALENDAR, {"month": "2027-07"})

        assert list(days_with_events(page)) == [date(2027, 7, 1)]

    def test_leads_to_the_form_of_each_and_to_the_months_around(self, editor, make_post):
        post = make_post(published_at=TODAY + DAY)

        page = text_of(editor.get(CALENDAR))

        assert page.count(address_of(post)) == 2
        assert "?month=2026-10" in page
        assert "?month=2026-12" in page

    @pytest.mark.parametrize("month", ["", "someday", "2026-13", "0001-01", "9999-12"])
    def test_shows_this_month_where_none_was_asked_for_that_there_is(self, month, editor):
        assert editor.get(CALENDAR, {"month": month}).context["first"] == date(2026, 11, 1)

    def test_has_no_call_of_a_site_that_is_closing(self, closing_site, make_call):
        make_call(opens_at=TODAY + DAY, closes_at=TODAY + 2 * DAY)

        assert events(calls_are_open=False) == []

    def test_is_for_those_who_see_records(self, sign_in, auditor):
        assert auditor.get(CALENDAR).status_code == 200
        assert sign_in("Authors").get(CALENDAR).status_code == 200
        assert sign_in("").get(CALENDAR).status_code == 403

    def test_is_there_in_a_closed_site(self, closed_site, editor):
        assert "Nothing waits for its moment." in text_of(editor.get(CALENDAR))


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (3, "in 3 days"),
        (60, "in 60 days"),
        (91, "in 3 months"),
        (2005, "in 5 years"),
        (-1, "yesterday"),
        (-4, "4 days ago"),
    ],
)
def test_how_far_away_a_day_is(days, says):
    assert away(TODAY + days * DAY) == says
    assert away((TODAY + days * DAY).date()) == says


def test_tomorrow_begins_at_midnight_in_london(time_machine_at):
    time_machine_at(datetime(2027, 6, 1, 22, 30, tzinfo=UTC))

    assert away(datetime(2027, 6, 1, 22, 50, tzinfo=UTC)) == "today"
    assert away(datetime(2027, 6, 1, 23, 10, tzinfo=UTC)) == "tomorrow"


class TestTheFirstPage:
    def test_says_how_far_away_the_next_is_and_leads_to_the_calendar(self, editor, make_post):
        make_post(published_at=TODAY + 3 * DAY)

        page = text_of(editor.get(reverse("admin:index")))

        assert "Sunday 29 November 2026 at 10:00, in 3 days" in page
        assert CALENDAR in page

    def test_says_how_much_was_wrong_when_the_pages_were_looked_at(self, editor):
        found = Finding("page-title", "/c/", "It has no title.", "Give it one.").as_row()
        facts = {"edition": 10_000, "pages": 1, "in_record": [], "outside": []}
        Look.objects.keep(findings=[found], **facts)

        page = text_of(editor.get(reverse("admin:index")))

        assert "One thing was wrong when the pages were looked at" in page
        assert "Something has changed since." in page

    def test_says_that_nobody_has_looked_yet(self, editor):
        assert "Nobody has looked at the pages yet." in text_of(editor.get(reverse("admin:index")))
