"""Publishing by buttons: each wish is one of its own, and none is granted silently."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from archive.models import Post, Publication, Record, Revision, State

from .conftest import address_of, errors_of, form_at, messages_of, publish, save

NEW_BLOG = f"{reverse('admin:archive_post_add')}?kind=blog"


class TestNewRecord:
    def test_is_a_draft_that_nobody_outside_sees(self, editor, client):
        data = form_at(editor, NEW_BLOG) | {"title": "What we heard in Leeds", "body": "A start."}

        response = editor.post(NEW_BLOG, data | {"_save": "1"}, follow=True)

        blog = Post.objects.get()
        blog = Post.objects.get()
        assert blog.state == State.DRAFT
        assert (blog.kind, blog.address) == ("blog", "/news/what-we-heard-in-leeds/")
        assert blog.edited_by == editor.user
        assert "is saved as a draft" in messages_of(response)[0]
        assert client.get(blog.address).status_code == 404

    def test_saving_without_any_button_publishes_nothing(self, editor):
        """The Enter key in a field sends the first button, a script may send none."""
        editor.post(NEW_BLOG, form_at(editor, NEW_BLOG) | {"title": "A start"})

        assert Post.objects.get().state == State.DRAFT

    def test_gets_a_short_name_of_its_own_where_the_title_is_taken(self, editor, make_post):
        make_post("A start")
        editor.post(NEW_BLOG, form_at(editor, NEW_BLOG) | {"title": "A start", "slug": ""})

        assert Post.objects.get(kind="blog").slug == "a-start-2"

    def test_of_each_kind_has_the_fields_of_its_kind(self, editor):
        def fields(kind: str) -> set[str]:
            return set(form_at(editor, f"{reverse('admin:archive_publication_add')}?kind={kind}"))

        assert {"addressed_to", "copied_to", "salutation", "sign_off"} <= fields("letter")
        assert {"event", "place", "delivered_on"} <= fields("speech")
        assert {"isbn", "reference"} <= fields("report")
        assert not {"isbn", "event"} & fields("letter")

    def test_is_of_the_kind_that_the_list_was_narrowed_to(self, editor):
        narrowed = f"{reverse('admin:archive_post_add')}?_changelist_filters=kind%3Dblog"

        assert form_at(editor, narrowed)["kind"] == "blog"


class TestPublishNow:
    def test_puts_a_draft_on_the_site(self, editor, client, make_post):
        draft = make_post(published_at=None)

        response = save(editor, draft, "_publish")

        draft.refresh_from_db()
        assert draft.state == State.PUBLISHED
        assert "is published" in messages_of(response)[0]
        assert client.get(draft.address).status_code == 200

    def test_leaves_a_revision_that_says_who(self, editor, make_post):
        draft = make_post(published_at=None)

        save(editor, draft, "_publish")

        revision = draft.revisions.get()
        assert (revision.event, revision.made_by) == (Revision.Event.PUBLISHED, editor.user)

    def test_refuses_a_letter_without_a_date_and_keeps_what_was_written(self, editor, make_letter):
        draft = make_letter(published_at=None, dated_on=None)

        response = save(editor, draft, "_publish", body="New words.")

        assert "Give the letter’s date" in errors_of(response)
        assert "New words." in response.content.decode()
        draft.refresh_from_db()
        assert draft.state == State.DRAFT

    def test_is_refused_for_what_is_public_already(self, editor, make_post):
        post = make_post()
        was = post.published_at

        response = save(editor, post, "_publish")

        assert "cannot be done" in errors_of(response)
        post.refresh_from_db()
        assert post.published_at == was


class TestTheSameFormSentTwice:
    """The browser's Back button after publishing, and Publish once more."""

    @pytest.fixture
    def data(self, editor):
        data = form_at(editor, NEW_BLOG) | {"title": "What we heard", "slug": "what-we-heard"}
        editor.post(NEW_BLOG, data | {"_publish": "1"})
        return data

    def test_leads_to_the_one_that_was_made(self, editor, data):
        response = editor.post(NEW_BLOG, data | {"_publish": "1"})

        page = response.content.decode()
        assert "You made “What we heard” just now" in page
        assert f'<a href="{address_of(Post.objects.get())}">Go on with' in page

    def test_says_nothing_of_it_to_others_or_later(self, editor, administrator, data):
        other = administrator.post(NEW_BLOG, data)
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            later = editor.post(NEW_BLOG, data)

        for response in (other, later):
            assert "Another record has that short name" in response.content.decode()
            assert "just now" not in response.content.decode()


