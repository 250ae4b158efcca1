"""A published page is edited in a draft: begun, saved, looked at, published, thrown away."""

import contextlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import begin_draft
from archive.models import Drafting, Post, Record, Revision, Series

from .conftest import address_of, edit, errors_of, form_at, messages_of, publish, save, text_of
from .test_previews import shown
from .writing import keep


class TestAPublishedPage:
    def test_opens_as_a_page_of_facts_with_a_way_to_edit_it(self, editor, make_post):
        page = text_of(editor.get(address_of(make_post(summary="What we heard."))))

        assert "On the site since" in page
        assert "What we heard." in page
        assert "Edit</button>" in page
        assert 'name="body"' not in page

    def test_is_edited_in_a_draft_that_says_which_it_is(self, editor, make_post):
        post = make_post()

        page = text_of(editor.post(address_of(post, "edit"), follow=True))

        assert "Draft of a published page" in page
        assert "The public sees the version of" in page
        assert post.body.splitlines()[-1] in page
        assert "draft of" not in page

    def test_opens_in_its_draft_once_there_is_one(self, editor, administrator, make_post):
        post = make_post()
        draft = edit(editor, post)

        assert administrator.get(address_of(post))["Location"] == address_of(draft)
        beside = text_of(administrator.get(address_of(post, "published")))
        assert "Go on with the draft" in beside

    def test_is_not_edited_by_who_only_looks(self, auditor, editor, make_post):
        post = make_post()

        assert auditor.post(address_of(post, "edit")).status_code == 403
        assert "Edit</button>" not in text_of(auditor.get(address_of(post)))
        draft = edit(editor, post)
        assert auditor.post(address_of(draft, "discard")).status_code == 403
        assert auditor.get(address_of(draft, "changes")).status_code == 200

    def test_gets_no_draft_in_a_closed_site(self, editor, make_post, close_site):
        post = make_post()
        close_site()

        assert editor.post(address_of(post, "edit")).status_code == 403
        assert not Drafting.objects.exists()


@pytest.mark.parametrize("said", ["\u200b", "...", "–"])
class TestWordsThatSayNothing:
    def test_are_no_reason_to_withdraw_a_page(self, editor, make_post, said):
        save(editor, post := make_post(), "_withdraw", withdraw_because=said)

        assert not Post.objects.get(pk=post.pk).is_withdrawn

    def test_are_no_note_of_what_changed(self, editor, make_post, said):
        publish(editor, make_post(body="As it was."), body="As it is.", change_note=said)

        assert Post.objects.get().body == "As it was."


class TestAPageThatWasWithdrawnWhileItsDraftWaited:
    @pytest.fixture
    def post(self, editor, make_post):
        post = make_post(body="With the name.")
        edit(editor, post)
        address = address_of(post, "published")
        data = form_at(editor, address) | {"withdraw_because": "It named a child."}
        editor.post(address_of(post), data | {"_withdraw": "1"})
        return post

    def test_is_told_of_in_the_draft(self, editor, post):
        page = text_of(editor.get(address_of(edit(editor, post))))

        assert "The page was withdrawn meanwhile: “It named a child.”" in page
        assert 'name="is_meant"' in page

    @pytest.mark.parametrize("wish", ["_publish", "_schedule"])
    def test_does_not_get_the_draft_without_a_word(self, editor, post, wish):
        day = {"schedule_for_day": str(timezone.localdate() + timedelta(days=3))}
        sent = {"change_note": "A slip.", "schedule_for_time": "09:30"} | day
        page = save(editor, edit(editor, post), wish, body="Without.", **sent)

        assert "The page was withdrawn meanwhile" in errors_of(page)
        assert Post.objects.get().body == "With the name."
        assert not Drafting.objects.scheduled().exists()

    def test_gets_it_where_that_is_meant(self, editor, post):
        publish(editor, post, body="Without the name.", is_meant="on")

        post = Post.objects.get()
        assert (post.is_withdrawn, post.body) == (True, "Without the name.")
        assert not Record.with_drafts_of.drafts_of(post).exists()

    def test_is_not_asked_about_twice(self, editor, post):
        save(editor, draft := edit(editor, post), is_meant="on")

        assert 'name="is_meant"' not in text_of(editor.get(address_of(draft)))
        publish(editor, post, body="Without the name.")
        assert Post.objects.get().body == "Without the name."

    def test_asks_nothing_of_a_draft_that_was_begun_since(self, editor, post):
        editor.post(address_of(edit(editor, post), "discard"))

        assert 'name="is_meant"' not in text_of(editor.get(address_of(edit(editor, post))))


