"""Closing a site: every page is kept first, in one edition, and is what the public then sees."""

from functools import partial

import pytest
from django.test import Client

from archive.captures import closing
from archive.captures.closing import StillKeeping, close_site
from archive.captures.filling import Filled
from archive.lifecycle import PagesNotKept, StageMoveRefused, move_stage
from archive.models import Capture, Edition, SiteState, Stage, StageChange
from archive.public_urls import PublicUrls

close = partial(move_stage, Stage.CLOSED, by=None, reason="The review has ended.")


def closes(number: int) -> StageChange:
    return close(edition=number)


@pytest.fixture
def full_site(
    make_notice, make_letter, make_post, make_call, make_episode, make_page, make_faq,
    make_member, make_topic, make_attachment, make_redirect,
):  # fmt: skip
    """Something of everything, under a closing notice."""
    topic = make_topic()
    letter = make_letter(topics=[topic])
    make_attachment(letter)
    for make in (make_post, make_call, make_episode, make_page, make_faq, make_member):
        make()
    make_redirect(to_record=letter)
    make_notice()
    move_stage(Stage.CLOSING, by=None)


def public_pages() -> dict[str, bytes]:
    reader = Client()
    return {
        url.address: b"".join(response)
        for url in PublicUrls()
        if (response := reader.get(url.address)).status_code == 200
    }


def test_keeps_every_public_page_before_it_closes(full_site):
    change = close_site(closes)

    number = Edition.objects.current().number
    kept = set(Capture.objects.standing().of_edition(number).values_list("address", flat=True))
    assert change.to_stage == Stage.CLOSED
    assert {url.address for url in PublicUrls()} <= kept


def test_leaves_every_public_page_as_it_was_byte_for_byte(full_site):
    before = public_pages()

    close_site(closes)

    assert len(before) > 20
    assert public_pages() == before


def test_begins_no_edition(full_site):
    close_site(closes)
    number = Edition.objects.current().number
    at_closing = Capture.objects.standing().of_edition(number).count()

    assert at_closing == Capture.objects.standing().count()


def test_begins_anew_where_something_is_published_meanwhile(full_site, make_post, monkeypatch):
    tries = []

    def disturbed(number: int) -> StageChange:
        tries.append(number)
        if len(tries) < 3:
            Edition.objects.begin_next(number, began_at=Edition.objects.current().began_at)
        return closes(number)

    close_site(disturbed)

    assert SiteState.objects.current().is_closed
    assert tries == [tries[0], tries[0] + 1, tries[0] + 2]


def test_gives_up_where_editors_never_rest(full_site):
    def disturbed(number: int) -> StageChange:
        Edition.objects.begin_next(number, began_at=Edition.objects.current().began_at)
        return closes(number)

    with pytest.raises(PagesNotKept, match="Try again"):
        close_site(disturbed)

    assert SiteState.objects.current().is_closing


def test_is_refused_where_a_page_cannot_be_kept(full_site, monkeypatch):
    failed = [f"/page-{number}/" for number in range(7)]
    monkeypatch.setattr(closing, "fill", lambda **_: Filled(1, failed=failed))

    with pytest.raises(StageMoveRefused, match="/page-4/ and 2 more"):
        close_site(closes)

    assert SiteState.objects.current().is_closing


def test_says_how_much_is_left_when_its_time_is_up_and_goes_on_from_there(full_site):
    rounds = []
    while not SiteState.objects.current().is_closed:
        try:
            close_site(closes, seconds=0)
        except StillKeeping as still:
            rounds.append(still.left)

    assert rounds == sorted(rounds, reverse=True)
    assert len(set(rounds)) == len(rounds) > 20
