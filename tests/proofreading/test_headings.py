"""Headings that skip a level, that say nothing, or that are only bold text."""

import pytest


@pytest.mark.parametrize(
    ("source", "mends_to"),
    [
        ("## One\n\n#### Two", "## One\n\n### Two"),
        ("# One\n\n### Two\n\n### Three", "# One\n\n## Two\n\n## Three"),
        ("## One\n\n### Two\n\n##### Three", "## One\n\n### Two\n\n#### Three"),
    ],
)
def test_one_that_skips_a_level_is_put_below_the_one_above(mended, source, mends_to):
    assert mended(source, "heading-skips") == mends_to


@pytest.mark.parametrize(
    "source",
    [
        "## One\n\n### Two\n\n## Three\n\n### Four",
        "#### A text may begin anywhere",
        "### One\n\n## Higher again",
        "```\n## One\n#### in code\n```",
        "#hashtag\n\n#### One",
    ],
)
def test_an_outline_without_gaps_is_left_alone(remarks_on, source):
    assert remarks_on(source, "heading-skips") == []


@pytest.mark.parametrize(
    ("source", "mends_to"),
    [
        ("Before.\n\n##\n\nAfter.", "Before.\n\n\nAfter."),
        ("## \nAfter.", "After."),
        ("## ** **\n", ""),
        ("Before.\n\n### ###", "Before.\n\n"),
    ],
)
def test_one_without_words_is_taken_out(mended, source, mends_to):
    assert mended(source, "heading-empty") == mends_to


@pytest.mark.parametrize(
    ("source", "mends_to"),
    [
        ("**What we heard**\n\nA great deal.", "## What we heard\n\nA great deal."),
        ("## One\n\nText.\n\n**Two**\n\nMore.", "## One\n\nText.\n\n## Two\n\nMore."),
        ("# One\n\nText.\n\n**Two**\n\nMore.", "# One\n\nText.\n\n## Two\n\nMore."),
        ("### One\n\nText.\n\n**Two**\n\nMore.", "### One\n\nText.\n\n### Two\n\nMore."),
        ("__Next steps__\nWe go on.", "## Next steps\nWe go on."),
    ],
)
def test_bold_words_alone_above_a_text_become_a_heading(mended, source, mends_to):
    assert mended(source, "heading-bold") == mends_to


@pytest.mark.parametrize(
    "source",
    [
        "**This is what we ask of every council.**\n\nIt is not much.",
        "**Josh MacAlister:** It was a big piece of work.",
        "A line,\n**with bold words**\nin its middle.",
        "The last line is bold.\n\n**The end**",
        "**Bold** and plain.\n\nMore.",
        "> **A quote**\n\nText.",
    ],
)
def test_bold_words_that_are_no_heading_are_left_alone(remarks_on, source):
    assert remarks_on(source, "heading-bold") == []
