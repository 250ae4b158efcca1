"""What ages in a text: each way with what must be found, and with what must be left alone."""

import pytest

from archive.markdown.wordings import Passage, Wording, passages


def of(wording: Wording, source: str, **facts) -> list[str]:
    return [each.words for each in passages(source, **facts) if each.wording == wording]


def only(source: str) -> Passage:
    (passage,) = passages(source)
    return passage


class TestADayThatIsCountedFromTheDayOfWriting:
    @pytest.mark.parametrize(
        "words",
        ["today", "Tomorrow", "yesterday", "last week", "next spring", "this month", "recently",
         "currently", "soon", "in due course", "at the moment", "earlier this year",
         "in the coming months", "14 months ago", "a few weeks ago"],
    )  # fmt: skip
    def test_is_found(self, words):
        assert of(Wording.RELATIVE_DATE, f"We met {words}.") == [words]

    @pytest.mark.parametrize(
        "source",
        [
            "The Government has today (2 February 2023) published its strategy.",
            "It begins next spring (April 2023).",
            "On 2 February 2023, today, it was published.",
            "As soon as we know.",
            "Soon after the report came out.",
            "In the last year of the review.",
            "More recently.",
            "At the moment of the closing.",
            "Read `today` in the code, and [the list](/today/).",
            "https://example.org/today",
        ],
    )
    def test_is_not_seen_where_the_date_stands_or_nothing_is_counted(self, source):
        assert of(Wording.RELATIVE_DATE, source) == []


class TestTheFuture:
    @pytest.mark.parametrize(
        "source",
        ["The report will be published.", "We are going to visit ten areas.", "We’ll tell you.",
         "We plan to listen.", "When shall I hear?"],
    )  # fmt: skip
    def test_is_found(self, source):
        assert len(of(Wording.FUTURE, source)) == 1

    @pytest.mark.parametrize(
        "source", ["It was against their will.", "She left a will.", "A broad plan to improve."]
    )
    def test_is_not_seen_in_a_will_or_a_plan(self, source):
        assert of(Wording.FUTURE, source) == []


class TestAnInvitation:
    @pytest.mark.parametrize(
        "source",
        ["We are holding an open Call for Ideas.", "The consultation is currently live.",
         "Applications are open.", "Please send us your ideas by 15 December."],
    )  # fmt: skip
    def test_is_found(self, source):
        assert len(of(Wording.OPEN_CALL, source)) == 1

    @pytest.mark.parametrize(
        "source",
        ["The call was open for six weeks.", "Members were found by an open call.",
         "A call needs a text for before, and one for as long as it is open.",
         "Families were asked to write by 15 December."],
    )  # fmt: skip
    def test_that_is_told_of_as_past_is_left_alone(self, source):
        assert of(Wording.OPEN_CALL, source) == []


class TestALink:
    def test_that_says_here_is_found(self):
        assert of(Wording.EMPTY_LINK, "Read it [here](/a/), [Click here.](/b/)") == [
            "here",
            "Click here.",
        ]

    def test_that_shows_its_address_is_found(self):
        source = "See https://example.org/a, [https://example.org/b](https://example.org/b)."
        assert of(Wording.BARE_ADDRESS, source) == [
            "https://example.org/a,",
            "https://example.org/b",
        ] or of(Wording.BARE_ADDRESS, source) == ["https://example.org/a", "https://example.org/b"]

    def test_with_a_name_is_left_alone(self):
        assert passages("Read [the final report](https://example.org/report).") == []


class TestWordsThatAnnounceALink:
    @pytest.mark.parametrize(
        "source",
        [
            "You can read the full document here.",
            "You can find out more information at:\n\nI want to thank you.",
            "It can be found here:\n\nThe end.",
            "Follow the link below.\n\nThe end.",
            "Please see the attached.",
            "For training please visit our website for professionals at",
        ],
    )
    def test_and_have_none_are_found(self, source):
        assert len(of(Wording.LEADS_NOWHERE, source)) == 1

    @pytest.mark.parametrize(
        "source",
        [
            "You can find out more at:\n\n[Childline](https://childline.example/)",
            "Read it here: [the report](/report/).",
            "It is available at: help@example.org",
            "Visit us at: https://example.org/",
            "The questions can be found below:\n\n- What works?\n- What does not?",
            "Follow the link below.\n\n[The survey](/survey/)",
            "## What you can find here\n\nA great deal.",
            "Here we stand. We are here to help.",
        ],
    )
    def test_and_have_one_are_left_alone(self, source):
        assert of(Wording.LEADS_NOWHERE, source) == []

    def test_may_speak_of_what_is_attached_where_something_is(self):
        assert of(Wording.LEADS_NOWHERE, "Please see the attached.", has_files=True) == []


class TestAFootnoteMark:
    @pytest.mark.parametrize(
        "source",
        ["In May 2022[^1] it ended.\n\n[^1]: The report.", "It was built on love.1 Then",
         "In May 20222, it ended.", "It was built on love.¹"],
    )  # fmt: skip
    def test_that_runs_into_a_word_or_figure_is_found(self, source):
        assert len(of(Wording.GLUED_MARK, source)) == 1

    @pytest.mark.parametrize(
        "source",
        ["It was built on love.[^1]\n\n[^1]: The strategy.", "Ten m², and para.3 of it.",
         "In May 2022, 20 people came.", "Their Power2 service.", "A share of 4.5 per cent"],
    )  # fmt: skip
    def test_that_stands_by_itself_is_left_alone(self, source):
        assert of(Wording.GLUED_MARK, source) == []


class TestAPassage:
    def test_comes_with_its_sentence_as_it_is_read(self):
        source = "First.\n\n- Another one.\n- We *met* today, at [the house](/house/). And left."
        assert only(source).sentence == "We met today, at the house."

    def test_says_that_it_stands_in_a_quotation(self):
        assert only("She said: “We met today.”").is_quoted
        assert only("> We met today.").is_quoted
        assert not only("“Yes”, she said. We met today.").is_quoted

    def test_of_a_very_long_sentence_is_cut(self):
        sentence = only("word " * 5000 + "today " + "word " * 5000).sentence
        assert "today" in sentence
        assert len(sentence) < 1200
