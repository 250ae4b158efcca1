"""Numbered paragraphs, as reports have them."""

import pytest

from archive.markdown import plain_text, render

COUNTED = "1.1 The first.\n\n1.2 The **second**.[^1]\n\n[^1]: A note."


def test_each_has_an_anchor_and_a_number_that_links_to_it():
    html = render(COUNTED).html

    assert '<p class="numbered" id="paragraph-1-1"><a ' in html
    assert 'class="paragraph-number"' in html
    assert 'href="#paragraph-1-2"' in html
    assert "The <strong>second</strong>" in html
    assert 'href="#footnote-1"' in html


def test_the_text_stays_as_it_was_typed():
    assert plain_text(COUNTED).startswith("1.1 The first.\n1.2 The second.")


@pytest.mark.parametrize(
    "source",
    [
        "1.5 million children live there.",
        "1.5 million.\n\n2.5 million.",
        "10.1 Only one.",
        "1. A list",
    ],
)
def test_a_figure_that_nothing_counts_on_from_is_no_number(source):
    assert "numbered" not in render(source).html


def test_the_parts_of_a_part_count_too():
    assert 'id="paragraph-2-3-1"' in render("2.3.1 One.\n\n2.3.2 Two.").html


def test_the_same_number_twice_leads_to_the_first():
    html = render("1.1 One.\n\n1.2 Two.\n\n1.1 Again.").html

    assert html.count('id="paragraph-1-1"') == 1
    assert "<p>1.1 Again.</p>" in html


def test_a_prefix_goes_before_the_anchor():
    assert 'id="q1-paragraph-1-1"' in render("1.1 One.\n\n1.2 Two.", prefix="q1-").html


def test_a_heading_of_the_same_name_gets_another_anchor():
    html = render("1.1 One.\n\n1.2 Two.\n\n## Paragraph 1 1").html

    assert 'id="paragraph-1-1-2"' in html
