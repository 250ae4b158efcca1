"""What a reader's headers ask for, word by word of RFC 9110."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.http import (
    Span,
    Unsatisfiable,
    asked_span,
    codings,
    condition_fails,
    http_date,
    seconds_of,
    span_of,
)

ETAG = '"abc"'
CHANGED_AT = 1_653_292_800  # Mon, 23 May 2022 08:00:00 GMT
THEN = "Mon, 23 May 2022 08:00:00 GMT"
BEFORE = "Mon, 23 May 2022 07:59:59 GMT"
AFTER = "Mon, 23 May 2022 08:00:01 GMT"


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("", ["identity"]),
        ("gzip, deflate, br, zstd", ["br", "gzip", "identity"]),
        ("gzip", ["gzip", "identity"]),
        ("x-gzip", ["gzip", "identity"]),
        ("GZip", ["gzip", "identity"]),
        ("deflate", ["identity"]),
        ("*", ["br", "gzip", "identity"]),
        ("br;q=0.5, gzip;q=0.8", ["gzip", "br", "identity"]),
        ("br; q=0.5 , gzip ; q=0.5", ["br", "gzip", "identity"]),
        ("br;q=0, gzip", ["gzip", "identity"]),
        ("gzip;q=0", ["identity"]),
        ("*;q=0", ["identity"]),
        ("gzip, *;q=0", ["gzip", "identity"]),
        ("identity;q=0, gzip", ["gzip", "identity"]),
        ("identity;q=0", ["identity"]),
        ("identity, gzip;q=0.5", ["identity", "gzip"]),
        ("gzip;q=1.000, br;q=0.999", ["gzip", "br", "identity"]),
        ("gzip;q=2", ["identity"]),
        ("gzip;q=nonsense", ["identity"]),
        (",,;,gzip,", ["gzip", "identity"]),
    ],
)
def test_the_best_coding_is_the_one_that_the_reader_wants_most(header, best):
    assert codings(header) == tuple(best)


@given(st.text(max_size=60))
def test_any_header_leaves_a_coding_to_answer_with(header):
    assert codings(header)


def test_made_up_headers_are_not_remembered_without_end():
    from archive.captures import http

    for number in range(2 * http.MOST_REMEMBERED):
        codings(f"gzip;q=0.{number}")

    assert len(http._remembered) <= http.MOST_REMEMBERED


@pytest.mark.parametrize(
    "date",
    [THEN, "Monday, 23-May-22 08:00:00 GMT", "Mon May 23 08:00:00 2022", f" {THEN} "],
)
def test_a_date_is_read_in_its_three_forms(date):
    assert seconds_of(date) == CHANGED_AT


@pytest.mark.parametrize(
    "date",
    ["", "yesterday", "Mon, 23 May 2022 08:00:00", "Mon, 23 Foo 2022 08:00:00 GMT", "0",
     "Mon, 23 May 0000 08:00:00 GMT", "Mon, 23 May 2022 08:00:00 +0100"],
)  # fmt: skip
def test_what_is_not_a_date_is_none(date):
    assert seconds_of(date) is None


@given(st.integers(min_value=0, max_value=4_000_000_000))
def test_a_date_that_is_written_is_read_again(seconds):
    assert seconds_of(http_date(seconds)) == seconds


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_date(text):
    assert seconds_of(text) is None or isinstance(seconds_of(text), int)


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ({}, None),
        # If-None-Match: weak comparison, lists, any
        ({"IF_NONE_MATCH": '"abc"'}, 304),
        ({"IF_NONE_MATCH": 'W/"abc"'}, 304),
        ({"IF_NONE_MATCH": '"x", W/"abc" , "y"'}, 304),
        ({"IF_NONE_MATCH": "*"}, 304),
        ({"IF_NONE_MATCH": '"abcd"'}, None),
        ({"IF_NONE_MATCH": "abc"}, None),
        ({"IF_NONE_MATCH": '"ABC"'}, None),
        ({"IF_NONE_MATCH": ""}, None),
        # If-Modified-Since
        ({"IF_MODIFIED_SINCE": THEN}, 304),
        ({"IF_MODIFIED_SINCE": AFTER}, 304),
        ({"IF_MODIFIED_SINCE": BEFORE}, None),
        ({"IF_MODIFIED_SINCE": "nonsense"}, None),
        # which counts only where there is no If-None-Match
        ({"IF_NONE_MATCH": '"x"', "IF_MODIFIED_SINCE": AFTER}, None),
        ({"IF_NONE_MATCH": '"abc"', "IF_MODIFIED_SINCE": BEFORE}, 304),
        # If-Match: strong comparison
        ({"IF_MATCH": '"abc"'}, None),
        ({"IF_MATCH": "*"}, None),
        ({"IF_MATCH": 'W/"abc"'}, 412),
        ({"IF_MATCH": '"x", "y"'}, 412),
        # If-Unmodified-Since, which counts only where there is no If-Match
        ({"IF_UNMODIFIED_SINCE": THEN}, None),
        ({"IF_UNMODIFIED_SINCE": BEFORE}, 412),
        ({"IF_UNMODIFIED_SINCE": "nonsense"}, None),
        ({"IF_MATCH": '"abc"', "IF_UNMODIFIED_SINCE": BEFORE}, None),
        # in the order of section 13.2.2
        ({"IF_MATCH": '"x"', "IF_NONE_MATCH": '"abc"'}, 412),
        ({"IF_MATCH": '"abc"', "IF_NONE_MATCH": '"abc"'}, 304),
    ],
)
def test_conditions_are_weighed_in_their_order(conditions, code):
    environ = {f"HTTP_{name}": value for name, value in conditions.items()}

    assert condition_fails(environ, ETAG, CHANGED_AT) == code


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-9", Span(0, 10)),
        ("bytes=90-", Span(90, 100)),
        ("bytes=-10", Span(90, 100)),
        ("bytes=-1000", Span(0, 100)),
        ("bytes=0-1000", Span(0, 100)),
        ("Bytes=5-5", Span(5, 6)),
        ("bytes=9-5", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("items=0-9", None),
        ("nonsense", None),
    ],
)
def test_one_part_is_sent_and_everything_else_is_the_whole(header, span):
    assert asked_span(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_part_beyond_the_end_cannot_be_sent(header):
    with pytest.raises(Unsatisfiable):
        asked_span(header, 100)


@pytest.mark.parametrize(
    ("method", "if_range", "is_part"),
    [
        ("GET", None, True),
        ("GET", '"abc"', True),
        ("GET", 'W/"abc"', False),
        ("GET", '"other"', False),
        ("GET", THEN, False),
        ("HEAD", None, False),
    ],
)
def test_a_part_is_of_what_the_reader_has_the_rest_of(method, if_range, is_part):
    environ = {"REQUEST_METHOD": method, "HTTP_RANGE": "bytes=0-9"}
    if if_range is not None:
        environ["HTTP_IF_RANGE"] = if_range

    assert (span_of(environ, ETAG, 100) is not None) is is_part
