"""Questions and answers: nobody has to unfold what can stand open, and no word is hidden."""

import re

import pytest

from archive.models import FaqCategory
from archive.views.faqs import STAND_OPEN

pytestmark = pytest.mark.django_db


def test_up_to_a_dozen_answers_stand_open_under_real_headings(client, make_faq):
    for number in range(STAND_OPEN):
        make_faq(f"Question {number}?", answer=f"Answer {number}.")
    page = client.get("/faqs/").text

    assert len(re.findall(r'<h2 class="faq-question"', page)) == STAND_OPEN
    assert "faq--folded" not in page
    assert all(f"Answer {number}." in page for number in range(STAND_OPEN))


def test_more_are_folded_with_every_word_in_the_page(client, make_faq):
    for number in range(STAND_OPEN + 1):
        make_faq(f"Question {number}?", answer=f"Answer {number}.")
    page = client.get("/faqs/").text

    assert page.count("faq--folded") == STAND_OPEN + 1
    assert "<details name" not in page
    assert all(f"Answer {number}." in page for number in range(STAND_OPEN + 1))
    assert f"{STAND_OPEN + 1} answers" in page
    assert 'href="/faqs/all/"' in page


def test_a_page_has_all_of_them_open(client, make_faq):
    for _ in range(STAND_OPEN + 1):
        make_faq()
    page = client.get("/faqs/all/").text

    assert "faq--folded" not in page
    assert page.count('class="faq-question"') == STAND_OPEN + 1


def test_each_has_an_anchor_that_is_its_link(client, make_faq):
    make_faq("Who decides?", anchor="who-decides")
    page = client.get("/faqs/").text

    assert 'id="who-decides"' in page
    assert 'href="#who-decides"' in page


def test_groups_are_headings_with_their_introductions(client, make_faq):
    people = FaqCategory.objects.create(name="People", slug="people", introduction="Who is who.")
    make_faq("Who decides?")
    make_faq("Who is the chair?", category=people)
    page = client.get("/faqs/").text

    assert 'id="people">People</h2>' in page
    assert "Who is who." in page
    assert '<h3 class="faq-question"' in page


def test_a_single_group_needs_no_heading_of_its_own(client, make_faq):
    entry = make_faq("Who decides?")
    FaqCategory.objects.update(introduction="What people asked us most.")
    page = client.get("/faqs/").text

    assert f">{entry.category.name}</h2>" not in page
    assert '<p class="lede">What people asked us most.</p>' in page


def test_drafts_are_left_out(client, make_faq):
    make_faq("Not yet?", published_at=None)
    page = client.get("/faqs/").text

    assert "Not yet?" not in page
    assert "No questions have been published yet." in page
