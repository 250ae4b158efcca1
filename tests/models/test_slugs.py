"""Short names made from what an editor wrote."""

import pytest

from archive.models import Record, free_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The final report", "the-final-report"),
        ("Children’s social care: what's next?", "childrens-social-care-whats-next"),
        ("Café, ÆON & Łódź", "cafe-on-odz"),
        ("???", "untitled"),
        ("", "untitled"),
    ],
)
def test_a_slug_is_made_of_the_words(text, slug, db):
    assert free_slug(text, among=Record.objects.all()) == slug


def test_a_long_title_is_cut_at_a_word(db):
    slug = free_slug("a very long title " * 10, among=Record.objects.all(), most=20)

    assert slug == "a-very-long-title-a"


def test_one_long_word_is_cut_where_it_must(db):
    assert free_slug("x" * 90, among=Record.objects.all(), most=80) == "x" * 80


def test_a_taken_slug_gets_the_next_free_number(make_post, make_page):
    make_post("Our plan")
    make_page("Our plan 2", slug="our-plan-2")

    assert free_slug("Our plan", among=Record.objects.all()) == "our-plan-3"


def test_a_longer_slug_that_begins_the_same_is_another(make_post):
    make_post("Our plan for spring")

    assert free_slug("Our plan", among=Record.objects.all()) == "our-plan"
