"""House words: the other ways of writing them are found, and mended as they stand."""

import pytest

from archive.proofreading.house_words import clashing, replaced
from archive.proofreading.sheet import Spelling

BOARD = Spelling(
    "Experts by Experience Board",
    ("Expert by Experience board", "EBE Board", "Experts-by-experience board"),
    "It is the board’s own name.",
)
REVIEW = Spelling("the review", ("the Review",))
WHO = Spelling("WHO", ("Who",))
CARE = Spelling("care-experienced", ("care experienced",))
CHILDREN = Spelling("children in care", ("looked after children", "LAC"))


@pytest.mark.parametrize(
    ("spelling", "source", "mends_to"),
    [
        (BOARD, "The Expert by Experience board met.", "The Experts by Experience Board met."),
        (BOARD, "The expert by experience Board.", "The Experts by Experience Board."),
        (BOARD, "Expert by\nExperience board", "Experts by Experience Board"),
        (BOARD, "an Experts‑by‑experience board", "an Experts by Experience Board"),
        (REVIEW, "It was the Review that met.", "It was the review that met."),
        (REVIEW, "What the Review did. The Review met.", "What the review did. The review met."),
        (WHO, "The Who wrote.", "The WHO wrote."),
        (CARE, "Care experienced people", "Care-experienced people"),
        (CHILDREN, "Looked after children and LAC.", "Children in care and children in care."),
    ],
)
def test_another_way_is_mended(mended, spelling, source, mends_to):
    assert mended(source, "house-words", spellings=(spelling,)) == mends_to


@pytest.mark.parametrize(
    ("spelling", "source"),
    [
        (BOARD, "The Experts by Experience Board met."),
        (BOARD, "The Expert by Experience boards"),
        (BOARD, "Expert by\n\nExperience board"),
        (CHILDREN, "See [the page](/LAC/), https://example.org/LAC and `LAC`."),
        (REVIEW, "The review met. the review"),
        (Spelling("the review", ("The review",)), "The review met. “The review is done.”"),
        (WHO, "who asked, and WHO answered"),
        (CHILDREN, "BLACK and slack"),
        (Spelling("Board", ("the Board",)), "a Board"),
        (Spelling("the Experts by Experience Board", ("Experts by Experience Board",)),
         "We thank the Experts by Experience Board."),
    ],
)  # fmt: skip
def test_the_right_way_and_other_words_are_left_alone(remarks_on, spelling, source):
    assert remarks_on(source, "house-words", spellings=(spelling,)) == []


def test_the_finding_says_why(remarks_on):
    (found,) = remarks_on("The EBE Board.", "house-words", spellings=(BOARD,))

    assert found.what == "“EBE Board” is written “Experts by Experience Board” here."
    assert found.do == BOARD.why


def test_where_two_meet_the_longer_one_is_meant(remarks_on):
    short = Spelling("group", ("board",))

    (found,) = remarks_on("An EBE Board.", "house-words", spellings=(short, BOARD))

    assert found.replacement == BOARD.write


def test_a_quotation_keeps_its_words(remarks_on):
    (found,) = remarks_on("> The EBE Board met.", "house-words", spellings=(BOARD,))

    assert "quotation" in found.do


def test_all_of_a_text_is_mended_at_once_without_its_addresses():
    source = "The EBE Board and the EBE Board."

    text = replaced(source, source, BOARD)

    assert text == "The Experts by Experience Board and the Experts by Experience Board."


def test_two_house_words_that_undo_each_other_clash():
    back = Spelling("EBE Board", ("the EBE",))

    assert clashing(back, [REVIEW, BOARD]) is BOARD
    assert clashing(BOARD, [back]) is back
    assert clashing(REVIEW, [BOARD]) is None
