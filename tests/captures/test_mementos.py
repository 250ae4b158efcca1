"""Public addresses as they stood at a moment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from archive.captures.mementos import NotAMoment, completed, moment_of
from archive.captures.rewriting import LINE_BEGINS, LINE_ENDS

MAY = datetime(2022, 5, 23, 8, 0, 0, 500_000, tzinfo=UTC)
JUNE = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)
PAGE = b'<!doctype html>\n<body class="a">\n<a href="/news/">News</a> <b>May</b>\r\n'


@pytest.fixture
def two_versions(make_capture):
    make_capture("/about/", PAGE, captured_from=MAY, captured_until=JUNE)
    make_capture("/about/", PAGE.replace(b"May", b"June"), captured_from=JUNE)


def without_line(page: str) -> str:
    before, _, rest = page.partition(LINE_BEGINS)
    return before + rest.partition(LINE_ENDS)[2]


class TestAPage:
    def test_is_sent_as_it_was_served_but_for_one_line_and_its_links(self, client, two_versions):
        response = client.get("/memento/20220523080000/about/")

        assert response.status_code == 200
        then = without_line(response.text).replace("/memento/20220523080000", "")
        assert then.encode() == PAGE

    def test_has_links_that_stay_within_its_moment(self, client, two_versions):
        page = client.get("/memento/20220530120000/about/").text

        assert '<a href="/memento/20220530120000/news/">News</a>' in page

    def test_says_from_when_it_is_and_where_to_go_from_there(self, client, two_versions):
        page = client.get("/memento/20220523080000/about/").text
        line = page.partition(LINE_BEGINS)[2].partition(LINE_ENDS)[0]

        assert "23 May 2022 at 9am" in line
        assert 'href="/about/"' in line
        assert 'href="/timemap/about/" rel="nofollow"' in line
        assert 'href="/on/" rel="nofollow"' in line

    def test_says_so_in_its_own_language(self, client, make_capture):
        page = b'<html lang="cy"><body><p>Beth a glywsom</p>'
        make_capture("/cy/", page, captured_from=datetime(2022, 7, 25, 11, tzinfo=UTC))
        page = client.get("/memento/20220725110000/cy/").text

        assert 'aria-label="Fersiwn cynharach" lang="cy"' in page
        assert ">25 Gorffennaf 2022 am hanner dydd</time>" in page
        assert ">Pob fersiwn</a>" in page
        assert translation.get_language() == "en-gb"

    def test_is_the_one_that_stood_until_the_very_second_of_the_next(self, client, two_versions):
        assert "<b>May</b>" in client.get("/memento/20220601075959/about/").text
        assert "<b>June</b>" in client.get("/memento/20220601080000/about/").text

    def test_that_stood_for_a_part_of_a_second_can_be_asked_for(self, client, make_capture):
        until = MAY + timedelta(milliseconds=200)
        make_capture("/about/", PAGE, captured_from=MAY, captured_until=until)

        assert client.get("/memento/20220523080000/about/").status_code == 200

    def test_names_its_moment_and_its_neighbours(self, client, two_versions):
        response = client.get("/memento/20220525000000/about/")

        assert response["Memento-Datetime"] == "Mon, 23 May 2022 08:00:00 GMT"
        assert response["Link"] == (
            '<http://testserver/about/>; rel="original timegate", '
            '<http://testserver/timemap/about/>; rel="timemap"; type="application/link-format", '
            '<http://testserver/memento/20220523080000/about/>; rel="first memento"; '
            'datetime="Mon, 23 May 2022 08:00:00 GMT", '
            '<http://testserver/memento/20220601080000/about/>; rel="next last memento"; '
            'datetime="Wed, 01 Jun 2022 08:00:00 GMT"'
        )

    def test_is_found_by_no_search_engine_and_sets_no_cookie(self, client, two_versions):
        response = client.get("/memento/20220523080000/about/")

        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_has_the_headers_that_it_had(self, client, make_capture):
        headers = [["Content-Language", "cy"], ["Content-Security-Policy", "default-src 'none'"]]
        make_capture("/cy/", PAGE, captured_from=MAY, headers=headers)
        response = client.get("/memento/20220523080000/cy/")

        assert response["Content-Language"] == "cy"
        assert response["Content-Security-Policy"] == "default-src 'none'"
        assert response["Content-Type"] == "text/html; charset=utf-8"

    def test_is_not_sent_again_to_who_has_it(self, client, two_versions):
        etag = client.get("/memento/20220523080000/about/")["ETag"]
        again = client.get("/memento/20220523080000/about/", headers={"If-None-Match": etag})

        assert again.status_code == 304

    def test_asks_at_most_eight_questions(
        self, client, two_versions, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(8):
            client.get("/memento/20220523080000/about/")

    def test_may_have_a_long_address_in_any_letters(self, client, make_capture):
        make_capture("/é/100%/a'b/", PAGE, captured_from=MAY)
        response = client.get("/memento/20220523080000/%C3%A9/100%25/a'b/")

        assert response.status_code == 200
        assert "/timemap/%C3%A9/100%25/a'b/" in response["Link"]

    def test_too_large_for_the_database_is_one_like_any_other(self, client, make_capture):
        make_capture("/long/", PAGE, captured_from=MAY, in_a_file=True)

        assert LINE_BEGINS in client.get("/memento/20220523080000/long/").text


class TestWhatIsNoPage:
    def test_is_sent_byte_for_byte(self, client, make_capture):
        sheet = b"body { background: url(../img/a.png) } /* <body> */"
        make_capture("/static/css/site.css", sheet, "text/css", captured_from=MAY)
        response = client.get("/memento/20220523080000/static/css/site.css")

        assert response.content == sheet
        assert response["Content-Type"] == "text/css"
        assert response["Memento-Datetime"] == "Mon, 23 May 2022 08:00:00 GMT"

    def test_is_streamed_in_parts_where_it_is_large(self, client, make_capture):
        sound = bytes(range(256)) * 100
        make_capture("/a.mp3", sound, "audio/mpeg", captured_from=MAY, in_a_file=True)
        response = client.get("/memento/20220523080000/a.mp3", headers={"Range": "bytes=1000-1999"})

        assert response.status_code == 206
        assert response.getvalue() == sound[1000:2000]
        assert response["Content-Range"] == f"bytes 1000-1999/{len(sound)}"
        assert response["Content-Type"] == "audio/mpeg"
        assert "Content-Encoding" not in response

    def test_that_a_page_is_dressed_with_may_have_been_kept_later(self, client, make_capture):
        make_capture("/static/css/site.css", b"body {}", "text/css", captured_from=JUNE)
        response = client.get("/memento/20220523080000/static/css/site.css")

        assert response.status_code == 302
        assert response["Location"] == "/memento/20220601080000/static/css/site.css"

    def test_that_was_published_later_was_not_there(self, client, make_capture):
        make_capture("/attachments/a/b.txt", b"Evidence", "text/plain", captured_from=JUNE)

        assert client.get("/memento/20220523080000/attachments/a/b.txt").status_code == 404


class TestARedirect:
    def test_leads_to_where_it_led_at_that_moment(self, client, make_capture):
        headers = [["Location", "/about/"]]
        make_capture("/old/", b"", status=301, headers=headers, captured_from=MAY)
        response = client.get("/memento/20220523080000/old/")

        assert response.status_code == 301
        assert response["Location"] == "/memento/20220523080000/about/"
        assert response["Memento-Datetime"] == "Mon, 23 May 2022 08:00:00 GMT"

    def test_to_elsewhere_leads_there(self, client, make_capture):
        headers = [["Location", "https://elsewhere.example/about/"]]
        make_capture("/old/", b"", status=301, headers=headers, captured_from=MAY)

        response = client.get("/memento/20220523080000/old/")
        assert response["Location"] == "https://elsewhere.example/about/"


class TestAMomentWithNoVersion:
    def test_before_the_first_leads_on_in_words(self, client, two_versions):
        response = client.get("/memento/20200101000000/about/")

        assert response.status_code == 404
        assert "Nothing is kept of /about/ as it stood on 1 January 2020" in response.text
        assert (
            'href="/memento/20220523080000/about/" rel="nofollow">The first version'
            in response.text
        )
        assert "/timemap/about/" in response.text

    def test_between_two_leads_to_both(self, client, make_capture):
        make_capture("/a/", PAGE, captured_from=MAY, captured_until=MAY + timedelta(days=1))
        make_capture("/a/", PAGE, captured_from=JUNE)
        page = client.get("/memento/20220528000000/a/")

        assert page.status_code == 404
        assert "/memento/20220523080000/a/" in page.text
        assert "/memento/20220601080000/a/" in page.text

    def test_of_an_address_that_never_was_says_so(self, client, db):
        response = client.get("/memento/20220523080000/nowhere/")

        assert response.status_code == 404
        assert "Nothing was ever kept of /nowhere/" in response.text

    def test_still_to_come_leads_to_the_page_now(self, client, two_versions):
        response = client.get("/memento/29000101000000/about/")

        assert response.status_code == 302
        assert response["Location"] == "/about/"

    @pytest.mark.parametrize(
        "address", ["//evil.example/", "/\\evil.example/", "/%2F/evil.example/"]
    )
    def test_leads_off_this_site_by_no_trick(self, client, db, address):
        response = client.get(f"/memento/29000101000000{address}")

        assert "//evil" not in response.get("Location", "")
        assert "\\evil" not in response.get("Location", "")


class TestDigits:
    @pytest.mark.parametrize(
        ("digits", "second"),
        [
            ("2022", "20221231235959"),
            ("202202", "20220228235959"),
            ("20220523", "20220523235959"),
            ("2022052308", "20220523085959"),
            ("202205230805", "20220523080559"),
        ],
    )
    def test_too_few_mean_the_end_of_what_they_name(self, client, db, digits, second):
        response = client.get(f"/memento/{digits}/about/")

        assert response["Location"] == f"/memento/{second}/about/"

    def test_of_this_year_mean_now(self, client, db):
        response = client.get(f"/memento/{timezone.now():%Y}/about/")

        assert moment_of(response["Location"].split("/")[2]) <= timezone.now()

    @pytest.mark.parametrize(
        "digits", ["2022052", "20221301", "20220230000000", "20220523080060", "202205230800000",
                   "00010101000000", "99991231235959", "9999", "nonsense", "２０２２"],
    )  # fmt: skip
    def test_that_name_no_moment_are_answered_in_words(self, client, db, digits):
        response = client.get(f"/memento/{digits}/about/")

        assert response.status_code == 404
        if digits.isascii():
            assert "fourteen digits" in response.text
        with pytest.raises(NotAMoment):
            completed(digits)


class TestTakenDown:
    def test_a_version_answers_with_its_tombstone(self, client, letter, make_capture, take_down):
        make_capture(letter.address, b"<p>It was Ada Example", captured_from=MAY)
        take_down(letter.address)
        response = client.get(f"/memento/20220523080000{letter.address}")

        assert response.status_code == 410
        assert "A court ordered it." in response.text
        assert "Ada Example" not in response.text
