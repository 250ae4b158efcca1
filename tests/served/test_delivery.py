"""What a reader is sent: codings, headers, conditions, parts, each as the standards say."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

TEXT = b"<p>What the review heard.</p>" * 100
BROTLI = b"br:" + TEXT[:20]  # what the store of these tests takes for it
GZIP = gzip.compress(TEXT, mtime=0)
THEN = "Mon, 23 May 2022 08:00:00 GMT"
BEFORE = "Mon, 23 May 2022 07:59:59 GMT"
PICTURE = bytes(range(256)) * 4


@pytest.fixture(params=["from Django", "from the store", "from memory"])
def served(request, get, site, layer):
    """Ask for the home page, or the picture, wherever the answer comes from."""
    home = site.pages["/"]
    home.body = TEXT
    home.headers["X-Policy"] = "strict"
    site.pages["/a.png"] = replace(
        home,
        body=PICTURE,
        headers={"Content-Type": "image/png", "Cache-Control": "public, max-age=31536000"},
    )

    def ask(path="/", **facts):
        if request.param != "from Django":
            get(path)
        if request.param == "from the store":
            layer.memory.forget(path)
        return get(path, **facts)

    return ask


class TestCodings:
    @pytest.mark.parametrize(
        ("accepted", "coding", "body"),
        [
            ("gzip, deflate, br, zstd", "br", BROTLI),
            ("gzip", "gzip", GZIP),
            ("br;q=0.1, gzip", "gzip", GZIP),
            ("deflate", None, TEXT),
            ("", None, TEXT),
            ("identity;q=0", None, TEXT),
            ("*;q=0", None, TEXT),
        ],
    )
    def test_the_bytes_are_those_of_the_coding_that_is_said(self, served, accepted, coding, body):
        response = served(ACCEPT_ENCODING=accepted)

        assert (response.status, response.body) == (200, body)
        assert response.headers.get("Content-Encoding") == coding
        assert response["Content-Length"] == str(len(body))
        assert response["Vary"] == "Accept-Encoding, Accept-Datetime"

    def test_each_coding_has_a_strong_tag_of_its_own(self, served):
        tags = {served(ACCEPT_ENCODING=coding)["ETag"] for coding in ("", "gzip", "br")}

        assert len(tags) == 3
        assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)

    def test_a_picture_is_sent_as_it_is_and_varies_by_nothing(self, served):
        response = served("/a.png", ACCEPT_ENCODING="br, gzip")

        assert response.body == PICTURE
        assert "Content-Encoding" not in response.headers
        assert "Vary" not in response.headers


class TestHeaders:
    def test_are_the_answers_own_and_those_of_the_delivery_each_once(self, served):
        response = served(ACCEPT_ENCODING="gzip")

        assert sorted(response.names) == sorted(
            ["Cache-Control", "Cache-Status", "Content-Encoding", "Content-Length", "Content-Type",
             "ETag", "Last-Modified", "Link", "Vary", "X-Policy"]
        )  # fmt: skip
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["X-Policy"] == "strict"
        assert response["Last-Modified"] == THEN
        assert response["Cache-Control"] == "public, max-age=10, stale-if-error=86400"

    def test_a_page_says_where_its_versions_are(self, served):
        assert served()["Link"] == (
            '<https://review.example.org/>; rel="original timegate", '
            '<https://review.example.org/timemap/>; rel="timemap"; type="application/link-format"'
        )

    def test_what_says_itself_how_long_it_keeps_is_believed(self, served):
        response = served("/a.png")

        assert response["Cache-Control"] == "public, max-age=31536000"
        assert "Link" not in response.headers

    @pytest.mark.parametrize("accepted", ["", "gzip", "br"])
    def test_head_has_those_of_get_and_no_body(self, served, accepted):
        whole = served(ACCEPT_ENCODING=accepted)
        head = served(method="HEAD", ACCEPT_ENCODING=accepted)

        assert head.body == b""
        assert head.headers | {"Cache-Status": ""} == whole.headers | {"Cache-Status": ""}


class TestConditions:
    @pytest.mark.parametrize("accepted", ["", "gzip", "br"])
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_who_has_it_is_told_so_in_a_few_words(self, served, accepted, method):
        whole = served(ACCEPT_ENCODING=accepted)
        response = served(method=method, ACCEPT_ENCODING=accepted, IF_NONE_MATCH=whole["ETag"])

        assert (response.status, response.body) == (304, b"")
        assert sorted(response.names) == sorted(
            ["Cache-Control", "Cache-Status", "ETag", "Last-Modified", "Link", "Vary"]
        )
        for name in ("Cache-Control", "ETag", "Last-Modified", "Vary"):
            assert response[name] == whole[name]

    @pytest.mark.parametrize(
        ("conditions", "status"),
        [
            ({"IF_NONE_MATCH": "*"}, 304),
            ({"IF_NONE_MATCH": '"other"'}, 200),
            ({"IF_MODIFIED_SINCE": THEN}, 304),
            ({"IF_MODIFIED_SINCE": BEFORE}, 200),
            ({"IF_NONE_MATCH": '"other"', "IF_MODIFIED_SINCE": THEN}, 200),
            ({"IF_MATCH": '"other"'}, 412),
            ({"IF_MATCH": "*"}, 200),
            ({"IF_UNMODIFIED_SINCE": BEFORE}, 412),
        ],
    )
    def test_are_held_to(self, served, conditions, status):
        response = served(**conditions)

        assert response.status == status
        assert response.body == (TEXT if status == 200 else b"")

    def test_a_tag_of_one_coding_does_not_stand_for_another(self, served):
        tag = served(ACCEPT_ENCODING="gzip")["ETag"]

        assert served(ACCEPT_ENCODING="br", IF_NONE_MATCH=tag).status == 200

    def test_a_tag_that_a_proxy_made_weak_still_counts(self, served):
        tag = served(ACCEPT_ENCODING="gzip")["ETag"]

        assert served(ACCEPT_ENCODING="gzip", IF_NONE_MATCH=f"W/{tag}").status == 304

    def test_what_failed_for_one_reader_is_nobody_elses(self, served):
        for condition in ({"IF_MATCH": '"other"'}, {"RANGE": "bytes=100000-"}):
            assert served(**condition)["Cache-Control"] == "no-store"

    def test_count_for_no_redirect(self, served, site):
        site.pages["/old/"] = replace(
            site.pages["/"],
            status="301 Moved Permanently",
            headers={"Location": "/new/", "Cache-Control": "max-age=3600"},
            body=b"",
        )
        response = served("/old/", IF_NONE_MATCH="*", RANGE="bytes=0-1")

        assert (response.status, response["Location"]) == (301, "/new/")
        assert response["Cache-Control"] == "max-age=3600"
        assert response["Content-Length"] == "0"


class TestParts:
    def test_a_part_is_of_the_bytes_without_compression(self, served):
        response = served(RANGE="bytes=3-9", ACCEPT_ENCODING="gzip, br")

        assert (response.status, response.body) == (206, TEXT[3:10])
        assert response["Content-Range"] == f"bytes 3-9/{len(TEXT)}"
        assert response["Content-Length"] == "7"
        assert response.names.count("Content-Length") == 1
        assert "Content-Encoding" not in response.headers

    def test_a_player_is_told_that_it_can_ask_for_parts(self, served):
        assert served("/a.png")["Accept-Ranges"] == "bytes"
        assert served("/a.png", RANGE="bytes=-4").body == PICTURE[-4:]

    def test_a_part_of_something_else_is_not_sent(self, served):
        response = served(RANGE="bytes=3-9", IF_RANGE='"other"')

        assert (response.status, response.body) == (200, TEXT)

    def test_a_part_of_the_same_is(self, served):
        tag = served()["ETag"]

        assert served(RANGE="bytes=3-9", IF_RANGE=tag).status == 206
        assert served(RANGE="bytes=3-9", IF_RANGE=f"W/{tag}").status == 200

    def test_a_compressed_copy_is_not_continued_with_plain_bytes(self, served):
        tag = served(ACCEPT_ENCODING="gzip")["ETag"]

        assert served(RANGE="bytes=3-9", IF_RANGE=tag, ACCEPT_ENCODING="gzip").status == 200

    def test_who_has_the_whole_gets_no_part(self, served):
        tag = served()["ETag"]

        assert served(RANGE="bytes=3-9", IF_NONE_MATCH=tag, ACCEPT_ENCODING="gzip").status == 304

    def test_a_part_beyond_the_end_is_refused_with_the_size(self, served):
        response = served(RANGE=f"bytes={len(TEXT)}-")

        assert (response.status, response.body) == (416, b"")
        assert response["Content-Range"] == f"bytes */{len(TEXT)}"
        assert response["Content-Length"] == "0"

    def test_head_is_about_the_whole(self, served):
        response = served(method="HEAD", RANGE="bytes=3-9")

        assert (response.status, response["Content-Length"]) == (200, str(len(TEXT)))


@pytest.fixture
def now():
    """A moment that stands still."""
    moment = datetime(2022, 5, 24, 8, 0, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        yield moment


class TestHowLongOthersMayKeepIt:
    @pytest.mark.parametrize(
        ("seconds", "longest"), [(3600, 10), (12.5, 10), (8.5, 6), (2.5, 0), (0.5, 0)]
    )
    def test_ends_before_the_clock_changes_the_page(
        self, get, learn, editions, seconds, longest, now
    ):
        editions.begin_next(holds_until=now + timedelta(seconds=seconds))
        learn()
        get()

        for response in (get(), get(IF_NONE_MATCH="*")):
            assert response["Cache-Control"] == f"public, max-age={longest}, stale-if-error=86400"

    def test_is_an_hour_once_the_site_is_closed(self, get, learn, editions):
        get()
        editions.begin_next(number=1, is_closed=True)
        learn()

        assert get()["Cache-Control"] == "public, max-age=3600, stale-if-error=86400"
