"""What the room of Markdown says of a text, at its place, and with what could stand there."""

from datetime import date

import pytest

from archive.models import Language
from archive.proofreading.reading import proof

DATED = {"dated_on": date(2022, 5, 23)}


def said(remarks, source: str) -> list[str]:
    return [source[each.start : each.end] for each in remarks]


class TestDaysCountedFromTheDayOfWriting:
    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("We met today.", "today"),
            ("Last week we met.", "Last week"),
            ("It comes next spring.", "next spring"),
            ("14 months ago it began.", "14 months ago"),
            ("```\ncode\n```\n\nToday’s announcement is short.", "Today"),
            ("A line of `code` and then yesterday.", "yesterday"),
            ("[Read it today](/news/)", "today"),
        ],
    )
    def test_are_found_where_they_stand(self, remarks_on, source, words):
        assert said(remarks_on(source, "relative-date"), source) == [words]

    @pytest.mark.parametrize(
        "source",
        [
            "today’s children and tomorrow's world",
            "Today (2 February 2023) we met.",
            "as soon as we can",
            "the week of 3 May 2022",
            "See [the page](/today/) and `today`.",
            "the first of next of kin",
        ],
    )
    def test_are_not_seen_where_there_are_none(self, remarks_on, source):
        assert remarks_on(source, "relative-date") == []

    @pytest.mark.parametrize(
        ("source", "mends_to"),
        [
            ("We met today.", "We met today (23 May 2022)."),
            ("Yesterday we met.", "Yesterday (22 May 2022) we met."),
            ("We meet tomorrow.", "We meet tomorrow (24 May 2022)."),
        ],
    )
    def test_are_given_their_date_where_the_text_has_one(self, mended, source, mends_to):
        assert mended(source, "relative-date", **DATED) == mends_to

    def test_keep_their_words_in_a_letter_and_in_a_quotation(self, remarks_on):
        (letter,) = remarks_on("We met today, and last week.", "relative-date", is_as_said=True)
        (quoted,) = remarks_on("He said “we met today”.", "relative-date", **DATED)

        assert (letter.replacement, quoted.replacement) == (None, None)
        assert "words stay" in letter.do

    def test_are_not_looked_for_in_welsh(self, remarks_on):
        assert remarks_on("We met today.", "relative-date", is_english=False) == []


@pytest.mark.parametrize(
    ("rule", "source", "words"),
    [
        ("link-says-nothing", "Read it [here](/a/).", "here"),
        ("link-says-nothing", "[Click here](/a/) now", "Click here"),
        ("bare-address", "See https://example.org/a.", "https://example.org/a."),
        ("bare-address", "[www.example.org](https://example.org)", "www.example.org"),
        ("leads-nowhere", "It is available here.", "available here"),
        ("open-call", "The consultation is now open.", "consultation is now open"),
        ("picture-alt", "![](/pictures/a-1x1.jpg)", ""),
        ("picture-alt", "![IMG_2041.jpg](/pictures/a-1x1.jpg)", "IMG_2041.jpg"),
        ("picture-alt", "![A chart](/pictures/a-1x1.jpg)", "A chart"),
        ("link-without-target", "[The report]()", "[The report]()"),
        ("link-not-allowed", "[x](javascript:alert)", "javascript:alert"),
        ("footnote", "A claim.[^1]", "[^1]"),
        ("footnote", "A claim.\n\n[^1]: A note.", "[^1]: A note."),
        ("callout", "::: nothing\nx\n:::", "::: nothing"),
        ("callout-open", "Before.\n\n::: warning\nx", "::: warning"),
        ("html-as-typed", "A <b>bold</b>", "<b>"),
        ("html-that-runs", "A <script>", "<script>"),
    ],
)
def test_each_fault_has_its_place(remarks_on, rule, source, words):
    assert said(remarks_on(source, rule), source)[0].startswith(words)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("link-says-nothing", "Read [the final report](/a/). It is here to stay."),
        ("bare-address", "[The report](https://example.org)"),
        ("leads-nowhere", "It is available [in the report](/a/)."),
        ("open-call", "The consultation was open until May 2022."),
        ("picture-alt", "![Four people at a table](/pictures/a-1x1.jpg)"),
        ("picture-alt", "![A chart of complaints by year, which rise](/pictures/a-1x1.jpg)"),
        ("footnote", "A claim.[^1]\n\n[^1]: A note."),
        ("html-as-typed", "Write `<b>` for bold; 1 < 2."),
        ("glued-mark", "It was 2021. In May 2022 we met 40 people; CO2."),
    ],
)
def test_what_is_right_is_left_alone(remarks_on, rule, source):
    assert remarks_on(source, rule) == []


@pytest.mark.parametrize(
    ("source", "mends_to"),
    [
        ("published in May 20221 at last", "published in May 2022[^1] at last"),
        ("the word.¹² More", "the word.[^12] More"),
        ("the words.3 More", "the words.[^3] More"),
    ],
)
def test_a_mark_that_is_glued_to_a_word_becomes_a_footnote(mended, source, mends_to):
    assert mended(source, "glued-mark") == mends_to


class TestTheSummary:
    def test_that_is_missing_is_found(self, make_post):
        found = proof(make_post("A day in Leeds", summary="")).all

        assert [each.rule.id for each in found] == ["no-summary"]

    def test_of_a_welsh_page_is_asked_for_too(self, make_post):
        post = make_post("Dydd", summary="", body="Heddiw.", language=Language.WELSH)

        assert [each.rule.id for each in proof(post).all] == ["no-summary"]

    def test_is_not_asked_for_before_anything_is_written(self, make_post):
        empty = make_post("x", published_at=None, summary="", body="")
        empty.title = ""

        assert proof(empty).all == ()
