"""No text, however it was made up, keeps the panel waiting."""

from time import process_time

import pytest

from archive.proofreading.sheet import Spelling

from .conftest import TODAY

MOST_SECONDS = 4
SIZE = 30_000


@pytest.mark.parametrize(
    "piece",
    [
        ".", "Dr. A", "WORDS IN CAPITALS ", "A", "will ", "We will meet on 3 May 2020 and ",
        "3 May ", "# ", "**a", "|", "| a |\n", " ", "\n", "- x\n", "The Board ", "the board's ",
        "“", "[^1]", "[a](b) ", "> a\n", "closes on ", "Last updated ", "a.1 ", "😀 ", "-",
    ],
)  # fmt: skip
def test_a_text_of_one_thing_again_and_again_is_read_in_time(remarks_on, piece):
    facts = {
        "spellings": (Spelling("the board", ("the Board", "The board")),),
        "closes_on": TODAY,
    }
    source = piece * (SIZE // len(piece))

    start = process_time()
    remarks_on(source, **facts)

    assert process_time() - start < MOST_SECONDS
