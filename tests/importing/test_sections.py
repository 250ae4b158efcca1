from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.format.sections import (
    Prose,
    Question,
    SpokenTurn,
    read_clock,
    take_call_sections,
    take_questions,
    take_salutation,
    take_transcript,
    with_call_sections,
    with_questions,
    with_salutation,
    with_transcript,
    write_clock,
)
from archive.importing.format.values import as_kept

MARKS = [
    "## Before", "## Outcome", "## Transcript", "## Why?", "##", "# One", "Dear Ada,",
    "**Ada:**", "**Ada:** [1:36] {#here} Yes.", "[1:36] yes", "{#here}", "\\## After",
    "\\\\**Ada:**","    code", "- one", "Words.", "", "  ", "```",
    "**bold** text", "> quote", "...",
]  # fmt: skip
texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=12), max_size=6).map(
    lambda lines: as_kept("\n".join(lines))
)
names = st.sampled_from(["Ada Adams", "Ada Adams (Chair)", "A*", "Q: why", "Dr O’Neill"])


class TestALetter:
    def test_that_begins_with_dear_gives_its_salutation(self):
        salutation, rest = take_salutation(Prose("Dear Secretary of State,\n\nWords.", 5))
        assert salutation == "Dear Secretary of State,"
        assert rest == Prose("Words.")
        assert rest.line == 7

    @pytest.mark.parametrize("body", ["Dear me. Words.", "Words.\n\nDear Ada,", "Dear,"])
    def test_that_begins_otherwise_gives_none(self, body):
        assert take_salutation(Prose(body)) == ("", Prose(body))

    @given(st.sampled_from(["", "Dear Ada,", "Dear Ada and Ben,"]), texts)
    def test_is_taken_apart_as_it_was_put_together(self, salutation, body):
        written, is_said = with_salutation(salutation, body)
        assert is_said
        assert take_salutation(Prose(as_kept(written))) == (salutation, Prose(body))


class TestACall:
    def test_has_its_sections_at_the_end(self):
        body = "Ideas, please.\n\n## How\n\nWrite.\n\n## Before\n\nSoon.\n\n## After\n\nThanks."
        before, sections = take_call_sections(Prose(body, 1))
        assert before.text == "Ideas, please.\n\n## How\n\nWrite."
        assert sections == {"Before": Prose("Soon."), "After": Prose("Thanks.")}
        assert sections["After"].line == 13

    @given(
        texts,
        st.dictionaries(
            st.sampled_from(["Before", "While open", "After", "Outcome"]), texts.filter(bool)
        ),
    )
    def test_is_taken_apart_as_it_was_put_together(self, body, sections):
        written = Prose(as_kept(with_call_sections(body, sections)))
        assert take_call_sections(written) == (
            Prose(body),
            {name: Prose(text) for name, text in sections.items()},
        )


class TestQuestions:
    def test_may_keep_their_anchor_and_say_when_they_were_published(self):
        body = (
            "## Who? {#who}\n\nAda.\n## Why? {published=draft}\n## When? {#w published=2022-01-01}"
        )
        assert take_questions(Prose(body)) == [
            Question("Who?", Prose("Ada."), "who"),
            Question("Why?", Prose(""), "", "draft"),
            Question("When?", Prose(""), "w", "2022-01-01"),
        ]

    def test_may_hold_headings_below_them(self):
        (question,) = take_questions(Prose("## Who?\n\n### The chair\n\nAda."))
        assert question.answer.text == "### The chair\n\nAda."

    @given(
        st.lists(
            st.builds(
                Question,
                st.sampled_from(["Why?", "What is {#this}?", "Who {x}", "C#", "A {#b} #"]),
                texts.map(Prose),
                st.sampled_from(["why", "a-b"]),
                st.sampled_from(["draft", "2022-01-01", "2022-01-01T09:30"]),
            )
        )
    )
    def test_are_taken_apart_as_they_were_put_together(self, questions):
        written = with_questions(questions, "2022-01-01")
        found = take_questions(Prose(as_kept(written)))
        usual = [
            Question(q.question, q.answer, q.anchor, q.published or "2022-01-01") for q in found
        ]
        assert usual == questions


class TestATranscript:
    def test_has_a_turn_for_each_speaker_with_its_time(self):
        body = (
            "About it.\n\n## Transcript\n\n**Ada Adams (Chair):** [1:36] Hello.\n\nAgain.\n\n"
            "**Ben:** {#reply}\n\n- one\n- two"
        )
        before, turns = take_transcript(Prose(body, 1))
        assert before.text == "About it."
        assert turns == [
            SpokenTurn("Ada Adams (Chair)", Decimal(96), "", Prose("Hello.\n\nAgain.")),
            SpokenTurn("Ben", None, "reply", Prose("- one\n- two")),
        ]
        assert [turn.line for turn in turns] == [5, 9]

    def test_keeps_bold_words_that_are_no_speaker(self):
        _, (turn,) = take_transcript(Prose("## Transcript\n\n**Ada:** One.\n\n\\**Note:** two."))
        assert turn.text.text == "One.\n\n**Note:** two."

    @given(
        texts,
        st.lists(
            st.builds(
                SpokenTurn,
                names,
                st.none() | st.decimals(0, 90_000, places=3),
                st.sampled_from(["", "here"]),
                texts.map(Prose),
            )
        ),
    )
    def test_is_taken_apart_as_it_was_put_together(self, body, turns):
        written = Prose(as_kept(with_transcript(body, turns)))
        assert take_transcript(written) == (Prose(body), turns)

    @pytest.mark.parametrize(
        ("text", "seconds"),
        [("0:00", 0), ("1:36", 96), ("61:05", 3665), ("1:02:03", 3723), ("0:01.25", "1.25")],
    )
    def test_has_times_as_people_write_them(self, text, seconds):
        assert read_clock(text, 1) == Decimal(seconds)

    @given(st.decimals(0, 900_000, places=3))
    def test_has_times_that_read_as_they_were_written(self, seconds):
        assert read_clock(write_clock(seconds), 1) == seconds
