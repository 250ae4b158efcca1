"""The demonstration's past."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from archive.captures.rehearsing import PastIsKnown, rehearse
from archive.models import Capture, Edition, Page

BEFORE = datetime(2022, 5, 1, 12, tzinfo=UTC)
AFTER = datetime(2022, 6, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def shown(address: str, moment: datetime) -> str:
    capture = Capture.objects.of(address).at(moment).with_bodies().get()
    return gzip.decompress(capture.body.content).decode()


def test_a_page_stands_as_it_would_have_on_each_day(make_publication):
    letter = make_publication("The final report", published_at=datetime(2022, 5, 23, tzinfo=UTC))
    rehearse([AFTER, BEFORE])

    assert "The final report" not in shown("/", BEFORE)
    assert "The final report" in shown("/", AFTER)
    assert not Capture.objects.of(letter.address).at(BEFORE).exists()
    assert "The final report" in shown(letter.address, AFTER)


def test_a_page_that_did_not_change_in_between_is_one_capture(make_page):
    page = make_page("About", published_at=datetime(2022, 4, 1, tzinfo=UTC))
    rehearse([BEFORE, BEFORE + timedelta(days=1)])

    capture = Capture.objects.of(page.address).get()
    assert capture.captured_from == BEFORE
    assert capture.last_edition == capture.first_edition + 1


def test_a_page_says_what_it_is_worded_to_say_on_each_day(make_page):
    page = make_page("About", published_at=datetime(2022, 4, 1, tzinfo=UTC))

    def word(text: str) -> None:
        page.body = text
        page.save()

    wordings = {BEFORE: "The review goes on.", AFTER: "The review has reported."}
    rehearse(wordings, lambda moment: word(wordings[moment]), lambda: word("It is long over."))

    assert "The review goes on." in shown(page.address, BEFORE)
    assert "The review has reported." in shown(page.address, AFTER)
    page.refresh_from_db()
    assert page.body == "It is long over."


def test_somebody_who_breaks_off_has_the_words_of_today(make_page):
    page = make_page("About")

    def break_off(moment: datetime) -> None:
        Page.objects.update(body="The review goes on.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rehearse([BEFORE], break_off, lambda: Page.objects.update(body="It is over."))
    page.refresh_from_db()
    assert page.body == "It is over."


def test_the_site_is_in_an_edition_of_today_afterwards(make_page):
    make_page()
    rehearse([BEFORE])

    assert Edition.objects.current().began_at > AFTER


def test_no_past_is_made_up_where_something_was_served(make_page):
    make_page()
    rehearse([BEFORE])

    with pytest.raises(PastIsKnown):
        rehearse([AFTER])


def test_a_day_to_come_is_no_past(make_page):
    with pytest.raises(ValueError, match="yet to come"):
        rehearse([datetime(2099, 1, 1, tzinfo=UTC)])
