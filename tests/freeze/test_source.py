"""The store as a frozen copy's writers read it: whole, in one order, and checked."""

import gzip
import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from archive.captures.filling import fill
from archive.freeze.source import NotWhatWasKept, StoreSource
from archive.lifecycle import triggers
from archive.models import Edition


@pytest.fixture
def source(db):
    return lambda: StoreSource(Edition.objects.current())


class TestWhatStands:
    def test_is_what_every_address_answers_in_this_edition(self, make_site, source):
        make_site(2)
        fill()
        served = list(source().standing())

        assert {each.address for each in served} >= {"/", "/feed/", "/robots.txt", "/people/"}
        assert all(each.captured_until is None for each in served)
        assert all(hashlib.sha256(each.body()).hexdigest() == each.sha256 for each in served)
        assert all(len(each.body()) == each.size for each in served)

    def test_is_without_what_stood_before(self, make_page, source):
        make_page("About us")
        fill()
        Edition.objects.begin_next(Edition.objects.current().number, began_at=timezone.now())
        assert list(source().standing()) == []

    def test_says_what_each_is(self, make_page, make_redirect, source):
        make_redirect("/old/", to_record=make_page("About us"))
        fill()
        served = {each.address: each for each in source().standing()}

        assert served["/old/"].is_redirect
        assert served["/old/"].header("location") == "/about-us/"
        assert served["/about-us/"].is_page
        assert not served["/robots.txt"].is_page


class TestEverything:
    def test_comes_by_the_bytes_of_its_address_then_by_its_moment(self, make_capture, source):
        now = timezone.now()
        for address in ("/b/", "/é/", "/B/", "/a-b/", "/a/"):
            make_capture(address, b"second")
        for days in (2, 9, 4):
            moment = now - timedelta(days=900 + days)
            make_capture("/a/", b"first", captured_from=moment, captured_until=moment)
        ever = [(each.address, each.captured_from) for each in source().ever()]

        assert ever == sorted(ever, key=lambda each: (each[0].encode(), each[1]))
        assert len(ever) == 8

    def test_is_more_than_is_read_at_once(self, make_capture, source):
        for number in range(60):
            make_capture(f"/{number}/", b"%d" % number)
        assert sorted(int(each.body()) for each in source().ever()) == list(range(60))

    def test_is_without_what_was_taken_down_of_which_it_still_tells(
        self, make_page, take_down, source
    ):
        page = make_page("About them")
        fill()
        take_down(page.address)
        told = [each for each in source().versions() if each.address == page.address]

        assert "" in {each.sha256 for each in told}
        assert page.address not in {each.address for each in source().ever() if each.status == 200}

    def test_is_the_same_each_time(self, make_site, source):
        make_site(1)
        fill()
        first, again = source(), source()
        assert [each.address for each in first.ever()] == [each.address for each in again.ever()]
        assert first.fingerprint == again.fingerprint


class TestChanges:
    def test_are_noticed_when_a_capture_comes(self, make_capture, source):
        before = source()
        assert not before.has_changed()
        make_capture("/a/", b"a")
        assert before.has_changed()

    def test_are_noticed_when_an_edition_begins(self, source):
        before = source()
        Edition.objects.begin_next(before.edition, began_at=timezone.now())
        assert before.has_changed()

    def test_do_not_show_in_what_is_being_read(self, make_capture, source):
        make_capture("/a/", b"a")
        reading = source()
        make_capture("/b/", b"b")
        assert [each.address for each in reading.ever()] == ["/a/"]


class TestBodies:
    def test_may_be_long_files(self, make_capture, source):
        long = b"0123456789" * 100_000
        make_capture("/film.mp4", long, "video/mp4", in_a_file=True)
        (served,) = source().ever()

        assert len(list(served.chunks())) > 2
        assert served.body() == long

    def test_can_be_read_again(self, make_capture, source):
        make_capture("/a/", b"a")
        (served,) = source().ever()
        assert served.body() == served.body() == b"a"

    @pytest.mark.parametrize("content", [gzip.compress(b"else", mtime=0), b"no gzip", b""])
    def test_are_not_given_out_where_the_database_has_others(
        self, make_capture, source, edition_number, content
    ):
        body = make_capture("/a/", b"a").body
        edition_number()
        lose(body, content)
        (served,) = source().ever()
        with pytest.raises(NotWhatWasKept, match=r"^/a/: "):
            served.body()

    def test_are_not_given_out_where_their_file_is_another_or_gone(self, make_capture, source):
        capture = make_capture("/a.pdf", b"a", "application/pdf", in_a_file=True)
        with open(default_storage.path(capture.body.file), "wb") as file:  # noqa: PTH123
            file.write(b"b")
        (served,) = source().ever()
        with pytest.raises(NotWhatWasKept, match="SHA-256"):
            served.body()
        default_storage.delete(capture.body.file)
        with pytest.raises(NotWhatWasKept, match="No such file"):
            served.body()


def lose(body, content: bytes) -> None:
    """As a damaged disk would leave it: the database lets nobody else do so."""
    triggers.remove()
    body.content = content
    body.save(update_fields=["content"])
    triggers.install()