class TestSchedule:
    def test_publishes_at_that_moment_in_london(self, editor, client, make_post):
        draft = make_post(published_at=None)

        today = timezone.localdate()
        moment = datetime(today.year + (today.month > 6), 7, 1, 8, 30, tzinfo=UTC)

        day = f"1 July {moment.year}"
        save(editor, draft, "_schedule", schedule_for_day=day, schedule_for_time="09:30")

        draft.refresh_from_db()
        assert draft.published_at == moment
        assert draft.state == State.SCHEDULED
        with time_machine.travel(moment + timedelta(minutes=1)):
            assert client.get(draft.address).status_code == 200

    def test_refuses_a_moment_that_has_passed(self, editor, make_post):
        draft = make_post(published_at=None)

        response = save(
            editor, draft, "_schedule", schedule_for_day="2020-07-01", schedule_for_time="09:30"
        )

        assert "has passed" in errors_of(response)

    @pytest.mark.parametrize(
        ("day", "clock", "says"),
        [("2030-03-31", "01:30", "does not exist"), ("2030-10-27", "01:30", "comes twice")],
    )
    def test_says_plainly_what_is_wrong_with_a_time_of_a_clock_change(
        self, editor, make_post, day, clock, says
    ):
        draft = make_post(published_at=None)

        response = save(editor, draft, "_schedule", schedule_for_day=day, schedule_for_time=clock)

        assert says in errors_of(response)
        draft.refresh_from_db()
        assert draft.published_at is None

    @pytest.mark.parametrize("year", [7, 9999])
    def test_refuses_a_moment_that_is_years_away(self, editor, make_post, year):
        draft = make_post(published_at=None)
        year = year if year > 99 else timezone.localdate().year + year
        sent = {"schedule_for_day": f"1 May {year}", "schedule_for_time": "09:30"}

        for _ in range(2):
            assert "more than five years away" in errors_of(
                save(editor, draft, "_schedule", **sent)
            )
        draft.refresh_from_db()
        assert draft.published_at is None

    def test_asks_once_whether_a_moment_in_another_year_is_meant(self, editor, make_post):
        draft = make_post(published_at=None)
        year = timezone.localdate().year + 2
        sent = {"schedule_for_day": f"1 May {year}", "schedule_for_time": "09:30"}

        page = save(editor, draft, "_schedule", **sent)
        assert "more than a year away" in errors_of(page)
        draft.refresh_from_db()
        assert draft.published_at is None

        asked = page.context["adminform"].form["meant_for"].value()
        assert f'name="meant_for" value="{asked}"' in page.content.decode()
        save(editor, draft, "_schedule", **sent, meant_for=asked)
        draft.refresh_from_db()
        assert draft.published_at.year == year

    def test_asks_again_where_the_moment_is_another_one(self, editor, make_post):
        draft = make_post(published_at=None)
        year = timezone.localdate().year + 2
        sent = {"schedule_for_day": f"1 May {year}", "schedule_for_time": "09:30"}
        page = save(editor, draft, "_schedule", **sent)

        asked = page.context["adminform"].form["meant_for"].value()
        sent["schedule_for_day"] = f"1 June {year}"
        save(editor, draft, "_schedule", **sent, meant_for=asked)

        draft.refresh_from_db()
        assert draft.published_at is None

    def test_needs_both_a_date_and_a_time(self, editor, make_post):
        draft = make_post(published_at=None)

        assert "Give the date and the time" in errors_of(save(editor, draft, "_schedule"))
        assert "both a date and a time" in errors_of(
            save(editor, draft, "_schedule", schedule_for_day="2030-07-01")
        )

    def test_can_be_taken_back(self, editor, make_post):
        waiting = make_post(published_at=timezone.now() + timedelta(days=1))

        response = save(editor, waiting, "_take_back")

        waiting.refresh_from_db()
        assert waiting.state == State.DRAFT
        assert "is a draft again" in messages_of(response)[0]

    def test_is_kept_when_only_the_text_is_saved(self, editor, make_post):
        moment = timezone.now() + timedelta(days=1)
        waiting = make_post(published_at=moment)

        save(editor, waiting, body="Better words.")

        waiting.refresh_from_db()
        assert (waiting.body, waiting.published_at) == ("Better words.", moment)


