"""Links in the source of a page: found as a browser finds them, and nothing else is touched."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from archive.captures.rewriting import ADDRESSES, tags
from archive.freeze.site.tags import rewritten, styled


def links_of(page: str) -> list[str]:
    found = []
    assert rewritten(page, lambda url: found.append(url)) == page
    return found


class TestALink:
    @pytest.mark.parametrize(
        ("html", "links"),
        [
            ('<a href="/x/">', ["/x/"]),
            ("<a href='/x/'>", ["/x/"]),
            ("<a href=/x/>", ["/x/"]),
            ("<A CLASS=y HREF=/x/>", ["/x/"]),
            ('<a\n\thref = "/x/"\n>', ["/x/"]),
            ('<a title="a > b" href="/x/">', ["/x/"]),
            ("<a title=it's href=/x/>", ["/x/"]),
            ('<a/href="/x/"/>', ["/x/"]),
            ('<a hidden href="/x/">', ["/x/"]),
            ('<a href="/x/" href="/y/">', ["/x/"]),
            ('<a href="/x/?a=1&amp;b=2#c">', ["/x/?a=1&b=2#c"]),
            ('<area href="/x/">', ["/x/"]),
            ('<iframe src="/x/"></iframe>', ["/x/"]),
            ('<img src="/a" srcset="/b 1x, /c 2x">', ["/a", "/b", "/c"]),
            ('<video src="/a" poster="/b"><source src="/c">', ["/a", "/b", "/c"]),
            ('<track src="/x.vtt">', ["/x.vtt"]),
            ('<form action="/x/"><button formaction="/y/">', ["/x/", "/y/"]),
            ('<link rel="alternate" href="/feed/">', ["/feed/"]),
            ('<script src="/x.js"></script>', ["/x.js"]),
            ('<svg><use href="/x.svg#a"/></svg>', ["/x.svg#a"]),
            ('<meta http-equiv="Refresh" content="0; URL=/x/">', ["/x/"]),
            ('<meta content="5;url=\'/x/\'" http-equiv=refresh>', ["/x/"]),
            ('<object data="/x.pdf"></object>', ["/x.pdf"]),
        ],
    )  # fmt: skip
    def test_is_found(self, html, links):
        assert links_of(f"<p>{html}text</p>") == links

    @pytest.mark.parametrize(
        "html",
        [
            '<!-- <a href="/x/"> -->',
            "<!-- a --!> -> <!--<a href=/x/>-->",
            '<title><a href="/x/"></title>',
            '<script>"<a href=/x/>"</script>',
            '<style>/* <a href="/x/"> */</style>',
            '<textarea><a href="/x/"></textarea>',
            '<iframe><a href="/x/"></iframe>',
            "<p title=\"<a href='/x/'>\">",
            "<p title='<a href=\"/x/\">'>",
            '<a data-href="/x/">',
            '<abbr href="/x/">',
            '<link rel="canonical" href="/x/">',
            '<link rel="Canonical me" href="/x/">',
            '<meta property="og:url" content="/x/">',
            "<a href>",
            '<a href="">',
            "&lt;a href=/x/>",
            "< a href=/x/>",
            "<?php <a href=/x/>",
            '<a href="/x/',
        ],
    )
    def test_is_none(self, html):
        assert links_of(html) == []

    @pytest.mark.parametrize(
        "before",
        ["<!-->", "<!--->", "<!-- - -- --->", "</p title>", "<b <i>", "1 < 2", "<x-y>",
         "<title></titles></title>", "<SCRIPT></script >", "<textarea></TEXTAREA\n>",
         "<p a='>' b=\">\">", "<!doctype html>"],
    )  # fmt: skip
    def test_is_found_behind(self, before):
        assert links_of(f'{before}<a href="/x/">') == ["/x/"]

    def test_becomes_another_where_it_stands(self):
        html = "<A Class=y HREF = '/x/' title=\"/x/\">/x/</A>"
        assert rewritten(html, lambda url: "../x/index.html") == html.replace(
            "'/x/'", "'../x/index.html'"
        )


PIECES = st.sampled_from(
    ["<", ">", "a", "A", " ", "\n", "href", "=", '"', "'", "/x/", "<a ", "<img src=/p>", "<!--",
     "-->", "--!>", "-", "!", "<title>", "</title", "</title>", "<script", "</script>", "<p ", "é",
     "</a>", "?"]
)  # fmt: skip


class TestAnyPage:
    @given(st.lists(PIECES, max_size=30).map("".join))
    @example("<title></title\n><a href=/x/>")
    def test_has_the_links_that_the_reader_of_live_mementos_finds(self, html):
        assume("<!--!>" not in html)  # which ends a comment for that one, and for no browser
        html += ' <a href="/last/">'
        theirs = []
        for tag in tags(html):
            values = {value.name: value for value in reversed(tag.values)}
            theirs += [
                html[value.start : value.end]
                for value in sorted(values.values(), key=lambda value: value.start)
                if value.name in ADDRESSES.get(tag.name, ())
            ]
        assert links_of(html) == theirs

    @given(st.lists(PIECES, max_size=30).map("".join))
    def test_is_there_again_once_its_links_are_taken_back(self, html):
        mark = "\N{WHITE SQUARE}"
        assert rewritten(html, lambda url: mark + url).replace(mark, "") == html


class TestAStyleSheet:
    @pytest.mark.parametrize(
        ("sheet", "then"),
        [
            ("a { b: url(/x.png) }", "a { b: url(Y) }"),
            ("a { b: url( '/x.png' ) }", "a { b: url( 'Y' ) }"),
            ('@import "/x.css";', '@import "Y";'),
            ("@IMPORT url(/x.css) screen;", "@IMPORT url(Y) screen;"),
            ("/* url(/x.png) */", "/* url(/x.png) */"),
        ],
    )
    def test_fetches_from_where_it_is_led(self, sheet, then):
        assert styled(sheet, lambda url: "Y") == then
