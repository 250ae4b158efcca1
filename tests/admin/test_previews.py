"""Previews: the public's own page of what is not public, for signed-in staff, leaving no trace."""

from datetime import timedelta
from html import unescape

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archive.models import Post, Revision, SiteState

from .conftest import address_of, form_at

NEW = reverse("admin:archive_post_add")


def shown(response) -> str:
    """The page inside the frame."""
    return unescape(response.content.decode().partition('srcdoc="')[2].partition('"></iframe>')[0])


class TestOfUnsavedText:
    def test_shows_the_page_and_keeps_nothing(self, editor, make_post):
        post = make_post(published_at=None)
        data = form_at(editor, address_of(post)) | {"body": "Words to be weighed."}

        response = editor.post(address_of(post), data | {"_preview": "1"})

        assert "Words to be weighed." in shown(response)
        assert '<main class="main"' in shown(response)
        assert "no-store" in response["Cache-Control"]
        post.refresh_from_db()
        assert "weighed" not in post.body
        assert not Revision.objects.exists()

    def test_shows_a_record_that_was_never_saved(self, editor):
        data = form_at(editor, NEW) | {"title": "A first thought", "body": "Words."}

        response = editor.post(NEW, data | {"_preview": "1"})

        assert "A first thought" in shown(response)
        assert not Post.objects.exists()

    def test_shows_files_and_leaves_none_behind(self, editor, make_post):
        post = make_post(published_at=None)
        data = form_at(editor, address_of(post)) | {
            "attachments-TOTAL_FORMS": 1,
            "attachments-0-title": "The evidence",
            "attachments-0-file": SimpleUploadedFile("evidence.txt", b"What it says."),
            "_preview": "1",
        }

        response = editor.post(address_of(post), data)

        assert "The evidence" in shown(response)
        assert not post.attachments.exists()
        assert default_storage.listdir("attachments")[1] == []

    def test_shows_a_letter_that_has_no_date_yet(self, editor, make_letter):
        letter = make_letter(published_at=None, dated_on=None)
        data = form_at(editor, address_of(letter)) | {"_preview": "1"}

        assert letter.title in shown(editor.post(address_of(letter), data))

    def test_says_what_is_missing(self, editor):
        response = editor.post(NEW, form_at(editor, NEW) | {"_preview": "1"})

        assert "Your text is in the other tab" in response.content.decode()


class TestOfSavedText:
    def test_is_for_staff_who_may_see_it(self, client, editor, auditor, sign_in, make_post):
        address = address_of(make_post(published_at=None), "preview")

        assert editor.get(address).status_code == 200
        assert auditor.get(address).status_code == 200
        assert client.get(address).status_code == 302
        assert sign_in("Editors", is_staff=False).get(address).status_code == 302
        assert sign_in("").get(address).status_code == 403

    def test_of_nothing_is_not_found(self, editor):
        assert editor.get(reverse("admin:archive_post_preview", args=[99])).status_code == 404


class TestOfNotices:
    def test_shows_the_home_page_under_the_notice_of_that_day(self, editor, make_notice):
        today = timezone.now()
        make_notice("The first wording", starts_at=today - timedelta(days=9))
        second = make_notice("The second wording", starts_at=today + timedelta(days=9))

        def on(days: int) -> str:
            day = (today + timedelta(days=days)).date().isoformat()
            return shown(editor.get(reverse("admin:notice_on"), {"on": day}))

        assert "The first wording" in on(0)
        assert "The second wording" in on(10)
        assert "The first wording" not in on(10)
        first_day = second.starts_at.strftime("%Y-%m-%d")
        assert f'<time datetime="{first_day}"' in on(10)
        assert SiteState.objects.current().is_open

    def test_says_when_there_is_none(self, editor, make_notice):
        make_notice(starts_at=timezone.now())

        response = editor.get(reverse("admin:notice_on"), {"on": "2001-01-01"}, follow=True)

        page = response.content.decode()
        assert "No notice has begun" in page
        assert 'value="2001-01-01"' in page

    def test_is_for_signed_in_staff(self, client):
        assert client.get(reverse("admin:notice_on"), {"on": "2023-03-11"}).status_code == 302
