"""A file in which something dangerous was found goes out only after a second person saw it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Clearance, Inspection, State
from tests.files.made_files import NAME, box_at, make_docx, make_pdf, pdf_writer, run, written

from .conftest import SOON, address_of, edit, messages_of, publish, save, text_of
from .test_attachments import with_new_rows
from .test_findings import TITLE, ask

BLACKENED = make_pdf(NAME + box_at(95, 695, 90, 18))


@pytest.fixture
def attach(make_post):
    """Choose a file on the form of a draft and press a button; the draft and the answer."""

    def attach(client, content: bytes = BLACKENED, wish: str = "_publish", **facts):
        draft = make_post(**{"published_at": None} | facts)
        file = SimpleUploadedFile("Evidence.pdf", content)
        row = {"title": "Evidence", "file": file}
        data = with_new_rows(client, draft, row, body="Long work.", **{wish: "1"})
        data.pop("_save", None)
        return draft, client.post(address_of(draft), data, follow=True)

    return attach


def page_of(attachment) -> str:
    return reverse("admin:file", args=[attachment.pk])


class TestThePanelBesideTheForm:
    def test_names_the_file_says_why_and_what_to_do(self, editor, attach):
        draft, _ = attach(editor, wish="_save", title=TITLE)

        page = text_of(editor.get(address_of(draft)))
        assert "Nothing to mend." not in page
        assert "One thing stops it from going out." in page
        assert "evidence.pdf is held back. Words under a black box can be copied out" in page
        assert f'href="{page_of(draft.attachments.get())}"' in page

    def test_goes_on_saying_it_while_somebody_types(self, editor, attach):
        draft, _ = attach(editor, wish="_save", title=TITLE)

        said = ask(editor, draft, body="You MUST go.").json()
        assert said["summary"] == "2 things to look at. One of them stops it from going out."
        [found] = said["files"]
        assert found["what"].startswith("evidence.pdf is held back.")
        assert "apply redactions" in found["do"]
        assert found["stops"]
        assert found["address"] == page_of(draft.attachments.get())

    def test_is_silent_once_somebody_else_cleared_it(self, editor, administrator, attach):
        draft, _ = attach(editor, wish="_save")
        clear(administrator, draft.attachments.get())

        assert ask(editor, draft).json()["files"] == []

    def test_names_a_file_that_nobody_has_looked_into(self, editor, make_post, make_attachment):
        draft = make_post(published_at=None)
        make_attachment(draft, BLACKENED, "evidence.pdf")

        [found] = ask(editor, draft).json()["files"]
        assert found["what"] == "evidence.pdf was not looked into yet."
        assert not found["stops"]

    def test_says_nothing_of_a_file_that_readers_have_already(
        self, editor, make_post, make_attachment
    ):
        post = make_post()
        make_attachment(post, BLACKENED, "evidence.pdf")

        assert ask(editor, edit(editor, post)).json()["files"] == []


class TestPublishing:
    def test_is_refused_in_a_sentence_that_says_what_to_do(self, editor, attach):
        _, response = attach(editor)

        said = messages_of(response)[0]
        assert said.startswith("Not published. evidence.pdf is held back.")
        assert "Words under a black box can be copied out (page 1)" in said
        assert "apply redactions" in said
        assert "second person" in said

    def test_leaves_a_draft_with_all_that_was_written_and_the_file(self, editor, client, attach):
        draft, _ = attach(editor)

        draft.refresh_from_db()
        assert draft.state == State.DRAFT
        assert draft.body == "Long work."
        assert draft.attachments.get().uploaded_by == editor.user
        assert client.get(draft.get_absolute_url()).status_code == 404

    def test_by_the_clock_is_refused_the_same(self, editor, attach):
        moment = {"schedule_for_day": SOON, "schedule_for_time": "09:30"}
        draft, _ = attach(editor, wish="_save")
        response = save(editor, draft, wish="_schedule", **moment)

        draft.refresh_from_db()
        assert draft.state == State.DRAFT
        assert "held back" in messages_of(response)[0]

    def test_is_foretold_as_soon_as_the_draft_is_saved(self, editor, attach):
        _, response = attach(editor, wish="_save")

        assert "evidence.pdf is held back." in messages_of(response)[0]

    def test_of_a_file_without_dangers_goes_on(self, editor, attach):
        draft, _ = attach(editor, make_pdf(NAME))

        draft.refresh_from_db()
        assert draft.state == State.PUBLISHED

    def test_goes_on_once_somebody_else_cleared_it(self, editor, administrator, attach):
        draft, _ = attach(editor)
        clear(administrator, draft.attachments.get())
        save(editor, draft, wish="_publish")

        draft.refresh_from_db()
        assert draft.state == State.PUBLISHED

    def test_is_refused_for_a_file_that_came_before_anybody_looked(
        self, editor, make_post, make_attachment
    ):
        draft = make_post(published_at=None)
        make_attachment(draft, BLACKENED, "evidence.pdf")
        save(editor, draft, wish="_publish")

        draft.refresh_from_db()
        assert draft.state == State.DRAFT

    def test_a_preview_looks_into_nothing(self, editor, attach):
        attach(editor, wish="_preview")

        assert not Inspection.objects.exists()


class TestWhatIsPublic:
    @pytest.mark.parametrize(
        ("wish", "moment"),
        [
            ("_publish", {}),
            ("_schedule", {"schedule_for_day": SOON, "schedule_for_time": "09:30"}),
        ],
    )
    def test_takes_no_such_file(self, wish, moment, editor, make_post):
        post = make_post()
        draft = edit(editor, post)
        file = SimpleUploadedFile("Evidence.pdf", BLACKENED)
        data = with_new_rows(editor, draft, {"title": "Evidence", "file": file})
        data |= {"change_note": "The evidence.", wish: "1"} | moment
        response = editor.post(address_of(draft), data, follow=True)

        assert "evidence.pdf is held back" in messages_of(response)[0]
        assert "is saved as a draft" in messages_of(response)[1]
        assert not post.attachments.exists()
        assert draft.attachments.exists()
        assert draft.drafting.goes_out_at is None

    def test_can_be_corrected_though_an_old_file_of_it_should_not_be_there(
        self, editor, make_post, make_attachment
    ):
        post = make_post()
        make_attachment(post, BLACKENED, "evidence.pdf")
        publish(editor, post, summary="A better summary.")

        post.refresh_from_db()
        assert post.summary == "A better summary."


def clear(client, attachment, reason: str = "The name is the author’s own.", **data):
    return client.post(page_of(attachment), {"reason": reason, "_clear": "1"} | data, follow=True)


@pytest.mark.parametrize("reason", ["\u200b", "...", "–"])
def test_a_file_is_cleared_by_no_reason_that_says_nothing(editor, administrator, attach, reason):
    draft, _ = attach(editor)
    clear(administrator, draft.attachments.get(), reason)

    assert not Clearance.objects.exists()


class TestClearing:
    def test_is_kept_with_who_when_and_why(self, editor, administrator, attach):
        draft, _ = attach(editor)
        response = clear(administrator, draft.attachments.get())

        clearance = Clearance.objects.get()
        assert (clearance.cleared_by, clearance.brought_by) == (administrator.user, editor.user)
        assert [finding.where for finding in clearance.found] == ["page 1"]
        assert "Cleared by Adam Rao" in text_of(response)
        assert "The name is the author’s own." in text_of(response)

    def test_is_not_for_whoever_attached_it(self, editor, attach):
        draft, _ = attach(editor)
        response = clear(editor, draft.attachments.get())

        assert "somebody else has to look at it" in messages_of(response)[0]
        assert not Clearance.objects.exists()

    def test_is_not_for_whoever_attached_the_same_bytes_elsewhere(
        self, editor, administrator, attach
    ):
        draft, _ = attach(editor)
        attach(administrator)
        clear(administrator, draft.attachments.get())

        assert not Clearance.objects.exists()

    def test_needs_a_reason(self, editor, administrator, attach):
        draft, _ = attach(editor)
        response = clear(administrator, draft.attachments.get(), reason="  ")

        assert "Say why it may go out" in text_of(response)
        assert not Clearance.objects.exists()

    def test_is_not_for_auditors(self, editor, auditor, attach):
        draft, _ = attach(editor)
        page = auditor.get(page_of(draft.attachments.get()))
        refused = clear(auditor, draft.attachments.get())

        assert "let it out" not in text_of(page)
        assert refused.status_code == 403

    def test_is_anew_for_a_new_file(self, editor, administrator, attach):
        draft, _ = attach(editor)
        clear(administrator, draft.attachments.get())
        other = make_pdf(NAME + box_at(90, 690, 95, 25))
        file = SimpleUploadedFile("Evidence.pdf", other)
        save(editor, draft, wish="_publish", **{"attachments-0-file": file})

        draft.refresh_from_db()
        assert draft.state == State.DRAFT

    def test_is_in_the_log(self, editor, administrator, attach):
        draft, _ = attach(editor)
        clear(administrator, draft.attachments.get())

        page = administrator.get(reverse("admin:admin_logentry_changelist"))
        assert "evidence.pdf may go out." in text_of(page)


class TestWhatIsSeen:
    def test_of_a_file_on_the_form(self, editor, attach):
        draft, response = attach(editor, wish="_save")

        assert "Held back." in text_of(response)
        assert page_of(draft.attachments.get()) in text_of(response)

    def test_of_those_that_wait_on_the_first_page_and_on_their_own(
        self, editor, administrator, attach
    ):
        draft, _ = attach(editor, wish="_save")
        first = text_of(administrator.get(reverse("admin:index")))
        own = text_of(administrator.get(reverse("admin:files")))

        assert page_of(draft.attachments.get()) in first
        assert "attached by Edith Shaw" in own
        assert "Words under a black box can be copied out (page 1): 11 characters." in own

    def test_when_nothing_waits(self, editor):
        assert "No file waits." in text_of(editor.get(reverse("admin:files")))
        assert "Files waiting" not in text_of(editor.get(reverse("admin:index")))

    def test_of_the_facts_of_a_file(self, editor, attach):
        writer = pdf_writer(NAME)
        writer.add_metadata({"/Author": "Ada Example", "/Title": "Costs"})
        draft, _ = attach(editor, written(writer), wish="_save")
        page = text_of(editor.get(page_of(draft.attachments.get())))

        assert "<dt>Author</dt><dd>Ada Example</dd>" in page
        assert "It is not tagged" in page

    def test_needs_an_account_that_may(self, client, sign_in, attach, editor):
        draft, _ = attach(editor)
        address = page_of(draft.attachments.get())

        assert client.get(address).status_code == 302
        assert sign_in("").get(address).status_code == 403


class TestTakingOutWhoMadeIt:
    def test_leaves_a_file_that_says_the_same(self, editor, attach):
        core = '<c xmlns:dc="d"><dc:creator>Ada Example</dc:creator></c>'
        content = make_docx(run("What we heard"), docProps__core_xml=core)
        draft, _ = attach(editor, content, wish="_save")
        attachment = draft.attachments.get()
        before = attachment.sha256
        response = editor.post(page_of(attachment), {"_strip": "1"}, follow=True)

        attachment.refresh_from_db()
        assert attachment.sha256 != before
        assert "Ada Example" not in text_of(response)
        assert not Inspection.objects.of_bytes(before).exists()

    def test_is_for_files_that_are_not_public_yet(self, editor, attach):
        writer = pdf_writer(NAME)
        writer.add_metadata({"/Author": "Ada Example"})
        draft, _ = attach(editor, written(writer))
        attachment = draft.attachments.get()
        response = editor.post(page_of(attachment), {"_strip": "1"}, follow=True)

        assert "It is on the site" in messages_of(response)[0]

    def test_of_a_draft_leaves_the_published_file_as_it_is(
        self, editor, client, make_post, make_attachment
    ):
        writer = pdf_writer(NAME)
        writer.add_metadata({"/Author": "Ada Example"})
        post = make_post()
        public = make_attachment(post, content := written(writer), "evidence.pdf")
        draft = edit(editor, post)
        page = page_of(draft.attachments.get())

        editor.get(page)
        editor.post(page, {"_strip": "1"})

        assert draft.attachments.get().sha256 != public.sha256
        assert client.get(public.get_absolute_url()).getvalue() == content


class TestTakingOverAText:
    def test_puts_it_into_a_draft_that_has_none(self, editor, make_post, make_attachment):
        draft = make_post(published_at=None, body="")
        content = make_docx(run("What we heard", "<w:b/>"))
        attachment = make_attachment(draft, content, "notes.docx")
        response = editor.post(page_of(attachment), {"_take_text": "1"}, follow=True)

        draft.refresh_from_db()
        assert draft.body == "**What we heard**"
        assert "read it against the file" in messages_of(response)[0]
        assert draft.attachments.get().is_on_page
        assert draft.revisions.get().made_by == editor.user

    def test_takes_that_of_a_pdf_too(self, editor, make_post, make_attachment):
        draft = make_post(published_at=None, body="")
        attachment = make_attachment(draft, make_pdf(NAME), "notes.pdf")

        editor.post(page_of(attachment), {"_take_text": "1"})

        draft.refresh_from_db()
        assert draft.body == "Jane Example"

    def test_takes_nothing_out_of_a_pdf_that_hides_something(
        self, editor, make_post, make_attachment
    ):
        draft = make_post(published_at=None, body="")
        hidden = make_pdf(NAME + box_at(95, 690, 200, 30))
        attachment = make_attachment(draft, hidden, "notes.pdf")
        page = editor.get(page_of(attachment)).content.decode()
        response = editor.post(page_of(attachment), {"_take_text": "1"}, follow=True)

        draft.refresh_from_db()
        assert draft.body == ""
        assert "_take_text" not in page
        assert "Something is hidden in this file" in messages_of(response)[0]

    def test_is_in_the_history_of_the_page_whose_draft_it_is(
        self, editor, make_post, make_attachment
    ):
        post = make_post(body="")
        make_attachment(post, make_docx(run("What we heard")), "notes.docx")
        draft = edit(editor, post)

        editor.post(page_of(draft.attachments.get()), {"_take_text": "1"})

        assert post.revisions.newest_first()[0].text["body"] == "What we heard"

    def test_is_never_in_the_place_of_what_was_written(self, editor, make_post, make_attachment):
        draft = make_post(published_at=None, body="Long work.")
        attachment = make_attachment(draft, make_docx(), "notes.docx")
        response = editor.post(page_of(attachment), {"_take_text": "1"}, follow=True)

        draft.refresh_from_db()
        assert draft.body == "Long work."
        assert "without a text of its own" in messages_of(response)[0]
