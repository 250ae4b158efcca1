"""What can be taken down at all, and the two people that it needs."""

import pytest
from django.core.files.storage import default_storage

from archive.captures.takedowns import (
    TakedownRefused,
    ask,
    confirm,
    decline,
)
from archive.models import (
    Kind,
    Record,
    Takedown,
)

NAME = "Ada Example"
REASON = "A court ordered it."


class TestWhatIsLeftOfOtherThings:
    def test_a_file_that_no_page_has_any_more_goes(self, client, letter, make_capture, take_down):
        address = f"/attachments/{letter.slug}/names.txt"
        make_capture(address, b"Ada Example", "text/plain", in_a_file=True)
        take_down(address)

        assert client.get(address).status_code == 410
        assert client.get(letter.address).status_code == 200

    def test_a_page_that_is_no_record_is_refused_while_it_answers(
        self, make_member, administrators
    ):
        person = make_member().person

        with pytest.raises(TakedownRefused, match="Correct or remove what it shows first"):
            ask(person.get_absolute_url(), reason=REASON, by=administrators[0])

    def test_a_page_of_a_person_who_is_not_named_any_more_goes(
        self, client, make_member, keep, take_down
    ):
        member = make_member()
        address = member.person.get_absolute_url()
        keep(address)
        member.delete()
        take_down(address)

        assert client.get(address).status_code == 410

    def test_a_picture_that_a_page_shows_is_refused(
        self, make_picture, make_letter, administrators
    ):
        picture = make_picture()
        make_letter(picture=picture)

        with pytest.raises(TakedownRefused, match="Take it off that page first"):
            ask(picture.get_absolute_url(), reason=REASON, by=administrators[0])

    def test_a_picture_that_no_page_shows_goes(self, client, make_picture, take_down):
        picture = make_picture()
        take_down(picture.get_absolute_url())

        assert client.head(picture.get_absolute_url()).status_code == 410
        assert not default_storage.exists(picture.file.name)


class TestTakingDownIsRefused:
    @pytest.fixture
    def refused(self, letter, administrators):
        def refused(because: str, address: str = letter.address, **facts) -> None:
            with pytest.raises(TakedownRefused, match=because):
                ask(address, by=administrators[0], **{"reason": REASON} | facts)
            assert not Takedown.objects.waiting().exists()

        return refused

    def test_without_a_reason(self, refused):
        refused("Say why", reason="  ")

    def test_for_a_reason_that_says_the_words(self, refused):
        refused("The reason says “Ada Example” itself", reason="ADA EXAMPLE asked.", words=NAME)

    def test_for_words_that_would_be_found_everywhere(self, refused):
        refused("too short", words="of")

    def test_for_a_reason_with_characters_that_nobody_sees(self, refused):
        refused("see", reason="A court\u202e ordered it.")

    def test_where_there_never_was_anything(self, refused):
        refused("there never was", address="/nowhere/")

    def test_for_a_draft(self, refused, make_letter):
        refused("there never was", address=make_letter(published_at=None).address)

    def test_in_a_closed_site(self, refused, administrators, letter, close_site):
        close_site()
        refused("Reopen it first .*, take this down, and close it again")

    def test_once_it_was_asked_for(self, letter, administrators):
        ask(letter.address, reason=REASON, by=administrators[0])

        with pytest.raises(TakedownRefused, match="asked for that already"):
            ask(letter.address, reason=REASON, by=administrators[1])

    def test_once_it_was_done(self, refused, letter, take_down):
        take_down(letter.address)
        refused("taken down already")


class TestASecondAdministrator:
    def test_is_another_one(self, letter, administrators):
        (asked,) = ask(letter.address, reason=REASON, by=administrators[0])

        with pytest.raises(TakedownRefused, match="a second administrator"):
            confirm(asked, by=administrators[0])
        assert Record.objects.get(pk=letter.pk).is_public

    def test_may_decline_and_the_words_are_forgotten(self, letter, administrators):
        (asked,) = ask(letter.address, reason=REASON, words=NAME, by=administrators[0])
        decline(asked, by=administrators[1])

        asked.refresh_from_db()
        assert (asked.outcome, asked.words) == (Takedown.Outcome.DECLINED, "")
        assert Record.objects.get(pk=letter.pk).is_public

    def test_decides_once(self, letter, administrators):
        (asked,) = ask(letter.address, reason=REASON, by=administrators[0])
        decline(asked, by=administrators[0])

        with pytest.raises(TakedownRefused, match="decided this meanwhile: not taken down"):
            confirm(asked, by=administrators[1])

    def test_may_be_asked_again_after_declining(self, letter, administrators):
        (declined,) = ask(letter.address, reason=REASON, by=administrators[0])
        decline(declined, by=administrators[1])

        (asked,) = ask(letter.address, reason=REASON, by=administrators[1])
        assert asked.is_waiting


def test_versions_that_go_together_may_say_the_same_words(
    letter, make_letter, keep, administrators
):
    first, second = administrators
    easy = make_letter("In easy words", body=NAME, version_of=letter, version_for="Easy read")
    keep(letter.address, easy.address)
    both = ask(letter.address, easy.address, reason=REASON, words=NAME, by=first)
    for asked in both:
        confirm(asked, by=second)

    assert not Record.objects.published().exists()


def test_a_version_for_other_readers_stays_until_it_is_asked_for_too(
    client, letter, make_letter, take_down
):
    easy = make_letter(
        "In easy words", kind=Kind.LETTER, version_of=letter, version_for="Easy read"
    )
    take_down(letter.address)

    assert client.get(easy.address).status_code == 200
