"""The site as of another moment than now."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from archive.models import Notice, Record, Review, clock

MARCH = datetime(2022, 3, 1, 9, tzinfo=UTC)


def test_it_is_now_unless_another_moment_is_tried_out():
    with clock.at(MARCH):
        assert clock.now() == MARCH
    assert timezone.now() - clock.now() < timedelta(minutes=1)


def test_a_moment_within_a_moment_ends_with_its_block():
    with clock.at(MARCH):
        with clock.at(MARCH + timedelta(days=1)):
            pass
        assert clock.now() == MARCH


def test_midnight_is_londons():
    with clock.at(datetime(2022, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today().isoformat() == "2022-07-01"


def test_records_are_published_as_of_that_moment(make_publication):
    letter = make_publication(published_at=MARCH)
    with clock.at(MARCH - timedelta(seconds=1)):
        assert not Record.objects.published().exists()
    with clock.at(MARCH):
        assert Record.objects.published().get().pk == letter.pk


def test_the_notice_is_that_days(make_notice):
    make_notice("The first", starts_at=MARCH)
    make_notice("The second", starts_at=MARCH + timedelta(days=9))
    with clock.at(MARCH + timedelta(days=2)):
        assert Notice.objects.of_the_day().title == "The first"


def test_a_question_is_answered_as_of_the_moment_at_which_it_is_asked(make_publication):
    make_publication(published_at=MARCH)
    published = Record.objects.published()
    with clock.at(MARCH - timedelta(seconds=1)):
        assert not published.all()
    with clock.at(MARCH):
        assert published.all()


def test_the_footer_of_a_page_is_that_moments(make_page):
    Review(name="The Review").save()
    make_page("Cookies", menu_position=1, published_at=MARCH)
    with clock.at(MARCH - timedelta(seconds=1)):
        assert not Review.objects.current().footer_rows
    with clock.at(MARCH):
        assert Review.objects.current().footer_rows
