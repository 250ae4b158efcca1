"""What changes by the clock alone, over both changes of London's clocks: publication, notices."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from archive.lifecycle import move_stage
from archive.models import Notice, Record, Stage, State
from archive.templatetags.wording import moment

LONDON = ZoneInfo("Europe/London")
A_SECOND = timedelta(seconds=1)

# London's clock goes from 01:00 to 02:00 on 28 March 2027, and from 02:00 back to 01:00 on
# 25 October 2026.
MOMENTS = {
    "in winter": (datetime(2027, 2, 1, 9, 30, tzinfo=LONDON), "9:30am on 1 February 2027"),
    "in summer": (datetime(2027, 6, 1, 9, 30, tzinfo=LONDON), "9:30am on 1 June 2027"),
    "in the hour that is left out": (
        datetime(2027, 3, 28, 1, 30, tzinfo=LONDON),
        "2:30am on 28 March 2027",
    ),
    "the first time that it is half past one": (
        datetime(2026, 10, 25, 1, 30, fold=0, tzinfo=LONDON),
        "1:30am on 25 October 2026",
    ),
    "the second time that it is half past one": (
        datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON),
        "1:30am on 25 October 2026",
    ),
}


@pytest.fixture(params=MOMENTS.values(), ids=MOMENTS.keys())
def scheduled(request, make_publication):
    """A record that is to go out at that moment, as the database gives it back."""
    moment_in_london, shown = request.param
    make_publication(published_at=moment_in_london)
    record = Record.objects.get()
    record.shown = shown
    return record


class TestAScheduledRecord:
    def test_is_nobodys_a_second_before_its_moment(self, scheduled, client):
        with time_machine.travel(scheduled.published_at - A_SECOND, tick=False):
            assert scheduled.state == State.SCHEDULED
            assert not Record.objects.published().exists()
            assert client.get(scheduled.address).status_code == 404

    def test_is_everybodys_at_its_moment(self, scheduled, client):
        with time_machine.travel(scheduled.published_at, tick=False):
            assert scheduled.state == State.PUBLISHED
            assert Record.objects.published().exists()
            assert client.get(scheduled.address).status_code == 200

    def test_is_shown_with_its_moment_in_london(self, scheduled):
        assert moment(scheduled.published_at) == scheduled.shown


def test_the_two_half_past_ones_of_an_autumn_night_are_an_hour_apart(make_post):
    first, second = (
        make_post(published_at=datetime(2026, 10, 25, 1, 30, fold=fold, tzinfo=LONDON))
        for fold in (0, 1)
    )

    assert list(Record.objects.newest_first()) == [second.record, first.record]
    assert Record.objects.get(pk=first.pk).published_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 10, 25, 1, 0, tzinfo=UTC), tick=False):
        assert [record.pk for record in Record.objects.published()] == [first.pk]


class TestNotices:
    """The two of the real review: the first wording, then the one with the closing date."""

    FIRST = datetime(2023, 2, 2, 0, 0, tzinfo=LONDON)
    SECOND = datetime(2023, 2, 20, 0, 0, tzinfo=LONDON)

    @pytest.fixture(autouse=True)
    def two_notices(self, make_notice):
        make_notice("The government has published its strategy", starts_at=self.FIRST)
        make_notice("This website will close by 10 March 2023", starts_at=self.SECOND)

    def title_at(self, instant: datetime) -> str | None:
        with time_machine.travel(instant, tick=False):
            notice = Notice.objects.of_the_day()
        return notice and notice.title

    def test_there_is_none_before_the_first_begins(self):
        assert self.title_at(self.FIRST - A_SECOND) is None

    def test_the_first_stands_until_the_second_begins(self):
        first = "The government has published its strategy"

        assert self.title_at(self.FIRST) == first
        assert self.title_at(self.SECOND - A_SECOND) == first

    def test_the_second_stands_from_its_moment_on(self):
        second = "This website will close by 10 March 2023"

        assert self.title_at(self.SECOND) == second
        assert self.title_at(self.SECOND + timedelta(days=400)) == second

    def test_replace_each_other_on_the_public_pages(self, client):
        move_stage(Stage.CLOSING, by=None)
        shown = []
        for instant in (self.FIRST - A_SECOND, self.FIRST, self.SECOND - A_SECOND, self.SECOND):
            with time_machine.travel(instant, tick=False):
                page = client.get("/site-map/").text
            shown.append((page.count("published its strategy"), page.count("will close by")))

        assert shown == [(0, 0), (1, 0), (1, 0), (0, 1)]

    def test_are_not_shown_while_the_site_is_open(self, client):
        assert "published its strategy" not in client.get("/site-map/").text
