"""What a takedown says once it is done stays said, and a closed site does none."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Record, Takedown, Tombstone

SITE_CLOSED = "The site is closed: nothing on the record can change"
FOR_EVER = "on the record for ever"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def ask(make_user):
    def ask(address: str = "/x/") -> Takedown:
        return Takedown.objects.create(
            address=address, reason="A court ordered it.", words="A name", asked_by=make_user()
        )

    return ask


@pytest.fixture
def decide(make_user):
    def decide(takedown: Takedown, outcome: str) -> Takedown:
        takedown.outcome, takedown.words = outcome, ""
        takedown.decided_by, takedown.decided_at = make_user(), SINCE
        takedown.save()
        return takedown

    return decide


def refused(says: str, change, *arguments, **facts) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        change(*arguments, **facts)


def plain(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


SAID = [
    {"address": "/elsewhere/"},
    {"reason": "Another."},
    {"page_stays": True},
    {"asked_at": SINCE},
    {"outcome": "declined"},
    {"decided_at": datetime(2026, 2, 1, tzinfo=UTC)},
]


def a_name(facts: dict[str, object]) -> str:
    return next(iter(facts))


class TestADoneTakedown:
    @pytest.fixture(autouse=True)
    def done(self, ask, decide) -> Takedown:
        return decide(ask(), "done")

    @pytest.mark.parametrize("facts", SAID, ids=a_name)
    def test_goes_on_saying_what_it_said(self, facts):
        refused(FOR_EVER, Takedown.objects.update, **facts)

    def test_is_of_the_same_record_and_by_the_same_people(self, make_post, make_user):
        post = Record.objects.get(pk=make_post().pk)

        refused(FOR_EVER, Takedown.objects.update, record=post)
        refused(FOR_EVER, Takedown.objects.update, asked_by=make_user())
        refused(FOR_EVER, Takedown.objects.update, decided_by=make_user())

    def test_is_never_deleted(self):
        refused(FOR_EVER, plain, "DELETE FROM archive_takedown")

    def test_keeps_books_of_what_is_left(self):
        assert Takedown.objects.update(files_left=["a.pdf"], captures_emptied=2) == 1

    @pytest.mark.parametrize("facts", SAID, ids=a_name)
    def test_says_the_same_in_a_closed_site(self, facts, close_site):
        close_site()

        refused(SITE_CLOSED, Takedown.objects.update, **facts)

    def test_keeps_its_books_in_a_closed_site_too(self, close_site, edition_number):
        close_site()
        before = edition_number()

        assert Takedown.objects.update(files_left=[]) == 1
        assert edition_number() == before

    def test_keeps_its_tombstone_in_a_closed_site(self, done, close_site):
        Tombstone.objects.create(takedown=done, address="/x/")
        close_site()

        refused(SITE_CLOSED, Tombstone.objects.update, address="/elsewhere/")
        refused(SITE_CLOSED, plain, "DELETE FROM archive_tombstone")


class TestAClosedSite:
    def test_takes_nothing_down(self, ask, decide, close_site):
        asked = ask()
        close_site()

        refused(SITE_CLOSED, decide, asked, "done")

    @pytest.mark.parametrize("outcome", ["done", "declined"])
    def test_has_nothing_put_in_that_is_decided_already(self, outcome, close_site, make_user):
        close_site()
        by = {"asked_by": make_user(), "decided_by": make_user(), "decided_at": SINCE}

        refused(
            SITE_CLOSED,
            Takedown.objects.create,
            address="/x/", reason="A court.", outcome=outcome, **by,
        )  # fmt: skip

    def test_lets_one_be_asked_for_and_declined_in_the_same_edition(
        self, ask, decide, close_site, edition_number
    ):
        close_site()
        before = edition_number()

        declined = decide(ask(), "declined")

        assert Takedown.objects.get(pk=declined.pk).outcome == "declined"
        assert edition_number() == before

    @pytest.mark.parametrize("facts", [*SAID[:4], {"words": "Another name"}], ids=a_name)
    def test_lets_what_was_asked_for_not_be_changed(self, facts, ask, close_site):
        ask()
        close_site()

        refused(SITE_CLOSED, Takedown.objects.update, **facts)

    def test_lets_none_be_deleted(self, ask, close_site):
        ask()
        close_site()

        refused(SITE_CLOSED, plain, "DELETE FROM archive_takedown")


@pytest.mark.parametrize(("outcome", "begins"), [("done", True), ("declined", False)])
def test_an_edition_begins_where_a_takedown_is_done_alone(
    outcome, begins, ask, decide, edition_number
):
    asked = ask()
    before = edition_number()

    decide(asked, outcome)

    assert (edition_number() > before) is begins


def test_no_edition_begins_with_what_a_done_takedown_still_has_to_do(ask, decide, edition_number):
    decide(ask(), "done")
    before = edition_number()

    Takedown.objects.update(files_left=["a.pdf"], captures_emptied=3)

    assert edition_number() == before
