"""When two ways to write an address mean the same page."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.handover.addresses import NotAnAddress, from_key, read_address

PAGE = "https://review.example.org/letters/first/"


@pytest.mark.parametrize(
    "written",
    [
        "http://review.example.org/letters/first/",
        "https://www.review.example.org/letters/first/",
        "https://review.example.org:443/letters/first/",
        "http://review.example.org:80/letters/first/",
        "https://REVIEW.example.ORG/letters/first/",
        "https://review.example.org./letters/first/",
        "https://review.example.org/letters/first",
        "https://review.example.org/Letters/First/",
        "https://review.example.org/letters/%66irst/",
        "https://review.example.org/letters/first/?",
        "https://review.example.org/letters/first/#part",
        "  https://review.example.org/letters/first/\n",
    ],
)
def test_forms_of_an_address_have_one_loose_key(written):
    assert read_address(written).loose == read_address(PAGE).loose


@pytest.mark.parametrize(
    "written",
    [
        "https://review.example.org/letters/second/",
        "https://other.example.org/letters/first/",
        "https://review.example.org/letters/first/?page=2",
        "https://review.example.org:8443/letters/first/",
        "https://review.example.org/letters%2Ffirst%2Fsecond/",
    ],
)
def test_other_pages_have_others(written):
    assert read_address(written).loose != read_address(PAGE).loose


def test_the_exact_key_keeps_case_and_slash_apart():
    keys = {
        read_address(f"http://www.example.org{path}").exact
        for path in ("/A.txt", "/a.txt", "/a.txt/")
    }

    assert keys == {"example.org/A.txt", "example.org/a.txt", "example.org/a.txt/"}


def test_escapes_are_compared_by_what_they_stand_for():
    first, second = "https://a.org/caf%c3%a9/%7Ex/", "https://a.org/café/~x/"

    assert read_address(first) == read_address(second)


@pytest.mark.parametrize(
    "written",
    ["dns:example.org", "mailto:a@example.org", "/letters/", "", "https://", "https://[::1",
     "https://a.org:99999999/", "https://a.org/" + "a" * 9000],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_said_to_be_none(written):
    with pytest.raises(NotAnAddress):
        read_address(written)


@given(st.text(max_size=80))
def test_any_path_has_keys(path):
    try:
        address = read_address(f"https://example.org/{path}")
    except NotAnAddress:
        return

    assert address.loose.isascii()
    assert address.loose == address.loose.lower()


@given(st.text(max_size=80), st.sampled_from(["", "https://"]))
def test_any_text_is_an_address_or_said_to_be_none(written, scheme):
    with suppress(NotAnAddress):
        assert read_address(scheme + written).loose


def test_a_key_of_an_index_leads_back_to_its_address():
    assert from_key("org,example,review)/letters/?a=1") == "https://review.example.org/letters/?a=1"
    assert from_key("org,example:8080)/") == "https://example.org:8080/"


def test_what_is_no_key_is_refused():
    with pytest.raises(NotAnAddress):
        from_key("letters")
