"""What is kept of an answer, for how long, and what is not kept at all."""

import gzip
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import brotli
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.captures.kept import Answer
from archive.captures.store import DatabaseStore
from archive.models import Body, Capture, Edition, Takedown

HTML = "text/html; charset=utf-8"
WORDS = ("<p>What the review heard from families.</p>" * 50).encode()
A_DAY = timedelta(days=1)


@pytest.fixture
def store(db) -> DatabaseStore:
    return DatabaseStore()


@pytest.fixture
def edition(db):
    """Begins editions: `edition()` is the number of the one that the site is in."""

    def current() -> int:
        return Edition.objects.current().number

    return current


@pytest.fixture
def next_edition(edition):
    def begin(began_at: datetime | None = None) -> int:
        Edition.objects.begin_next(edition(), began_at=began_at or timezone.now())
        return edition()

    return begin


@pytest.fixture
def make_takedown(make_user):
    def take_down(address: str) -> None:
        """As archive.captures.takedowns does to what was kept."""
        takedown = Takedown.objects.create(
            address=address,
            reason="A court ordered it.",
            asked_by=make_user(),
            decided_by=make_user(),
            decided_at=timezone.now(),
            outcome=Takedown.Outcome.DONE,
        )
        Capture.objects.of(address).empty(takedown, timezone.now())

    return take_down


def answer(body: bytes = WORDS, status: int = 200, content_type: str = HTML, **headers) -> Answer:
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Answer(status, (("Content-Type", content_type), *named.items()), body)


def moved_to(target: str) -> Answer:
    return answer(b"", 301, location=target, cache_control="max-age=3600")


class TestAnAnswerThatIsKept:
    def test_is_found_again_whole(self, store, edition):
        kept = store.keep("/news/", answer(x_frame_options="DENY"), edition())
        found = store.find("/news/", edition())

        assert kept == found
        assert (found.address, found.status, found.size) == ("/news/", 200, len(WORDS))
        assert found.sha256 == sha256(WORDS).hexdigest()
        assert found.headers == (("Content-Type", HTML), ("X-Frame-Options", "DENY"))
        assert found.plain is None
        assert gzip.decompress(found.gzip) == brotli.decompress(found.brotli) == WORDS
        assert len(found.brotli) < len(found.gzip) < len(WORDS)

    def test_is_not_compressed_where_that_does_not_make_it_smaller(self, store, edition):
        kept = store.keep("/tiny.txt", answer(b"Hi", content_type="text/plain"), edition())

        assert (kept.plain, kept.gzip, kept.brotli) == (b"Hi", None, None)

    def test_is_not_compressed_again_where_it_is_already(self, store, edition):
        kept = store.keep("/a.png", answer(WORDS, content_type="image/png"), edition())

        assert (kept.plain, kept.gzip, kept.brotli) == (WORDS, None, None)

    def test_may_be_empty(self, store, edition):
        kept = store.keep("/old/", moved_to("/new/"), edition())

        assert (kept.status, kept.plain, kept.size) == (301, b"", 0)
        assert ("Location", "/new/") in kept.headers
        assert ("Cache-Control", "max-age=3600") in kept.headers

    @pytest.mark.parametrize(
        "name",
        ["content_length", "etag", "last_modified", "vary", "date", "server", "connection", "age",
         "content_encoding", "transfer_encoding"],
    )  # fmt: skip
    def test_is_kept_without_what_belongs_to_one_delivery(self, name, store, edition):
        kept = store.keep("/", answer(**{name: "1"}), edition())

        assert kept.headers == (("Content-Type", HTML),)

    def test_is_found_in_one_question(self, store, edition, django_assert_num_queries):
        store.keep("/", answer(), edition())
        number = edition()

        with django_assert_num_queries(1):
            assert store.find("/", number)

    def test_has_one_body_however_many_addresses_it_has(self, store, edition):
        store.keep("/news/", answer(), edition())
        store.keep("/blog/", answer(), edition())

        assert Capture.objects.count() == 2
        assert Body.objects.count() == 1

    def test_is_not_found_at_another_address_nor_in_another_edition(self, store, edition):
        number = edition()
        store.keep("/news/", answer(), number)

        assert store.find("/news", number) is None
        assert store.find("/News/", number) is None
        assert store.find("/news/", number + 1) is None
        assert store.find("/news/", number - 1) is None


