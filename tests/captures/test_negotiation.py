"""Public addresses asked for as of a moment: RFC 7089, pattern 1.1, by its own text.

`memento_client` 0.6.1, written by others, was held against a running site as well: it found the
closest, first, last, previous and next memento at each of five moments.
"""

from datetime import UTC, datetime

import pytest

MAY = datetime(2022, 5, 23, 8, 0, 0, 500_000, tzinfo=UTC)
JUNE = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def address(make_capture, make_page):
    page = make_page("About the review", address="/about/")
    make_capture("/about/", b"<body>May", captured_from=MAY, captured_until=JUNE)
    make_capture("/about/", b"<body>June", captured_from=JUNE)
    return page.address


def asked(client, address: str, moment: str):
    return client.get(address, headers={"Accept-Datetime": moment})


@pytest.mark.parametrize(
    ("moment", "digits"),
    [
        ("Tue, 24 May 2022 00:00:00 GMT", "20220523080000"),
        ("Mon, 23 May 2022 08:00:00 GMT", "20220523080000"),
        ("Wed, 01 Jun 2022 08:00:00 GMT", "20220601080000"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "20220523080000"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "20220601080000"),
    ],
)
def test_leads_to_what_stood_then_or_to_the_nearest_end(client, address, moment, digits):
    response = asked(client, address, moment)

    assert response.status_code == 302
    assert response["Location"] == f"/memento/{digits}/about/"
    assert "Memento-Datetime" not in response


def test_the_answer_varies_by_the_moment_and_names_the_versions(client, address):
    response = asked(client, address, "Tue, 24 May 2022 00:00:00 GMT")

    assert response["Vary"] == "Accept-Datetime"
    for rel in ('rel="original timegate"', 'rel="timemap"', "first memento", "last memento"):
        assert rel in response["Link"]


def test_a_moment_that_is_none_is_refused_in_words(client, address):
    response = asked(client, address, "last Tuesday")

    assert response.status_code == 400
    assert "Mon, 23 May 2022 08:00:00 GMT" in response.text


def test_an_address_that_nothing_is_kept_of_answers_as_ever(client, make_page):
    make_page("Contact", address="/contact/")
    response = asked(client, "/contact/", "Tue, 24 May 2022 00:00:00 GMT")

    assert response.status_code == 200
    assert response["Vary"] == "Accept-Datetime"


def test_a_page_that_is_gone_is_found_as_it_was(client, make_capture):
    make_capture("/gone/", b"<body>May", captured_from=MAY, captured_until=JUNE)

    for moment in ("Tue, 24 May 2022 00:00:00 GMT", "Sun, 24 Jul 2022 00:00:00 GMT"):
        assert asked(client, "/gone/", moment)["Location"] == "/memento/20220523080000/gone/"


def test_files_and_lists_are_found_as_they_were_too(client, make_capture):
    make_capture("/attachments/a/b.txt", b"Evidence", "text/plain", captured_from=MAY)
    make_capture("/news/page/2/", b"<body>", captured_from=MAY)

    for address in ("/attachments/a/b.txt", "/news/page/2/"):
        response = asked(client, address, "Tue, 24 May 2022 00:00:00 GMT")
        assert response["Location"] == f"/memento/20220523080000{address}"


def test_without_a_moment_a_page_is_as_ever(client, address):
    assert client.get(address).status_code == 200
