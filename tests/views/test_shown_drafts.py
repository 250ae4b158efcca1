"""A draft that somebody outside is shown by a link: what it opens, and all that it does not."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from archive.lifecycle import begin_draft, discard_draft, make_link, revoke_link
from archive.models import (
    Capture,
    DraftLink,
    Edition,
    LogLine,
    Picture,
    Post,
    Record,
    WatchedName,
)
from archive.models.draft_link import digest_of

WORDS = "Words to be weighed."


@pytest.fixture
def draft(make_post) -> Post:
    return make_post(published_at=None, title="A first thought", body=WORDS)


@pytest.fixture
def link(make_user):
    """A link to a draft for Jane Smith; answers the link and its address."""

    def link(record: Record, **facts) -> tuple[DraftLink, str]:
        said = {"shown_to": "Jane Smith", "until": timezone.localdate() + timedelta(days=7)}
        row = Record.with_drafts_of.get(pk=record.pk)
        made, secret = make_link(row, **said | facts, by=make_user("Editors"))
        return made, f"/unpublished/{secret}/"

    return link


def attach(record: Record, name: str = "evidence.txt", says: bytes = b"What it says."):
    attachment = record.attachments.model(record_id=record.pk, title="The evidence")
    file = SimpleUploadedFile(name, says)
    attachment.keep_file(file, name)
    attachment.save()
    return attachment


def nothing(client) -> bytes:
    """What is answered to a secret that never was."""
    response = client.get("/unpublished/never-was/")
    assert response.status_code == 404
    return response.content


class TestALinkThatIsOpen:
    def test_shows_the_page_in_its_dress_and_says_for_whom_and_until_when(
        self, client, draft, link
    ):
        with time_machine.travel("2026-11-27 12:00Z", tick=False):
            _, address = link(draft, until=date(2026, 12, 3))
            page = client.get(address).content.decode()

        assert WORDS in page
        assert '<main class="main"' in page
        assert "Draft, not published.</b> For Jane Smith, until" in page
        assert "Thursday 3 December 2026" in page

    def test_is_kept_and_indexed_by_nobody_and_tells_no_other_site(self, client, draft, link):
        _, address = link(draft)
        response = client.get(address)

        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert response["Referrer-Policy"] == "no-referrer"
        assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
        assert "ETag" not in response
        assert not response.cookies
        assert not Capture.objects.exists()

    def test_is_offered_to_nobody_for_sharing_or_citing(self, client, draft, link):
        _, address = link(draft)
        page = client.get(address).content.decode()

        assert "Share this page" not in page
        assert "Cite this page" not in page

    def test_is_never_answered_with_unchanged(self, client, draft, link):
        _, address = link(draft)
        since = {"If-Modified-Since": "Fri, 27 Nov 2099 00:00:00 GMT", "If-None-Match": "*"}

        assert client.get(address, headers=since).status_code == 200

    def test_shows_what_was_saved_since(self, client, draft, link):
        _, address = link(draft)
        draft.body = "Other words."
        draft.save()

        assert "Other words." in client.get(address).content.decode()

    def test_shows_a_draft_of_what_is_published_and_changes_nothing_of_that(
        self, client, make_post, link, edition_number
    ):
        post = make_post(body="As published.")
        draft = begin_draft(post, by=None)
        draft.body = WORDS
        draft.save()
        _, address = link(draft)
        before = edition_number()

        page = client.get(address).content.decode()

        assert WORDS in page
        assert "As published." in client.get(post.address).content.decode()
        assert edition_number() == before

    def test_is_counted_without_an_edition_and_without_a_line_in_the_log(
        self, client, draft, link, edition_number
    ):
        made, address = link(draft)
        before = edition_number(), LogLine.objects.count()

        client.get(address)
        client.get(address)
        client.head(address)

        made.refresh_from_db()
        assert made.openings == 2
        assert made.last_opened_at is not None
        assert (edition_number(), LogLine.objects.count()) == before

    @pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
    def test_is_for_looking_alone(self, client, draft, link, method):
        _, address = link(draft)

        assert getattr(client, method)(address).status_code == 405

    def test_is_not_answered_to_another_host(self, client, draft, link):
        _, address = link(draft)

        assert client.get(address, headers={"host": "evil.example"}).status_code == 400

    def test_is_kept_as_a_digest_alone(self, draft, link):
        made, address = link(draft)
        secret = address.split("/")[2]

        assert made.secret_sha256 == digest_of(secret)
        assert len(secret) == 43  # 256 bits
        assert secret not in str(DraftLink.objects.values().get())
        assert not any(secret in str(line) for line in LogLine.objects.values())


class TestALinkThatShowsNothing:
    """…answers as one that never was, to the byte."""

    def test_after_it_was_revoked(self, client, draft, link, make_user):
        made, address = link(draft)
        revoke_link(made, by=make_user())

        response = client.get(address)

        assert response.status_code == 404
        assert response.content == nothing(client)
        assert response["Cache-Control"] == "private, no-store"

    def test_after_its_last_day_in_london(self, client, draft, link):
        with time_machine.travel("2026-06-01 12:00Z", tick=False):
            _, address = link(draft, until=date(2026, 6, 3))
        with time_machine.travel("2026-06-03 22:59Z", tick=False):
            assert client.get(address).status_code == 200
        with time_machine.travel("2026-06-03 23:00Z", tick=False):
            assert client.get(address).content == nothing(client)

    def test_once_the_draft_is_published(self, client, draft, link):
        _, address = link(draft)
        draft.published_at = timezone.now()
        draft.save()

        assert client.get(address).content == nothing(client)

    def test_once_the_draft_is_thrown_away(self, client, make_post, link):
        draft = begin_draft(make_post(), by=None)
        _, address = link(draft)
        discard_draft(draft, by=None)

        assert client.get(address).content == nothing(client)

    def test_in_a_closed_site(self, client, draft, link, close_site):
        _, address = link(draft)
        close_site()

        assert client.get(address).content == nothing(client)

    def test_while_a_name_that_must_never_be_published_stands_in_it(self, client, draft, link):
        _, address = link(draft)
        watched = WatchedName()
        watched.name = "Jane Example"
        watched.save()
        draft.body = "It was Jane Example."
        draft.save()

        assert client.get(address).content == nothing(client)

    @pytest.mark.parametrize("secret", ["x", "é", "%00", "a" * 5000, "' OR 1=1"])
    def test_where_it_was_guessed(self, client, draft, link, secret):
        link(draft)

        assert client.get(f"/unpublished/{secret}/").status_code == 404

    def test_where_the_digest_is_tried_in_the_secrets_place(self, client, draft, link):
        made, _ = link(draft)

        assert client.get(f"/unpublished/{made.secret_sha256}/").content == nothing(client)


class TestItsFiles:
    def test_are_reached_by_the_page_and_by_that_link_alone(self, client, draft, link):
        attachment = attach(draft)
        _, address = link(draft)

        page = client.get(address).content.decode()
        response = client.get(f"{address}attachments/{draft.slug}/evidence.txt")

        assert f'href="{address}attachments/{draft.slug}/evidence.txt"' in page
        assert response.getvalue() == b"What it says."
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert client.get(attachment.get_absolute_url()).status_code == 404

    def test_are_those_of_the_draft_where_the_published_one_has_others(
        self, client, make_post, link
    ):
        post = make_post()
        attach(post, says=b"As published.")
        draft = begin_draft(post, by=None)
        changed = draft.attachments.get()
        changed.keep_file(SimpleUploadedFile("evidence.txt", b"As drafted."), "evidence.txt")
        changed.save()
        _, address = link(draft)
        where = f"attachments/{post.slug}/evidence.txt"

        assert f'href="{address}{where}"' in client.get(address).content.decode()
        assert client.get(f"{address}{where}").getvalue() == b"As drafted."
        assert client.get(f"/{where}").getvalue() == b"As published."

    def test_of_another_draft_are_not_there(self, client, draft, make_post, link):
        other = make_post(published_at=None, title="Another thought")
        attach(other)
        _, address = link(draft)

        response = client.get(f"{address}attachments/{other.slug}/evidence.txt")
        assert (response.status_code, response.content) == (404, nothing(client))
        response = client.get(f"{address}attachments/{draft.slug}/evidence.txt")
        assert (response.status_code, response.content) == (404, nothing(client))

    def test_that_are_held_back_are_neither_there_nor_named(self, client, draft, link):
        watched = WatchedName()
        watched.name = "Jane Example"
        watched.save()
        attach(draft, says=b"It was Jane Example.")
        _, address = link(draft)

        assert "evidence.txt" not in client.get(address).content.decode()
        assert client.get(f"{address}attachments/{draft.slug}/evidence.txt").status_code == 404

    def test_come_in_parts_as_long_as_the_link_is_open(self, client, draft, link, make_user):
        attach(draft)
        made, address = link(draft)
        file, part = f"{address}attachments/{draft.slug}/evidence.txt", {"Range": "bytes=0-3"}

        assert client.get(file, headers=part).getvalue() == b"What"
        revoke_link(made, by=make_user())
        assert client.get(file, headers=part).content == nothing(client)

    def test_show_nothing_of_being_unchanged_once_the_link_is_revoked(
        self, client, draft, link, make_user
    ):
        attachment = attach(draft)
        made, address = link(draft)
        file = f"{address}attachments/{draft.slug}/evidence.txt"
        same = {"If-None-Match": f'"{attachment.sha256}"'}

        assert client.get(file, headers=same).status_code == 304
        revoke_link(made, by=make_user())
        assert client.get(file, headers=same).status_code == 404

    def test_include_pictures_which_nothing_keeps(self, client, draft, link, make_picture):
        picture = make_picture()
        draft.picture = picture
        draft.body = f"![A river]({picture.get_absolute_url()})"
        draft.save()
        _, address = link(draft)

        page = client.get(address).content.decode()
        response = client.get(f"{address}pictures/{picture.name}")

        assert f'src="{address}pictures/{picture.name}"' in page
        assert f'src="/pictures/{picture.name}"' not in page
        assert response.getvalue()
        assert response["Cache-Control"] == "private, no-store"
        assert not Capture.objects.exists()
        assert Picture.objects.count() == 1

    def test_include_the_portrait_of_whoever_wrote_it(
        self, client, draft, link, make_picture, make_person, make_contributor
    ):
        portrait = make_picture()
        make_contributor(draft, make_person(portrait=portrait))
        _, address = link(draft)

        assert client.get(f"{address}pictures/{portrait.name}").getvalue()

    def test_include_no_picture_of_another_draft(
        self, client, draft, link, make_picture, make_post
    ):
        other = make_picture()
        make_post(picture=other, published_at=None)
        _, address = link(draft)

        assert client.get(f"{address}pictures/{other.name}").status_code == 404


class TestTheRestOfTheSite:
    def test_names_no_link_and_no_draft(self, client, draft, link):
        _, address = link(draft)
        client.get(address)

        for public in ("/sitemap.xml", "/site-map/", "/feed/", "/robots.txt", "/"):
            assert "unpublished" not in client.get(public).getvalue().decode()

    def test_has_no_page_below_the_address_of_links(self, make_post):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="Choose another address"):
            make_post(address="/unpublished/paper/").full_clean()

    def test_goes_on_in_the_edition_that_it_was_in(self, client, draft, link):
        before = Edition.objects.current().number
        _, address = link(draft)
        client.get(address)

        assert Edition.objects.current().number == before


def test_the_address_without_its_last_slash_is_not_written_into_an_answer(client, db):
    response = client.get("/unpublished/a-secret-that-somebody-typed")

    assert response.status_code == 404
    assert "a-secret" not in response.headers.get("Location", "")
