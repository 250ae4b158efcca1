"""Words in capitals: shouting is found, abbreviations and names are left alone."""

import pytest


@pytest.mark.parametrize(
    ("source", "mends_to"),
    [
        ("PLEASE NOTE that we close.", "Please note that we close."),
        ("You MUST NOT reply.", "You must not reply."),
        ("It is IMPORTANT.", "It is important."),
        ("Read this. NEW today.", "Read this. New today."),
        ("This page is CLOSED.", "This page is closed."),
    ],
)
def test_shouting_is_written_small(mended, source, mends_to):
    assert mended(source, "capitals") == mends_to


@pytest.mark.parametrize("source", ["FINAL REPORT PUBLISHED today.", "THE CASE FOR CHANGE"])
def test_what_may_hold_a_name_is_found_and_left_to_the_writer(remarks_on, source):
    (found,) = remarks_on(source, "capitals")

    assert found.replacement is None


@pytest.mark.parametrize(
    "source",
    [
        "The CMA and the NSPCC wrote to us.",
        "Support through CAMHS services.",
        "UK, NHS, DHSC and WWCSC staff.",
        "SEND and AP Green Paper.",
        "The WHO says so; US and IT staff agree.",
        "HM Treasury and HM Courts.",
        "As I said, I AM here.",
        "Write to `DO NOT REPLY`.",
        "See [the page](https://example.org/DO/NOT/READ).",
        "A DNA test in HMP Styal.",
    ],
)
def test_abbreviations_names_and_code_are_left_alone(remarks_on, source):
    assert remarks_on(source, "capitals") == []
