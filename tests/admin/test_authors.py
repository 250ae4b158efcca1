"""Authors write drafts: nothing that they press, send or add reaches the public."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import begin_draft
from archive.models import FaqEntry, Picture, Post, Record, State
from tests.admin.conftest import SOON, address_of, errors_of, form_at, save, text_of

WISHES = ("_publish", "_schedule", "_take_back")
AT_ONCE = ("_withdraw", "_restore", "_supersede", "_move")


@pytest.fixture
def author(sign_in):
    return sign_in("Authors", first_name="Ola", last_name="Berg")


@pytest.fixture
def reviewer(sign_in):
    return sign_in("Reviewers")


class TestAnAuthor:
    def test_writes_a_draft(self, author):
        address = reverse("admin:archive_post_add")
        written = {"title": "What we heard", "body": "A great deal.", "_save": "1"}

        author.post(address, form_at(author, address) | written)

        draft = Post.objects.get()
        assert (draft.title, draft.state) == ("What we heard", State.DRAFT)

    def test_changes_a_draft_of_a_colleague(self, author, make_post):
        draft = make_post(published_at=None)

        save(author, draft, title="What we heard")

        assert Record.objects.get(pk=draft.pk).title == "What we heard"

    def test_is_offered_no_button_that_publishes(self, author, make_post):
        page = text_of(author.get(address_of(make_post(published_at=None))))

        assert 'name="_save"' in page
        assert not [wish for wish in WISHES if f'name="{wish}"' in page]
        assert "An editor publishes it." in page

    @pytest.mark.parametrize("wish", WISHES)
    def test_publishes_nothing_by_sending_the_button_all_the_same(self, wish, author, make_post):
        draft = make_post(published_at=None)
        moment = {"schedule_for_day": SOON, "schedule_for_time": "09:00"}

        page = save(author, draft, wish, **moment)

        assert "publishing is for editors" in errors_of(page)
        assert Record.objects.get(pk=draft.pk).published_at is None

    @pytest.mark.parametrize("wish", AT_ONCE)
    def test_does_nothing_at_once_to_what_is_published(self, wish, author, make_post):
        post = make_post()
        sent = {wish: "1", "withdraw_because": "It names a child.", "move_to": "/elsewhere/"}

        page = text_of(author.get(address_of(post)))

        assert f'name="{wish}"' not in page
        assert author.post(address_of(post), sent).status_code == 403

    def test_changes_the_draft_of_a_published_page_but_does_not_publish_it(self, author, make_post):
        draft = begin_draft(make_post("What we heard"), by=None)

        save(author, draft, title="What we were told")
        page = save(author, draft, "_publish", change_note="Another title.")

        assert "publishing is for editors" in errors_of(page)
        assert Record.objects.get().title == "What we heard"
        assert Record.with_drafts_of.get(pk=draft.pk).title == "What we were told"

    def test_leaves_alone_the_draft_that_will_go_out_at_its_moment(self, author, make_post):
        draft = begin_draft(make_post(), by=None)
        draft.drafting.change_note = "Another title."
        draft.drafting.goes_out_at = timezone.now() + timedelta(days=1)
        draft.drafting.save()

        sent = author.post(address_of(draft), {"title": "Changed", "_save": "1"})

        assert sent.status_code == 403

    def test_throws_no_draft_of_a_published_page_away(self, author, make_post):
        draft = begin_draft(make_post(), by=None)

        assert author.post(address_of(draft, "discard")).status_code == 403
        assert Record.with_drafts_of.filter(pk=draft.pk).exists()

    def test_publishes_no_new_record_at_once(self, author):
        address = reverse("admin:archive_post_add")
        written = {"title": "What we heard", "body": "A great deal.", "_publish": "1"}

        author.post(address, form_at(author, address) | written)

        assert not Post.objects.exists()

    @pytest.mark.parametrize("days", [-1, 1])
    def test_changes_nothing_that_is_public_or_will_be(self, days, author, make_post):
        post = make_post(published_at=timezone.now() + timedelta(days=days))

        page = author.get(address_of(post))
        sent = author.post(address_of(post), {"title": "Changed", "_save": "1"})

        assert page.status_code == 200
        assert 'name="_save"' not in text_of(page)
        assert sent.status_code == 403
        assert Record.objects.get(pk=post.pk).title == post.title

    def test_replaces_no_words_over_the_whole_record(self, author, make_post):
        make_post("What we herd")
        asked = {"find": "herd", "write": "heard"}

        assert author.get(reverse("admin:replace"), asked).status_code == 403
        assert author.post(reverse("admin:replace"), asked | {"chosen": "1"}).status_code == 403

    def test_deletes_no_draft_of_anybody(self, author, make_post):
        draft = make_post(published_at=None)

        assert author.post(address_of(draft, "delete"), {"post": "yes"}).status_code == 403
        assert Record.objects.filter(pk=draft.pk).exists()

    @pytest.mark.parametrize("wish", ["_publish", "_schedule"])
    def test_publishes_no_answer(self, wish, author, make_faq):
        entry = make_faq(published_at=None)
        moment = {"schedule_for_day": SOON, "schedule_for_time": "09:00"}

        page = save(author, entry, wish, **moment)

        assert "publishing is for editors" in errors_of(page)
        assert FaqEntry.objects.get().published_at is None

    def test_changes_no_answer_that_is_public(self, author, make_faq):
        entry = make_faq()

        assert author.post(address_of(entry), {"answer": "No.", "_save": "1"}).status_code == 403

    def test_names_new_people_and_topics_and_adds_pictures(self, author):
        for model in ("person", "topic", "picture"):
            assert author.get(reverse(f"admin:archive_{model}_add")).status_code == 200

    def test_changes_none_that_are_there(self, author, make_person, make_topic, make_picture):
        for thing in (make_person(), make_topic(), make_picture()):
            assert author.post(address_of(thing), {"name": "Another"}).status_code == 403
        assert Picture.objects.exists()

    @pytest.mark.parametrize(
        "model", ["board", "faqcategory", "series", "review", "notice", "redirect", "takedown"]
    )
    def test_adds_nothing_that_the_public_would_see_at_once(self, model, author):
        address = reverse(f"admin:archive_{model}_add")

        assert author.get(address).status_code == 403

    @pytest.mark.parametrize("name", ["stage", "last_weeks_days", "archive_logline_changelist"])
    def test_is_kept_from_the_life_of_the_site_and_from_the_log(self, name, author):
        assert author.post(reverse(f"admin:{name}"), {"to": "closing"}).status_code == 403


class TestAReviewer:
    def test_reads_drafts_and_previews_them(self, reviewer, make_post):
        draft = make_post(published_at=None)

        assert reviewer.get(address_of(draft)).status_code == 200
        assert reviewer.get(address_of(draft, "preview")).status_code == 200
        assert reviewer.get(address_of(draft, "history")).status_code == 200

    def test_changes_none(self, reviewer, make_post):
        draft = make_post(published_at=None)

        for wish in ("_save", *WISHES):
            assert reviewer.post(address_of(draft), {"title": "x", wish: "1"}).status_code == 403
        assert reviewer.get(reverse("admin:archive_post_add")).status_code == 403

    def test_sees_neither_accounts_nor_the_log(self, reviewer):
        for name in ("auth_user", "archive_logline", "admin_logentry"):
            assert reviewer.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_editors_publish_as_before(editor, make_post):
    draft = make_post(published_at=None)

    save(editor, draft, "_publish")

    assert Record.objects.get(pk=draft.pk).state == State.PUBLISHED


def test_every_role_is_explained_where_accounts_are_made(administrator):
    page = text_of(administrator.get(reverse("admin:auth_user_add")))

    for role in ("Authors", "Reviewers", "Editors", "Administrators", "Auditors"):
        assert f"{role} " in page
