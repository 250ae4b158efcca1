"""Files and pictures as the record keeps them."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from archive.files import FileRefused
from archive.models import Attachment, Picture


class TestAnAttachedFile:
    def test_says_what_it_is(self, make_post, make_attachment):
        content = b"Plain words, and no more than that.\n"
        attachment = make_attachment(make_post(), content, "My Notes (final).TXT")

        assert attachment.name == "my-notes-final.txt"
        assert attachment.content_type == "text/plain"
        assert attachment.size == len(content)
        assert attachment.sha256 == hashlib.sha256(content).hexdigest()
        with attachment.file.open() as kept:
            assert kept.read() == content

    def test_is_named_by_what_it_is_and_not_by_what_it_is_called(self, make_post, make_attachment):
        attachment = make_attachment(make_post(), b"Only words", "evil.pdf")

        assert attachment.name == "evil.txt"

    def test_is_as_long_when_it_comes_from_a_form(self, make_post):
        attachment = Attachment(record_id=make_post().pk, title="Notes")
        attachment.keep_file(SimpleUploadedFile("notes.txt", b"Twelve bytes"), "notes.txt")

        assert attachment.size == 12

    def test_of_a_kind_that_can_run_is_refused_in_a_sentence(self, make_post, make_attachment):
        with pytest.raises(FileRefused, match="web page"):
            make_attachment(make_post(), b"<!doctype html><script>alert(1)</script>")

    def test_has_an_address_made_of_its_records_slug_and_its_name(self, make_post, make_attachment):
        attachment = make_attachment(make_post("Evidence day"), name="Slides.txt")

        assert attachment.get_absolute_url() == "/attachments/evidence-day/slides.txt"

    def test_is_public_only_with_its_record(self, make_post, make_attachment):
        make_attachment(make_post(published_at=None))
        public = make_attachment(make_post())

        assert list(Attachment.objects.public()) == [public]


class TestAPicture:
    def test_is_kept_under_a_name_that_cannot_be_guessed(self, make_picture):
        picture, other = make_picture(colour="red"), make_picture(colour="blue")

        assert picture.name.startswith("a-meeting-")
        assert "-640x360." in picture.name
        assert picture.name.removeprefix("a-meeting-")[:16] != other.name[10:26]

    def test_is_found_again_when_the_same_is_sent_with_the_same_words(self, make_picture):
        assert make_picture() == make_picture()

    def test_is_another_with_other_words(self, make_picture):
        assert make_picture("One thing") != make_picture("Another")

    def test_has_lost_where_it_was_taken(self, db):
        with_place = BytesIO()
        exif = Image.Exif()
        exif[0x010F] = "A camera"
        Image.new("RGB", (80, 60)).save(with_place, "JPEG", exif=exif)
        with_place.seek(0)
        picture = Picture.objects.keep(with_place, alt="A room", name="room.jpg")

        with picture.file.open() as kept, Image.open(kept) as opened:
            assert not opened.getexif()
