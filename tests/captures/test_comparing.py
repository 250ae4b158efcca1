"""Two texts, word by word."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.comparing import Is, Passage, passages
from archive.captures.page_text import paragraphs, title

WORDS = st.text(alphabet="ab .\n\t", max_size=60)


def changed(theirs: str, yours: str) -> Passage:
    (found,) = [each for each in passages(theirs, yours) if not each.unchanged]
    return found


class TestOneWord:
    def test_that_was_replaced_is_marked_and_the_space_behind_it_is_not(self):
        found = changed("It cost ten pounds.", "It cost twelve pounds.")

        assert ("ten", True) in found.theirs
        assert ("twelve", True) in found.yours
        assert [text for text, differs in found.yours if differs] == ["twelve"]

    def test_that_came_to_the_end_leaves_the_one_before_it_alone(self):
        found = changed("It is done", "It is done now")

        assert [text for text, differs in found.yours if differs] == ["now"]

    def test_is_told_as_gone_and_new_in_one_text(self):
        woven = changed("one two three", "one 2 three").together

        assert "".join(text for text, what in woven if what != Is.NEW) == "one two three"
        assert "".join(text for text, what in woven if what != Is.GONE) == "one 2 three"
        assert [text for text, what in woven if what == Is.GONE] == ["two"]


def test_lines_that_are_in_both_are_said_to_be_unchanged():
    first, second, third = passages("a\nb\nc\nd", "a\nb\nC\nd")

    assert first.unchanged == ("a", "b")
    assert second.theirs == [("c", True)]
    assert third.unchanged == ("d",)


@given(WORDS, WORDS)
def test_both_sides_add_up_to_the_texts_that_they_are_of(theirs, yours):
    found = passages(theirs, yours)

    for text, side in ((theirs, "theirs"), (yours, "yours")):
        lines = []
        for each in found:
            lines += each.unchanged or ["".join(piece for piece, _ in getattr(each, side))]
        kept = [line for line in "\n".join(lines).split("\n") if line]
        assert kept == [line for line in text.splitlines() if line]


@pytest.mark.parametrize("vocabulary", [1, 2, 50, 5000])
@pytest.mark.parametrize("separator", [" ", "\n", ". "])
def test_a_long_text_of_however_few_words_takes_a_moment(vocabulary, separator):
    chance = random.Random(7)  # noqa: S311
    theirs, yours = (
        separator.join(f"w{chance.randrange(vocabulary)}" for _ in range(30_000)) for _ in "ab"
    )
    began = time.process_time()
    passages(theirs, yours)

    assert time.process_time() - began < 5


class TestThePage:
    def test_is_read_a_paragraph_a_line_in_its_main_part_alone(self):
        page = (
            "<body><header>Menu</header><main><h1>The <em>final</em>\n report</h1>"
            "<ul><li>One &amp; two<li>Three</ul><script>no()</script>"
            '<p>A <img alt="kite" src="/k.png">, flying</main><footer>Foot</footer>'
        )

        assert paragraphs(page) == ["The final report", "One & two", "Three", "A [kite], flying"]

    def test_is_read_without_the_ways_to_its_own_versions(self):
        page = '<body><main><p>A note. <a href="/v" rel="nofollow">See it</a> <a href="/">Home</a>'

        assert paragraphs(page) == ["A note. Home"]

    def test_is_read_in_its_one_article_alone(self):
        page = (
            "<body><main><p>Latest news</p><article><h1>The report</h1><p>It cost.</p></article>"
            "<h2>News and blogs</h2></main>"
        )

        assert paragraphs(page) == ["The report", "It cost."]

    def test_is_read_without_the_ways_to_pass_it_on(self):
        page = (
            '<body><main><section>One</section><section class="share"><section>Email</section>'
            "Copy this address</section><section>Two</section>"
        )

        assert paragraphs(page) == ["One", "Two"]

    def test_is_read_in_all_its_main_part_where_that_lists_articles(self):
        page = "<body><main><h1>News</h1><article>One</article><article>Two</article></main>"

        assert paragraphs(page) == ["News", "One", "Two"]
        assert paragraphs(page.replace("<article>Two</article>", "")) == ["News", "One"]

    @pytest.mark.parametrize(
        ("head", "called"),
        [
            ("<title>News\n and blogs – The Review</title>", "News and blogs"),
            ("<title>The Review &amp; more</title>", "The Review & more"),
            ("<p>Nothing", ""),
        ],
    )
    def test_is_called_by_its_title_without_the_name_of_the_site(self, head, called):
        assert title(f"<head>{head}<body><svg><title>An icon</title></svg>") == called

    def test_is_read_as_a_whole_where_it_has_no_main_part(self):
        assert paragraphs("<body><p>One<p>Two</body>") == ["One", "Two"]
