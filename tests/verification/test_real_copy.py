"""What the writers write is proved."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from archive.captures.filling import fill
from archive.freeze.freezing import freeze
from archive.models import Picture, Review
from tests.photographs import photograph
from tests.verification.conftest import ignore


@pytest.fixture
def site(make_letter, make_page, make_faq, make_attachment, make_picture, make_redirect):
    """One of each that is written in its own way, and a draft."""
    Review.objects.create(name="The Review of Examples")
    letter = make_letter("A letter", picture=make_picture(), body="As it was first written.")
    make_attachment(letter)
    make_redirect("/old/", to_record=make_page("About us", menu_position=1))
    make_faq()
    make_page("A draft", published_at=None)
    return letter


def test_of_one_day(site, tmp_path, found_in):
    freeze(tmp_path / "bag", progress=ignore)

    assert found_in(tmp_path / "bag") == []


def test_with_every_rendition_of_a_picture(site, make_post, tmp_path, found_in):
    picture = Picture.objects.keep(photograph(), alt="The harbour", name="harbour.jpg")
    make_post(picture=picture, body=f"![The harbour]({picture.get_absolute_url()})")
    freeze(tmp_path / "bag", progress=ignore)

    assert found_in(tmp_path / "bag") == []
    copied = {file.name for file in (tmp_path / "bag/data/site/pictures").iterdir()}
    assert len(picture.names) == 8
    assert {*picture.names} <= copied


def test_with_a_past(site, tmp_path, found_in, edition_number):
    fill(progress=ignore)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        site.body = "As it was written later."
        site.save()
        edition_number()
        freeze(tmp_path / "bag", progress=ignore)

    assert found_in(tmp_path / "bag") == []


def test_of_a_site_with_a_page_that_is_not_public_any_more(
    site, tmp_path, found_in, edition_number
):
    fill(progress=ignore)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        site.published_at = None
        site.save()
        edition_number()
        freeze(tmp_path / "bag", progress=ignore)

    assert found_in(tmp_path / "bag") == []


def test_of_a_site_whose_only_publication_was_taken_down(
    tmp_path, found_in, make_page, make_publication, take_down, edition_number
):
    Review.objects.create(name="The Review of Examples")
    make_page("About us", menu_position=1)
    report = make_publication("The only report")
    fill(progress=ignore)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        take_down(report.address)
        edition_number()
        freeze(tmp_path / "bag", progress=ignore)

    assert found_in(tmp_path / "bag") == []


def test_of_a_closed_site(site, tmp_path, found_in, closing_site, edition_number, close_site):
    edition_number()
    fill(progress=ignore)
    close_site()

    freeze(tmp_path / "bag", progress=ignore)

    assert found_in(tmp_path / "bag") == []
