"""A name is found however it is written, and not where it only seems to be."""

import time

import pytest

from archive.watch_list import WatchList, is_long_enough


def found(text: str, *names: str) -> list[str]:
    return [hit.words for hit in WatchList(names or ("Jane Example",)).hits(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We met Jane Example there.",
        "JANE EXAMPLE",
        "Jané Exámple",
        "Jane\nExample",
        "Jane  \t Example",
        "Jane-Example",
        "Jane Exam-\nple",
        "Jane Exam\u00adple",
        "**Jane** Example",
        "Jane Example’s room",
        "Example, Jane",
        "EXAMPLE,JANE",
        "Example\tJane",
        "jane_example.pdf",
        "jane-example-2022.docx",
        "janeexample",
    ],
)
def test_it_is_found_as(text):
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jane. Example two follows.",
        "Jane\n\nExample",
        "Jane Examples",
        "Mary-Jane Exampleton",
        "An example. Jane said so.",
        "For example Jane",
        "",
    ],
)
def test_it_is_not_found_in(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mary-Ann O’Brien", "Mary Ann OBrien"),
        ("Mary Ann O'Brien", "O’Brien, Mary-Ann"),
        ("Siân Ŵyn Llŷr", "sian wyn llyr"),
        ("J. Example", "Said J. Example."),
        ("Søren Łuk", "Soren Luk"),
        ("Straße", "STRASSE"),
        ("Vincent van Gogh", "van Gogh, Vincent"),
        ("Harbour House", "at Harbour House."),
    ],
)
def test_names_of_many_kinds_are_found(name, text):
    assert found(text, name)


def test_a_hit_says_where_it_stands_and_how_it_is_written():
    text = "Ŵe met EXAMPLE,\n Jane there."
    [hit] = WatchList(["Ada Byron", "Jane Example"]).hits(text)

    assert (hit.name, hit.words) == (1, "EXAMPLE, Jane")
    assert text[hit.start : hit.end] == "EXAMPLE,\n Jane"


def test_all_places_are_told_in_order():
    assert found("Ada, Jane Example, Ada", "Ada", "Jane Example") == ["Ada", "Jane Example", "Ada"]


def test_too_short_a_name_is_told():
    assert not is_long_enough("J.")
    assert is_long_enough("Ann")


def test_a_long_text_is_looked_through_in_a_moment():
    """300 names in a book of 500,000 characters, every hundredth of them no ASCII."""
    names = [f"Person{chr(97 + at % 26)}{at} Surname{at}" for at in range(300)]
    text = ("The quick brown fox jumps over the lazy dog; caféteria. " * 10_000)[:500_000]
    watch_list = WatchList(names)
    started_at = time.process_time()
    watch_list.hits(text)

    assert time.process_time() - started_at < 5
