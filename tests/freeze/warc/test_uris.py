"""How a capture is called in a web archive, and by which key it is found."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.freeze.warc.uris import Keys, uri

SITE = "https://review.example.org"
addresses = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map("/{}".format)


class TestURI:
    @pytest.mark.parametrize(
        ("address", "path"),
        [
            ("/faqs/", "/faqs/"),
            ("/Faqs/", "/Faqs/"),
            ("/two words/", "/two%20words/"),
            ("/über/", "/%C3%BCber/"),
            ("/100%/", "/100%25/"),
            ("/why?/", "/why%3F/"),
            ("/no#1/", "/no%231/"),
            ("/a;b=c,(d)!/", "/a;b=c,(d)!/"),
            ("/[a]|b/", "/%5Ba%5D%7Cb/"),
        ],
    )
    def test_encodes_what_a_path_may_not_hold(self, address, path):
        assert uri(SITE, address) == SITE + path

    @given(addresses)
    def test_is_the_address_again_when_it_is_decoded(self, address):
        parts = urlsplit(uri(SITE, address))
        assert unquote(parts.path) == address
        assert not parts.query
        assert not parts.fragment


class TestKey:
    @pytest.mark.parametrize(
        ("site", "key"),
        [
            ("https://review.example.org", "org,example,review)/"),
            ("https://WWW.review.example.org", "org,example,review)/"),
            ("https://review.example.org:443", "org,example,review)/"),
            ("http://review.example.org:80", "org,example,review)/"),
            ("http://review.example.org:443", "org,example,review:443)/"),
            ("http://127.0.0.1:8000", "1,0,0,127:8000)/"),
            ("http://localhost:8000", "localhost:8000)/"),
            ("http://[::1]:8000", "::1:8000)/"),
            ("https://bücher.example", "example,xn--bcher-kva)/"),
        ],
    )
    def test_begins_with_the_host_turned_round(self, site, key):
        assert Keys(site).key("/") == key

    @pytest.mark.parametrize(
        ("address", "path"),
        [
            ("/faqs/", "/faqs"),
            ("/faqs", "/faqs"),
            ("/Faqs/", "/faqs"),
            ("/a b/", "/a%20b"),
            ("/Über/", "/%c3%9cber"),
            ("/100%/", "/100%25"),
            ("/a%20b/", "/a%20b"),
            ("/a%2520b/", "/a%20b"),
            ("/why?/", "/why?"),
            ("/no#1/", "/no%231"),
            ("/a//b///", "/a/b"),
            ("/a/../b/./c", "/b/c"),
            ("/../../b", "/b"),
            ("/[a]|{b}", "/[a]|{b}"),
        ],
    )
    def test_takes_away_in_what_ways_of_writing_may_differ(self, address, path):
        assert Keys(SITE).key(address) == f"org,example,review){path}"

    @given(addresses)
    def test_is_ascii_without_spaces(self, address):
        key = Keys(SITE).key(address)
        assert key.isascii()
        assert " " not in key
        assert key.isprintable()

    @given(addresses)
    def test_is_the_same_however_the_address_is_encoded(self, address):
        path = uri(SITE, address).removeprefix(SITE)
        assert Keys(SITE).key(path) == Keys(SITE).key(address)