class TestADraft:
    def test_is_saved_while_the_public_sees_what_is_published(self, editor, client, make_post):
        post = make_post(body="Eighty thousand.")

        response = save(editor, edit(editor, post), body="Eighty-one thousand.")

        assert "goes on seeing" in " ".join(messages_of(response))
        assert "Eighty thousand." in client.get(post.address).content.decode()
        assert "Eighty-one thousand.</textarea>" in response.content.decode()

    def test_is_published_with_a_sentence(self, editor, client, make_post):
        post = make_post()

        response = publish(editor, post, body="Eighty-one thousand.", change_note="A figure.")

        assert "Eighty-one thousand." in client.get(post.address).content.decode()
        assert response.redirect_chain[-1][0] == address_of(post)
        assert Revision.objects.get(change_note="A figure.").made_by == editor.user

    def test_keeps_the_sentence_until_then(self, editor, make_post):
        draft = edit(editor, make_post())

        save(editor, draft, change_note="A figure.", tell_readers="on")

        form = editor.get(address_of(draft)).context["adminform"].form
        assert (form["change_note"].value(), form["tell_readers"].value()) == ("A figure.", True)
        assert not Revision.objects.exclude(change_note="").exists()

    def test_leaves_each_save_in_the_history_of_its_record(self, editor, make_post):
        post = make_post()
        save(editor, edit(editor, post), body="A first try.")

        page = text_of(editor.get(address_of(post, "history")))

        assert "Draft saved" in page
        assert Revision.objects.get().text["body"] == "A first try."

    def test_says_what_it_changes_word_by_word_and_field_by_field(self, editor, make_letter):
        letter = make_letter(body="Eighty thousand children.")
        draft = edit(editor, letter)
        save(editor, draft, body="Eighty-one thousand children.", dated_on="24 May 2022")

        page = text_of(editor.get(address_of(draft, "changes")))

        assert "<del>Eighty</del>" in page
        assert "<ins>Eighty-one</ins>" in page
        assert "<h3>Date on it</h3>" in page
        assert page.count("<h3>") == 2

    def test_is_thrown_away_after_a_second_look(self, editor, make_post):
        post = make_post(body="As it was.")
        draft = edit(editor, post)
        save(editor, draft, body="Never mind.")

        asked = text_of(editor.get(address_of(draft, "discard")))
        editor.post(address_of(draft, "discard"))

        assert "Never" in asked
        assert not Drafting.objects.exists()
        assert Post.objects.get().body == "As it was."

    def test_is_not_deleted_as_if_it_were_a_page_of_its_own(self, administrator, make_post):
        draft = edit(administrator, make_post())

        assert administrator.post(address_of(draft, "delete"), {"post": "yes"}).status_code == 403

    def test_can_have_new_files_that_nobody_finds_before(self, editor, client, make_post):
        post = make_post()
        draft = edit(editor, post)
        data = form_at(editor, address_of(draft)) | {
            "attachments-TOTAL_FORMS": 1,
            "attachments-0-title": "The evidence",
            "attachments-0-file": SimpleUploadedFile("evidence.txt", b"What it says."),
        }
        editor.post(address_of(draft), data | {"_save": "1"})
        address = draft.attachments.get().get_absolute_url()

        assert client.get(address).status_code == 404
        with contextlib.closing(editor.get(address)) as served:
            assert served.status_code == 200
        publish(editor, post)
        with contextlib.closing(client.get(address)) as served:
            assert served.status_code == 200

    def test_is_previewed_in_its_pages_dress_and_at_its_address(self, editor, make_letter):
        letter = make_letter()
        draft = edit(editor, letter)
        data = form_at(editor, address_of(draft)) | {"body": "Words to be weighed."}

        unsaved = shown(editor.post(address_of(draft), data | {"_preview": "1"}))
        stored = shown(editor.get(address_of(draft, "preview")))

        assert "Words to be weighed." in unsaved
        assert f'rel="canonical" href="http://testserver{letter.address}"' in unsaved
        assert "Words to be weighed." not in stored
        assert Record.with_drafts_of.drafts_of(letter).exists()
        letter.refresh_from_db()
        assert "weighed" not in letter.body
        assert not Revision.objects.exists()


class TestACorrection:
    def test_stands_on_the_page_as_one_and_readers_are_told(self, editor, client, make_post):
        post = make_post(body="Eighty thousand.")

        publish(
            editor,
            post,
            body="Eighty-one thousand.",
            change_note="The number of children was wrong.",
            is_correction="on",
        )

        page = text_of(client.get(post.address))
        assert "<b>Correction:</b> The number of children was wrong." in page
        assert "Last updated" in page


