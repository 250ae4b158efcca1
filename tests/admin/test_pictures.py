"""Pictures: taken with words that stand for them, refused in a sentence."""

import contextlib
import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from archive.models import Focus, Picture

from .conftest import address_of, save, text_of

UPLOAD = reverse("admin:picture_upload")
ADD = reverse("admin:archive_picture_add")


def photograph(**saved) -> bytes:
    data = BytesIO()
    Image.effect_noise((64, 48), 40).convert("RGB").save(data, "JPEG", **saved)
    return data.getvalue()


def chosen(content: bytes, name: str = "harbour.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class TestUpload:
    def test_answers_with_the_markdown_that_shows_it(self, editor):
        sent = {"file": chosen(photograph()), "alt": "A harbour", "caption": 'The "old" one'}

        response = editor.post(UPLOAD, sent)

        picture = Picture.objects.get()
        assert response.status_code == 201
        assert response.json()["markdown"] == (
            f'![A harbour]({picture.get_absolute_url()} "The ”old” one")'
        )
        assert picture.uploaded_by == editor.user
        with contextlib.closing(editor.get(picture.get_absolute_url())) as served:
            assert served["Content-Type"] == "image/jpeg"

    def test_shows_it_to_nobody_outside_yet(self, editor, client):
        editor.post(UPLOAD, {"file": chosen(photograph()), "alt": "A harbour"})

        assert client.get(Picture.objects.get().get_absolute_url()).status_code == 404

    def test_takes_out_what_cameras_hide(self, editor):
        exif = Image.Exif()
        exif[0x010F] = "Maker of cameras"
        editor.post(UPLOAD, {"file": chosen(photograph(exif=exif)), "alt": "A harbour"})

        with Picture.objects.get().file.open() as kept:
            assert b"Maker of cameras" not in kept.read()

    def test_needs_words_that_stand_for_it(self, editor):
        response = editor.post(UPLOAD, {"file": chosen(photograph()), "alt": " "})

        assert response.status_code == 422
        assert "Write what the picture shows" in response.json()["refused"][0]
        assert not Picture.objects.exists()

    @pytest.mark.parametrize("alt", ["\u200b", "\u200d\u2060", "\u3164", "...", "–"])
    def test_takes_no_signs_that_say_nothing(self, editor, alt):
        response = editor.post(UPLOAD, {"file": chosen(photograph()), "alt": alt})

        assert response.status_code == 422
        assert not Picture.objects.exists()

    @pytest.mark.parametrize("alt", ["A chart", "An image", "photo", "Picture."])
    def test_takes_no_word_that_says_only_of_what_sort_it_is(self, editor, alt):
        response = editor.post(UPLOAD, {"file": chosen(photograph()), "alt": alt})

        assert response.status_code == 422
        assert "only of what sort the picture is" in response.json()["refused"][0]

    def test_may_be_told_that_it_is_only_decoration(self, editor):
        response = editor.post(UPLOAD, {"file": chosen(photograph()), "is_decorative": "on"})

        picture = Picture.objects.get()
        assert (picture.is_decorative, picture.alt) == (True, "")
        assert response.json()["markdown"] == f"![decorative]({picture.get_absolute_url()})"

    def test_is_described_or_decoration_and_never_both(self, editor):
        sent = {"file": chosen(photograph()), "is_decorative": "on", "alt": "A harbour"}
        response = editor.post(UPLOAD, sent)

        assert response.status_code == 422
        assert "described, or it is only decoration" in response.json()["refused"][0]

    def test_takes_no_name_of_a_file_for_a_description(self, editor):
        response = editor.post(UPLOAD, {"file": chosen(photograph()), "alt": "IMG_2041.jpg"})

        assert response.status_code == 422
        assert "looks like the name of a file" in response.json()["refused"][0]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
            ("page.jpg", b"<!doctype html><script>alert(1)</script>"),
            ("report.png", b"%PDF-1.7\n"),
            ("cut-off.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ],
    )
    def test_refuses_what_is_no_picture_in_a_sentence(self, editor, name, content):
        response = editor.post(UPLOAD, {"file": chosen(content, name), "alt": "A harbour"})

        assert response.status_code == 422
        assert response.json()["refused"][0].endswith(".")
        assert not Picture.objects.exists()

    def test_refuses_what_is_too_large(self, editor):
        large = chosen(photograph() + b"\0" * 12_000_001)

        response = editor.post(UPLOAD, {"file": large, "alt": "A harbour"})

        assert "larger than 12 MB" in response.json()["refused"][0]

    @pytest.mark.parametrize("name", ["alt", "caption", "credit"])
    @pytest.mark.parametrize("words", ["<script>x</script>", "**Bold**", "A [link](/x/)", "`x`"])
    def test_takes_plain_words_only(self, editor, name, words):
        response = editor.post(UPLOAD, {"file": chosen(photograph()), "alt": "A", name: words})

        assert response.status_code == 422
        assert "Write plain words" in response.json()["refused"][0]
        assert not Picture.objects.exists()

    def test_takes_signs_that_are_no_marks(self, editor):
        alt = "Costs rise from £7 to £10 billion* (5 < 7) [estimate]"

        assert editor.post(UPLOAD, {"file": chosen(photograph()), "alt": alt}).status_code == 201

    def test_is_for_those_who_may_add_pictures(self, client, auditor, sign_in):
        sent = {"alt": "A harbour"}
        assert client.post(UPLOAD, sent).status_code == 302
        assert sign_in("", is_staff=False).post(UPLOAD, sent).status_code == 302
        assert auditor.post(UPLOAD, sent).status_code == 403

    def test_needs_the_token_against_forged_requests(self, editor):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(editor.user)

        sent = {"file": chosen(photograph()), "alt": "A harbour"}
        assert strict.post(UPLOAD, sent).status_code == 403


class TestForm:
    def test_keeps_a_picture(self, editor):
        sent = {"chosen": chosen(photograph()), "alt": "A harbour", "caption": "", "credit": ""}
        editor.post(ADD, sent)

        picture = Picture.objects.get()
        assert (picture.alt, picture.uploaded_by) == ("A harbour", editor.user)

    def test_keeps_one_that_is_only_decoration(self, editor):
        sent = {"chosen": chosen(photograph()), "is_decorative": "on", "alt": ""}
        editor.post(ADD, sent)

        assert Picture.objects.get().is_decorative

    def test_asks_for_one_of_the_two(self, editor):
        response = editor.post(ADD, {"chosen": chosen(photograph()), "alt": ""})

        errors = response.context["adminform"].form.errors
        assert "or say that it is only decoration" in errors["alt"][0]
        assert not Picture.objects.exists()

    def test_a_refusal_stands_beside_the_field_and_the_words_stay(self, editor):
        svg = chosen(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg")

        response = editor.post(ADD, {"chosen": svg, "alt": "A harbour at dusk"})

        page = response.content.decode()
        assert response.context["adminform"].form.errors["chosen"]
        assert "A harbour at dusk" in page
        assert "Browsers forget chosen files" in page


class TestFocus:
    """What stays in sight where a list crops the picture is chosen by looking at it."""

    def test_each_choice_is_shown_as_a_list_would_crop_the_picture(self, editor, make_picture):
        picture = make_picture(focus=Focus.LEFT)
        form = editor.get(address_of(picture)).text

        assert "focus focus--thumbnail" in form
        for focus in Focus:
            crop = f'class="focus-crop focus-crop--{focus}" src="{picture.get_absolute_url()}"'
            assert crop in form
        assert re.search(r'value="left"[^>]* checked', form)

    def test_the_choice_is_kept(self, editor, make_picture):
        picture = make_picture()
        assert picture.focus == Focus.CENTRE

        save(editor, picture, focus="bottom-right")

        picture.refresh_from_db()
        assert picture.focus == Focus.BOTTOM_RIGHT

    def test_there_is_nothing_to_choose_from_before_there_is_a_picture(self, editor):
        assert 'name="focus"' not in editor.get(ADD).text


class TestTheList:
    @pytest.fixture
    def page(self, editor):
        editor.post(UPLOAD, {"file": chosen(photograph()), "alt": "A harbour"})
        Picture.objects.update(uploaded_at=datetime(2026, 7, 1, 7, 3, tzinfo=UTC))
        return text_of(editor.get(reverse("admin:archive_picture_changelist")))

    def test_says_who_brought_a_picture_by_their_full_name(self, page):
        assert '<td class="field-by">Edith Shaw</td>' in page

    def test_writes_the_moment_as_the_rest_of_the_admin_does(self, page):
        assert "1 Jul 2026, 08:03" in page
        assert "a.m." not in page

    def test_gives_each_column_a_name_of_its_own(self, editor, page):
        heads = re.findall(r'<th scope="col".*?<div class="text">(.*?)</div>', page)
        names = [re.sub(r"<.*?>", "", head).strip() for head in heads]

        assert names == ["Picture", "What it shows", "Caption", "Size", "Uploaded", "By"]
