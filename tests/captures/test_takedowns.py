"""What two administrators take down for good: gone from the site, and from all that was kept."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from archive.captures.takedowns import (
    ask,
    confirm,
    delete_files,
    with_files_left,
)
from archive.lifecycle import inspected
from archive.models import (
    Body,
    Edition,
    Inspection,
    Picture,
    Record,
    Revision,
    State,
)

NAME = "Ada Example"
REASON = "A court ordered it."


class TestAPageThatWasTakenDown:
    def test_answers_with_the_reason_and_the_day(self, client, letter, take_down):
        take_down(letter.address)
        answer = client.get(letter.address)

        text = answer.content.decode()
        assert answer.status_code == 410
        assert REASON in text
        assert str(timezone.localdate().year) in text
        assert NAME not in text
        assert letter.title not in text

    def test_is_in_no_list_feed_or_map(self, client, letter, make_letter, take_down):
        make_letter("Another letter")
        take_down(letter.address)

        for address in ("/", "/publications/", "/feed/", "/sitemap.xml", "/site-map/"):
            assert letter.address not in client.get(address).content.decode(), address

    def test_is_known_to_administrators_alone_with_what_it_said(self, letter, take_down):
        takedown = take_down(letter.address)
        record = Record.objects.get(pk=letter.pk)

        assert record.state == State.TAKEN_DOWN
        assert NAME in record.body
        last = record.revisions.newest_first().first()
        assert (last.event, last.made_by, last.change_note, last.text) == (
            Revision.Event.TAKEN_DOWN,
            takedown.decided_by,
            REASON,
            {},
        )

    def test_is_named_by_no_link(self, client, letter, make_page, take_down):
        other = make_page("About us")
        other.links.create(to_record=letter)
        other.links.create(to_record=letter, label=f"The letter of {NAME}")
        take_down(letter.address)

        text = client.get(other.address).content.decode()
        assert letter.title not in text
        assert NAME not in text

    def test_lets_what_it_superseded_stand_again(self, letter, make_letter, take_down):
        old = make_letter("The older letter", superseded_by=letter)
        take_down(letter.address)

        assert old.record in Record.objects.current()

    def test_is_asked_for_by_its_former_addresses_too(
        self, client, letter, make_redirect, take_down
    ):
        make_redirect("/old/", to_record=letter)
        takedown = take_down("http://testserver/old/")

        assert takedown.address == letter.address
        assert client.get("/old/").status_code == 410
        assert client.get("/old")["Location"] == "/old/"

    def test_has_no_bytes_in_what_was_kept(self, letter, keep, take_down):
        now = timezone.now()
        first = keep(letter.address, captured_until=now - timedelta(days=9))[0]
        letter.body = "It says less now."
        letter.save()
        second = keep(letter.address)[0]
        takedown = take_down(letter.address)

        assert takedown.captures_emptied == 2
        for capture in (first, second):
            capture.refresh_from_db()
            assert (capture.body, capture.headers, capture.takedown) == (None, [], takedown)
        assert second.captured_until >= now
        assert not Body.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_is_in_another_edition(self, letter, take_down):
        before = Edition.objects.current().number
        take_down(letter.address)

        assert Edition.objects.current().number > before


class TestItsFiles:
    def test_are_gone_and_say_so(self, client, letter, make_attachment, take_down):
        attachment = make_attachment(letter)
        name = attachment.file.name
        take_down(letter.address)

        answer = client.get(attachment.get_absolute_url())
        assert answer.status_code == 410
        assert "This file was taken down" in answer.content.decode()
        assert not default_storage.exists(name)

    def test_are_gone_for_signed_in_editors_too(
        self, client, letter, make_attachment, make_user, take_down
    ):
        attachment = make_attachment(letter)
        take_down(letter.address)
        client.force_login(make_user("Editors"))

        assert client.get(attachment.get_absolute_url()).status_code == 410

    def test_are_gone_where_they_were_replaced_before(
        self, client, letter, make_capture, take_down
    ):
        address = f"/attachments/{letter.slug}/first-draft.txt"
        kept = make_capture(address, b"What she wrote first", "text/plain", in_a_file=True)
        name = kept.body.file
        take_down(letter.address)

        assert client.get(address).status_code == 410
        assert not default_storage.exists(name)

    @pytest.mark.parametrize("page_stays", [False, True])
    def test_are_gone_in_their_earlier_versions_too(
        self, client, letter, make_attachment, take_down, page_stays
    ):
        attachment = make_attachment(letter, b"Ada Example was there.", "evidence.txt")
        attachment.keep_file(BytesIO(b"A child was there."), "evidence.txt")
        attachment.save()
        [version] = letter.file_versions.all()
        inspected(attachment)
        take_down(letter.address, page_stays=page_stays)

        assert client.get(version.get_absolute_url()).status_code in (404, 410)
        assert not default_storage.exists(version.file.name)
        assert Inspection.objects.exists() == page_stays

    def test_stay_where_another_page_has_the_same(
        self, client, letter, make_post, make_attachment, take_down
    ):
        make_attachment(letter, b"The same words")
        other = make_attachment(make_post(), b"The same words")
        take_down(letter.address)

        assert client.get(other.get_absolute_url()).getvalue() == b"The same words"

    def test_are_deleted_later_where_the_server_stopped_in_between(
        self, letter, make_attachment, administrators
    ):
        name = make_attachment(letter).file.name
        (asked,) = ask(letter.address, reason=REASON, by=administrators[0])
        confirm(asked, by=administrators[1])

        (left,) = with_files_left()
        assert default_storage.exists(name)
        assert delete_files(left) == 1
        assert not default_storage.exists(name)
        assert with_files_left() == []


class TestItsPictures:
    def test_go_with_it(self, client, make_picture, make_letter, take_down):
        at_the_head, in_the_text = make_picture("A house"), make_picture("A door", colour="red")
        letter = make_letter(picture=at_the_head, body=f"![A door]({in_the_text.name})")
        letter.body = f"![A door]({in_the_text.get_absolute_url()})"
        letter.save()
        files = [at_the_head.file.name, in_the_text.file.name]
        take_down(letter.address)

        for picture in (at_the_head, in_the_text):
            assert client.head(picture.get_absolute_url()).status_code == 410
        assert not Picture.objects.exists()
        assert not any(map(default_storage.exists, files))

    def test_go_where_only_an_earlier_text_showed_them(
        self, client, make_picture, letter, take_down
    ):
        picture = make_picture()
        letter.revisions.create(
            event=Revision.Event.UPDATED, text={"body": f"![]({picture.get_absolute_url()})"}
        )
        take_down(letter.address)

        assert client.head(picture.get_absolute_url()).status_code == 410

    def test_go_where_they_stood_at_its_head_once(
        self, client, make_picture, letter, keep, take_down
    ):
        picture = make_picture()
        Record.objects.at(letter.address).update(picture=picture)
        keep(letter.address)
        Record.objects.at(letter.address).update(picture=None)
        take_down(letter.address)

        assert client.head(picture.get_absolute_url()).status_code == 410

    def test_stay_where_another_public_page_shows_them(
        self, client, make_picture, make_letter, make_faq, take_down
    ):
        shared, answered = make_picture("A house"), make_picture("A door", colour="red")
        make_letter("Another", picture=shared)
        make_faq(answer=f"![A door]({answered.get_absolute_url()})")
        letter = make_letter(picture=shared, body=f"![]({answered.get_absolute_url()})")
        take_down(letter.address)

        for picture in (shared, answered):
            assert client.head(picture.get_absolute_url()).status_code == 200

    def test_leave_a_draft_that_has_them(self, make_picture, make_letter, take_down):
        picture = make_picture()
        draft = make_letter("A draft", picture=picture, published_at=None)
        take_down(make_letter(picture=picture).address)

        draft.refresh_from_db()
        assert draft.picture is None