class TestScheduled:
    def test_takes_its_place_at_a_moment_to_come(self, editor, client, make_post):
        post = make_post(body="As it was.")
        day = timezone.localdate() + timedelta(days=3)

        response = save(
            editor,
            edit(editor, post),
            "_schedule",
            body="As it will be.",
            change_note="The final figures.",
            schedule_for_day=str(day),
            schedule_for_time="09:30",
        )

        page = text_of(response)
        assert "This draft takes its place on" in page
        assert "in 3 days" in page
        assert "As it was." in client.get(post.address).content.decode()
        assert "draft of a published page" in text_of(editor.get(reverse("admin:index")))

    def test_is_taken_back(self, editor, make_post):
        draft = begin_draft(make_post(), by=None)
        Drafting.objects.update(
            change_note="Figures.", goes_out_at=timezone.now() + timedelta(days=1)
        )

        save(editor, draft, "_take_back")

        assert Drafting.objects.get().goes_out_at is None


class TestTwoPeople:
    def test_who_publishes_what_was_changed_beside_the_draft_sees_both(self, editor, make_post):
        post = make_post(body="As it was.")
        draft = edit(editor, post)
        Post.objects.update(body="As an import has it.")

        response = publish(editor, post, body="As she has it.")

        assert "was changed beside this draft" in errors_of(response)
        assert "<del>an import" in text_of(response)
        assert Post.objects.get().body == "As an import has it."
        data = form_at(editor, address_of(draft)) | {
            "known": response.context["adminform"].form["known"].value(),
            "change_note": "Hers.",
            "body": "As she has it.",
        }
        editor.post(address_of(draft), data | {"_publish": "1"})
        assert Post.objects.get().body == "As she has it."

    def test_who_saves_a_draft_that_is_gone_gets_the_words_back(self, editor, make_post):
        post = make_post()
        draft = edit(editor, post)
        data = form_at(editor, address_of(draft)) | {"body": "Words of a long afternoon."}
        publish(editor, post)

        response = editor.post(address_of(draft), data | {"_save": "1"})

        assert response.status_code == 409
        assert "Words of a long afternoon." in response.content.decode()

    def test_who_saves_a_draft_that_was_published_meanwhile_keeps_the_text(self, editor, make_post):
        draft = make_post(published_at=None)
        data = form_at(editor, address_of(draft)) | {"body": "Words of a long afternoon."}
        save(editor, draft, "_publish")

        response = editor.post(address_of(draft), data | {"_save": "1"})

        assert "published while you were writing" in errors_of(response)
        assert "Words of a long afternoon.</textarea>" in response.content.decode()
        assert "afternoon" not in Post.objects.get().body


class TestLists:
    @pytest.fixture
    def changing(self, editor, make_post):
        post = make_post("It has a draft")
        make_post("It has none")
        edit(editor, post)
        return post

    def test_say_that_there_is_a_newer_draft(self, editor, changing):
        page = text_of(editor.get(reverse("admin:archive_post_changelist")))

        assert page.count("newer draft</span>") == 1

    def test_find_those_with_a_newer_draft(self, editor, changing):
        address = reverse("admin:archive_post_changelist")

        found = editor.get(address, {"state": "newer-draft"}).context["cl"].queryset

        assert [post.title for post in found] == ["It has a draft"]

    def test_find_what_is_superseded(self, editor, make_post):
        make_post("The old one", superseded_by=Record.objects.get(pk=make_post().pk))
        address = reverse("admin:archive_post_changelist")

        response = editor.get(address, {"state": "superseded"})

        assert [post.title for post in response.context["cl"].queryset] == ["The old one"]
        assert "superseded</span>" in text_of(response)


def test_a_form_of_a_draft_asks_few_questions(
    editor,
    make_episode,
    make_topic,
    make_picture,
    make_attachment,
    make_contributor,
    django_assert_max_num_queries,
):
    series = Series.objects.create(title="A series", slug="a-series")
    topics = [make_topic(), make_topic()]
    episode = make_episode(turns=30, series=series, topics=topics, picture=make_picture())
    for _ in range(5):
        make_attachment(episode)
        make_contributor(episode)
    draft = edit(editor, episode)

    editor.get(address_of(draft))
    with django_assert_max_num_queries(30):
        editor.get(address_of(draft))
    keep(editor, draft, body="As it is typed.")
    with django_assert_max_num_queries(31):  # what is in the files, for the form kept beside it
        editor.get(address_of(draft))
    with django_assert_max_num_queries(22):
        editor.get(address_of(episode, "published"))
