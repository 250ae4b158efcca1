"""The text of a page is read in a quick way where its tags are as this site writes them: it has to
be the text that the whole parser reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures import page_text

PIECES = st.sampled_from(
    ["<p>", "</p>", "a ", '<a rel="nofollow" href="/x">', "</a>", "<a href='x'>", "<br/>", "<br />",
     '<img alt="a &amp; b">', "<img alt>", "&amp;", "&lt", "<", ">", '<section class="share x">',
     "<section>", "</section>", "<article>", "</article>", "<main>", "</main>", "<h1>", "</h1>",
     "<body>", "<title>", "</title>", "<script>", "</script>", "<!-- x -->", "<!doctype html>",
     "é\n", "<svg>", "</svg>", "</p x>", '"', " = ", '<p a b="c>d">', "<template>", "</template>",
     "<x-y>", "&", "<P>", "</P >", "<video/>", "<textarea>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["", "<body>"]))
def test_any_text_is_the_same_as_the_whole_parser_reads(html, before):
    reader = page_text._Reader()
    reader.feed(before + html)
    reader.close()
    theirs = reader.of_article() or reader.of_main() or reader.lines
    assert page_text.paragraphs(before + html) == theirs


def test_a_page_of_this_site_is_read_in_the_quick_way(client, make_publication):
    page = client.get(make_publication(body="Some *words*.").address).content.decode()
    assert "Some words." in page_text._read_plainly(page.strip()).lines


@pytest.mark.parametrize("odd", ["<!-- -->", "<script>", "<p title='x'>", "<"])
def test_what_is_odd_is_left_to_the_whole_parser(odd):
    with pytest.raises(page_text._NotPlain):
        page_text._read_plainly(f"<body>{odd}")
