"""Sentences: where they end, how long they are, and the age at which a text is understood."""

import pytest

from archive.proofreading.sentences import reading, sentences

from .conftest import sheet

LONG = "We met " + "and we listened " * 13 + "until they had said it all."
PLAIN = "The cat sat on the mat. It was warm. A child came in and sat with it. " * 8


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]),
        ("He said “No.” She left.", ["He said “No.”", "She left."]),
        ("It costs £1.5 billion. So much.", ["It costs £1.5 billion.", "So much."]),
        ("A claim.[^1] Another.", ["A claim.[^1]", "Another."]),
        ("- One item\n- Two items", ["One item", "Two items"]),
        ("## A heading\n\nA text", ["A text"]),
        ("| a | b |\n| - | - |\n| c | d |", []),
        ("> Quoted words. More of them.", ["Quoted words.", "More of them."]),
        ("See No. 5 and para. 7. Then go.", ["See No. 5 and para. 7.", "Then go."]),
        ("J. P. Kincaid counted. We do.", ["J. P. Kincaid counted.", "We do."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(source, expected):
    page = sheet(source)

    assert [source[start:end] for start, end in sentences(page)] == expected


def test_a_long_one_is_found_with_its_number_of_words(remarks_on):
    (found,) = remarks_on(f"It rained. {LONG} So it was.", "long-sentence")

    assert "47 words" in found.what
    assert (found.start, found.end) == (11, 11 + len(LONG))


def test_a_long_one_in_a_letter_as_it_was_sent_stays(remarks_on):
    assert remarks_on(LONG, "long-sentence", is_as_said=True) == []


def test_an_address_in_a_link_does_not_make_a_sentence_longer():
    link = "[the report](https://example.org/a/b/c)"

    assert reading(sheet(f"Read {link} now. " * 40)).longest_words == 4


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("smile", 1), ("table", 2), ("walked", 1), ("wanted", 2), ("homes", 1),
     ("houses", 2), ("families", 3), ("recommendation", 5), ("well-being", 2), ("children’s", 2)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_heard(word, count):
    from archive.proofreading.sentences import _syllables

    assert _syllables(word) == count


def test_the_age_follows_the_formula():
    read = reading(sheet(PLAIN))

    assert (read.words, read.sentences) == (136, 24)
    # 0.39 × 5.7 + 11.8 × 1 − 15.59 is below nothing: the youngest who read at all
    assert read.age == 5


def test_a_hard_text_says_its_age_its_formula_and_its_longest_sentence(remarks_on):
    hard = "Organisational accountability necessitates considerable deliberation. " * 30

    (found,) = remarks_on(hard + LONG, "reading-age")

    assert "Flesch–Kincaid grade" in found.what
    assert "47 words" in found.do
    assert found.start == len(hard)


def test_a_plain_text_says_nothing(remarks_on):
    assert remarks_on(PLAIN, "reading-age") == []


def test_a_few_words_have_no_age():
    assert reading(sheet("Organisational accountability.")).age is None


def test_the_formula_is_for_english_alone(remarks_on):
    hard = "Organisational accountability necessitates considerable deliberation. " * 30

    assert remarks_on(hard, "reading-age", is_english=False) == []