class TestAPageThatDoesNotChange:
    def test_lives_on_in_the_next_edition(self, store, edition, next_edition):
        store.keep("/", answer(), edition())
        first = Capture.objects.get()
        number = next_edition()
        store.keep("/", answer(), number)
        same = Capture.objects.get()

        assert (same.first_edition, same.last_edition) == (first.first_edition, number)
        assert same.captured_from == first.captured_from
        assert same.is_standing

    def test_costs_three_questions(self, store, edition, next_edition):
        store.keep("/", answer(), edition())
        number = next_edition()
        with CaptureQueriesContext(connection) as asked:
            store.keep("/", answer(), number)

        assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 3

    def test_stands_since_it_was_first_answered_so(self, store, edition, next_edition):
        first = store.keep("/", answer(), edition())
        again = store.keep("/", answer(), next_edition())

        assert again.stands_since == first.stands_since

    def test_is_the_same_in_whatever_order_its_headers_come(self, store, edition, next_edition):
        store.keep("/", answer(a="1", b="2"), edition())
        store.keep("/", answer(b="2", a="1"), next_edition())

        assert Capture.objects.count() == 1


class TestAPageThatChanges:
    def test_leaves_what_it_was_to_be_read(self, store, edition, next_edition):
        store.keep("/", answer(b"Before"), edition())
        store.keep("/", answer(b"After"), next_edition())
        before, after = Capture.objects.oldest_first()

        assert bytes(before.body.content) == b"Before"
        assert before.captured_until == after.captured_from
        assert after.is_standing

    def test_does_so_from_the_moment_of_the_edition(self, store, edition, next_edition):
        store.keep("/", answer(b"Before"), edition())
        began_at = timezone.now() + timedelta(hours=1)
        with time_machine.travel(began_at + A_DAY):
            store.keep("/", answer(b"After"), next_edition(began_at))

        assert Capture.objects.newest_first()[0].captured_from == began_at

    @pytest.mark.parametrize(
        "changed",
        [
            moved_to("/new/"),
            answer(b"", 410),
            answer(content_type="text/plain"),
            answer(content_language="cy"),
            answer(WORDS + b" "),
        ],
    )
    def test_does_so_by_its_status_and_headers_too(self, changed, store, edition, next_edition):
        store.keep("/", answer(), edition())
        kept = store.keep("/", changed, next_edition())

        assert Capture.objects.count() == 2
        assert kept.status == changed.status

    def test_may_move_and_be_taken_down_later(self, store, edition, next_edition):
        for told in (answer(), moved_to("/new/"), answer(b"Gone.", 410), answer()):
            store.keep("/", told, next_edition())
        captures = list(Capture.objects.oldest_first())

        assert [capture.status for capture in captures] == [200, 301, 410, 200]
        assert [capture.is_standing for capture in captures] == [False, False, False, True]
        assert Body.objects.count() == 3

    def test_within_one_edition_changes_when_it_was_seen_to(self, store, edition):
        store.keep("/", answer(b"One"), edition())
        store.keep("/", answer(b"Another"), edition())
        one, another = Capture.objects.oldest_first()

        assert one.captured_from < one.captured_until == another.captured_from
        assert Capture.objects.at(another.captured_from).get() == another

    def test_never_begins_before_it_has_ended(self, store, edition, next_edition):
        """As when the clocks of two servers differ."""
        store.keep("/", answer(b"One"), edition())
        with time_machine.travel(timezone.now() - A_DAY):
            store.keep("/", answer(b"Another"), next_edition())
        one, another = Capture.objects.oldest_first()

        assert one.captured_from < another.captured_from == one.captured_until

    def test_stood_for_one_thing_at_any_moment(self, store, edition, next_edition):
        start = datetime(2022, 5, 23, 9, tzinfo=UTC)
        for day in range(4):
            with time_machine.travel(start + day * A_DAY, tick=False):
                next_edition()
                store.keep("/", answer(f"Day {day}".encode()), edition())
        days = [start + hours * timedelta(hours=1) for hours in range(0, 96, 7)]

        assert [Capture.objects.of("/").at(day).count() for day in days] == [1] * len(days)


