"""One thing under several names is found, and what only looks like it is left alone."""

import pytest

from archive.readiness.names import variants


def odd(*texts: str) -> list[tuple[str, str]]:
    return [(each.spelling, each.usual) for each in variants(texts)]


USUAL = "We met the Experts by Experience Board. The Experts by Experience Board agreed."


@pytest.mark.parametrize(
    "spelling",
    ["Expert by Experience Board", "Experts by Experience board", "Experts-by-Experience Board",
     "Expert by Experience board"],
)  # fmt: skip
def test_another_number_capital_or_hyphen_is_another_name(spelling):
    assert odd(USUAL, f"It was the {spelling} that asked.") == [
        (spelling, "Experts by Experience Board")
    ]


def test_the_usual_name_is_the_most_frequent_one():
    (variant,) = variants([USUAL, "The Expert by Experience Board said so."])
    assert (variant.text, variant.times_usual) == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Both Experts by Experience Boards met.",
        "It was the Experts by Experience Board’s idea.",
        "It was the experts by experience board, in plain letters.",
        "Experts by experience met.",
    ],
)
def test_a_plural_a_genitive_and_plain_letters_are_no_other_name(text):
    assert odd(USUAL, text) == []


def test_a_capital_at_the_beginning_of_a_sentence_counts_for_nothing():
    assert odd("The Family Help plan. Family help is for all.\n\n## Family help") == []


def test_of_a_name_within_a_name_the_longer_one_is_said():
    found = odd(USUAL, "The Expert by Experience board met.")
    assert [spelling for spelling, _ in found] == ["Expert by Experience board"]
