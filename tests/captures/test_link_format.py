"""Links in headers and documents (RFC 8288, RFC 6690, RFC 7089)."""

from datetime import datetime, timedelta, timezone

from archive.captures import link_format
from archive.captures.link_format import Link

SITE = "https://review.example.org"
NINE_IN_LONDON = datetime(2022, 5, 23, 9, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))


def test_a_moment_is_written_in_utc_to_the_second():
    assert link_format.stamp(NINE_IN_LONDON) == "20220523080000"
    assert link_format.http_date(NINE_IN_LONDON) == "Mon, 23 May 2022 08:00:00 GMT"


def test_a_public_page_names_itself_as_its_timegate_and_the_list_of_its_versions():
    assert link_format.of_an_original(SITE, "/news/") == (
        '<https://review.example.org/news/>; rel="original timegate", '
        '<https://review.example.org/timemap/news/>; rel="timemap"; type="application/link-format"'
    )


def test_a_memento_has_its_moment_in_its_address_and_beside_it():
    assert str(link_format.memento(SITE, "/", NINE_IN_LONDON, "first memento")) == (
        '<https://review.example.org/memento/20220523080000/>; rel="first memento"; '
        'datetime="Mon, 23 May 2022 08:00:00 GMT"'
    )


def test_no_address_breaks_out_of_its_link():
    link = link_format.original(SITE, '/a> ;"b",\n/é/%2F')

    assert str(link).startswith(f"<{SITE}/a%3E%20;%22b%22,%0A/%C3%A9/%252F>;")


def test_no_text_breaks_out_of_its_quotes():
    assert str(Link("/a", "self", (("title", 'a "b" \\ c'),))) == (
        '</a>; rel="self"; title="a \\"b\\" \\\\ c"'
    )


def test_a_document_has_a_link_a_line():
    links = [Link("/a", "self"), Link("/b", "memento", (("datetime", "then"),))]

    assert (
        link_format.document(links) == '</a>; rel="self",\n</b>; rel="memento"; datetime="then"\n'
    )