class TestPublishedRecord:
    def test_is_corrected_without_telling_readers(self, editor, make_post):
        post = make_post()

        publish(editor, post, body="Without the slip.", change_note="A slip of the pen.")

        post.refresh_from_db()
        revision = post.revisions.get()
        assert (post.body, post.public_updated_at) == ("Without the slip.", None)
        assert (revision.event, revision.is_major) == (Revision.Event.UPDATED, False)

    def test_tells_readers_when_asked_to(self, editor, make_post):
        post = make_post()

        publish(editor, post, body="News.", change_note="A third meeting.", tell_readers="on")

        post.refresh_from_db()
        assert timezone.now() - post.public_updated_at < timedelta(minutes=1)
        assert post.revisions.get().is_major

    def test_does_not_tell_readers_without_saying_what(self, editor, make_post):
        post = make_post()

        response = publish(editor, post, body="News.", tell_readers="on", change_note=" ")

        assert "Say what changed" in errors_of(response)
        post.refresh_from_db()
        assert post.public_updated_at is None

    def test_keeps_its_short_name_and_address_whatever_is_sent(self, editor, make_post):
        post = make_post("A title")

        publish(editor, post, slug="another", address="/news/another/", kind="blog")

        post.refresh_from_db()
        assert (post.slug, post.address, post.kind) == ("a-title", "/news/a-title/", "news")

    def test_cannot_be_deleted(self, editor, administrator, make_post):
        post = make_post()

        for person in (editor, administrator):
            assert person.post(address_of(post, "delete"), {"post": "yes"}).status_code == 403
        assert Post.objects.exists()

    def test_draft_can_be_deleted(self, editor, make_post):
        draft = make_post(published_at=None)
        save(editor, draft)

        editor.post(address_of(draft, "delete"), {"post": "yes"})

        assert not Record.objects.exists()


class TestWithdraw:
    def test_needs_a_reason(self, editor, make_post):
        post = make_post()

        response = save(editor, post, "_withdraw", withdraw_because=" ")

        assert "Say why" in errors_of(response)
        post.refresh_from_db()
        assert not post.is_withdrawn

    def test_keeps_the_page_with_the_reason_on_top(self, editor, client, make_post):
        post = make_post()

        save(editor, post, "_withdraw", withdraw_because="A figure was wrong.")

        post.refresh_from_db()
        assert (post.state, post.revisions.get().event) == (State.WITHDRAWN, "withdrawn")
        assert "A figure was wrong." in client.get(post.address).content.decode()

    def test_can_be_taken_back(self, editor, make_post):
        post = make_post(withdrawn_at=timezone.now(), withdrawn_because="A figure was wrong.")

        save(editor, post, "_restore")

        post.refresh_from_db()
        assert (post.state, post.withdrawn_because) == (State.PUBLISHED, "")


class TestAddress:
    def test_of_a_draft_follows_its_short_name(self, editor, make_post):
        draft = make_post("A title", published_at=None)

        save(editor, draft, slug="better")

        draft.refresh_from_db()
        assert draft.address == "/news/better/"

    def test_of_a_draft_can_be_one_of_its_own(self, editor, make_post):
        draft = make_post("A title", published_at=None)

        save(editor, draft, address="/leeds/")

        draft.refresh_from_db()
        assert draft.address == "/leeds/"

    def test_that_is_taken_is_refused_in_words(self, editor, make_post, make_redirect):
        make_redirect("/leeds/", to_url="/news/")
        draft = make_post("A title", published_at=None)

        assert "already has that address" in errors_of(save(editor, draft, address="/leeds/"))

    def test_of_the_site_itself_is_refused_in_words(self, administrator, make_post):
        draft = make_post("A title", published_at=None)
        post = make_post("Another title")

        assert "site itself" in errors_of(save(administrator, draft, address="/news/"))
        assert "site itself" in errors_of(save(administrator, post, "_move", move_to="/admin/"))

    def test_of_a_published_record_is_moved_by_administrators_only(
        self, editor, administrator, client, make_post
    ):
        post = make_post("A title")

        save(editor, post, "_move", move_to="/leeds/")
        post.refresh_from_db()
        assert post.address == "/news/a-title/"

        save(administrator, post, "_move", move_to="/leeds/")
        post.refresh_from_db()
        assert post.address == "/leeds/"
        assert client.get("/news/a-title/")["Location"] == "/leeds/"

    def test_can_be_moved_back(self, administrator, client, make_post):
        post = make_post("A title")
        save(administrator, post, "_move", move_to="/leeds/")

        save(administrator, post, "_move", move_to="/news/a-title/")

        post.refresh_from_db()
        assert post.address == "/news/a-title/"
        assert client.get("/leeds/")["Location"] == "/news/a-title/"


def test_lists_of_people_are_written_a_line_each(editor, make_letter):
    letter = make_letter(published_at=None, addressed_to=["One"], copied_to=[])

    save(editor, letter, addressed_to="The Secretary of State\r\n\r\n The Permanent Secretary ")

    letter = Publication.objects.get()
    assert letter.addressed_to == ["The Secretary of State", "The Permanent Secretary"]
