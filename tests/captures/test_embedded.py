"""What a page and a style sheet need of their own site to look as they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.embedded import embedded_in

BASE = "https://review.example.org/letters/an-example/"


def in_page(html: str, **asked) -> list[str]:
    return embedded_in(html, BASE, **asked)


def in_styles(css: str) -> list[str]:
    return embedded_in(css, "https://review.example.org/static/css/site.css", "text/css")


class TestAPageNeeds:
    @pytest.mark.parametrize(
        ("html", "needed"),
        [
            ('<link rel="stylesheet" href="/static/site.css">', "/static/site.css"),
            ('<link rel="shortcut ICON" href="/static/icon.svg">', "/static/icon.svg"),
            ('<link rel="preload" href="/static/font.woff2">', "/static/font.woff2"),
            ('<script src="/static/page.js"></script>', "/static/page.js"),
            ('<img src="/pictures/a.png" alt="">', "/pictures/a.png"),
            ("<img src=/pictures/a.png>", "/pictures/a.png"),
            ('<IMG SRC="../../pictures/a.png">', "/pictures/a.png"),
            ('<img src=" /pictures/a.png ">', "/pictures/a.png"),
            ('<img src="https://review.example.org/pictures/a.png">', "/pictures/a.png"),
            ('<img src="//review.example.org/pictures/a.png">', "/pictures/a.png"),
            ('<img src="/pictures/a%20b.png#part">', "/pictures/a b.png"),
            ('<img src="/pictures/a&amp;b.png">', "/pictures/a&b.png"),
            ('<picture><source srcset="/pictures/a.avif"></picture>', "/pictures/a.avif"),
            ('<video poster="/pictures/a.png"></video>', "/pictures/a.png"),
            ('<video src="/attachments/a/film.mp4"></video>', "/attachments/a/film.mp4"),
            ('<audio><source src="/attachments/a/talk.mp3"></audio>', "/attachments/a/talk.mp3"),
            ('<video><track src="/attachments/a/talk.vtt"></video>', "/attachments/a/talk.vtt"),
            ('<object data="/attachments/a/b.pdf"></object>', "/attachments/a/b.pdf"),
            ("<p style=\"background: url('/static/a.png')\">", "/static/a.png"),
            ("<style>p { background: url(/static/a.png) }</style>", "/static/a.png"),
            ("<svg><use href='/static/icons.svg#bird'/></svg>", "/static/icons.svg"),
        ],
    )
    def test_what_a_browser_fetches_by_itself(self, html, needed):
        assert in_page(html) == [needed]

    def test_every_picture_of_a_choice_of_them(self):
        chosen = '<img src="/a.png" srcset="/b.png 1x, /c,d.png 2x,/e.png 640w , /f.png">'

        assert in_page(chosen) == ["/a.png", "/b.png", "/c,d.png", "/e.png", "/f.png"]

    def test_each_once(self):
        assert in_page('<img src="/a.png"><img src="/b.png"><img src="/a.png">') == [
            "/a.png",
            "/b.png",
        ]

    def test_the_files_that_it_offers_where_they_are_asked_for(self):
        html = '<a href="/attachments/a/b.pdf">The report</a><a href="/news/">News</a>'

        assert in_page(html) == []
        assert in_page(html, offered=["/attachments/"]) == ["/attachments/a/b.pdf"]

    @pytest.mark.parametrize(
        "html",
        [
            '<img src="https://elsewhere.example/a.png">',
            '<img src="http://review.example.org/a.png">',
            '<img src="//elsewhere.example/a.png">',
            '<img src="data:image/png;base64,AAAA">',
            '<img src="/a.png?size=2">',
            '<img src="http://[">',
            '<img src="">',
            "<img>",
            '<link rel="canonical" href="/">',
            '<link rel="alternate" href="/feed/">',
            '<link href="/a.css">',
            '<use href="#bird">',
            '<!-- <img src="/a.png"> -->',
            '<p>&lt;img src="/a.png"&gt;</p>',
            '<a href="javascript:alert(1)">x</a>',
            '<meta property="og:image" content="https://review.example.org/a.png">',
        ],
    )
    def test_nothing_else(self, html):
        assert in_page(html, offered=["/attachments/"]) == []

    def test_of_its_bytes_the_same(self):
        assert embedded_in('<img src="/é.png">'.encode(), BASE) == ["/é.png"]


class TestAStyleSheetNeeds:
    @pytest.mark.parametrize(
        "css",
        [
            "a { background: url(../img/a.png) }",
            "a { background: URL( '../img/a.png' ) }",
            'a { background: url("/static/img/a.png") }',
            '@font-face { src: url("../img/a.png") format("woff2") }',
            '@import "../img/a.png";',
            "@import '../img/a.png' layer(base);",
            "@import url(../img/a.png);",
        ],
    )
    def test_what_it_names(self, css):
        assert in_styles(css) == ["/static/img/a.png"]

    def test_nothing_that_a_comment_names(self):
        assert in_styles("/* url(a.png) */ a { color: red }") == []

    def test_nothing_of_elsewhere(self):
        assert in_styles("a { background: url(data:image/png;base64,AA) }") == []


def test_another_kind_of_file_needs_nothing():
    assert embedded_in('<img src="/a.png">', BASE, "text/plain; charset=utf-8") == []


@given(st.text() | st.binary(), st.sampled_from(["text/html", "text/css"]))
def test_whatever_is_read_gives_addresses_of_this_site(body, content_type):
    for address in embedded_in(body, BASE, content_type, offered=["/"]):
        assert address.startswith("/")
