"""Old pages whose links stay within their moment: nothing but links may differ in them."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.rewriting import LINE_BEGINS, LINE_ENDS, Moment, led, rewritten, with_line

THEN = Moment(
    "/memento/20220523080000", "review.example.org", untouched=("/memento/", "/timemap/", "/on/")
)
P = THEN.prefix


class TestALink:
    @pytest.mark.parametrize(
        ("html", "then"),
        [
            ('<a href="/news/">', f'<a href="{P}/news/">'),
            ("<a href='/news/#latest'>", f"<a href='{P}/news/#latest'>"),
            ("<a href=/news/>", f"<a href={P}/news/>"),
            ('<A CLASS=x HREF="/">', f'<A CLASS=x HREF="{P}/">'),
            (
                '<a href="https://review.example.org/news/">',
                f'<a href="https://review.example.org{P}/news/">',
            ),
            ('<a href="//review.example.org/">', f'<a href="//review.example.org{P}/">'),
            ('<a title="a > b" href="/x/">', f'<a title="a > b" href="{P}/x/">'),
            ('<img src="/p/a.png" alt="/b/">', f'<img src="{P}/p/a.png" alt="/b/">'),
            (
                '<img srcset="/pictures/a.png 1x, /pictures/b.png 2x,">',
                f'<img srcset="{P}/pictures/a.png 1x, {P}/pictures/b.png 2x,">',
            ),
            ('<source srcset="/a, /b 2x">', f'<source srcset="{P}/a, {P}/b 2x">'),
            ('<video poster="/p.png" src="/v.mp4">', f'<video poster="{P}/p.png" src="{P}/v.mp4">'),
            ('<link rel="stylesheet" href="/s.css">', f'<link rel="stylesheet" href="{P}/s.css">'),
            ('<link href="/feed/" rel="alternate">', f'<link href="{P}/feed/" rel="alternate">'),
            ('<script src="/s.js"></script>', f'<script src="{P}/s.js"></script>'),
        ],
    )  # fmt: skip
    def test_to_this_site_stays_within_the_moment(self, html, then):
        assert rewritten(html, THEN) == then

    @pytest.mark.parametrize(
        "html",
        [
            '<a href="https://elsewhere.example/news/">',
            '<a href="//elsewhere.example/news/">',
            '<a href="https://review.example.org.elsewhere.example/">',
            '<a href="///news/">',
            '<a href="#main">',
            '<a href="mailto:review@example.org">',
            '<img src="data:image/gif;base64,/news/">',
            '<a href="page/2/">',
            '<a href="">',
            "<a href>",
            '<a href="/timemap/news/">',
            '<link rel="canonical" href="/news/">',
            '<link href="https://review.example.org/news/" rel="me canonical">',
            '<blockquote cite="/news/">',
            '<p data-href="/news/">',
            '<meta property="og:url" content="https://review.example.org/news/">',
        ],
    )
    def test_that_is_none_to_a_page_of_the_moment_is_left_alone(self, html):
        assert rewritten(html, THEN) == html

    @pytest.mark.parametrize(
        "html",
        [
            '<!-- <a href="/news/"> -->',
            '<!--><p>a</p><!-- <a href="/news/">-->',
            "<script>\"<a href='/news/'>\"</script>",
            '<style>a::after { content: "<a href=/news/>" }</style>',
            '<title><a href="/news/"></title>',
            '<textarea><a href="/news/"></textarea>',
            '&lt;a href="/news/"&gt;',
            'a < b href="/news/" >',
            '<a href="/news/',
        ],
    )
    def test_that_is_only_written_about_is_left_alone(self, html):
        assert rewritten(html, THEN) == html

    def test_behind_a_redirect_stays_within_the_moment(self):
        assert led("/news/", THEN) == f"{P}/news/"
        assert led("https://review.example.org/a/", THEN) == f"https://review.example.org{P}/a/"
        assert led("https://elsewhere.example/a/", THEN) == "https://elsewhere.example/a/"


class TestTheLine:
    def test_is_the_first_thing_in_the_body(self):
        page = '<!doctype html><html><head><title>A<body></title></head><body class="x"><p>B</p>'

        assert with_line(page, "<p>Then</p>") == page.replace(
            '<body class="x">', f'<body class="x">{LINE_BEGINS}<p>Then</p>{LINE_ENDS}'
        )

    def test_lets_the_way_past_it_for_keyboards_come_first(self):
        page = '<body>\n<a class="skip-link" href="#main">Skip to main content</a>\n<p>B</p>'

        assert with_line(page, "Then") == page.replace("</a>", f"</a>{LINE_BEGINS}Then{LINE_ENDS}")

    def test_stands_on_top_of_a_page_that_names_no_body(self):
        assert with_line("<p>Short", "Then") == f"{LINE_BEGINS}Then{LINE_ENDS}<p>Short"


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", '<a href="/news/">', "<a href='/a&amp;b/'>", "<a href=/x/ >", "</a>"),
        *("<!--", "-->", "<script>", "</script>", "<title>", "</title>", "<textarea>"),
        *('"', "'", "=", ">", "<", "/", " ", "\n", "é", "&lt;", "text /news/ text"),
        *("<img srcset='/a 1x, /b 2x'", ' src="/a.png"', "href=/bare/", "<!doctype html>"),
        *("<link rel=canonical href=/x/>", "<body>", "<head>", "<html>", "</textarea>"),
    ]
)
PAGES = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25).map("".join)


@given(PAGES)
def test_taking_the_moment_out_again_gives_the_page_as_it_was(page):
    assert rewritten(page, THEN).replace(P, "") == page


@given(PAGES)
def test_taking_the_line_out_again_gives_the_page_as_it_was(page):
    lined = with_line(page, "<p>Then</p>")

    assert lined.replace(f"{LINE_BEGINS}<p>Then</p>{LINE_ENDS}", "", 1) == page


class Reader(HTMLParser):
    """What is read of a page outside the tags, and the names in the tags."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.read: list[object] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.read.append((tag, [name for name, _ in attributes]))

    def handle_data(self, text):
        self.read.append(text)

    def handle_comment(self, text):
        self.read.append(text)


@given(st.lists(st.sampled_from([
    '<a class="b" href="/news/">', "</a>", "<p>", "</p>", "Read /news/", "&amp;", "<b title='/x/'>",
    "<img src=/a.png alt='/a.png'>", '<!-- <a href="/n/"> -->', "<script>'<a href=/x/>'</script>",
]), max_size=20).map("".join))  # fmt: skip
def test_another_parser_reads_the_same_text_and_the_same_tags(page):
    assert Reader(rewritten(page, THEN)).read == Reader(page).read


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a href="', "<", "a=' ", "<script>", "&", "<a/"])
def test_a_page_of_nothing_but_broken_tags_takes_no_time(piece):
    assert rewritten(piece * 200_000, THEN) == piece * 200_000
