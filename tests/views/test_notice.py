"""The notice of the day: on top of every page, whole, and no taller on a phone than it must be."""

import pytest

from archive.models import Notice

pytestmark = pytest.mark.usefixtures("closing_site")

PARAGRAPHS = "The review has ended.\n\nThe archive keeps a copy.\n\nWrite to your council."


@pytest.mark.parametrize("address", ["/", "/news/", "/site-map/", "/nowhere/"])
def test_it_stands_before_the_name_of_the_review_with_every_word(client, address):
    Notice.objects.update(body=PARAGRAPHS)
    page = client.get(address).text
    notice = page[page.index('class="notice"') : page.index('class="masthead"')]

    assert page.index("Skip to main content") < page.index('class="notice"')
    assert "This website will close by 10 March 2023" in notice
    assert [notice.count(f"<p>{words}</p>") for words in PARAGRAPHS.split("\n\n")] == [1, 1, 1]


def test_its_later_paragraphs_unfold_on_every_page_but_the_home_page(client):
    Notice.objects.update(body=PARAGRAPHS)

    assert "Read the whole notice" not in client.get("/").text
    folded = client.get("/news/").text.partition("<details")
    assert "The review has ended." in folded[0]
    assert "Write to your council." not in folded[0]


@pytest.mark.parametrize("body", ["The review has ended.", "- One\n- Two\n\nThree"])
def test_one_that_is_short_or_begins_with_a_list_stands_open(client, body):
    Notice.objects.update(body=body)

    assert "Read the whole notice" not in client.get("/news/").text
