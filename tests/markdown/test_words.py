"""Rendering loses no word that an editor wrote."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.markdown import plain_text, reading_minutes, render, word_count

MARKS = [
    "# ", "### ", "- ", "  - ", "    - ", "1. ", "7. ", "> ", "> > ", "`", "``", "*", "**", "_",
    "[", "]", "(", ")", "![", "[^1]", "[^2]", "\n[^1]: ", "\n[^2]: ", "\n:::\n", ": ", "\n: ",
    "\n::: warning\n", "\n::: statistic\n", "\n::: unknown\n", "|", "\n|---|---|\n", "\n---\n",
    "\n===\n", "***", "\n", "\n\n", "  \n", "    ", "<", ">", "</p>", "<script>", "<!--", "-->",
    "&amp;", "&lt;", "\\", "— ", "\n```\n", "\n~~~\n", "\t", '"', "\x02", "\r\n",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKS) | st.just("WORD"), max_size=40))
def test_every_word_is_still_there_whatever_marks_stand_around_it(pieces):
    words = []
    source = ""
    for piece in pieces:
        if piece == "WORD":
            words.append(f"w{len(words)}w")
            piece = f"{words[-1]} "
        source += piece
    html = render(source).html

    assert [word for word in words if word not in html] == []


REAL_PAGES = Path(__file__).resolve().parents[3] / "shared" / "seed-pages"


def real_bodies():
    return [
        path
        for folder in ("publications", "podcast", "notices", ".")
        for path in sorted((REAL_PAGES / folder).glob("*.md"))
        if path.name != "README.md"
    ]


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="the real pages are not beside the project")
def test_the_real_pages_lose_no_word_and_gain_none():
    for path in real_bodies():
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        written = re.sub(r"\]\([^)]*\)|(?m:^\[\^\w+\]:)", " ", body)

        assert Counter(re.findall(r"\w+", plain_text(body))) == Counter(
            re.findall(r"\w+", written)
        ), path.name


class TestReading:
    def test_reading_text_has_no_marks_and_a_line_a_block(self):
        source = "## A *title*\n\nWords[^1] and [more](https://a.example/).\n\n- one\n\n[^1]: Note."

        assert plain_text(source) == "A title\nWords [1] and more.\none\nNote."

    def test_words_that_only_assistive_technology_hears_are_not_counted(self):
        assert word_count("[Two words](https://a.example/)") == 2

    def test_table_cells_are_apart(self):
        assert plain_text("|a|b|\n|-|-|\n|c|d|") == "a b\nc d"

    def test_reading_takes_a_minute_at_least_and_whole_minutes(self):
        assert reading_minutes("") == 1
        assert reading_minutes("word " * 200) == 1
        assert reading_minutes("word " * 201) == 2
