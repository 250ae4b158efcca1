"""Markdown in forms: what is dangerous is refused, what is unwise is said, the text is kept."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from .conftest import errors_of, messages_of, publish, save, text_of

PREVIEW = reverse("admin:markdown_preview")


class TestSaving:
    def test_refuses_what_could_run_and_keeps_the_text(self, editor, make_post):
        post = make_post(published_at=None)

        response = save(editor, post, body="Before\n\n<script>alert(1)</script>")

        assert "Line 3" in errors_of(response)
        assert "Before" in response.content.decode()
        post.refresh_from_db()
        assert "script" not in post.body

    def test_says_what_readers_would_stumble_over_and_saves(self, editor, make_post):
        post = make_post(published_at=None)

        response = save(editor, post, body="Read it [here](/news/).")

        post.refresh_from_db()
        assert post.body == "Read it [here](/news/)."
        assert "does not say where it leads" in text_of(response)

    def test_says_it_of_what_has_no_panel_beside_it_once_it_is_saved(self, editor, make_member):
        response = save(editor, make_member().person, biography="Read it [here](/news/).")

        assert any(said.startswith("Biography, line 1:") for said in messages_of(response))

    def test_lines_end_as_they_do_in_files(self, editor, make_post):
        post = make_post(published_at=None)

        save(editor, post, body="One\r\n\r\nTwo")

        post.refresh_from_db()
        assert post.body == "One\n\nTwo"

    def test_a_turn_of_a_transcript_is_read_for_faults_too(self, editor, make_episode):
        episode = make_episode(published_at=None)

        response = save(editor, episode, **{"turns-1-text": "<iframe src='//x'></iframe>"})

        assert "could run a program" in errors_of(response)

    def test_a_notice_that_says_today_gets_a_warning(self, administrator, make_notice):
        notice = make_notice()

        response = save(administrator, notice, body="Today we publish. Read it here.")

        said = " ".join(messages_of(response))
        assert "This says “Today”" in said
        assert "“Read it here” announces a link" in said
        notice.refresh_from_db()
        assert notice.body.startswith("Today")

    def test_says_once_what_a_script_would_do(self, editor, make_post):
        response = save(editor, make_post(published_at=None), body="<script>\nalert(1)\n</script>")

        errors = response.context["adminform"].form.errors["body"]
        assert len(errors) == 1


class TestPicturesInTexts:
    NOTHING = "![A harbour](/pictures/nothing-64x48.jpg)"

    def test_that_do_not_exist_are_not_published(self, editor, make_post):
        draft = make_post(published_at=None, body=self.NOTHING)

        response = save(editor, draft, "_publish")

        assert "Line 1: There is no picture /pictures/nothing-64x48.jpg" in errors_of(response)
        draft.refresh_from_db()
        assert draft.published_at is None

    def test_without_a_description_are_not_published(self, editor, make_post, make_picture):
        draft = make_post(published_at=None, body=f"![]({make_picture().get_absolute_url()})")

        assert "no description" in errors_of(save(editor, draft, "_publish"))

    def test_may_be_missing_in_a_draft(self, editor, make_post):
        draft = make_post(published_at=None)

        save(editor, draft, body=self.NOTHING)

        draft.refresh_from_db()
        assert draft.body == self.NOTHING

    def test_that_were_always_missing_do_not_stand_in_the_way(self, editor, make_post):
        post = make_post(body=self.NOTHING)

        publish(editor, post, title="A better title")
        post.refresh_from_db()
        assert post.title == "A better title"

        assert "There is no picture" in errors_of(publish(editor, post, body=self.NOTHING + "."))

    def test_that_exist_are_published_with_their_description(self, editor, make_post, make_picture):
        body = f"![A harbour]({make_picture().get_absolute_url()})"
        draft = make_post(published_at=None, body=body)

        save(editor, draft, "_publish")

        draft.refresh_from_db()
        assert draft.published_at

    def test_of_what_has_no_draft_are_asked_for_at_once(self, editor, make_member):
        member = make_member()

        assert "no picture" in errors_of(save(editor, member.person, biography=self.NOTHING))
        response = save(editor, member.board, **{"members-0-biography": self.NOTHING})
        assert "no picture" in errors_of(response)


class TestPreview:
    def test_shows_the_text_its_length_and_its_faults(self, editor):
        answer = editor.post(PREVIEW, {"content": "# Big\n\nIt stands [here](/x/)."}).json()

        assert answer["html"].startswith("<h2")
        assert (answer["words"], answer["minutes"]) == (4, 1)
        assert answer["problems"][0]["line"] == 3

    def test_is_sanitised_as_the_page_is(self, editor):
        html = editor.post(PREVIEW, {"content": "[x](javascript:alert(1)) <img onerror=x>"}).json()

        assert "javascript:" not in html["html"]
        assert "<img" not in html["html"]

    def test_is_for_signed_in_staff(self, client, sign_in):
        assert client.post(PREVIEW, {"content": "x"}).status_code == 302
        reader = sign_in("", is_staff=False)
        assert reader.post(PREVIEW, {"content": "x"}).status_code == 302

    def test_needs_the_token_against_forged_requests(self, editor):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(editor.user)

        assert strict.post(PREVIEW, {"content": "x"}).status_code == 403

    def test_answers_no_get(self, editor):
        assert editor.get(PREVIEW).status_code == 405

    def test_refuses_a_text_that_nobody_wrote_by_hand(self, editor):
        assert editor.post(PREVIEW, {"content": "x" * 2_000_001}).status_code == 413


@pytest.mark.parametrize("name", ["markdownx_upload", "markdownx_markdownify"])
def test_the_package_brings_no_address_of_its_own(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