class TestWhatEndedMeanwhile:
    def test_is_not_kept_for_an_edition_that_is_over(self, store, edition, next_edition):
        number = edition()
        next_edition()

        assert store.keep("/", answer(), number) is None
        assert not Capture.objects.exists()
        assert not Body.objects.exists()

    def test_is_not_kept_for_an_edition_to_come(self, store, edition):
        assert store.keep("/", answer(), edition() + 1) is None

    def test_is_read_again_where_it_stood(self, store, edition, next_edition):
        store.keep("/", answer(), edition())
        next_edition()
        store.end("/")
        capture = Capture.objects.get()

        assert capture.captured_until == Edition.objects.current().began_at
        assert Capture.objects.of("/").at(capture.captured_from).exists()

    def test_is_not_served_again(self, store, edition, next_edition):
        store.keep("/", answer(), edition())
        next_edition()
        store.end("/")

        assert store.last("/") is None
        assert store.find("/", edition()) is None

    def test_may_come_back(self, store, edition, next_edition):
        store.keep("/", answer(), edition())
        next_edition()
        store.end("/")
        store.keep("/", answer(), next_edition())
        before, now = Capture.objects.oldest_first()

        assert before.captured_until <= now.captured_from
        assert store.last("/") is not None

    def test_is_not_what_this_very_edition_has(self, store, edition):
        """A slow answer of an earlier edition, that it is not there, comes too late."""
        store.keep("/", answer(), edition())
        store.end("/")

        assert store.find("/", edition()) is not None

    def test_of_an_address_that_never_was_is_nothing(self, store, edition):
        store.end("/never/")

        assert not Capture.objects.exists()


class TestTheLastAnswer:
    def test_is_that_of_whatever_edition(self, store, edition, next_edition):
        store.keep("/", answer(b"Before"), edition())
        store.keep("/", answer(b"After"), next_edition())
        next_edition()

        assert store.last("/").plain == b"After"

    def test_is_none_where_it_was_taken_down(self, store, edition, make_takedown):
        store.keep("/", answer(), edition())
        make_takedown("/")

        assert store.last("/") is None
        assert store.find("/", edition()) is None

    def test_is_kept_anew_after_it_was_taken_down(
        self, store, edition, next_edition, make_takedown
    ):
        store.keep("/", answer(), edition())
        make_takedown("/")
        store.keep("/", answer(b"Taken down.", 410), next_edition())

        assert store.last("/").status == 410
        assert [capture.body_id is None for capture in Capture.objects.oldest_first()] == [
            True,
            False,
        ]


class TestNothingIsKept:
    @pytest.mark.parametrize(
        "told", [answer(set_cookie="session=x"), answer(vary="Accept-Encoding, Cookie")]
    )
    def test_that_is_for_one_reader_and_the_log_says_so(self, told, store, edition, caplog):
        assert store.keep("/", told, edition()) is None
        assert not Capture.objects.exists()
        assert "/ is not kept, because it is not the same for everyone" in caplog.text

    @pytest.mark.parametrize("status", [204, 206, 302, 304, 307, 400, 403, 404, 500, 503])
    def test_that_says_nothing_for_good(self, status, store, edition):
        assert store.keep("/", answer(status=status), edition()) is None

    @pytest.mark.parametrize(
        "address", ["", "news/", "/" + "a" * 500, "/a\x00b/", "/\ud800/", "http://evil.example/"]
    )
    def test_at_what_is_no_address(self, address, store, edition):
        assert store.keep(address, answer(), edition()) is None
        assert store.find(address, edition()) is None
        assert store.last(address) is None
        store.end(address)
