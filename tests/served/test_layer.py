"""What is served is what is kept: where an answer comes from, and what becomes of it."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from archive.captures.kept import StoredFile

HTML = {"Content-Type": "text/html; charset=utf-8"}
CSS = {"Content-Type": "text/css", "Cache-Control": "max-age=60"}
LARGE = 2 * 1024 * 1024


class TestAPage:
    def test_is_rendered_once_kept_and_then_served_from_memory(self, get, site, store):
        answers = [get() for _ in range(3)]

        assert [answer.how for answer in answers] == [
            "fwd=miss; stored",
            "hit; detail=memory",
            "hit; detail=memory",
        ]
        assert {answer.body for answer in answers} == {b"<h1>Hello</h1>"}
        assert site.rendered["/"] == 1
        assert site.closed == 1
        assert store.asked == {"find": 1, "keep": 1}

    def test_that_is_a_hit_in_memory_asks_the_database_nothing(self, get, store, editions):
        get()
        questions, asked = editions.questions, dict(store.asked)
        get()

        assert (editions.questions, store.asked) == (questions, asked)

    def test_that_another_server_rendered_is_a_hit_in_the_store(self, make_layer, ask_of, site):
        ask_of(make_layer())
        other = make_layer()

        assert ask_of(other).how == "hit; detail=store"
        assert ask_of(other).how == "hit; detail=memory"
        assert site.rendered["/"] == 1

    def test_that_was_asked_for_by_head_is_there_for_get(self, get, site):
        assert get(method="HEAD").body == b""
        assert get().body == b"<h1>Hello</h1>"
        assert site.rendered["/"] == 1

    def test_is_rendered_again_in_a_new_edition_once_that_is_known(
        self, get, learn, site, put, editions
    ):
        get()
        put(body=b"new")
        editions.begin_next()
        before = get()
        learn()

        assert before.body == b"<h1>Hello</h1>"
        assert get().body == b"new"
        assert site.rendered["/"] == 2

    def test_that_nobody_asked_for_yet_is_of_the_newest_edition_at_once(
        self, get, put, editions, store
    ):
        get()
        put("/about/", b"new")
        editions.begin_next()

        assert get("/about/").body == b"new"
        assert store.kept["/about/"][0] == 2
        assert get("/").how == "fwd=miss; stored"  # what was learnt on the way counts for all

    def test_that_changed_while_it_was_rendered_is_not_held(
        self, get, learn, site, editions, store
    ):
        site.while_rendering = editions.begin_next
        response = get()
        site.while_rendering = lambda: None
        learn()

        assert (response.status, response.how) == (200, "fwd=miss")
        assert response["Cache-Control"] == "no-cache"
        assert store.kept == {}
        assert get().how == "fwd=miss; stored"

    def test_that_the_clock_changed_while_it_was_rendered_is_not_kept(
        self, get, learn, site, editions, store
    ):
        """It would be said to have stood since the edition began: before its hour."""
        ends_at = datetime(2022, 5, 24, 8, 0, tzinfo=UTC)
        editions.begin_next(holds_until=ends_at)
        with time_machine.travel(ends_at - timedelta(seconds=1), tick=False) as clock:
            learn()
            site.while_rendering = lambda: clock.shift(2)
            response = get()

        assert (response.status, response.how) == (200, "fwd=miss")
        assert store.kept == {}

    def test_is_not_kept_by_a_process_in_another_dress(self, get, editions, store, site):
        editions.begin_next(may_keep=False)
        answers = [get().how for _ in range(2)]

        assert answers == ["fwd=miss", "fwd=miss"]
        assert store.kept == {}
        assert site.rendered["/"] == 2

    def test_that_is_not_to_be_kept_is_rendered_each_time(self, get, site, put, store):
        put("/search/", b"found " * 200, is_kept=False)
        answers = [get("/search/", ACCEPT_ENCODING="gzip") for _ in range(2)]

        assert site.rendered["/search/"] == 2
        assert store.kept == {}
        assert answers[0]["Content-Encoding"] == "gzip"
        assert answers[0]["Cache-Control"] == "no-cache"
        assert answers[0]["Content-Length"] == str(len(answers[0].body))

    @pytest.mark.parametrize(
        "headers", [{"Set-Cookie": "csrf=secret"}, {"Vary": "Accept-Encoding, Cookie"}]
    )
    def test_for_one_reader_alone_goes_to_nobody_else(self, get, site, put, store, headers, caplog):
        put("/form/", headers=HTML | headers)
        response = get("/form/", ACCEPT_LANGUAGE="cy")

        assert response.headers.items() >= headers.items()
        assert site.requests[-1]["HTTP_ACCEPT_LANGUAGE"] == "cy"
        assert store.kept == {}
        assert "/form/ sets a cookie or depends on one" in caplog.text


class TestWhatIsNotThere:
    def test_is_asked_for_each_time_and_kept_nowhere(self, get, site, store, layer):
        for number in range(50):
            assert get(f"/junk/{number}/").status == 404

        assert store.kept == {}
        assert layer.memory.held == {}
        assert "end" not in store.asked

    def test_has_the_headers_of_get_for_head(self, get):
        whole, head = get("/junk/"), get("/junk/", method="HEAD")

        assert head.body == b""
        assert head.headers == whole.headers
        assert whole["Cache-Control"] == "no-cache"

    def test_ends_what_stood_there(self, get, learn, site, editions, store, layer):
        get()
        del site.pages["/"]
        editions.begin_next()
        learn()

        assert get().status == 404
        assert store.ended == ["/"]
        assert layer.memory.held == {}

    def test_ends_nothing_in_a_process_in_another_dress(self, get, learn, site, editions, store):
        get()
        del site.pages["/"]
        editions.begin_next(may_keep=False)
        learn()

        assert get().status == 404
        assert store.ended == []

    def test_is_still_served_where_old_pages_need_it(self, get, learn, put, site, editions, store):
        put("/static/site.1.css", b"old", headers=CSS, is_kept=False)
        put(body=b'<link rel="stylesheet" href="/static/site.1.css">')
        get()
        del site.pages["/static/site.1.css"]
        editions.begin_next()
        learn()

        assert get("/static/site.1.css").body == b"old"
        assert get("/static/site.1.css").how == "hit; detail=memory"
        assert store.ended == []


class TestAFile:
    def test_that_pages_are_dressed_with_is_held_in_memory_alone(self, get, put, store, site):
        put("/static/admin.css", b"p {}" * 400, headers=CSS, is_kept=False)
        answers = [get("/static/admin.css", ACCEPT_ENCODING="br") for _ in range(2)]

        assert [answer.how for answer in answers] == ["fwd=miss", "hit; detail=memory"]
        assert answers[1]["Cache-Control"] == "max-age=60"
        assert store.kept == {}
        assert site.rendered["/static/admin.css"] == 1

    def test_that_a_page_shows_is_kept_with_it(self, get, put, store, site):
        put("/static/site.css", b"@import url(more.css);", headers=CSS, is_kept=False)
        put("/static/more.css", b"p { background: url(a.png) }", headers=CSS, is_kept=False)
        put("/static/a.png", b"PNG", headers={"Content-Type": "image/png"}, is_kept=False)
        put("/pictures/b.webp", b"WEBP", headers={"Content-Type": "image/webp"})
        put("/attachments/a.pdf", b"PDF", headers={"Content-Type": "application/pdf"})
        page = (
            b'<link rel="stylesheet" href="/static/site.css"><img src="/pictures/b.webp">'
            b'<img src="/gone.png"><img src="https://elsewhere.example/c.png">'
            b'<a href="/attachments/a.pdf">A file</a> <a href="/about/">A page</a>'
        )
        put(body=page)
        put("/about/", page)
        get()

        assert {*store.kept} == {
            "/",
            "/static/site.css",
            "/static/more.css",
            "/static/a.png",
            "/pictures/b.webp",
            "/attachments/a.pdf",
        }
        rendered = dict(site.rendered)
        get("/about/")
        assert site.rendered == rendered | {"/about/": 1}

    def test_that_cannot_be_kept_with_a_page_is_no_readers_trouble(self, get, put, store, caplog):
        put("/pictures/b.webp", fault=OSError("no space left"))
        put(body=b'<img src="/pictures/b.webp">')

        assert get().status == 200
        assert "could not be kept with it: no space left" in caplog.text

    def test_of_the_record_that_is_large_is_kept_unread_and_streamed_by_django(
        self, get, put, store, site
    ):
        class Unread(list):
            def __iter__(self):
                raise AssertionError("read")

        headers = {"Content-Type": "video/mp4"}
        page = put("/attachments/film.mp4", Unread(), headers=headers)
        page.file = StoredFile("film.mp4", "abc", LARGE)
        site.while_rendering = lambda: setattr(
            page, "body", [b"x"] if "HTTP_RANGE" in site.requests[-1] else Unread()
        )
        get("/attachments/film.mp4", RANGE="bytes=0-0")
        response = get("/attachments/film.mp4", RANGE="bytes=0-0")

        assert response.body == b"x"
        assert store.kept["/attachments/film.mp4"][1].size == LARGE
        assert [("HTTP_RANGE" in asked) for asked in site.requests] == [False, True, True]

    def test_in_pieces_is_read_only_so_far(self, get, put, layer):
        read = []

        class Pieces(list):
            def __iter__(self):
                for number in range(1000):
                    read.append(number)
                    yield bytes(64 * 1024)

        put("/static/film.mp4", Pieces(), headers=CSS, is_kept=False)
        whole = get("/static/film.mp4")

        assert len(whole.body) == 1000 * 64 * 1024
        assert len(read) < 1020
        assert layer.memory.held == {}

    def test_that_is_large_and_in_one_piece_is_in_memory_already(self, get, put, store):
        put("/sitemap.xml", b"x" * LARGE)
        get("/sitemap.xml")

        assert get("/sitemap.xml", ACCEPT_ENCODING="gzip").how == "hit; detail=memory"

    def test_that_is_large_and_has_no_short_form_is_left_to_django_from_then_on(
        self, get, put, site, store
    ):
        headers = {"Content-Type": "application/octet-stream"}
        put("/pictures/large", b"x" * LARGE, headers=headers)
        for _ in range(3):
            assert len(get("/pictures/large").body) == LARGE

        assert store.asked["find"] == 1
        assert site.rendered["/pictures/large"] == 4


class TestAClosedSite:
    def test_is_served_from_the_store_alone(self, get, learn, site, editions, layer):
        get()
        editions.begin_next(number=1, is_closed=True)
        learn()
        layer.memory.forget("/")

        assert get().how == "hit; detail=store"
        assert site.rendered["/"] == 1

    def test_keeps_nothing_more(self, get, learn, put, editions, store):
        put("/new/")
        put("/static/new.css", is_kept=False)
        editions.begin_next(is_closed=True)
        learn()

        assert get("/new/").status == get("/static/new.css").status == 200
        assert store.asked["keep"] == 0

    def test_ends_nothing(self, get, learn, site, editions, store):
        get()
        del site.pages["/"]
        editions.begin_next(is_closed=True)
        learn()
        get()

        assert store.ended == []


def test_the_log_is_quiet_where_all_is_well(get, caplog):
    caplog.set_level(logging.INFO)
    get()
    get("/junk/")

    assert caplog.text == ""
