"""The home page: what the review is, what it published, and what it asks of people now."""

from datetime import UTC, datetime

import pytest

from archive.models import Kind, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(make_person):
    return Review.objects.create(
        name="The Independent Review of Allotments",
        question="Who may garden: everyone?",
        summary="It was set up in 2021.",
        chair=make_person("Rosa Green"),
        where_to_turn="Write to **your council** now.",
    )


def test_an_empty_site_still_has_a_home_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "Independent Review" in response.text
    assert "Latest from the review" not in response.text


def test_it_says_what_the_review_asks_and_who_chairs_it(client, review):
    page = client.get("/").text

    assert "<b>Who may garden:</b> everyone?" in page
    assert "It was set up in 2021." in page
    assert 'href="/people/rosa-green/"' in page
    assert "<title>The Independent Review of Allotments</title>" in page


def test_the_newest_key_report_is_the_book_and_the_others_stand_on_the_shelf(
    client, review, make_publication
):
    make_publication("The Independent Review of Allotments: final report", is_key=True)
    make_publication("Terms of reference", kind=Kind.TERMS_OF_REFERENCE, is_key=True)
    make_publication("A minor paper")
    page = client.get("/").text

    assert "Read the final report</a>" in page
    assert page.index("Key publications") < page.index("Terms of reference</a></h3>")
    assert "A minor paper</a></h3>" not in page[page.index("Key publications") :]


def test_the_latest_are_news_and_publications_that_do_not_stand_below_anyway(
    client, review, make_publication, make_post
):
    make_publication("The final report", is_key=True)
    make_publication("The first report", is_key=True)
    make_publication("A minor paper")
    make_post("News of the spring")
    page = client.get("/").text
    latest = page.partition("Key publications")[0]

    assert "A minor paper</a></h3>" in latest
    assert "News of the spring</a></h3>" in latest
    assert "The first report</a></h3>" not in latest


def test_what_was_withdrawn_or_replaced_is_not_put_forward(client, review, make_publication):
    newer = make_publication("The newer report", is_key=True)
    make_publication("The older report", is_key=True, superseded_by=newer)
    page = client.get("/").text

    assert "The older report" not in page


def test_it_lists_the_latest_news_and_the_boards(client, review, make_post, make_member):
    for month in (1, 2, 3, 4, 5):
        published_at = datetime(2022, month, 1, tzinfo=UTC)
        make_post(f"News of month {month}", published_at=published_at)
    make_member()
    page = client.get("/").text

    assert "News of month 5" in page
    assert "News of month 2" in page
    assert "News of month 1<" not in page
    assert "1 person" in page


def test_open_calls_invite_people_to_take_part(client, review, make_call):
    make_call("Tell us of your plot")
    page = client.get("/").text

    assert "Take part" in page
    assert "Tell us of your plot" in page
    assert "your council" not in page


def test_in_a_closing_site_they_give_way_to_where_to_turn(client, review, make_call, closing_site):
    make_call("Tell us of your plot")
    page = client.get("/").text

    assert "Take part" not in page
    assert "Tell us of your plot" not in page
    assert "<strong>your council</strong>" in page


def test_the_person_who_chairs_it_has_a_page_that_says_so(client, review):
    page = client.get("/people/rosa-green/").text

    assert "Roles in the review" in page
    assert "Chair of the review" in page


def test_the_first_page_of_the_footer_leads_the_menu_of_every_page(
    client, review, make_page, make_post
):
    make_post()
    make_page("Privacy", menu_position=2)
    make_page("About the review", menu_position=1)
    menu = client.get("/about-the-review/").text.partition("</nav>")[0]

    assert menu.index(">About the review</a>") < menu.index(">News and blogs</a>")
    assert 'href="/about-the-review/" aria-current="true"' in menu
    assert "Privacy" not in menu
