"""What the public was served stays as it was, by the database itself: in a closed site as a whole,
in every other stage but for what the store and a takedown do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Body, Capture, Edition, Takedown

SITE_CLOSED = "The site is closed: nothing on the record can change"
KEPT_FOR_EVER = "is kept for ever, as it was"
ONLY_GROWS = "its number only grows"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
LATER = SINCE + timedelta(days=1)


@pytest.fixture
def body(db) -> Body:
    return Body.objects.create(sha256="a" * 64, size=4, content=b"kept")


@pytest.fixture
def capture(body) -> Capture:
    return Capture.objects.create(
        address="/about/",
        status=200,
        headers=[["Content-Type", "text/html"]],
        content_type="text/html",
        body=body,
        first_edition=1,
        last_edition=2,
        captured_from=SINCE,
        rendered_at=SINCE,
    )


@pytest.fixture
def done(make_user) -> Takedown:
    return Takedown.objects.create(
        address="/about/",
        reason="A court ordered it.",
        asked_by=make_user(),
        outcome="done",
        decided_by=make_user(),
        decided_at=SINCE,
    )


def refused(says: str, change, *arguments, **facts) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        change(*arguments, **facts)


def plain(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestAClosedSite:
    @pytest.fixture(autouse=True)
    def closed(self, capture, close_site):
        close_site()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE archive_capture SET last_edition = last_edition + 1",
            "UPDATE archive_capture SET captured_until = captured_from",
            "DELETE FROM archive_capture",
            "INSERT INTO archive_capture SELECT * FROM archive_capture",
            "UPDATE archive_body SET size = size",
            "DELETE FROM archive_body",
            "INSERT INTO archive_body SELECT * FROM archive_body",
            "UPDATE archive_edition SET number = number + 1",
            "UPDATE archive_edition SET dress = 'another'",
        ],
    )
    def test_refuses_any_change_of_what_it_serves(self, statement):
        refused(SITE_CLOSED, plain, statement)

    def test_refuses_another_page(self, body):
        facts = {"first_edition": 1, "last_edition": 1, "captured_from": SINCE}

        refused(SITE_CLOSED, Body.objects.create, sha256="b" * 64, size=6, content=b"forged")
        refused(
            SITE_CLOSED,
            Capture.objects.create,
            address="/forged/", status=200, headers=[], body=body, rendered_at=SINCE, **facts,
        )  # fmt: skip


class TestACapture:
    @pytest.mark.parametrize(
        "facts",
        [
            {"address": "/elsewhere/"},
            {"status": 410},
            {"headers": []},
            {"content_type": "text/plain"},
            {"captured_from": SINCE - timedelta(days=1)},
            {"first_edition": 0},
            {"rendered_at": LATER},
            {"last_edition": 1},
        ],
        ids=lambda facts: next(iter(facts)),
    )
    def test_says_for_ever_what_was_served(self, capture, facts):
        refused(KEPT_FOR_EVER, Capture.objects.update, **facts)

    def test_is_never_deleted(self, capture):
        refused(KEPT_FOR_EVER, plain, "DELETE FROM archive_capture")

    def test_is_given_no_other_body(self, capture):
        other = Body.objects.create(sha256="b" * 64, size=6, content=b"forged")

        refused(KEPT_FOR_EVER, Capture.objects.update, body=other)

    def test_holds_in_one_edition_more(self, capture):
        assert Capture.objects.update(last_edition=3) == 1

    def test_ends_once(self, capture):
        assert Capture.objects.update(captured_until=LATER) == 1

        refused(KEPT_FOR_EVER, Capture.objects.update, captured_until=SINCE)
        refused(KEPT_FOR_EVER, Capture.objects.update, captured_until=None)

    def test_is_emptied_by_a_takedown_that_is_done(self, capture, done):
        assert Capture.objects.all().empty(done, LATER) == 1

        assert Capture.objects.get().takedown == done

    def test_is_not_emptied_by_one_that_is_only_asked_for(self, capture, make_user):
        asked = Takedown.objects.create(address="/x/", reason="A court.", asked_by=make_user())

        refused(KEPT_FOR_EVER, Capture.objects.all().empty, asked, LATER)

    def test_that_was_emptied_stays_empty(self, capture, body, done):
        Capture.objects.all().empty(done, LATER)

        refused(KEPT_FOR_EVER, Capture.objects.update, body=body, takedown=None)
        refused(KEPT_FOR_EVER, Capture.objects.update, headers=[["Location", "/elsewhere/"]])


class TestABody:
    @pytest.mark.parametrize(
        "facts",
        [{"content": b"forged"}, {"size": 6}, {"sha256": "b" * 64}, {"brotli": b"forged"}],
        ids=lambda facts: next(iter(facts)),
    )
    def test_never_changes(self, body, facts):
        refused(KEPT_FOR_EVER, Body.objects.update, **facts)

    def test_is_not_deleted_while_a_capture_has_it(self, capture):
        refused(KEPT_FOR_EVER, plain, "DELETE FROM archive_body")

    def test_that_no_capture_has_may_be_deleted(self, body):
        assert Body.objects.unused().delete()[0] == 1


class TestTheEdition:
    def test_is_never_counted_back(self, edition_number):
        number = edition_number()

        refused(ONLY_GROWS, Edition.objects.update, number=number - 1)
        assert Edition.objects.update(number=number + 5) == 1

    def test_is_never_deleted(self, edition_number):
        edition_number()

        refused(ONLY_GROWS, plain, "DELETE FROM archive_edition")
